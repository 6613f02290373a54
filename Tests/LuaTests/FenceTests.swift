import Dispatch
import Lua
import Testing

/// Every allocation that Lua makes is refused in turn: nothing may crash, leak over a Swift frame
/// or leave the state unusable.
@Suite struct `No failed allocation crosses the fence` {
    static let scripts = [
        "local t = {} for i = 1, 50 do t[i] = tostring(i) .. 'x' end return table.concat(t)",
        "return add(1, 2)",
        "local ok, e = pcall(fail, 1) return tostring(e)",
        "complain('a' .. 1)",
        "fail(2)",
        "add('x')",
        "local c = new() c:add(1) c.value = 2 return c.value, c.doubled, tostring(c)",
        "return new().missing",
        "local c = new() c.other = 1",
        "return apply(function() return string.rep('x', 1000) end)",
        "apply(function() fail(3) end)",
        "local t = setmetatable({}, {__gc = function() add(1, 2) end}) t = nil collectgarbage()",
        "return load('return 1 + 1')()",
        "return require('string').format('%s %d', {}, 3)",
        "local x = {} setmetatable(x, {__index = function(_, k) return k .. k end}) return x.abc",
        "error({code = 5})",
        "return coroutine.wrap(function() local c = new() return c:add(5) end)()",
        "for v in coroutine.wrap(function() for i = 1, 5 do coroutine.yield({i}) end end) do new() end",
    ]

    private func exercise(_ state: LuaState, _ text: String) {
        guard let function = try? state.load(text, name: "test") else { return }
        _ = try? function.call()
        let thread = state.makeThread(function)
        if case .failed(let error) = thread.resume() {
            _ = error.message
            thread.close()
        }
        if case .table(let table)? = try? state.globals.get("string") {
            _ = try? table.get("format")
            _ = table.pairs()
        }
        try? state.globals.set("scratch", to: "value")
        state.collectGarbage()
    }

    @Test(arguments: scripts) func `in a script`(text: String) throws {
        for count in 0... {
            let state = try makeState()
            state.refuseAllocations(after: count)
            exercise(state, text)
            let used = state.countedAllocations
            state.refuseAllocations(after: nil)
            #expect(try run(state, "return add(20, 22)").count == 1)
            #expect(state.stack.count == 0)
            if used < count { break }
        }
    }

    @Test func `while a suspended call is resumed with values or with an error`() throws {
        for raises in [false, true] {
            for count in 0... {
                let state = try makeState()
                let text = "local t = {} for i = 1, 3 do t[i] = {pcall(wait, i)} end return t"
                let thread = state.makeThread(try state.load(text, name: "test"))
                state.refuseAllocations(after: count)
                var outcome = thread.resume()
                while case .suspended = outcome {
                    outcome = thread.resume { stack in
                        if raises { throw Trouble(code: 1) }
                        stack.push("a string that is longer than the short ones of Lua are")
                        return 1
                    }
                }
                let used = state.countedAllocations
                state.refuseAllocations(after: nil)
                #expect(try run(state, "return add(20, 22)").count == 1)
                if used < count { break }
            }
        }
    }

    @Test func `within a memory limit, which a script meets as an error`() throws {
        let state = try makeState()
        state.memoryLimit = state.memoryInUse + 200_000
        let error = try #require(throws: LuaError.self) {
            try run(state, "local t = {} for i = 1, 1e9 do t[i] = {} end")
        }
        #expect(error.kind == .memory)
        #expect(error.message == "not enough memory")
        state.collectGarbage()
        #expect(try run(state, "return 1").count == 1)
        #expect(state.peakMemory >= state.memoryInUse)
    }

    @Test func `and what a host function takes too much is raised when it returns`() throws {
        let state = try makeState()
        state.globals.set(
            HostFunction("grab", doc: "") { call in
                call.push(.string(LuaString([UInt8](repeating: 65, count: 1_000_000))))
            })
        state.memoryLimit = state.memoryInUse + 500_000
        let results = try run(state, "return pcall(function() local s = grab() return #s end)")
        #expect(results[0].truth == false)
        #expect(results[1].text?.hasSuffix("not enough memory") == true)
    }
}

@Suite struct `An interrupt` {
    private func interrupted(_ text: String) throws -> LuaError {
        let state = try makeState()
        state.globals.set(HostFunction("stop", doc: "") { $0.state.interrupt() })
        return try #require(throws: LuaError.self) { try run(state, text) }
    }

    @Test(arguments: [
        "stop() while true do end",
        "pcall(function() stop() while true do end end) while true do end",
        "stop() while true do pcall(function() while true do end end) end",
        "coroutine.wrap(function() stop() while true do end end)()",
        "local c = coroutine.create(function() while true do coroutine.yield() end end) stop() "
            + "while true do coroutine.resume(c) end",
        "stop() coroutine.wrap(function() while true do end end)()",
        "setmetatable({}, {__close = 1}) local x <close> = setmetatable({}, {__close = function() "
            + "while true do end end}) stop()",
        "xpcall(function() stop() while true do end end, function() while true do end end)",
    ])
    func `ends any loop, whatever tries to hold it`(text: String) throws {
        #expect(try interrupted(text).kind == .interrupted)
    }

    @Test func `can come from another thread`() throws {
        let state = try makeState()
        let interrupter = state.watchForInterrupts()
        state.globals.set(
            HostFunction("started", doc: "") { _ in
                DispatchQueue(label: "interrupt").async { interrupter.fire() }
            })
        let error = try #require(throws: LuaError.self) {
            try run(state, "started() while true do end")
        }
        #expect(error.kind == .interrupted)
    }

    /// Lua follows __call within one instruction, and moves all arguments with every step. The
    /// finalizer runs meanwhile, when the stack grows.
    @Test(arguments: ["t()", "return t(1, 2, 3)", "pcall(t) while true do end"])
    func `ends the call of a table that is its own __call, when the stack grows`(call: String)
        throws
    {
        let state = try makeState()
        state.globals.set(HostFunction("stop", doc: "") { $0.state.interrupt() })
        state.memoryLimit = state.memoryInUse + 4_000_000
        let error = try #require(throws: LuaError.self) {
            try run(
                state,
                """
                collectgarbage('generational')
                local t = {} t.__call = t setmetatable(t, t)
                setmetatable({}, {__gc = function() stop() end})
                \(call)
                """)
        }
        #expect(error.kind == .interrupted)
        #expect(state.peakMemory < 1_000_000)
    }

    @Test func `is not needed for that where a memory limit is low`() throws {
        let state = try makeState()
        state.memoryLimit = state.memoryInUse + 200_000
        let error = try #require(throws: LuaError.self) {
            try run(state, "local t = {} t.__call = t setmetatable(t, t) t()")
        }
        #expect(error.kind == .memory)
    }
}

@Suite struct `A finalizer that calls a host function` {
    @Test func `leaves the Swift frame around it safe from refusals`() throws {
        let state = try makeState()
        // Every new table may run finalizers, and each of them calls back into Swift.
        state.globals.set(
            HostFunction("churn", doc: "") { call in
                for _ in 0..<2000 {
                    call.stack.pushTable(elements: 64)
                    call.stack.pop()
                }
                call.push(true)
            })
        let text = """
            collectgarbage("incremental", 100, 1000)
            function litter()
                setmetatable({}, {__gc = function() add(1, 2) litter() end})
            end
            litter()
            return pcall(churn)
            """
        let function = try state.load("local litter " + text, name: "test")
        state.memoryLimit = state.memoryInUse + 50_000
        _ = try? function.call()
        #expect(state.stack.count == 0)
        state.memoryLimit = nil
        #expect(try run(state, "return add(1, 2)").count == 1)
    }

    @Test func `and a long wrong name is refused at once`() throws {
        let state = try makeState(room: 5_000_000)
        let error = try #require(throws: LuaError.self) {
            try run(state, "return new()[('x'):rep(1000000)]")
        }
        #expect(error.message.hasPrefix("test:1: counter has no field or method 'xxx"))
    }
}
