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
        if before.hasListeners {
            listeners += before.listeners.filter { member in
                session.position(of: member.xuid) == nil
                    && !callers.contains { $0.xuid == member.xuid }
            }
        }
        let wanted = listeners.reduce(into: ChangeTypes()) { wanted, member in
            wanted.formUnion(member.state.connection.subscription?.changeTypes ?? [])
        }
        let types = ChangeTypes(from: before, to: session, wanted: wanted)
        for listener in listeners {
            guard let subscription = listener.state.connection.subscription,
                !subscription.changeTypes.isDisjoint(with: types)
            else { continue }
            tap(listener, of: session, changeNumber: session.changeNumber, at: now)
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
            tap(member, of: before, changeNumber: before.changeNumber + 1, at: now)
        }
    }

    private mutating func tap(
        _ member: Member, of session: Session, changeNumber: Int64, at now: Timestamp
    ) {
        guard let connection = member.state.connection.id,
            let subscription = member.state.connection.subscription
        else { return }
        let tap = ShoulderTap(
            timestamp: now, subscription: subscription.id, resource: session.reference.key,
            branch: session.branch, changeNumber: changeNumber)
        tapCount += 1
        let event = ShoulderTapEvent(
            ncid: entropy.guid(Self.tapOrdinal + tapCount), shoulderTaps: [tap])
        effects.append(.tapped(connection: connection, event))
    }

    /// Where the ordinals of taps begin; those of other identifiers of a request lie below.
    private static let tapOrdinal: UInt64 = 1 << 32
}
