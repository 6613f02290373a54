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
        // From the end, so that removals do not move the members still to be looked at. The order
        // makes no difference to the result, since members do not depend on each other.
        for position in members.indices.reversed() {
            guard let due = members[position].due, due <= now else { continue }
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
