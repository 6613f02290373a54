internal import Sessions

extension Session {
    /// What the timers of a session did.
    enum TimerRun {
        case nothing
        case changed
        /// The session has ended (10.1).
        case ended
    }

    /// Whether ``runTimers(at:presence:)`` has anything to look at.
    func mayChange(at now: Timestamp, presence: Presence) -> Bool {
        !presence.isComplete || nextTimer.map { $0 <= now } ?? false
    }

    /// Applies the timers that are due, before an access is processed (7.3).
    ///
    /// Each member makes at most one transition, and what a transition starts counts from `now`.
    /// The caller settles a changed session and gives it its change number.
    mutating func runTimers(at now: Timestamp, presence: Presence = Presence()) -> TimerRun {
        let absent = absentIndices(presence)
        let isDue = nextTimer.map { $0 <= now } ?? false
        guard isDue || !absent.isEmpty else { return .nothing }
        if members.isEmpty, let emptyDue, emptyDue <= now { return .ended }
        advanceInitialization(at: now, runsTimers: true)
        let due = members.indices(dueBy: now)
        for index in absent.isEmpty ? due : Set(due).union(absent).sorted() {
            guard let position = position(ofIndex: index) else { continue }
            switch members[position].status {
            case .reserved, .inactive: remove(at: position)
            case .ready, .active:
                var state = members[position].state
                state.become(.inactive, at: now)
                replaceMember(at: position, by: state)
            }
        }
        passOwnership()
        dropAbsentHost()
        advanceInitialization(at: now)
        return survivesEmptiness(at: now) ? .changed : .ended
    }
}
