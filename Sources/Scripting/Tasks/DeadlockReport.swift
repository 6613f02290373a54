public import Lua

/// Why a run can never go on: who waits, for what, since which line.
public struct DeadlockReport: Sendable, Hashable {
    /// One task that waits.
    public struct Waiter: Sendable, Hashable {
        /// The task as reports name it.
        public let task: String
        /// What it waits for, as a fragment.
        public let what: String
        /// The line that waits.
        public let since: LuaLocation?
    }

    /// Every task that waits, in the order they were spawned.
    public let waiters: [Waiter]
}

extension DeadlockReport.Waiter {
    init(_ task: ScriptTask) {
        self.task = task.label
        guard case .waiting(let wait) = task.state else {
            what = "its turn"
            since = nil
            return
        }
        what = wait.what
        since = wait.since
    }
}
