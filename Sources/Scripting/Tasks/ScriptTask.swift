package import Lua

/// Names one wait of one task, so that a timer that fires late finds nobody.
struct WaitID: Hashable {
    let task: Int
    let serial: Int
}

/// One task: a coroutine, and what it is doing.
package final class ScriptTask {
    /// Gives the results of the host call that a task waits in, or throws the error it raises.
    typealias Payload = (LuaStack) throws -> Int

    /// What a task that cannot go on waits for.
    struct Wait {
        let id: WaitID
        /// What it waits for, as a fragment: `an answer`, `task 2`.
        let what: String
        let since: LuaLocation?
        let cancel: () -> Void
        /// What happens when its timer fires; the task goes on without results when there is none.
        var expire: (() -> Void)?
    }

    /// What a task is to those who look at the run.
    enum Role {
        /// A whole script, which its tasks end with.
        case script
        /// A statement of a prompt, after which its tasks go on.
        case statement
        /// A task that another began.
        case spawned
    }

    enum State {
        case ready(Payload)
        case running
        case waiting(Wait)
        case finished(Result<[LuaValue], LuaError>)
        case cancelled
    }

    package let id: Int
    let role: Role
    let thread: LuaThread
    /// The task that this one ends with; nil once it has ended.
    var parent: ScriptTask?
    package let spawnedAt: LuaLocation?
    var state: State
    /// The tasks that end with this one, by their numbers.
    var children: [Int: ScriptTask] = [:]
    var waiters: [WaitID] = []
    /// What happens when the task has ended. Who observes a task takes charge of its error.
    var observers: [(ScriptTask) -> Void] = []
    /// What is told when the task does not end well, while its stack is as it was.
    var onUnfinished: ((LuaThread) -> Void)?
    /// The error of another task that this one was given, with the story of where it began.
    var received: LuaError?
    /// Whether it will go on with the error of a child.
    var isFailing = false
    /// Whether it waits for whatever happens next.
    var isWatching = false
    /// Whether its to-be-closed variables are being closed by the scheduler.
    var isEnding = false
    private var serial = 0

    init(
        id: Int, role: Role, thread: LuaThread, parent: ScriptTask?, spawnedAt: LuaLocation?,
        start: @escaping Payload
    ) {
        self.id = id
        self.role = role
        self.thread = thread
        self.parent = parent
        self.spawnedAt = spawnedAt
        state = .ready(start)
    }

    /// Whether the task can still do something.
    var isAlive: Bool {
        switch state {
        case .ready, .running, .waiting: true
        case .finished, .cancelled: false
        }
    }

    /// The children in the order they were spawned.
    var childrenInOrder: [ScriptTask] { children.values.sorted { $0.id < $1.id } }

    /// The task and all that end with it, each before its own children.
    var tree: [ScriptTask] {
        var found: [ScriptTask] = []
        var open = [self]
        while let next = open.popLast() {
            found.append(next)
            open += next.childrenInOrder.reversed()
        }
        return found
    }

    func nextWaitID() -> WaitID {
        serial += 1
        return WaitID(task: id, serial: serial)
    }

    /// The task as reports name it.
    var label: String {
        guard let spawnedAt else { return role == .statement ? "the statement" : "the script" }
        return "task \(id) (spawned at \(spawnedAt))"
    }

    /// What it waits for and since which line; nil when it does not wait.
    package var waiting: String? {
        guard case .waiting(let wait) = state else { return nil }
        return wait.what + (wait.since.map { " since \($0)" } ?? "")
    }

    /// One word for scripts.
    package var status: String {
        switch state {
        case .ready: "ready"
        case .running: "running"
        case .waiting: "waiting"
        case .finished(.success): "finished"
        case .finished(.failure): "failed"
        case .cancelled: "cancelled"
        }
    }
}
