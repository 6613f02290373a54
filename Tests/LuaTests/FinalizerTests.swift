import Dispatch
import Lua
import Testing

@Suite struct `A finalizer` {
    /// Each notes what it sees of finalizers.
    static let scripts = [
        "for i = 1, 5 do setmetatable({i}, {__gc = function(t) note('gc', t[1]) end}) end collectgarbage()",
        """
        local mt = {__gc = function(t) note('gc', t.name) kept = t end}
        setmetatable({name = 'a'}, mt) collectgarbage()
        note('kept', kept.name, getmetatable(kept) == mt)
        kept = nil collectgarbage() note('not again')
        """,
        """
        local mt = {} mt.__gc = function(t) t.n = t.n + 1 note('gc', t.n)
          if t.n < 3 then setmetatable(t, mt) end end
        setmetatable({n = 0}, mt)
        for i = 1, 5 do collectgarbage() end
        """,
        "local mt = {} setmetatable({}, mt) mt.__gc = function() note('never') end collectgarbage()",
        """
        local mt = {__gc = true} setmetatable({}, mt)
        mt.__gc = function() note('later') end collectgarbage()
        """,
        "local mt = {__gc = function() note('never') end} setmetatable({}, mt) mt.__gc = nil collectgarbage()",
        """
        local t = setmetatable({}, {__gc = function() note('first') end})
        setmetatable(t, {__gc = function() note('second') end}) t = nil collectgarbage()
        """,
        """
        local t = setmetatable({}, {__gc = function() note('never') end})
        setmetatable(t, nil) t = nil collectgarbage()
        """,
        """
        local weak = setmetatable({}, {__mode = 'v'})
        local keys = setmetatable({}, {__mode = 'k'})
        do
          local t = setmetatable({}, {__gc = function(t) note('gc', weak[1], keys[t]) end})
          weak[1] = t keys[t] = 'key'
        end
        collectgarbage() note('after', weak[1], next(keys)) collectgarbage() note('gone', next(keys))
        """,
        """
        local a, b = {name = 'a'}, {name = 'b'}
        a.other, b.other = b, a
        local mt = {__gc = function(t) note('gc', t.name, t.other.name) end}
        setmetatable(a, mt) setmetatable(b, mt) a, b = nil, nil collectgarbage()
        """,
        """
        setmetatable({}, {__gc = function() note(pcall(error, 'x', 0)) error('lost') end}) collectgarbage()
        note('goes on')
        """,
        "setmetatable({}, {__gc = setmetatable({}, {__call = function(f, t) note(type(t)) end})}) collectgarbage()",
        """
        setmetatable({}, {__gc = function()
          note(coroutine.isyieldable(), pcall(coroutine.yield))
          for v in coroutine.wrap(function() coroutine.yield(1) coroutine.yield(2) end) do note(v) end
          note(collectgarbage('count') == 0, collectgarbage('step'))
        end}) collectgarbage()
        """,
        """
        local mt = {__gc = function() end} local t = setmetatable({}, mt)
        for k in pairs(mt) do note(k) end
        note(rawget(mt, '__gc') == mt.__gc, getmetatable(t) == mt, setmetatable(t, mt) == t)
        """,
        """
        note(pcall(setmetatable, setmetatable({}, {__metatable = 1}), {__gc = print}))
        note(pcall(setmetatable, {}, 1)) note(pcall(setmetatable, {})) note(pcall(setmetatable, 1, {}))
        note(pcall(setmetatable))
        """,
        """
        collectgarbage('generational')
        local count, sum = 0, 0
        local mt = {__gc = function(t) count = count + 1 sum = sum + t.i end}
        for i = 1, 200 do local t = setmetatable({i = i}, mt) t = {} end
        collectgarbage() collectgarbage('incremental') collectgarbage()
        note(count, sum)
        """,
        """
        local n, made = 0, 0
        local mt = {__gc = function() n = n + 1 end}
        local old = {}
        for i = 1, 400 do
          local t = setmetatable({old[i % 50]}, mt)
          made = made + 1
          old[i % 50] = i % 7 == 0 and t or nil
        end
        old = nil collectgarbage() collectgarbage()
        note(made, n)
        """,
    ]

    @Test(arguments: scripts) func `is run when Lua's own setmetatable would run it`(
        text: String
    ) throws {
        // How a failed yield is worded tells where the collection came from, which differs.
        let expected = try StandardLibrary.original(text).text
            .replacing("from outside a coroutine", with: "across a C-call boundary")
        let actual = try StandardLibrary.replaced(text)
        #expect(actual.text == expected)
        #expect(try StandardLibrary.replaced(text, inCoroutine: false).text == expected)
    }

    @Test func `that only a debugged metatable brings is run too`() throws {
        let state = try makeState()
        let results = try run(
            state,
            """
            local n = 0
            debug.setmetatable({}, {__gc = function() n = n + 1 end}) collectgarbage()
            return tostring(n)
            """)
        #expect(results[0].text == "1")
    }

    @Test func `runs when the state closes, in the opposite order`() throws {
        let state = try makeState()
        var lines: [String] = []
        state.onPrint = { lines.append(String(decoding: $0, as: UTF8.self)) }
        _ = try run(
            state,
            """
            kept = {}
            for i = 1, 3 do
              kept[i] = setmetatable({}, {__gc = function()
                print(i) setmetatable({}, {__gc = function() print('too late') end})
              end})
            end
            """)
        state.close()
        #expect(lines == ["3", "2", "1"])
    }

    @Test func `is not lost while another one of its metatable is given out`() throws {
        // Every table may run the finalizers of those before it, in the middle of setmetatable.
        let state = try makeState()
        let results = try run(
            state,
            """
            collectgarbage('setpause', 0) collectgarbage('setstepmul', 1000)
            local n, mt = 0, {}
            mt.__gc = function() n = n + 1 end
            for i = 1, 2000 do setmetatable({('x'):rep(i)}, mt) end
            collectgarbage() collectgarbage()
            return tostring(n)
            """)
        #expect(results[0].text == "2000")
    }

    @Test func `cannot wait for the host`() throws {
        let state = try makeState()
        let results = try run(
            state,
            """
            local message
            setmetatable({}, {__gc = function() message = select(2, pcall(wait)) end}) collectgarbage()
            return message
            """)
        #expect(
            results[0].text == "test:2: attempt to wait outside a task or across a C-call boundary")
    }

    @Test func `runs on a thread that does not serve again when a script holds it`() throws {
        let state = try makeState()
        let results = try run(
            state,
            """
            local held = {}
            local mt = {__gc = function() held[#held + 1] = coroutine.running() end}
            for i = 1, 3 do setmetatable({}, mt) collectgarbage() end
            return coroutine.status(held[1]), tostring(held[1] ~= held[2] and held[2] ~= held[3]),
              select(2, coroutine.resume(held[1])), tostring(coroutine.close(held[2]))
            """)
        #expect(
            results.map(\.text) == ["dead", "true", "cannot resume dead coroutine", "true"])
    }

    @Test func `may come to a host function that is finalized already`() throws {
        let state = try makeState()
        var warnings: [String] = []
        state.onWarning = { warnings.append($0) }
        _ = try run(
            state,
            "kept = setmetatable({}, {__gc = function() late() end}) function hold(f) late = f end")
        let calls = CallCount()
        state.stack.pushFunction { _ in calls.value += 1 }
        let late = state.stack.value(at: -1)
        state.stack.pop()
        try state.globals.set("late", to: late)
        _ = try run(state, "late()")
        state.close()
        #expect(calls.value == 1)
        #expect(
            warnings == [
                "error in __gc (test:1: a host function is called after its finalizer)"
            ])
    }

    private final class CallCount {
        var value = 0
    }
}

@Suite struct `A finalizer without an end` {
    private static let endless = [
        "while true do end",
        "while true do pcall(function() while true do end end) end",
        "coroutine.wrap(function() while true do end end)()",
        "local c = coroutine.create(function() while true do coroutine.yield() end end) "
            + "while true do coroutine.resume(c) end",
        "xpcall(function() while true do end end, function() while true do end end) while true do end",
        "local x <close> = setmetatable({}, {__close = function() while true do end end})",
        "for _ in pairs({1}) do ('x'):gsub('x', function() while true do end end) end",
        "setmetatable({}, getmetatable(...)) while true do end",
    ]

    private static let scripts = endless.map {
        "setmetatable({}, {__gc = function(...) stop() \($0) end}) collectgarbage()"
    }

    /// Each reaches the finalizer on another way.
    private static let ways = [
        "setmetatable({}, loop) while true do local t = {} end",
        "pcall(function() setmetatable({}, loop) collectgarbage() end) while true do end",
        "coroutine.wrap(function() setmetatable({}, loop) collectgarbage() end)()",
        "while true do setmetatable({}, loop) pcall(collectgarbage) end",
        "for i = 1, 100 do setmetatable({}, loop) end while true do collectgarbage() end",
        "debug.setmetatable({}, loop) collectgarbage()",
        "local t = {} function t.__gc() stop() while true do end end setmetatable(t, t) t = nil "
            + "collectgarbage()",
        "setmetatable({}, loop) apply(function() while true do local t = {} end end)",
    ].map { "loop = {__gc = function() stop() while true do end end} " + $0 }

    private func interrupted(_ text: String, _ prepare: (LuaState) -> Void = { _ in }) throws
        -> LuaError
    {
        let state = try makeState()
        state.globals.set(HostFunction("stop", doc: "") { $0.state.interrupt() })
        prepare(state)
        return try #require(throws: LuaError.self) { try run(state, text) }
    }

    @Test(arguments: scripts + ways) func `is ended by an interrupt`(text: String) throws {
        #expect(try interrupted(text).kind == .interrupted)
    }

    @Test(arguments: endless + ["pcall(function() while true do end end) while true do end"])
    func `is ended by the instruction budget`(text: String) throws {
        let error = try interrupted(
            "setmetatable({}, {__gc = function(...) \(text) end}) collectgarbage() while true do end"
        ) { $0.instructionBudget = 50_000 }
        #expect(error.kind == .interrupted)
        #expect(error.message.hasSuffix("the instruction budget is spent"))
    }

    @Test(arguments: [
        "setmetatable({}, {__gc = function() started() while true do end end}) collectgarbage()",
        "setmetatable({}, {__gc = function() started() while true do pcall(function() while true do "
            + "end end) end end}) while true do local t = {} end",
    ])
    func `is ended by a deadline`(text: String) throws {
        let state = try makeState()
        let interrupter = state.watchForInterrupts()
        state.globals.set(
            HostFunction("started", doc: "") { _ in
                DispatchQueue(label: "interrupt").async { interrupter.fire() }
            })
        let error = try #require(throws: LuaError.self) { try run(state, text) }
        #expect(error.kind == .interrupted)
    }

    @Test func `is ended by a deadline while the host collects, and while the state closes`() throws
    {
        for closes in [false, true] {
            let state = try makeState()
            let interrupter = state.watchForInterrupts()
            state.globals.set(
                HostFunction("started", doc: "") { _ in
                    DispatchQueue(label: "interrupt").async { interrupter.fire() }
                })
            _ = try run(
                state,
                "kept = setmetatable({}, {__gc = function() started() while true do end end})")
            if !closes {
                try state.globals.set("kept", to: LuaValue.nil)
                state.collectGarbage()
                #expect(state.isInterrupted)
            }
            state.close()
        }
    }

    @Test func `does not begin when the state closes after an interrupt`() throws {
        let state = try makeState()
        _ = try run(state, "kept = setmetatable({}, {__gc = function() while true do end end})")
        state.interrupt()
        state.close()
    }

    @Test func `gets no more memory than the limit, though a host function allocates`() throws {
        let state = try makeState()
        var warnings: [String] = []
        state.onWarning = { warnings.append($0) }
        state.globals.set(
            HostFunction("churn", doc: "") { call in
                for _ in 0..<2000 {
                    call.stack.pushTable(elements: 8)
                    call.stack.pop()
                }
            })
        let limit = state.memoryInUse + 1_000_000
        state.memoryLimit = limit
        _ = try run(
            state,
            """
            setmetatable({}, {__gc = function() local t = {} for i = 1, 1e9 do t[i] = i end end})
            churn()
            """)
        #expect(state.peakMemory <= limit + 100_000)
        #expect(warnings == ["error in __gc (not enough memory)"])
    }
}
