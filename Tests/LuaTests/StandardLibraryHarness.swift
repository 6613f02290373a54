import Lua

/// Runs one script with Lua's own libraries and with ours, in several ways, and tells what came out
/// as text: the results or the error, and what the script noted on the way.
///
/// A script calls `wait(x)` where a host function might wait; it returns `x`, or fails when its
/// turn comes.
enum StandardLibrary {
    /// What scripts find beside Lua's own functions.
    private static let tools = """
        log, waits, fails_at = {}, 0, fails_at or 0
        local rawpairs, rawconcat, rawsort, rawtext, quote =
            next, table.concat, table.sort, tostring, string.format
        function note(...) log[#log + 1] = rawconcat({...}, ' ') end
        function show(v, depth)
          if type(v) == 'string' then return quote('%q', v) end
          if type(v) ~= 'table' then
            return (type(v) == 'number' or type(v) == 'boolean' or v == nil) and rawtext(v) or type(v)
          end
          if (depth or 0) > 3 then return '...' end
          local out = {}
          for k, x in rawpairs, v do
            out[#out + 1] = show(k, (depth or 0) + 1) .. '=' .. show(x, (depth or 0) + 1)
          end
          rawsort(out)
          return '{' .. rawconcat(out, ',') .. '}'
        end
        function proxy(t, length)
          return setmetatable({}, {
            __index = function(_, k) note('get', k) return wait(t[k]) end,
            __newindex = function(_, k, v) note('set', k, v) wait() t[k] = v end,
            __len = function() note('len') return wait(length or #t) end,
            __name = 'proxy'}), t
        end
        function named(text)
          return setmetatable({}, {__tostring = function() note('text', text) return wait(text) end})
        end
        function number(n)
          return setmetatable({n = n}, {
            __lt = function(a, b) note('lt', a.n, b.n) return wait(a.n < b.n) end,
            __eq = function(a, b) note('eq') return wait(a.n == b.n) end})
        end
        function generator(seed)
          return function(n)
            seed = (seed * 1103515245 + 12345) % 2147483648
            return (seed >> 8) % n + 1
          end
        end
        """

    private static func wrapped(_ text: String) -> String {
        """
        local results = table.pack(pcall(function()
        \(text)
        end))
        local out = {}
        for i = 1, results.n do out[i] = show(results[i]) end
        return table.concat(out, ' ') .. ' | ' .. table.concat(log, '; '), waits
        """
    }

    /// What came out, and how often `wait` was called.
    struct Result: Equatable {
        var text: String
        var waits: Int
    }

    private static let plainWait = """
        function wait(x)
          waits = waits + 1
          if waits == fails_at then error('trouble', 0) end
          return x
        end
        """

    private static func prepare(_ state: LuaState, _ wait: String, _ failsAt: Int) throws {
        try state.globals.set("fails_at", to: .integer(Int64(failsAt)))
        _ = try state.load(tools, name: "tools").call()
        _ = try state.load(wait, name: "wait").call()
    }

    private static func result(_ values: [LuaValue]) throws -> Result {
        guard case .string(let string) = values[0], case .integer(let waits) = values[1] else {
            throw Mismatch()
        }
        // Bytes that are no text are compared as numbers.
        let text = string.text ?? String(describing: string.bytes)
        return Result(text: text, waits: Int(waits))
    }

    private static func finish(_ thread: LuaThread) throws -> Result {
        switch thread.resume() {
        case .finished(let values): return try result(values)
        case .failed(let error): throw error
        case .suspended, .yielded: throw Mismatch()
        }
    }

    /// With Lua's own libraries, without waiting.
    static func original(_ text: String, failingAt: Int = 0) throws -> Result {
        let state = try LuaState.withOriginalLibraries()
        try prepare(state, plainWait, failingAt)
        return try finish(state.makeThread(try state.load(wrapped(text), name: "test")))
    }

    /// With our libraries, without waiting: in a coroutine, or where nothing can wait.
    static func replaced(
        _ text: String, failingAt: Int = 0, inCoroutine: Bool = true, room: Int = 0
    ) throws -> Result {
        let state = try openState(room: room)
        try prepare(state, plainWait, failingAt)
        let function = try state.load(wrapped(text), name: "test")
        return try inCoroutine
            ? finish(state.makeThread(function)) : result(try function.call())
    }

    /// With our libraries, in a coroutine of the script inside which `wait` yields.
    static func yielding(_ text: String, failingAt: Int = 0) throws -> Result {
        let state = try openState()
        let wait = """
            function wait(x)
              waits = waits + 1
              local answer, fails = coroutine.yield('wait', x)
              if fails then error('trouble', 0) end
              return answer
            end
            """
        try prepare(state, wait, failingAt)
        try state.globals.set(
            "body", to: .function(try state.load(wrapped(text), name: "test")))
        let driver = try state.load(
            """
            local inner = coroutine.create(body)
            local ok, kind, x = coroutine.resume(inner)
            while coroutine.status(inner) == 'suspended' do
              ok, kind, x = coroutine.resume(inner, x, waits == fails_at)
            end
            assert(ok, kind)
            return kind, x
            """, name: "driver")
        return try finish(state.makeThread(driver))
    }

    /// With our libraries, with a host function that waits; counts the waits itself.
    static func suspending(_ text: String, failingAt: Int = 0) throws -> Result {
        let run = try HostRun(failingAt)
        defer { run.state.close() }
        let thread = run.state.makeThread(try run.state.load(wrapped(text), name: "test"))
        switch run.finish(thread) {
        case .finished(let values):
            return Result(text: try result(values).text, waits: run.waits)
        case .failed(let error): throw error
        case .suspended, .yielded: throw Mismatch()
        }
    }

    /// Refuses every allocation in turn; answers how many there were.
    static func refusingAllocations(_ text: String) throws -> Int {
        var count = 0
        while true {
            let run = try HostRun(0)
            defer { run.state.close() }
            let function = try run.state.load(wrapped(text), name: "test")
            let thread = run.state.makeThread(function)
            run.state.refuseAllocations(after: count)
            if case .failed = run.finish(thread) { thread.close() }
            let used = run.state.countedAllocations
            run.state.refuseAllocations(after: nil)
            run.state.collectGarbage()
            guard run.state.stack.count == 0 else { throw Mismatch() }
            _ = try run.state.load("return tostring(1), table.concat({1, 2})", name: "after").call()
            if used < count { return count }
            count += 1
        }
    }

    /// A state whose `wait` suspends, and who answers it. The two hold each other until the state is
    /// closed.
    private final class HostRun {
        let state: LuaState
        let failingAt: Int
        var waits = 0
        var waited = LuaValue.nil

        init(_ failingAt: Int) throws {
            state = try openState()
            self.failingAt = failingAt
            try prepare(state, "", failingAt)
            state.context = self
            state.globals.set(
                HostFunction("wait", [.optional("x", .any)], doc: "") { call in
                    let run = call.context(HostRun.self)
                    run.waited = call.argumentCount == 0 ? .nil : call.value(1)
                    try call.suspend()
                })
        }

        func finish(_ thread: LuaThread) -> LuaThread.Outcome {
            var outcome = thread.resume()
            while case .suspended = outcome {
                waits += 1
                outcome = thread.resume { stack in
                    if waits == failingAt { throw LuaError("trouble", at: nil) }
                    stack.push(waited)
                    return 1
                }
            }
            waited = .nil
            return outcome
        }
    }
}
