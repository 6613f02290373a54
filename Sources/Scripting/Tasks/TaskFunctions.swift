internal import Lua

/// The functions of `muster` that begin tasks and wait for several.
enum TaskFunctions {
    static let all: [HostFunction] = [
        HostFunction(
            "spawn",
            [
                Parameter("body", .function, doc: "What the task runs."),
                Parameter("arguments", .variadic, doc: "What the function is called with."),
            ], returns: "task",
            doc: "Runs a function as a task, which ends with the task that spawns it.",
            example: """
                local task = muster.spawn(function(name)
                  muster.sleep "5s"
                  return name .. " is ready"
                end, "stacy")
                print(task:wait())
                """
        ) { call in
            guard let body = call.function(1) else { throw call.fault(1, expected: "function") }
            let task = try call.host.scheduler.spawn(
                body, at: call.location, arguments: call.arguments(from: 2))
            call.push(task, as: taskClass)
        },
        HostFunction(
            "all",
            [Parameter("list", .table, doc: "Functions and tasks, as elements from 1.")],
            returns: "table",
            doc: "Runs the functions of a list as tasks, or takes tasks, and waits for all of "
                + "them: gives the first result of each, and their number as n. When one fails, "
                + "the others are cancelled and its error is raised.",
            example: """
                local results = muster.all {
                  function() return stacy.xuid end,
                  function() return omar.xuid end,
                }
                assert(results.n == 2 and results[2] == omar.xuid)
                """
        ) { call in try call.waitForGroup("all", .all, "all of its tasks") },
        HostFunction(
            "race",
            [Parameter("list", .table, doc: "Functions and tasks, as elements from 1.")],
            returns: "integer, ...",
            doc: "Runs the functions of a list as tasks, or takes tasks, and waits for the first "
                + "that ends: gives its position in the list and its results. The others are "
                + "cancelled.",
            example: """
                local first, what = muster.race {
                  function() muster.sleep "2s" return "late" end,
                  function() muster.sleep "1s" return "early" end,
                }
                assert(first == 2 and what == "early")
                """
        ) { call in
            guard call.stack.rawLength(at: call.index(1)) > 0 else {
                throw LuaFault("bad argument #1 to 'race' (nobody runs in an empty list)")
            }
            try call.waitForGroup("race", .first, "the first of its tasks")
        },
        HostFunction(
            "timeout",
            [
                Parameter("duration", durationType, doc: "How long it may take."),
                Parameter("body", .function, doc: "What the task runs."),
                Parameter("arguments", .variadic, doc: "What the function is called with."),
            ], returns: "...",
            doc: "Runs a function as a task and gives its results; when it takes longer, the task "
                + "is cancelled and an error of the kind timeout is raised.",
            example: """
                local ended, problem = pcall(muster.timeout, "5s", muster.sleep, "1m")
                assert(not ended and problem.kind == "timeout")
                """
        ) { call in try call.waitWithin(try call.duration(1)) },
        HostFunction(
            "channel",
            [.optional("capacity", .integer, default: 0, doc: "From 0 to 1000000.")],
            returns: "channel",
            doc: "Makes a queue between tasks that holds this many values; with 0, a sender waits "
                + "until somebody receives.",
            example: """
                local channel = muster.channel()
                muster.spawn(function()
                  for round = 1, 3 do channel:send(round) end
                  channel:close()
                end)
                for round in channel do print(round) end
                """
        ) { call in
            let capacity = call.integer(1) ?? 0
            guard (0...1_000_000).contains(capacity) else {
                throw LuaFault(
                    "bad argument #1 to 'channel' (a capacity from 0 to 1000000 expected)")
            }
            call.push(
                Channel(capacity: Int(capacity), call.host.scheduler), as: channelClass)
        },
    ]
}

extension LuaCall {
    /// The arguments from parameter `first` on.
    fileprivate func arguments(from first: Int) -> [LuaValue] {
        argumentCount < first ? [] : (first...argumentCount).map { value($0) }
    }

    fileprivate mutating func waitForGroup(
        _ name: String, _ rule: TaskGroup.Rule, _ what: String
    ) throws {
        guard canSuspend else {
            throw LuaFault("attempt to wait for tasks across a C-call boundary")
        }
        let scheduler = host.scheduler
        let place = location
        var tasks: [ScriptTask] = []
        var own: [ScriptTask] = []
        for position in 0..<stack.rawLength(at: index(1)) {
            _ = stack.pushElement(position + 1, of: index(1))
            let given = stack.object(ScriptTask.self, at: -1, of: taskClass)
            let element = stack.value(at: -1)
            let found = stack.typeName(at: -1)
            stack.pop()
            switch (given, element) {
            case (let task?, _):
                guard task !== scheduler.current else {
                    throw LuaFault("a task cannot wait for itself")
                }
                tasks.append(task)
            case (nil, .function(let function)):
                own.append(try scheduler.spawn(function, at: place))
                tasks.append(own[own.count - 1])
            default:
                for task in own.reversed() { scheduler.cancel(task) }
                throw LuaFault(
                    "bad argument #1 to '\(name)' (element \(position + 1): function or task "
                        + "expected, got \(found))")
            }
        }
        try wait(for: TaskGroup(rule, of: tasks, own: own, scheduler), what)
    }

    fileprivate mutating func waitWithin(_ limit: Duration) throws {
        guard canSuspend else {
            throw LuaFault("attempt to wait for a task across a C-call boundary")
        }
        guard let body = function(2) else { throw fault(2, expected: "function") }
        let scheduler = host.scheduler
        let deadline = try host.clock.instant(after: limit)
        let task = try scheduler.spawn(body, at: location, arguments: arguments(from: 3))
        let group = TaskGroup(.only, of: [task], own: [task], scheduler)
        try wait(for: group, "\(task.label), at most \(limit.shortText)") {
            TaskTimedOut(limit: limit)
        }
        if let id = group.waitID { scheduler.resume(id, at: deadline) }
    }

    private mutating func wait(
        for group: TaskGroup, _ what: String, deadline: (() -> any Error)? = nil
    ) throws {
        guard let outcome = group.outcome else {
            return try group.suspend(&self, for: what, deadline: deadline)
        }
        try push { stack in try outcome(stack) }
    }
}
