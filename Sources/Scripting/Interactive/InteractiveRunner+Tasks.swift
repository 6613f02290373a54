public import Lua

/// A task as a person is told of it.
public struct TaskSummary: Sendable, Hashable {
    /// Its number in the run.
    public let id: Int
    /// Whether it is the script that stands still at a breakpoint.
    public let isScript: Bool
    /// The line that began it.
    public let spawnedAt: LuaLocation?
    /// One word, as `task.status` has it.
    public let status: String
    /// What it waits for, as a fragment; nil when it does not wait.
    public let waitsFor: String?
    /// The line at which it waits.
    public let since: LuaLocation?
}

extension InteractiveRunner {
    /// The tasks that have not ended, the oldest first, without the statement that runs.
    public var tasks: [TaskSummary] {
        host.scheduler.tasks.values
            .filter { $0.isAlive && $0.role != .statement }.sorted { $0.id < $1.id }
            .map { task in
                var wait: ScriptTask.Wait?
                if case .waiting(let found) = task.state { wait = found }
                return TaskSummary(
                    id: task.id, isScript: task.role == .script, spawnedAt: task.spawnedAt,
                    status: task.status, waitsFor: wait?.what,
                    since: wait?.since)
            }
    }

    /// Ends a task, with those that belong to it. What it has to close is run.
    ///
    /// - Returns: whether there was such a task. The statement that runs and a script that stands still
    ///   are none.
    public func cancelTask(_ id: Int) -> Bool {
        guard let task = host.scheduler.tasks[id], task.isAlive, task.role == .spawned else {
            return false
        }
        host.scheduler.cancel(task)
        return true
    }
}
