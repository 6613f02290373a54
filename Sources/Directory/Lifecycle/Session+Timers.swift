internal import Sessions

extension Session {
    /// What the timers of a session did.
    enum TimerRun {
        case nothing
        case changed
        /// The session has ended (10.1).
        case ended
    }

    /// Applies the timers that are due, before an access is processed (7.3).
    ///
    /// Each member makes at most one transition, and what a transition starts counts from `now`.
    /// The caller settles a changed session and gives it its change number.
    mutating func runTimers(at now: Timestamp) -> TimerRun {
        guard let nextTimer, nextTimer <= now else { return .nothing }
        if members.isEmpty { return .ended }
        for index in members.indices(dueBy: now) {
            guard let position = position(ofIndex: index) else { continue }
            switch members[position].status {
            case .reserved, .inactive: remove(at: position)
            case .ready:
                var state = members[position].state
                state.become(.inactive, at: now)
                replaceMember(at: position, by: state)
            case .active: break
            }
        }
        dropAbsentHost()
        return survivesEmptiness(at: now) ? .changed : .ended
    }
}
