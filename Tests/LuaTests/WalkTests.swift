import Lua
import Testing

/// Writes down what a walk tells.
private struct Notes: LuaVisitor {
    var text = ""
    /// The walk ends before a string with this text.
    var unwanted = ""

    mutating func note(_ word: some CustomStringConvertible) -> Bool {
        text += text.isEmpty ? "\(word)" : " \(word)"
        return true
    }

    mutating func name(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        note(String(decoding: bytes, as: UTF8.self) + ":")
    }

    mutating func string(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let string = String(decoding: bytes, as: UTF8.self)
        return string != unwanted && note("'\(string)'")
    }

    mutating func boolean(_ value: Bool) -> Bool { note(value) }
    mutating func integer(_ value: Int64) -> Bool { note(value) }
    mutating func number(_ value: Double) -> Bool { note(value) }
    mutating func marker(_ pointer: UnsafeMutableRawPointer?) -> Bool { note("marker") }

    mutating func other(_ kind: LuaKind, at index: Int, of stack: LuaStack) -> Bool {
        note(stack.kind(at: index) == kind ? kind.name : "something else")
    }

    mutating func beginList() -> Bool { note("[") }
    mutating func endList(_ count: Int) -> Bool { note("]\(count)") }
    mutating func beginRecord() -> Bool { note("{") }
    mutating func endRecord(_ count: Int) -> Bool { note("}\(count)") }
}

@Suite struct `A walk` {
    let state: LuaState

    init() throws { state = try makeState() }

    /// Walks what `text` returns; tables with the metatable `lists` are lists.
    private func walk(_ text: String, unwanted: String = "") throws -> Notes {
        let stack = state.stack
        stack.push(try run(state, "lists = {} return \(text)")[0])
        stack.push(try state.globals.get("lists"))
        defer {
            stack.pop(2)
            #expect(stack.count == 0)
        }
        var notes = Notes(unwanted: unwanted)
        try stack.walk(-2, listMetatable: -1, visitor: &notes)
        return notes
    }

    @Test(arguments: [
        ("nil", "nil"), ("1", "1"), ("1.0", "1.0"), ("print", "function"), ("true", "true"),
        ("{}", "{ }0"), ("setmetatable({}, lists)", "[ ]0"), ("{{}, {'x'}}", "[ { }0 [ 'x' ]1 ]2"),
        ("{b = 1, a = {c = 2}, [''] = 3}", "{ : 3 a: { c: 2 }1 b: 1 }3"),
        ("setmetatable({1}, {__index = error, __len = error, __pairs = error})", "[ 1 ]1"),
        ("(function() local t = {} for i = 3, 1, -1 do t[i] = i end return t end)()", "[ 1 2 3 ]3"),
    ])
    func `tells what a value holds`(value: String, notes: String) throws {
        #expect(try walk(value).text == notes)
    }

    @Test(arguments: [
        ("{1, x = 2}", LuaWalkError.Reason.mixedKeys(isList: false), ""),
        ("{x = {x = 1, [true] = 2}}", .mixedKeys(isList: false), ".x"),
        ("{y = setmetatable({x = 1}, lists)}", .mixedKeys(isList: true), ".y"),
        ("{{[3] = 1, [1] = 1}}", .missingElement(position: 2), "[1]"),
        ("(function() local t = {} t['a b'] = {0, t} return t end)()", .cycle, "[\"a b\"][2]"),
        ("{_1 = {{x = 'no'}}}", .refused, "._1[1].x"),
    ])
    func `ends where it cannot go on`(
        value: String, reason: LuaWalkError.Reason, path: String
    ) throws {
        let error = try #require(throws: LuaWalkError.self) { try walk(value, unwanted: "no") }
        #expect(error.reason == reason)
        #expect(error.path.description == path)
    }

    @Test func `goes into 64 tables and no more`() throws {
        let nest = "(function() local t = 1 for i = 1, n do t = {t} end return t end)()"
        #expect(try walk("(function(n) return \(nest) end)(64)").text.hasSuffix("]1"))
        let error = try #require(throws: LuaWalkError.self) {
            try walk("(function(n) return \(nest) end)(65)")
        }
        #expect(error.reason == .tooDeep)
        #expect(error.path.steps == Array(repeating: .element(1), count: 64))
    }
}
