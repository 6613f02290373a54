import JSON
import Sessions

/// What a search looks at: a handle and the session behind it.
struct ModelSearchSubject {
    var handle: ModelHandle
    var session: ModelSession
}

/// What a filter or an order names (11.10; names have no case).
struct ModelSearchPath {
    enum Kind { case number, text, time }

    let parts: [String]
    let kind: Kind
    let isList: Bool

    init?(_ name: String) {
        var parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if parts == ["memberxuids"] || parts == ["ownerxuids"] { parts = ["session"] + parts }
        if parts.first == "string" || parts.first == "number" { parts[0] += "s" }
        isList = [
            ["tags"], ["achievementids"], ["session", "memberxuids"], ["session", "ownerxuids"],
            ["session", "keywords"],
        ].contains(parts)
        switch parts.first {
        case "strings" where parts.count == 2: kind = .text
        case "numbers" where parts.count == 2: kind = .number
        case "language" where parts.count == 1: kind = .text
        case "session" where parts.count == 2:
            switch parts[1] {
            case "memberscount", "maxmemberscount", "targetmemberscount",
                "maxmemberscountremaining", "targetmemberscountremaining", "needs":
                kind = .number
            case "scid", "templatename", "registrationstate": kind = .text
            case "postedtime", "scheduledtime": kind = .time
            default:
                guard isList else { return nil }
                kind = .text
            }
        case "session" where parts.count == 5 && parts[1] == "roles":
            guard ["count", "target", "needs"].contains(parts[4]) else { return nil }
            kind = .number
        default:
            guard isList else { return nil }
            kind = .text
        }
        self.parts = parts
    }

    /// Whether results can be ordered by it: attributes and counts of sessions.
    var orders: Bool {
        ["strings", "numbers"].contains(parts[0])
            || parts[0] == "session" && parts.count == 2 && kind == .number
    }

    func number(_ subject: ModelSearchSubject) -> Double? {
        let session = subject.session
        if parts[0] == "numbers" {
            return subject.handle.attribute("numbers", parts[1])?.numberValue?.double
        }
        let count = session.members.count
        switch parts[1] {
        case "memberscount": return Double(count)
        case "maxmemberscount": return Double(session.capacity)
        // Sessions have no target (11.10.6).
        case "maxmemberscountremaining", "needs": return Double(session.capacity - count)
        case "roles": return roleFigure(session).map { Double($0) }
        default: return nil
        }
    }

    private func roleFigure(_ session: ModelSession) -> Int? {
        guard let role = session.roleTypes[parts[2]]?["roles"]?[parts[3]] else { return nil }
        let count = session.listed.count { $0.roles[parts[2]] == parts[3] }
        let target = (role["target"] ?? role["max"])?.integerValue.map { Int($0) }
        switch parts[4] {
        case "count": return count
        case "target": return target
        default: return target.map { $0 - count }
        }
    }

    /// The text in lower case (11.10.2).
    func text(_ subject: ModelSearchSubject) -> String? {
        if parts[0] == "strings" {
            return subject.handle.attribute("strings", parts[1])?.stringValue?.lowercased()
        }
        switch parts.last {
        case "scid": return subject.session.reference.scid.lowercased()
        case "templatename": return subject.session.reference.templateName.lowercased()
        default: return nil
        }
    }

    func time(_ subject: ModelSearchSubject) -> Timestamp? {
        parts.last == "postedtime" ? subject.session.startTime : nil
    }

    func list(_ subject: ModelSearchSubject) -> [String] {
        let session = subject.session
        switch parts.last {
        case "tags":
            return (subject.handle.attributes["tags"]?.arrayValue ?? [])
                .compactMap { $0.stringValue?.lowercased() }
        case "memberxuids": return session.listed.map { String($0.xuid) }
        case "ownerxuids":
            return session.owners.compactMap { session.members[$0]?.xuid.description }
        case "keywords":
            return (session.properties["keywords"]?.arrayValue ?? [])
                .compactMap { $0.stringValue?.lowercased() }
        default: return []
        }
    }
}

extension ModelHandle {
    fileprivate func attribute(_ part: String, _ name: String) -> JSONValue? {
        (attributes[part]?.fields ?? [:]).first { $0.key.lowercased() == name }?.value
    }
}

/// The order of search results (11.10.8, handles-and-activity H61).
struct ModelSearchOrder {
    private var path: ModelSearchPath?
    private var isDescending = false

    init(_ value: JSONValue?) throws(Refusal) {
        guard let value else { return }
        guard let words = value.stringValue?.lowercased().split(separator: " "), words.count == 2,
            words[1] == "asc" || words[1] == "desc"
        else { throw .invalid() }
        isDescending = words[1] == "desc"
        if words[0] == "timestamp" { return }
        guard let path = ModelSearchPath(String(words[0])), path.orders else { throw .invalid() }
        self.path = path
    }

    /// Sorts what comes in the order of creation; what lacks a value comes last.
    func sorted(_ subjects: [ModelSearchSubject]) -> [ModelSearchSubject] {
        guard let path else {
            let byTime = subjects.sorted { $0.handle.number < $1.handle.number }
            return isDescending ? byTime.reversed() : byTime
        }
        switch path.kind {
        case .number: return sorted(subjects, path.number)
        case .text: return sorted(subjects, path.text)
        case .time: return sorted(subjects, path.time)
        }
    }

    private func sorted<Value: Comparable>(
        _ subjects: [ModelSearchSubject], _ value: (ModelSearchSubject) -> Value?
    ) -> [ModelSearchSubject] {
        subjects.sorted { left, right in
            switch (value(left), value(right)) {
            case (let mine?, let theirs?) where mine != theirs:
                return isDescending ? mine > theirs : mine < theirs
            case (_?, nil): return true
            case (nil, _?): return false
            default: return left.handle.number < right.handle.number
            }
        }
    }
}
