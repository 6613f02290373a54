import Lua
import Testing

@Suite struct `Output` {
    let state: LuaState
    let lines = Lines()

    final class Lines {
        var all: [String] = []
    }

    init() throws {
        state = try makeState()
        let lines = lines
        state.onPrint = { lines.all.append(String(decoding: $0, as: UTF8.self)) }
    }

    @Test func `of print comes in lines, as tostring tells`() throws {
        _ = try run(
            state,
            """
            print() print(nil, true, 1, 1.0, 'x') print('a\\0b', '') print('two\\nlines')
            print(setmetatable({}, {__tostring = function() return 'T' end}), 2)
            print(setmetatable({}, {__tostring = function() return 5 end}))
            print((('x'):rep(5000)))
            """)
        #expect(
            lines.all == [
                "", "nil\ttrue\t1\t1.0\tx", "a\0b\t", "two\nlines", "T\t2", "5",
                String(repeating: "x", count: 5000),
            ])
    }

    @Test func `of print does not depend on the global tostring`() throws {
        _ = try run(state, "tostring = nil print(1)")
        #expect(lines.all == ["1"])
    }

    @Test func `of print is nothing when a text cannot be made`() throws {
        let results = try run(
            state,
            "return pcall(print, 'a', setmetatable({}, {__tostring = function() return {} end}))")
        #expect(results[1].text == "'__tostring' must return a string")
        #expect(lines.all == [])
    }

    @Test func `of print waits for the texts`() throws {
        let thread = state.makeThread(
            try state.load(
                """
                local t = setmetatable({}, {__tostring = function() return wait() end})
                print(1, t, 2, t, t)
                return select('#', print())
                """, name: "test"))
        guard case .suspended = thread.resume() else { throw Mismatch() }
        guard case .suspended = thread.resume(["a"]) else { throw Mismatch() }
        guard case .suspended = thread.resume(["b"]) else { throw Mismatch() }
        #expect(lines.all == [])
        guard case .finished(let results) = thread.resume(["c"]) else { throw Mismatch() }
        guard case .integer(0) = results[0] else { throw Mismatch() }
        #expect(lines.all == ["1\ta\t2\tb\tc", ""])
    }

    @Test func `of print ends when nobody takes it any more`() throws {
        state.onPrint = nil
        state.onPrint = { [lines] in lines.all.append("second \($0.count)") }
        _ = try run(state, "print('ab')")
        #expect(lines.all == ["second 2"])
    }

    @Test func `of print survives every failed allocation`() throws {
        for count in 0... {
            let state = try makeState()
            var printed = 0
            state.onPrint = { printed += $0.count }
            let text =
                "print(('x'):rep(2000), 1, setmetatable({}, {__tostring = function() "
                + "return ('y'):rep(50) end}))"
            let function = try state.load(text, name: "test")
            state.refuseAllocations(after: count)
            let thread = state.makeThread(function)
            if case .failed = thread.resume() { thread.close() }
            let used = state.countedAllocations
            state.refuseAllocations(after: nil)
            if used < count {
                #expect(printed == 2053)
                break
            }
        }
    }

    @Test func `that takes too much memory is raised after the handler`() throws {
        state.onPrint = { [state = Unowned(state), lines] _ in
            state.value?.memoryLimit = 1000
            lines.all.append("told")
        }
        let error = try #require(throws: LuaError.self) { try run(state, "print(1)") }
        #expect(error.message.hasSuffix("not enough memory"))
        #expect(lines.all == ["told"])
        state.memoryLimit = nil
    }

    final class Unowned {
        weak var value: LuaState?
        init(_ value: LuaState) { self.value = value }
    }
}

@Suite struct `A warning` {
    let state: LuaState
    let lines = Output.Lines()

    init() throws {
        state = try makeState()
        let lines = lines
        state.onWarning = { lines.all.append($0) }
    }

    @Test func `comes whole, from all its pieces`() throws {
        _ = try run(state, "warn('a') warn('b', 'c', 5) warn('', '') warn('x@on')")
        #expect(lines.all == ["a", "bc5", "", "x@on"])
    }

    @Test func `is switched off and on by the script`() throws {
        _ = try run(
            state,
            "warn('@off') warn('a', 'b') warn('@on') warn('c') warn('@other') warn('@', 'off')")
        #expect(lines.all == ["c", "@off"])
    }

    @Test func `tells an error in __gc`() throws {
        _ = try run(
            state,
            "setmetatable({}, {__gc = function() error('lost') end}) collectgarbage()")
        #expect(lines.all == ["error in __gc (test:1: lost)"])
    }

    @Test func `tells an error in __gc whatever its value, of each finalizer`() throws {
        _ = try run(
            state,
            """
            setmetatable({}, {__gc = function() local x = nil + 1 end}) collectgarbage()
            setmetatable({}, {__gc = function() error(setmetatable({}, {__tostring = error})) end})
            collectgarbage()
            setmetatable({}, {__gc = function() fail(7) end}) collectgarbage()
            setmetatable({}, {__gc = 5}) collectgarbage()
            setmetatable({}, {__gc = function() warn('own ', 'words') error('x', 0) end}) collectgarbage()
            """)
        #expect(
            lines.all == [
                "error in __gc (test:1: attempt to perform arithmetic on a nil value)",
                "error in __gc (error object is not a string)",
                "error in __gc (error object is not a string)",
                "error in __gc (attempt to call a number value (metamethod '__gc'))", "own words",
                "error in __gc (x)",
            ])
    }

    @Test func `tells an error in __gc as Lua's own libraries do`() throws {
        let text = """
            for _, e in ipairs{'text', 5, 1.5, true, {}} do
              setmetatable({}, {__gc = function() error(e) end}) collectgarbage()
            end
            setmetatable({}, {__gc = {}}) collectgarbage()
            """
        let original = try LuaState.withOriginalLibraries()
        let expected = Output.Lines()
        original.onWarning = { expected.all.append($0) }
        _ = try run(original, text)
        _ = try run(state, text)
        #expect(lines.all == expected.all)
        #expect(lines.all.count == 6)
    }

    @Test func `tells an error in __gc that a collection of the host meets`() throws {
        _ = try run(state, "setmetatable({}, {__gc = function() error('late') end})")
        state.collectGarbage()
        #expect(lines.all == ["error in __gc (test:1: late)"])
    }

    @Test func `tells an error in __gc that the end of the state meets`() throws {
        func scope() throws {
            let state = try makeState()
            state.onWarning = { [lines] in lines.all.append($0) }
            _ = try run(state, "kept = setmetatable({}, {__gc = function() error('end') end})")
        }
        try scope()
        #expect(lines.all == ["error in __gc (test:1: end)"])
    }

    @Test func `is dropped when nobody takes it`() throws {
        state.onWarning = nil
        _ = try run(state, "warn('a', 'b')")
        state.onWarning = { [lines] in lines.all.append("now \($0)") }
        _ = try run(state, "warn('c')")
        #expect(lines.all == ["now c"])
    }

    @Test func `keeps the rules of its arguments`() throws {
        let error = try #require(throws: LuaError.self) { try run(state, "warn('a', {})") }
        #expect(error.message == "test:1: bad argument #2 to 'warn' (string expected, got table)")
        #expect(lines.all == [])
    }
}
