import Lua
import Testing

@Suite struct `A suspended host function` {
    let state: LuaState

    init() throws { state = try makeState() }

    private func start(_ text: String) throws -> (LuaThread, LuaThread.Outcome) {
        let thread = state.makeThread(try state.load(text, name: "test"))
        return (thread, thread.resume())
    }

    @Test func `gives the values it is resumed with`() throws {
        let (thread, outcome) = try start("local a, b = wait('x') return b, a")
        guard case .suspended = outcome else { throw Mismatch() }
        guard case .finished(let results) = thread.resume([1, "two"]) else { throw Mismatch() }
        #expect(results[0].text == "two")
        #expect(results.count == 2)
    }

    @Test func `raises the error it is resumed with, which pcall sees`() throws {
        let (thread, outcome) = try start("local ok, e = pcall(wait) return ok, tostring(e)")
        guard case .suspended = outcome else { throw Mismatch() }
        guard case .finished(let results) = thread.resume(pushing: { _ in throw Trouble(code: 4) })
        else { throw Mismatch() }
        #expect(results[0].truth == false)
        #expect(results[1].text == "trouble 4")
    }

    @Test func `raises the error it is resumed with, which ends the coroutine`() throws {
        let (thread, _) = try start("\nwait()")
        guard case .failed(let error) = thread.resume(pushing: { _ in throw Trouble(code: 5) })
        else { throw Mismatch() }
        #expect(error.underlying as? Trouble == Trouble(code: 5))
        #expect(error.traceback?.contains("test:2: in main chunk") == true)
        guard case .failed(let again) = thread.resume() else { throw Mismatch() }
        #expect(again.message == "cannot resume dead coroutine")
    }

    @Test(arguments: [
        "return new():wait()",
        "return new().pending",
        "return (pcall(wait)) and 'value' or 'failed'",
        "return coroutine.wrap(function() return wait() end)()",
        "return select(2, coroutine.resume(coroutine.create(function() return wait() end)))",
        "return coroutine.wrap(function() return coroutine.wrap(function() return wait() end)() end)()",
        "for v in function() return wait() end do return v end",
        "return setmetatable({}, {__index = function() return wait() end}).x",
        "return setmetatable({}, {__add = function() return wait() end}) + 1",
        "local function f() return wait() end return (f())",
        "do local x <close> = setmetatable({}, {__close = function() wait() end}) end return 'value'",
    ])
    func `passes through methods, fields, metamethods, iterators and inner coroutines`(
        text: String
    ) throws {
        let (thread, outcome) = try start(text)
        guard case .suspended = outcome else { throw Mismatch() }
        guard case .finished(let results) = thread.resume(["value"]) else { throw Mismatch() }
        #expect(results[0].text == "value")
    }

    @Test func `raises inside the inner coroutine that waits`() throws {
        let (thread, outcome) = try start(
            """
            return coroutine.wrap(function()
              local ok, e = pcall(wait)
              return tostring(e)
            end)()
            """)
        guard case .suspended = outcome else { throw Mismatch() }
        guard case .finished(let results) = thread.resume(pushing: { _ in throw Trouble(code: 6) })
        else { throw Mismatch() }
        #expect(results[0].text == "trouble 6")
    }

    @Test func `mixes with the yields of generators`() throws {
        let (thread, outcome) = try start(
            """
            local out = {}
            for v in coroutine.wrap(function()
              coroutine.yield(wait())
              coroutine.yield(wait())
            end) do out[#out + 1] = v end
            return table.concat(out, ',')
            """)
        guard case .suspended = outcome else { throw Mismatch() }
        guard case .suspended = thread.resume(["a"]) else { throw Mismatch() }
        guard case .finished(let results) = thread.resume(["b"]) else { throw Mismatch() }
        #expect(results[0].text == "a,b")
    }

    @Test func `cannot be resumed by a script`() throws {
        let (thread, outcome) = try start(
            """
            inner = coroutine.create(function() return wait() end)
            return coroutine.resume(inner)
            """)
        guard case .suspended = outcome else { throw Mismatch() }
        let results = try run(state, "return coroutine.resume(inner, 'stolen')")
        #expect(results[0].truth == false)
        #expect(results[1].text == "cannot resume a coroutine that waits for a host function")
        guard case .finished(let own) = thread.resume(["own"]) else { throw Mismatch() }
        #expect(own[1].text == "own")
    }

    @Test func `tells where the coroutine waits`() throws {
        let (thread, _) = try start("local x = 1\n\nwait()")
        #expect(thread.location == LuaLocation(chunk: "test", line: 3))
    }

    @Test func `runs to-be-closed variables when the coroutine is closed`() throws {
        let (thread, _) = try start(
            "local x <close> = setmetatable({}, {__close = function() closed = true end}) wait()")
        #expect(thread.close() == nil)
        #expect(try run(state, "return closed")[0].truth)
    }
}

@Suite struct `Coroutines of a script` {
    let state: LuaState

    init() throws { state = try makeState() }

    @Test(arguments: [
        (
            "return coroutine.resume(coroutine.create(function(...) return ... end), 1, 2)",
            "true 1 2"
        ),
        (
            "local c = coroutine.create(function(a) local b = coroutine.yield(a) return b end) "
                + "local _, x = coroutine.resume(c, 'a') local _, y = coroutine.resume(c, 'b') "
                + "return x, y, coroutine.status(c)", "a b dead"
        ),
        (
            "local c = coroutine.create(error) coroutine.resume(c) return coroutine.resume(c)",
            "false cannot resume dead coroutine"
        ),
        (
            "return coroutine.resume(coroutine.running())",
            "false cannot resume non-suspended coroutine"
        ),
        ("return pcall(coroutine.wrap(function() error('x', 0) end))", "false test:1: x"),
        (
            "local f = coroutine.wrap(function() error({}) end) local _, e = pcall(f) return type(e)",
            "table"
        ),
        (
            "return pcall(coroutine.resume, 1)",
            "false bad argument #1 to 'coroutine.resume' (coroutine expected)"
        ),
        (
            "local f = coroutine.wrap(function() return 1 end) f() return pcall(f)",
            "false cannot resume dead coroutine"
        ),
    ])
    func `behave as in the manual`(text: String, expected: String) throws {
        let script =
            "local r = table.pack((function() \(text) end)()) "
            + "for i = 1, r.n do r[i] = tostring(r[i]) end return table.concat(r, ' ')"
        let found = try run(state, script)[0].text ?? ""
        #expect(normalised(found) == normalised(expected))
    }

    /// Positions and the names of functions differ by how the test wraps the text.
    private func normalised(_ text: String) -> String {
        text.replacing("test:1: ", with: "").replacing("'coroutine.resume'", with: "'resume'")
            .replacing(" (coroutine expected, got number)", with: " (coroutine expected)")
            .replacing("'?'", with: "'resume'")
    }

    @Test func `that yield at the outermost level are told from waits`() throws {
        let thread = state.makeThread(try state.load("coroutine.yield(1, 2)", name: "test"))
        guard case .yielded(let values) = thread.resume() else { throw Mismatch() }
        #expect(values.count == 2)
    }
}
