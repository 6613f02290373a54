internal import JSON
internal import Sessions

/// A session with its search handle, as a filter sees it (session-directory 11.10).
struct SearchSubject {
    let attributes: SearchAttributes
    let createTime: Timestamp
    /// Nil before the session has been looked up; what it says is then missing.
    var session: Session?

    /// The value at a path; nil when it is missing.
    func value(_ path: SearchPath) -> SearchValue? {
        switch path {
        case .string(let name): attributes.strings[name].map { .text($0) }
        case .number(let name): attributes.numbers[name].map { .number($0) }
        case .language: nil
        case .field(let field): session.flatMap { Self.value(field, of: $0) }
        case .role(let type, let role, let figure):
            session?.roleFigure(figure, type: type, role: role).map { .number(Double($0)) }
        }
    }

    /// Whether some element of a list compares with `literal`; for `ne`, whether none is equal to
    /// it (11.10.4).
    func hasElement(
        _ collection: SearchCollection, _ comparison: SearchComparison, _ literal: String
    ) -> Bool {
        switch comparison {
        case .eq: return contains(collection, literal)
        case .ne: return !contains(collection, literal)
        default: return elements(collection).contains { comparison.holds($0, literal) }
        }
    }

    private func contains(_ collection: SearchCollection, _ literal: String) -> Bool {
        guard collection == .memberXuids else { return elements(collection).contains(literal) }
        // Only the digits that documents write name a user; leading zeros do not.
        guard let xuid = Xuid(literal), xuid.description == literal else { return false }
        return session?.position(of: xuid) != nil
    }

    private func elements(_ collection: SearchCollection) -> [String] {
        switch collection {
        case .tags: attributes.tags
        case .achievementIDs: []
        case .memberXuids: session?.members.map(\.xuid.description) ?? []
        case .ownerXuids: session?.ownerXuids.map(\.description) ?? []
        case .keywords: session?.properties.keywords ?? []
        }
    }

    private static func value(
        _ field: SearchPath.Field, of session: Session
    ) -> SearchValue? {
        let (count, limit) = (session.members.count, session.constants.maxMembersCount)
        switch field {
        case .membersCount: return .number(Double(count))
        case .maxMembersCount: return .number(Double(limit))
        // Sessions have no target here, so the need is what is left to the limit (11.10.3).
        case .maxMembersCountRemaining, .needs: return .number(Double(limit - count))
        case .scid: return .text(session.reference.scid.lowercased())
        case .templateName: return .text(session.reference.templateName.lowercased())
        case .postedTime: return .time(session.startTime)
        case .targetMembersCount, .targetMembersCountRemaining, .scheduledTime, .registrationState:
            return nil
        }
    }
}

extension Session {
    /// A figure of a role; the target falls back to the most members the role takes (11.10.3).
    fileprivate func roleFigure(
        _ figure: SearchPath.RoleFigure, type: String, role: String
    ) -> Int64? {
        let role = document["roleTypes"]?[type]?["roles"]?[role]
        guard let role else { return nil }
        let count = role["count"]?.integerValue
        let target = role["target"]?.integerValue ?? role["max"]?.integerValue
        switch figure {
        case .count: return count
        case .target: return target
        case .needs:
            guard let count, let target else { return nil }
            return target - count
        }
    }
}
