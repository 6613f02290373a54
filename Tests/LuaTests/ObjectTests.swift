import Lua
import Testing

final class Door {
    var isOpen = true
    var steps: [Int64] = [1, 2, 3]
}

let doorClass = LuaClass<Door>(
    "door", doc: "Opens and closes.",
    methods: [
        .init("knock", returns: "string", doc: "Knocks.") { _, call in call.push("who is there?") },
        .init("walk", returns: "function", doc: "Iterates the steps.") { door, call in
            var position = 0
            call.pushFunction { call in
                guard position < door.steps.count else { return }
                call.push(door.steps[position])
                position += 1
            }
        },
    ],
    fields: [.init("steps", "integer", doc: "How many.") { $1.push($0.steps.count) }],
    metamethods: [
        HostFunction("__len", returns: "integer", doc: "How many steps.") { call in
            call.push(try call.object(1, of: doorClass).steps.count)
        },
        HostFunction("__pairs", returns: "function", doc: "Numbered steps.") { call in
            let door = try call.object(1, of: doorClass)
            var position = 0
            call.pushFunction { call in
                guard position < door.steps.count else { return }
                call.push(position + 1)
                call.push(door.steps[position])
                position += 1
            }
        },
    ],
    statics: [
        HostFunction("new", returns: "door", doc: "Makes a door.") { call in
            call.push(Door(), as: doorClass)
        }
    ],
    onClose: { $0.isOpen = false })

@Suite struct `An object of a class that can be closed` {
    let state: LuaState

    init() throws {
        state = try makeState()
        state.stack.push(class: doorClass)
        let door = state.stack.value(at: -1)
        state.stack.pop()
        try state.globals.set("door", to: door)
    }

    private func text(_ script: String) throws -> String? { try run(state, script)[0].text }

    @Test func `is made by a static function of its class`() throws {
        #expect(try text("return door.new():knock()") == "who is there?")
    }

    @Test(arguments: [
        ("d:knock()", "test:1: calling 'knock' on a door that is closed"),
        ("return d.steps", "test:1: using 'steps' of a door that is closed"),
        ("return d.other", "test:1: using 'other' of a door that is closed"),
        ("d:close()", "test:1: calling 'close' on a door that is closed"),
    ])
    func `names itself when it is used after it was closed`(use: String, message: String) throws {
        let error = try #require(throws: LuaError.self) {
            try run(state, "local d = door.new() d:close() \(use)")
        }
        #expect(error.message == message)
    }

    @Test func `is no argument any more after it was closed`() throws {
        state.globals.set(
            HostFunction("enter", [Parameter("door", .object("door"))], doc: "") { _ in })
        state.globals.set(
            HostFunction("look", [Parameter("door", .any)], doc: "") { call in
                _ = try call.object(1, of: doorClass)
            })
        _ = try run(state, "local d = door.new() enter(d) look(d)")
        for function in ["enter", "look"] {
            let error = try #require(throws: LuaError.self) {
                try run(state, "local d = door.new() d:close() \(function)(d)")
            }
            #expect(error.message.hasSuffix("(door expected, got closed door)"))
        }
    }

    @Test func `is closed at the end of a block, and only once`() throws {
        let door = Door()
        state.stack.push(door, as: doorClass)
        let value = state.stack.value(at: -1)
        state.stack.pop()
        try state.globals.set("d", to: value)
        _ = try run(state, "do local d <close> = d end")
        #expect(!door.isOpen)
        _ = try run(state, "do local d <close> = d end")
    }

    @Test func `gives iterators and a length`() throws {
        #expect(
            try text(
                """
                local out = {}
                for step in door.new():walk() do out[#out + 1] = step end
                for i, step in pairs(door.new()) do out[#out + 1] = i .. ':' .. step end
                return table.concat(out, ' ') .. ' ' .. #door.new()
                """) == "1 2 3 1:1 2:2 3:3 3")
    }
}

@Suite struct `An error` {
    let state: LuaState

    init() throws { state = try makeState() }

    @Test func `knows the calls that led to it, also through Swift`() throws {
        let function = try state.load(
            "local function inner() error('x') end\nlocal function outer() inner() end\nouter()",
            name: "test")
        let error = try #require(throws: LuaError.self) { try function.call() }
        #expect(
            error.frames.map(\.description) == [
                "[C]: in function 'error'", "test:1: in upvalue 'inner'",
                "test:2: in local 'outer'", "test:3: in main chunk",
            ])
    }

    @Test func `has the whole name of a chunk that Lua shortens`() throws {
        let name = "a/" + String(repeating: "long", count: 40) + "/path.lua"
        let thread = state.makeThread(try state.load("\nlocal x = nil + 1", name: name))
        guard case .failed(let error) = thread.resume() else { throw Mismatch() }
        #expect(error.message == name + ":2: attempt to perform arithmetic on a nil value")
        #expect(error.location == LuaLocation(chunk: name, line: 2))
        let syntax = try #require(throws: LuaError.self) { try state.load("x", name: "b") }
        #expect(syntax.message == "b:1: syntax error near <eof>")
    }
}

@Suite struct `A coroutine that has ended` {
    let state: LuaState

    init() throws { state = try makeState() }

    private func thread(_ text: String) throws -> LuaThread {
        state.makeThread(try state.load(text, name: "test"))
    }

    @Test func `serves again after it was taken back`() throws {
        let first = try thread("return 1")
        guard case .finished = first.resume() else { throw Mismatch() }
        state.recycle(first)
        let before = state.memoryInUse
        for round in 0..<100 {
            let next = try thread("local x <close> = nil return \(round), wait()")
            guard case .suspended = next.resume() else { throw Mismatch() }
            guard case .finished(let values) = next.resume(["end"]) else { throw Mismatch() }
            #expect(values.count == 2)
            state.recycle(next)
        }
        state.collectGarbage()
        #expect(state.memoryInUse <= before + 20_000)
    }

    @Test func `serves again after it failed or was closed`() throws {
        for text in ["error('x')", "wait()"] {
            let thread = try thread(text)
            _ = thread.resume()
            thread.close()
            state.recycle(thread)
            let next = try self.thread("return 'fresh'")
            guard case .finished(let values) = next.resume() else { throw Mismatch() }
            #expect(values[0].text == "fresh")
        }
    }

    @Test func `is left alone when a script holds it`() throws {
        let first = try thread("held = coroutine.running()")
        guard case .finished = first.resume() else { throw Mismatch() }
        state.recycle(first)
        let next = try thread("wait()")
        guard case .suspended = next.resume() else { throw Mismatch() }
        #expect(try run(state, "return coroutine.status(held)")[0].text == "dead")
    }

    @Test func `is left alone before its end`() throws {
        let waiting = try thread("return wait()")
        guard case .suspended = waiting.resume() else { throw Mismatch() }
        state.recycle(waiting)
        guard case .finished = try thread("return 1").resume() else { throw Mismatch() }
        guard case .finished = waiting.resume(["x"]) else { throw Mismatch() }
    }
}

@Suite struct `An instruction budget` {
    @Test func `ends a loop that takes more`() throws {
        let state = try makeState()
        state.instructionBudget = 100_000
        let error = try #require(throws: LuaError.self) {
            try run(state, "while true do pcall(function() while true do end end) end")
        }
        #expect(error.kind == .interrupted)
        #expect(error.message == "test:1: the instruction budget is spent")
    }

    @Test func `holds for all coroutines together`() throws {
        let state = try makeState()
        state.instructionBudget = 100_000
        let error = try #require(throws: LuaError.self) {
            try run(
                state,
                "while true do coroutine.wrap(function() for i = 1, 5000 do end end)() end")
        }
        #expect(error.kind == .interrupted)
    }

    @Test func `holds for coroutines that were there before`() throws {
        let state = try makeState()
        _ = try run(
            state,
            "inner = coroutine.create(function() while true do coroutine.yield() "
                + "for i = 1, 5000 do end end end) coroutine.resume(inner)")
        let thread = state.makeThread(
            try state.load("while true do wait() coroutine.resume(inner) end", name: "test"))
        guard case .suspended = thread.resume() else { throw Mismatch() }
        state.instructionBudget = 100_000
        var rounds = 0
        while case .suspended = thread.resume(["x"]) { rounds += 1 }
        #expect(rounds < 100)
        #expect(state.isInterrupted)
    }

    @Test func `lets pass what takes less`() throws {
        let state = try makeState()
        state.instructionBudget = 1_000_000
        #expect(try run(state, "for i = 1, 1000 do end return 1").count == 1)
        #expect(try #require(state.instructionBudget) < 1_000_000)
        state.instructionBudget = nil
        #expect(try run(state, "for i = 1, 10000000 do end return 1").count == 1)
    }
}

@Suite struct `A memory limit` {
    @Test func `below what is in use raises at the next growth`() throws {
        let state = try makeState()
        let idle = try state.load("local x = 1 return x", name: "test")
        let growing = try state.load("local t = {} for i = 1, 100 do t[i] = {} end", name: "test")
        state.memoryLimit = state.memoryInUse / 2
        #expect(try idle.call().count == 1)
        let error = try #require(throws: LuaError.self) { try growing.call() }
        #expect(error.kind == .memory)
    }

    @Test func `that a host function passed is raised as Lua's own`() throws {
        let state = try makeState()
        state.globals.set(
            HostFunction("grab", doc: "") { call in
                call.push(.string(LuaString([UInt8](repeating: 65, count: 1_000_000))))
            })
        state.memoryLimit = state.memoryInUse + 500_000
        let error = try #require(throws: LuaError.self) { try run(state, "kept = grab()") }
        #expect(error.kind == .memory)
    }
}
