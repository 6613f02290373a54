import Lua
import Testing

@Suite struct `Values between Swift and Lua` {
    let state: LuaState

    init() throws { state = try openState() }

    private func run(_ text: String, _ arguments: LuaValue...) throws -> [LuaValue] {
        let thread = state.makeThread(try state.load(text, name: "test"))
        switch thread.resume(arguments) {
        case .finished(let results): return results
        case .failed(let error): throw error
        case .suspended, .yielded:
            Issue.record("the chunk did not run to its end")
            return []
        }
    }

    @Test(arguments: [Int64.min, -1, 0, 1, 1 << 53 + 1, .max])
    func `keep integers exactly to 64 bits`(value: Int64) throws {
        let results = try run(
            "local i = ... return i, math.type(i), ('%d'):format(i)", .integer(value))
        guard case .integer(let back) = results[0] else { throw Mismatch() }
        #expect(back == value)
        #expect(results[1].text == "integer")
        #expect(results[2].text == String(value))
    }

    @Test func `keep the subtype of floats`() throws {
        let results = try run("local f = ... return f, math.type(f)", .number(3))
        guard case .number(let back) = results[0] else { throw Mismatch() }
        #expect(back == 3)
        #expect(results[1].text == "float")
    }

    @Test func `keep strings that are not UTF-8 as bytes`() throws {
        let bytes: [UInt8] = [0xff, 0, 0xfe, 65]
        let results = try run("local s = ... return s, #s, s:byte(1)", .string(LuaString(bytes)))
        guard case .string(let back) = results[0] else { throw Mismatch() }
        #expect(back.bytes == bytes)
        #expect(back.text == nil)
        #expect(back.repairedText == "\u{fffd}\0\u{fffd}A")
        guard case .integer(4) = results[1], case .integer(255) = results[2] else {
            throw Mismatch()
        }
    }

    @Test func `read and write tables through metamethods`() throws {
        let results = try run(
            "return setmetatable({}, {__index = function(_, k) return k .. '!' end})")
        guard case .table(let table) = results[0] else { throw Mismatch() }
        #expect(try table.get("a").text == "a!")
        try table.set("a", to: 5)
        guard case .integer(5) = try table.get("a") else { throw Mismatch() }
    }

    @Test func `throw what a metamethod raises, and leave the stack as it was`() throws {
        let results = try run("return setmetatable({}, {__index = function() error('no') end})")
        guard case .table(let table) = results[0] else { throw Mismatch() }
        let before = state.stack.count
        #expect(throws: LuaError.self) { try table.get("a") }
        #expect(state.stack.count == before)
    }

    @Test(arguments: [0, 1, 15, 16, 17, 32, 100])
    func `list every pair of a table`(count: Int) throws {
        let results = try run(
            "local t = {} for i = 1, ... do t['k' .. i] = i end return t", .integer(Int64(count)))
        guard case .table(let table) = results[0] else { throw Mismatch() }
        let before = state.stack.count
        let names = Set(table.pairs().compactMap { $0.key.text })
        #expect(names == Set((0..<count).map { "k\($0 + 1)" }))
        #expect(state.stack.count == before)
    }

    @Test func `call functions with arguments and results`() throws {
        let results = try run("return function(a, b) return b, a end")
        guard case .function(let function) = results[0] else { throw Mismatch() }
        let swapped = try function.call(1, "x")
        #expect(swapped.map(\.text) == ["x", nil])
        guard case .integer(1) = swapped[1] else { throw Mismatch() }
    }

    @Test func `outlive the place where they were made, and are freed on the state's own`() throws {
        _ = try run("weak = setmetatable({}, {__mode = 'v'})")
        for _ in 0..<3 {
            let results = try run("local t = {} weak[1] = t return t")
            _ = consume results
        }
        // A new reference frees the places of those that were dropped.
        let other = try run("return {}")
        state.collectGarbage()
        #expect(try run("return weak[1] == nil")[0].truth)
        _ = other
    }

    @Test func `are told by their kind`() throws {
        let results = try run(
            "return nil, true, 1, 1.5, 's', {}, print, io.stdout, coroutine.create(print)")
        let kinds = results.map(\.kindName)
        #expect(
            kinds == [
                "nil", "boolean", "integer", "number", "string", "table", "function", "userdata",
                "thread",
            ])
    }
}

@Suite struct `Loading a chunk` {
    @Test func `names the file and the line of a syntax error`() throws {
        let state = try openState()
        let error = try #require(throws: LuaError.self) {
            try state.load("local x = 1\nlocal = 2", name: "flows/a.lua")
        }
        #expect(error.kind == .syntax)
        #expect(error.message == "flows/a.lua:2: <name> expected near '='")
        #expect(error.location == LuaLocation(chunk: "flows/a.lua", line: 2))
    }

    @Test func `skips a first line that begins with a number sign, and counts it`() throws {
        let state = try openState()
        let error = try #require(throws: LuaError.self) {
            try state.load("#!/usr/bin/env muster\nx =", name: "a")
        }
        #expect(error.message == "a:2: unexpected symbol near <eof>")
    }

    @Test func `refuses bytecode`() throws {
        let state = try openState()
        #expect(throws: LuaError.self) { try state.load([0x1b] + Array("Lua".utf8), name: "a") }
    }

    @Test func `takes an empty chunk`() throws {
        let state = try openState()
        #expect(try state.load("", name: "a").call().isEmpty)
    }
}

struct Mismatch: Error {}

extension LuaValue {
    var text: String? {
        guard case .string(let string) = self else { return nil }
        return string.text
    }

    var truth: Bool {
        switch self {
        case .nil, .boolean(false): false
        default: true
        }
    }

    var kindName: String {
        switch self {
        case .nil: "nil"
        case .boolean: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .string: "string"
        case .table: "table"
        case .function: "function"
        case .userdata: "userdata"
        case .thread: "thread"
        case .marker: "marker"
        }
    }
}
