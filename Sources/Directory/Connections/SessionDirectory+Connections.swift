public import Sessions

/// The connections resource (session-directory 3.7, 7.5; real-time-activity section 7).
extension SessionDirectory {
    /// Opens a connection of a user to the real-time service (3.7.1).
    ///
    /// - Parameters:
    ///   - user: whose connection it is; nobody else can use it.
    ///   - lost: the id of a connection that the user had before. It is given again if it was lost
    ///     less than the grace ago, and nothing will have happened (real-time-activity R47).
    ///   - now: the time; it must not run backwards from call to call.
    ///   - entropy: fresh for each call; the id is derived from it.
    /// - Returns: the id, for `properties.system.connection` of the user's members; nil when there
    ///   are `connectionsLimit` connections already.
    public mutating func connect(
        _ user: Xuid, resuming lost: GUID? = nil, at now: Timestamp, entropy: Entropy
    ) -> GUID? {
        connections.forgetDead(at: now)
        if let lost, case .lost = connections.standing(of: lost, for: user, at: now) {
            connections.resume(lost)
            setGraceEnd(nil, of: lost)
            return lost
        }
        guard connections.count < options.connectionsLimit else { return nil }
        let id = entropy.guid()
        connections.open(id, of: user)
        return id
    }

    /// Takes note that a connection is lost; its members have 30 seconds to name another (7.5.3).
    ///
    /// Nothing is committed before ``wake``. An unknown or lost connection is left as it is.
    ///
    /// - Parameters:
    ///   - id: the connection.
    ///   - now: the time; it must not run backwards from call to call.
    public mutating func disconnect(_ id: GUID, at now: Timestamp) {
        connections.forgetDead(at: now)
        guard let connection = connections[id], connection.graceEnd == nil else { return }
        let end = now.adding(milliseconds: options.connectionGraceMilliseconds)
        connections.lose(id, until: end)
        setGraceEnd(end, of: id)
    }

    /// Ends a connection without grace: its active members become inactive now, each session in a
    /// commit of its own (real-time-activity R70).
    ///
    /// - Parameters:
    ///   - id: the connection; an unknown one has no members.
    ///   - now: the time; it must not run backwards from call to call.
    ///   - entropy: fresh for each call; identifiers are derived from it.
    /// - Returns: what happened, in order of the sessions' keys.
    public mutating func endConnection(
        _ id: GUID, at now: Timestamp, entropy: Entropy
    ) -> [DirectoryEffect] {
        var trail = Trail(entropy: entropy)
        for (key, position) in holders(of: id) {
            guard let session = sessions[key] else { continue }
            giveUp([session.members[position].index], in: session, key: key, at: now, trail: &trail)
        }
        connections.remove(id)
        return trail.effects + handles.takeEffects()
    }

    // MARK: Grace

    /// Makes those inactive who have not replaced their lost connection in time (7.5.3, 7.5.4).
    ///
    /// Each falls due at its own instant, however late this is called, and the members of one
    /// session that fall due together are one commit.
    mutating func endGraces(at now: Timestamp, trail: inout Trail) {
        while let due = graces.first, due.instant <= now {
            graces.removeFirst()
            guard let session = sessions[due.key], session.graceEnd == due.instant else { continue }
            let indices = session.members.indices(withGraceEndedBy: due.instant)
            giveUp(indices, in: session, key: due.key, at: due.instant, trail: &trail)
        }
    }

    private mutating func giveUp(
        _ indices: [Int], in session: Session, key: String, at now: Timestamp, trail: inout Trail
    ) {
        var changed = session
        changed.giveUpConnections(of: indices, at: now)
        changed.changeNumber += 1
        commit(&changed, key: key)
        trail.noteCommit(of: changed, since: session, at: now)
    }

    private mutating func setGraceEnd(_ end: Timestamp?, of id: GUID) {
        for (key, position) in holders(of: id) {
            guard var session = sessions[key] else { continue }
            var state = session.members[position].state
            state.connection.graceEnd = end
            session.replaceMember(at: position, by: state)
            session.settle()
            store(SessionState(session), key: key)
        }
    }

    /// Where active members hang on a connection, by the sessions' keys in ascending order.
    private func holders(of id: GUID) -> [(key: String, position: Int)] {
        guard let connection = connections[id] else { return [] }
        return connection.sessions.sorted().compactMap { key in
            holder(of: id, connection.user, in: key).map { (key, $0) }
        }
    }

    private func holder(of id: GUID, _ user: Xuid, in key: String) -> Int? {
        guard let session = sessions[key], let position = session.position(of: user),
            session.members[position].status == .active,
            session.members[position].state.connection.id == id
        else { return nil }
        return position
    }

    private func isSubscribed(_ id: GUID, _ user: Xuid, to key: String) -> Bool {
        guard let position = holder(of: id, user, in: key) else { return false }
        return sessions[key]?.members[position].state.connection.subscription != nil
    }

    // MARK: Writing

    /// Judges the connections of the members that a write leaves active (7.5.1, 7.5.2, 3.7.6).
    func judgeConnections(_ write: inout SessionWrite, key: String) throws(Rejection) {
        let isRequired = write.session.constants.capabilities.contains(
            .connectionRequiredForActiveMembers)
        for user in write.writers {
            guard let position = write.session.position(of: user),
                write.session.members[position].status == .active
            else { continue }
            guard let id = write.session.members[position].state.connection.id else {
                guard !isRequired else { throw Self.connectionRequired }
                continue
            }
            let member = write.session.members[position].state
            var end: Timestamp?
            switch connections.standing(of: id, for: user, at: write.now) {
            case .live: break
            case .lost(let until): end = until
            case .dead:
                guard !isRequired else { throw Self.connectionRequired }
                // Stored, never live (real-time-activity R53).
                end =
                    member.connection.graceEnd
                    ?? write.now.adding(milliseconds: options.connectionGraceMilliseconds)
            }
            if end != member.connection.graceEnd {
                var state = member
                state.connection.graceEnd = end
                write.session.replaceMember(at: position, by: state)
            }
            if member.connection.subscription != nil {
                try demandSubscription(of: id, user, to: key)
            }
        }
    }

    /// Refuses one more session than a connection may be subscribed to (3.7.6).
    private func demandSubscription(
        of id: GUID, _ user: Xuid, to key: String
    ) throws(Rejection) {
        guard !isSubscribed(id, user, to: key), let connection = connections[id] else { return }
        let others = connection.subscribed.count { isSubscribed(id, user, to: $0) }
        guard others < options.subscriptionsLimit else {
            throw .badRequest(
                "The field '/members/me/properties/system/subscription' is one too many: a "
                    + "connection is subscribed to \(options.subscriptionsLimit) sessions at most.",
                rule: "3.7.6")
        }
    }

    /// Lets the connections know of the members that a committed write has left active.
    mutating func attachConnections(of write: SessionWrite, key: String) {
        for user in write.writers {
            guard let position = write.session.position(of: user) else { continue }
            let member = write.session.members[position]
            guard member.status == .active, let id = member.state.connection.id else { continue }
            let isSubscribing = member.state.connection.subscription != nil
            guard !connections.isAttached(id, of: user, to: key, isSubscribing: isSubscribing),
                var connection = connections.take(id)
            else { continue }
            connection.attach(
                key, isSubscribing: isSubscribing,
                isHeld: { holder(of: id, user, in: $0) != nil },
                isSubscribed: { isSubscribed(id, user, to: $0) })
            connections.replace(id, by: connection)
        }
    }

    private static let connectionRequired = Rejection.badRequest(
        "The field '/members/me/properties/system/connection' must be a live connection of the "
            + "caller, because active members of this session need one.", rule: "7.5.1")
}
