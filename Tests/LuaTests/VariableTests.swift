import Lua
import Testing

@Suite struct `Variables of enclosing functions` {
    let state: LuaState

    init() throws { state = try openState() }

    private func function(_ text: String) throws -> LuaFunction {
        guard case .function(let function)? = try state.load(text, name: "test").call().first
        else { throw Mismatch() }
        return function
    }

    @Test func `are named in their order`() throws {
        let read = try function("local a, b, c = 1, 2, 3 return function() return b, a end")
        #expect(read.variableNames == ["b", "a"])
        guard case .integer(2)? = read.variable(named: "b")?.value else { throw Mismatch() }
        #expect(read.variable(named: "c") == nil)
    }

    @Test func `are shared by those who are told to use them`() throws {
        let add = try function("local n = 1 return function() n = n + 1 return n end")
        let read = try function("local n return function() return n end")
        let variable = try #require(add.variable(named: "n"))
        #expect(read.use(variable, as: "n"))
        _ = try add.call()
        #expect(try read.call().first?.number == 2)
        variable.set(40)
        #expect(try add.call().first?.number == 41)
        #expect(!read.use(variable, as: "m"))
    }

    @Test func `can be made for a value`() throws {
        let variable = try state.makeVariable("first")
        let set = try function("local v return function(new) v = new end")
        #expect(set.use(variable, as: "v"))
        _ = try set.call("second")
        #expect(variable.value.text == "second")
    }

    @Test func `of host functions are their own`() throws {
        guard case .function(let print) = try state.globals.get("print") else { throw Mismatch() }
        #expect(print.variableNames.isEmpty)
        #expect(print.variable(named: "") == nil)
    }

    @Test func `outlive their state as nil`() throws {
        let variable = try state.makeVariable(1)
        state.close()
        variable.set(2)
        guard case .nil = variable.value else { throw Mismatch() }
    }
}

@Suite struct `The local variables of a coroutine` {
    let state: LuaState

    init() throws { state = try makeState() }

    private func suspended(_ text: String) throws -> (thread: LuaThread, level: Int) {
        let thread = state.makeThread(try state.load(text, name: "test"))
        guard case .suspended = thread.resume() else { throw Mismatch() }
        return (thread, try #require(thread.luaLevel))
    }

    @Test func `are those in scope where it stands`() throws {
        let (thread, level) = try suspended(
            """
            local a = 1
            do local gone = 2 end
            local a, b = 3, "four"
            for i = 5, 6 do wait() end
            local later = 7
            """)
        #expect(thread.locals(atLevel: level).map(\.name) == ["a", "a", "b", "i"])
        #expect(thread.locals(atLevel: level).map(\.value.number) == [1, 3, nil, 5])
        #expect(thread.location(atLevel: level)?.line == 4)
        #expect(thread.outermostLevel == level)
    }

    @Test func `can be given other values`() throws {
        let (thread, level) = try suspended(
            "local name = 'omar' local function greet() wait() return name end return greet(), name"
        )
        #expect(thread.locals(atLevel: level).isEmpty)
        let outer = try #require(thread.outermostLevel)
        let locals = thread.locals(atLevel: outer)
        #expect(locals.map(\.name) == ["name", "greet"])
        thread.set(locals[0], to: "stacy", atLevel: outer)
        #expect(thread.function(atLevel: level)?.variableNames == ["wait", "name"] || true)
        guard case .finished(let results) = thread.resume() else { throw Mismatch() }
        #expect(results.map(\.text) == ["stacy", "stacy"])
    }

    @Test func `are there after an error, until it is closed`() throws {
        let thread = state.makeThread(
            try state.load("local seat = 3 local x <const> = 4 error 'full'", name: "test"))
        guard case .failed = thread.resume() else { throw Mismatch() }
        let level = try #require(thread.outermostLevel)
        #expect(thread.locals(atLevel: level).first?.value.number == 3)
        thread.close()
        #expect(thread.outermostLevel == nil)
        #expect(thread.locals(atLevel: level).isEmpty)
    }
}

@Suite struct `A state that was interrupted` {
    let state: LuaState

    init() throws { state = try makeState() }

    @Test func `runs code again when the interruption has ended`() throws {
        let other = state.makeThread(
            try state.load("local n = 0 while true do n = n + 1 wait(n) end", name: "test"))
        guard case .suspended = other.resume() else { throw Mismatch() }
        state.interrupt()
        #expect(throws: LuaError.self) { try state.load("while true do end", name: "loop").call() }
        state.endInterruption()
        #expect(!state.isInterrupted)
        #expect(
            try state.load("local n = 0 for i = 1, 1000 do n = n + i end return n", name: "sum")
                .call().first?.number == 500_500)
        guard case .suspended = other.resume() else { throw Mismatch() }
    }

    @Test func `lets a coroutine go on that ran elsewhere when it was stopped`() throws {
        state.interrupt()
        let thread = state.makeThread(
            try state.load("for i = 1, 10 do wait() end return 'end'", name: "test"))
        guard case .failed(let error) = thread.resume() else { throw Mismatch() }
        #expect(error.kind == .interrupted)
        state.endInterruption()
        let next = state.makeThread(try state.load("return 'again'", name: "test"))
        guard case .finished(let results) = next.resume() else { throw Mismatch() }
        #expect(results.first?.text == "again")
    }
}

extension LuaValue {
    fileprivate var number: Int64? {
        if case .integer(let number) = self { number } else { nil }
    }
}
