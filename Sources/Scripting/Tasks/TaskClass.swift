internal import Lua
internal import Sessions

/// A task as scripts hold it.
let taskClass = LuaClass<ScriptTask>(
    "task", doc: "A function that runs while others wait.",
    methods: [
        .init(
            "wait", returns: "...",
            doc: "Waits for the task to end; gives its results or raises its error.",
            example: """
                local task = muster.spawn(function(a, b) return a + b end, 2, 3)
                assert(task:wait() == 5)
                """
        ) { task, call in
            let scheduler = call.host.scheduler
            switch task.state {
            case .finished(.success(let values)):
                try call.push { stack in try stack.push(all: values) }
            case .finished(.failure(let error)):
                scheduler.current?.received = error
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
            try call.host.scheduler.checkCancellable(task)
            call.host.scheduler.cancel(task)
        },
    ],
    fields: [
        .init(
            "status",
            "\"ready\"|\"running\"|\"waiting\"|\"finished\"|\"failed\"|\"cancelled\"",
            doc: "What the task does, or how it ended."
        ) { $1.push($0.status) },
        .init("id", "integer", doc: "The task's number in this run.") { $1.push($0.id) },
    ],
    metamethods: [
        HostFunction("__tostring", returns: "string", doc: "Number and state.") { call in
            let task = try call.object(1, of: taskClass)
            call.push("task \(task.id) \(task.status)")
        }
    ])

extension Scheduler {
    /// Makes sure that ending `task` ends nothing that is at work.
    fileprivate func checkCancellable(_ task: ScriptTask) throws(LuaFault) {
        guard task !== current else {
            throw LuaFault("a task cannot cancel itself; return instead")
        }
        for worker in active {
            guard worker !== task else {
                throw LuaFault("task \(task.id) is at work and cannot be cancelled")
            }
            var ancestor = worker.parent
            while let next = ancestor {
                guard next !== task else {
                    throw LuaFault("a task cannot cancel one that it belongs to")
                }
                ancestor = next.parent
            }
        }
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

extension LuaStack {
    /// Pushes values and answers their number. Stack: -0 +count (+0 when it throws)
    func push(all values: [LuaValue]) throws(LuaFault) -> Int {
        guard reserve(values.count + 8) else {
            throw LuaFault("\(values.count) values do not fit on Lua's stack")
        }
        for value in values { push(value) }
        return values.count
    }
}
