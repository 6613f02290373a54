internal import Sessions

/// The connections of all users, the lost ones included until their grace ends.
struct ConnectionTable: Sendable, Equatable {
    /// What an id means for a user who names it (real-time-activity R53).
    enum Standing: Equatable {
        case live
        case lost(until: Timestamp)
        /// Never issued to this user, or given up.
        case dead
    }

    private var connections: [GUID: Connection] = [:]
    /// The lost ones by the end of their grace.
    private var lost = DueQueue<GUID>()

    var count: Int { connections.count }

    subscript(id: GUID) -> Connection? { connections[id] }

    func standing(of id: GUID, for user: Xuid, at now: Timestamp) -> Standing {
        guard let connection = connections[id], connection.user == user else { return .dead }
        guard let graceEnd = connection.graceEnd else { return .live }
        return now < graceEnd ? .lost(until: graceEnd) : .dead
    }

    mutating func open(_ id: GUID, of user: Xuid) { connections[id] = Connection(of: user) }

    /// Starts the grace of a connection.
    mutating func lose(_ id: GUID, until graceEnd: Timestamp) {
        connections[id]?.graceEnd = graceEnd
        lost.insert(id, at: graceEnd)
    }

    /// Gives a lost connection back.
    mutating func resume(_ id: GUID) { connections[id]?.graceEnd = nil }

    mutating func remove(_ id: GUID) { connections[id] = nil }

    /// Drops the connections whose grace has ended.
    mutating func forgetDead(at now: Timestamp) {
        while let first = lost.first, first.instant <= now {
            lost.removeFirst()
            if connections[first.key]?.graceEnd == first.instant { connections[first.key] = nil }
        }
    }

    /// Whether there is nothing to be noted of a member that hangs on a connection.
    func isAttached(
        _ id: GUID, of user: Xuid, to key: String, isSubscribing: Bool
    ) -> Bool {
        guard let connection = connections[id], connection.user == user else { return true }
        return connection.sessions.contains(key)
            && (!isSubscribing || connection.subscribed.contains(key))
    }

    /// Puts a connection in the place of the one with its id.
    mutating func replace(_ id: GUID, by connection: Connection) { connections[id] = connection }

    /// Takes a connection out, to be changed and put back without being copied.
    mutating func take(_ id: GUID) -> Connection? { connections.removeValue(forKey: id) }
}
