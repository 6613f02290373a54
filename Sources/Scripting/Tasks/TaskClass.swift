internal import Lua
internal import Sessions

/// A task as scripts hold it.
let taskClass = LuaClass<ScriptTask>(
    "task", doc: "A function that runs while others wait.",
    methods: [
        .init(
            "wait", returns: "...",
            doc: "Waits for the task to end; gives its results or raises its error."
        ) { task, call in
            let scheduler = call.host.scheduler
            switch task.state {
            case .finished(.success(let values)):
                for value in values { call.push(value) }
            case .finished(.failure(let error)):
                throw error
            case .cancelled:
                throw TaskCancelled()
            case .ready, .running, .waiting:
                guard call.canSuspend else {
                    throw LuaFault("attempt to wait for a task across a C-call boundary")
                }
                task.waiters.append(
                    scheduler.wait(for: task.label, since: call.location))
                try call.suspend()
            }
        },
        .init(
            "cancel",
            doc: "Ends the task: what it waits for is given up, its <close> variables run."
        ) {
            task, call in
            guard task !== call.host.scheduler.current else {
                throw LuaFault("a task cannot cancel itself; return instead")
            }
            guard !call.host.scheduler.isInside(task) else {
                throw LuaFault("a task cannot cancel one that it belongs to")
            }
            call.host.scheduler.cancel(task)
        },
    ],
    fields: [
        .init("status", "string", doc: "ready, running, waiting, finished, failed or cancelled.") {
            $1.push($0.status)
        },
        .init("id", "integer", doc: "The task's number in this run.") { $1.push($0.id) },
    ],
    metamethods: [
        HostFunction("__tostring", returns: "string", doc: "Number and state.") { call in
            let task = try call.object(1, of: taskClass)
            call.push("task \(task.id) \(task.status)")
        }
    ])

extension Scheduler {
    /// Whether the running task is a descendant of `task`.
    func isInside(_ task: ScriptTask) -> Bool {
        var ancestor = current?.parent
        while let next = ancestor {
            if next === task { return true }
            ancestor = next.parent
        }
        return false
    }

    /// Suspends the calling task until `instant`.
    func sleep(until instant: Timestamp, what: String, in call: inout LuaCall) throws {
        guard call.canSuspend else {
            throw LuaFault("attempt to sleep across a C-call boundary")
        }
        let id = wait(for: what, since: call.location)
        resume(id, at: instant)
        try call.suspend()
    }
}
