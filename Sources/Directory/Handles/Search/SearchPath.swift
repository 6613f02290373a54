/// What a filter or an order can ask of a session that is searched (session-directory 11.10).
///
/// Names compare without regard to case; the spellings that old documents use are taken too
/// (11.10.5).
enum SearchPath: Sendable, Hashable {
    /// A string that the search handle has, by its lower-case name.
    case string(String)
    /// A number that the search handle has, by its lower-case name.
    case number(String)
    /// No source in this directory, so always missing (11.10.6).
    case language
    case field(Field)
    case role(type: String, role: String, RoleFigure)

    /// A property of the session itself.
    enum Field: String, CaseIterable, Sendable {
        case membersCount
        case maxMembersCount
        case targetMembersCount
        case maxMembersCountRemaining
        case targetMembersCountRemaining
        case needs
        case scid
        case templateName
        case scheduledTime
        case postedTime
        case registrationState

        /// Whether results can be ordered by it (11.10.8).
        var isCount: Bool { kind == .number }

        var kind: Kind {
            switch self {
            case .membersCount, .maxMembersCount, .targetMembersCount, .maxMembersCountRemaining,
                .targetMembersCountRemaining, .needs:
                .number
            case .scid, .templateName, .registrationState: .text
            case .scheduledTime, .postedTime: .time
            }
        }
    }

    enum RoleFigure: String, Sendable {
        case count
        case target
        case needs
    }

    /// What a value can be compared with.
    enum Kind: Sendable {
        case text
        case number
        /// Text in RFC 3339 form, compared as an instant (11.10.7).
        case time
    }

    /// Whether the value is one of the session, not of its search handle.
    var isOfSession: Bool {
        switch self {
        case .string, .number, .language: false
        case .field, .role: true
        }
    }

    /// Reads a path; nil for one that does not exist.
    init?(_ text: String) {
        let parts = text.lowercased().split(separator: "/", omittingEmptySubsequences: false)
            .map(String.init)
        switch (parts.first, parts.count) {
        case ("language", 1): self = .language
        case ("strings", 2), ("string", 2):
            guard SearchAttributes.isName(parts[1]) else { return nil }
            self = .string(parts[1])
        case ("numbers", 2), ("number", 2):
            guard SearchAttributes.isName(parts[1]) else { return nil }
            self = .number(parts[1])
        case ("session", 2):
            guard let field = Field.allCases.first(where: { $0.rawValue.lowercased() == parts[1] })
            else { return nil }
            self = .field(field)
        case ("session", 5):
            guard parts[1] == "roles", let figure = RoleFigure(rawValue: parts[4]),
                !parts[2].isEmpty, !parts[3].isEmpty
            else { return nil }
            self = .role(type: parts[2], role: parts[3], figure)
        default: return nil
        }
    }

    var kind: Kind {
        switch self {
        case .string, .language: .text
        case .number, .role: .number
        case .field(let field): field.kind
        }
    }
}

/// A list that a lambda can look through (11.10).
enum SearchCollection: Sendable, Hashable {
    case tags
    /// No source in this directory, so always empty (11.10.6).
    case achievementIDs
    case memberXuids
    case ownerXuids
    case keywords

    /// Whether the list is one of the session, not of its search handle.
    var isOfSession: Bool {
        switch self {
        case .tags, .achievementIDs: false
        case .memberXuids, .ownerXuids, .keywords: true
        }
    }

    /// Reads a path without its `/any`; nil for one that is no list.
    init?(_ text: String) {
        switch text.lowercased() {
        case "tags": self = .tags
        case "achievementids": self = .achievementIDs
        case "session/memberxuids", "memberxuids": self = .memberXuids
        case "session/ownerxuids", "ownerxuids": self = .ownerXuids
        case "session/keywords": self = .keywords
        default: return nil
        }
    }
}
