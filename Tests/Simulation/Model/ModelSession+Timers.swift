import JSON
import Sessions

/// Timers (7.3, 7.4, 10.1).
extension ModelSession {
    /// The milliseconds of a timeout; nil when it never fires.
    private func timeout(_ name: String) -> Int64? {
        effectiveConstant(name)?.integerValue
    }

    /// When the timer of a member fires; nil for never.
    private func due(_ member: ModelMember) -> Timestamp? {
        let name: String
        switch member.state {
        case .reserved where member.episode != nil, .ready where member.episode != nil: return nil
        case .reserved: name = "reservedRemovalTimeout"
        case .ready: name = "readyRemovalTimeout"
        case .inactive: name = "inactiveRemovalTimeout"
        case .active: return nil
        }
        return timeout(name).map { member.since.adding(milliseconds: $0) }
    }

    private var emptyDue: Timestamp? {
        guard let emptySince, let milliseconds = timeout("sessionEmptyTimeout") else { return nil }
        return emptySince.adding(milliseconds: milliseconds)
    }

    var nextTimer: Timestamp? {
        (members.values.compactMap(due) + [emptyDue, stageDue].compactMap { $0 }).min()
    }

    /// The session after its timers ran at `now`; nil when it ended.
    func afterTimers(at now: Timestamp) -> ModelSession? {
        if let emptyDue, emptyDue <= now { return nil }
        var session = self
        // The whole of 8.3 comes before the members (7.3.6).
        session.runStageTimer(at: now)
        session.advanceInitialization(at: now)
        for member in session.listed {
            guard let due = due(member), due <= now else { continue }
            switch member.state {
            case .reserved, .inactive: session.members[member.index] = nil
            case .ready:
                session.members[member.index]?.state = .inactive
                session.members[member.index]?.since = now
            case .active: break
            }
        }
        session.deriveState(at: now)
        return session.afterEmptiness(at: now)
    }

    /// The empty session rule; nil when the session ends by it (10.1).
    func afterEmptiness(at now: Timestamp) -> ModelSession? {
        var session = self
        guard members.isEmpty else {
            session.emptySince = nil
            return session
        }
        if timeout("sessionEmptyTimeout") == 0 { return nil }
        if emptySince == nil { session.emptySince = now }
        return session
    }

    /// What follows from the rest: step 8 of 5.8.
    mutating func deriveState(at now: Timestamp) {
        migrateOwners()
        let present = Set(members.keys)
        let turn = turn.filter(present.contains)
        properties["turn"] = turn.isEmpty ? Optional<JSONValue>.none : Self.indices(turn)
        if let host = properties["host"]?.stringValue?.lowercased(),
            !members.values.contains(where: { $0.deviceToken == host })
        {
            properties["host"] = .none
        }
        advanceInitialization(at: now)
    }

    static func indices(_ indices: [Int]) -> JSONValue {
        .array(indices.map { .integer(Int64($0)) })
    }
}
