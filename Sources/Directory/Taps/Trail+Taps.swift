internal import Sessions

extension SessionDirectory.Trail {
    /// Notes a commit, and a tap for each member who asked to be told of it (3.7.5).
    ///
    /// A member that the commit removed is told too, unless it removed itself (real-time-activity
    /// R64). Costs nothing unless somebody listens.
    ///
    /// - Parameters:
    ///   - session: the committed state.
    ///   - before: the state before it; a new session without members when there was none.
    ///   - now: when it was committed.
    ///   - callers: the users who wrote; nobody for what happens by itself.
    mutating func noteCommit(
        of session: Session, since before: Session, at now: Timestamp, by callers: [UserClaims] = []
    ) {
        effects.append(session.commitEffect)
        guard session.hasListeners || before.hasListeners else { return }
        var listeners = session.listeners
        let added = session.nextIndex - before.nextIndex
        if before.members.count + added > session.members.count {
            listeners += before.listeners.filter { member in
                session.position(of: member.xuid) == nil
                    && !callers.contains { $0.xuid == member.xuid }
            }
        }
        let wanted = listeners.reduce(into: ChangeTypes()) { wanted, member in
            wanted.formUnion(member.state.connection.subscription?.changeTypes ?? [])
        }
        let types = ChangeTypes(from: before, to: session, wanted: wanted)
        let resource = session.reference.key
        for listener in listeners {
            guard let subscription = listener.state.connection.subscription,
                !subscription.changeTypes.isDisjoint(with: types)
            else { continue }
            let tap = ShoulderTap(
                timestamp: now, subscription: subscription.id, resource: resource,
                branch: session.branch, changeNumber: session.changeNumber,
                changes: subscription.changeTypes.intersection(types))
            send(tap, to: listener)
        }
    }

    /// Notes the end of a session, and a tap for each member whom it took by surprise (10.9).
    ///
    /// - Parameters:
    ///   - before: the last state before the request.
    ///   - now: when it ended.
    ///   - callers: the users who wrote; nobody for what happens by itself.
    mutating func noteEnd(of before: Session, at now: Timestamp, by callers: [UserClaims] = []) {
        effects.append(.deleted(before.reference))
        for member in before.listeners where !callers.contains(where: { $0.xuid == member.xuid }) {
            guard let subscription = member.state.connection.subscription else { continue }
            let tap = ShoulderTap(
                timestamp: now, subscription: subscription.id, resource: before.reference.key,
                branch: before.branch, changeNumber: before.changeNumber + 1, changes: [])
            send(tap, to: member)
        }
    }

    private mutating func send(_ tap: ShoulderTap, to member: Member) {
        guard let connection = member.state.connection.id else { return }
        tapCount += 1
        let ncid = entropy.guid(Self.tapOrdinal + tapCount)
        effects.append(
            .tapped(connection: connection, ShoulderTapEvent(ncid: ncid, shoulderTaps: [tap])))
    }

    /// Where the ordinals of taps begin; those of other identifiers of a request lie below.
    private static let tapOrdinal: UInt64 = 1 << 32
}
