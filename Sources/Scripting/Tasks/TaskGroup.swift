internal import Lua

/// Several tasks that one call waits for: all of them, or the first that ends.
final class TaskGroup {
    /// When the wait is over.
    enum Rule {
        /// Every one has ended: gives the first result of each.
        case all
        /// One has ended: gives its position and its results.
        case first
        /// The only one has ended: gives its results.
        case only
    }

    private let rule: Rule
    private let tasks: [ScriptTask]
    /// Those that were spawned for the group and end with it.
    private let own: [ScriptTask]
    private let scheduler: Scheduler
    private var wait: WaitID?
    private var pending: Int
    private(set) var outcome: ScriptTask.Payload?

    init(_ rule: Rule, of tasks: [ScriptTask], own: [ScriptTask], _ scheduler: Scheduler) {
        self.rule = rule
        self.tasks = tasks
        self.own = own
        self.scheduler = scheduler
        pending = tasks.count
        if tasks.isEmpty { finish(results) }
        for task in tasks where outcome == nil {
            if task.isAlive {
                task.observers.append { [weak self] in self?.ended($0) }
            } else {
                ended(task)
            }
        }
    }

    /// Lets the task that runs wait for the group, no longer than until `deadline`.
    func suspend(
        _ call: inout LuaCall, for what: String, deadline: (() -> any Error)? = nil
    ) throws {
        // The group lives as long as somebody waits for it.
        wait = scheduler.wait(
            for: what, since: call.location, cancel: { self.giveUp() },
            expire: deadline.map { error in { self.finish { _ in throw error() } } })
        try call.suspend()
    }

    /// The wait, while it lasts.
    var waitID: WaitID? { wait }

    private func giveUp() {
        guard outcome == nil else { return }
        outcome = { _ in 0 }
        cancelOwn()
    }

    private func ended(_ task: ScriptTask) {
        guard outcome == nil else { return }
        pending -= 1
        switch task.state {
        case .finished(.failure(let error)): finish { _ in throw error }
        case .cancelled: finish { _ in throw TaskCancelled() }
        default:
            switch rule {
            case .all where pending == 0: finish(results)
            case .all: break
            case .first: finish { stack in try self.pushWinner(task, on: stack) }
            case .only: finish { stack in try self.pushResults(of: task, on: stack) }
            }
        }
    }

    private func finish(_ payload: @escaping ScriptTask.Payload) {
        guard outcome == nil else { return }
        outcome = payload
        cancelOwn()
        if let wait { scheduler.resume(wait, payload) }
    }

    private func cancelOwn() {
        for task in own.reversed() where task.isAlive { scheduler.cancel(task) }
    }

    /// The first result of each, as `table.pack` would give them.
    private var results: ScriptTask.Payload {
        { stack in
            stack.pushTable(elements: self.tasks.count, members: 1)
            for (position, task) in self.tasks.enumerated() {
                guard case .finished(.success(let values)) = task.state else { continue }
                stack.push(values.first ?? .nil)
                stack.setElement(position + 1, of: -2)
            }
            stack.push(self.tasks.count)
            stack.setField("n", of: -2)
            return 1
        }
    }

    private func pushWinner(_ task: ScriptTask, on stack: LuaStack) throws -> Int {
        stack.push((tasks.firstIndex { $0 === task } ?? 0) + 1)
        return try pushResults(of: task, on: stack) + 1
    }

    private func pushResults(of task: ScriptTask, on stack: LuaStack) throws -> Int {
        guard case .finished(.success(let values)) = task.state else { return 0 }
        return try stack.push(all: values)
    }
}
