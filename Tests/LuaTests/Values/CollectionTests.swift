import Lua
import Testing

@Suite struct `Arrays and dictionaries by type` {
    let state: LuaState

    init() throws { state = try openState() }

    private func read<Value: LuaReadable>(_ text: String, _ type: Value.Type) throws -> Value {
        try state.globals.set("null", to: LuaValue.null)
        return try state.load("return " + text, name: "test").call(returning: type)
    }

    private func message<Value: LuaReadable>(_ text: String, _ type: Value.Type) throws -> String {
        let error = try #require(throws: LuaError.self) { try read(text, type) }
        #expect(state.stack.count == 0)
        return error.message.replacing("result #1: ", with: "").replacing("result #1", with: "")
    }

    /// Runs code that has the value as `v`.
    private func ask<Value: LuaReadable>(
        _ text: String, about value: some LuaPushable, _ type: Value.Type = Value.self
    ) throws -> Value {
        let code = try state.load("local v, null = ... return " + text, name: "test")
        return try code.call(value, LuaValue.null, returning: type)
    }

    @Test func `come back as they went`() throws {
        #expect(try ask("v", about: [1, 2, 3]) == [1, 2, 3])
        #expect(try ask("v", about: [[1], [], [2, 3]]) == [[1], [], [2, 3]])
        #expect(try ask("v", about: ["a": [0.5]]) == ["a": [0.5]])
        #expect(try ask("v", about: [7: "a", -1: "b"]) == [7: "a", -1: "b"])
        #expect(try ask("v", about: [Int?]([1, nil, 3, nil])) == [Int?]([1, nil, 3, nil]))
        #expect(try ask("v", about: ["a": Int?.none]) == ["a": Int?.none])
        #expect(try ask("v", about: [[UInt8]]([[1], []])) == [[UInt8]]([[1], []]))
        #expect(try ask("v", about: [UInt8(5): true]) == [UInt8(5): true])
        #expect(try ask("v", about: [LuaString([255]): 1]) == [LuaString([255]): 1])
    }

    @Test func `are tables with Lua's own keys`() throws {
        #expect(try ask("#v .. v[1] .. v[3]", about: ["a", "b", "c"]) == "3ac")
        #expect(try ask("v[7]", about: [7: "a"]) == "a")
        #expect(try ask("#v == 2 and v[1] == null", about: [Int?]([nil, 1])))
        #expect(try ask("v.a == null", about: ["a": Int?.none]))
    }

    @Test func `are marked when they are arrays, so that empty ones stay arrays`() throws {
        let stack = state.stack
        try stack.push(converting: [Int]())
        try stack.push(converting: [String: Int]())
        #expect(stack.isMarkedArray(at: -2))
        #expect(!stack.isMarkedArray(at: -1))
        stack.pop(2)
    }

    @Test func `are read from an empty table of either kind`() throws {
        #expect(try read("{}", [Int].self).isEmpty)
        #expect(try read("{}", [String: Int].self).isEmpty)
        #expect(try ask("v", about: [Int](), [String: Int].self).isEmpty)
        #expect(try ask("v", about: [String: Int](), [Int].self).isEmpty)
    }

    @Test func `take null for a missing element, and refuse a hole`() throws {
        #expect(try read("{1, null, 3}", [Int?].self) == [1, nil, 3])
        #expect(
            try message("{1, nil, 3}", [Int?].self)
                == "list without element 2; fill the gap with null")
        #expect(
            try message("{[2] = 1}", [Int].self) == "list without element 1; fill the gap with null"
        )
        #expect(try message("{1, null}", [Int].self) == "[2]: integer expected, got userdata")
    }

    @Test func `refuse tables with keys of another kind`() throws {
        let other = "list expected, got table with other keys"
        #expect(try message("{1, x = 2}", [Int].self) == other)
        #expect(try message("{x = 2}", [Int].self) == other)
        #expect(try message("{[0] = 1}", [Int].self) == other)
        #expect(try message("{[1.5] = 1}", [Int].self) == other)
        let mixed = "table with keys of several kinds"
        #expect(try message("{1, x = 2}", [String: Int].self) == mixed)
        #expect(try message("{1, x = 2}", [Int: Int].self) == mixed)
        #expect(try message("{[true] = 2}", [String: Int].self) == mixed)
        #expect(try message("{5}", [String: Int].self) == "[1]: string expected, got number")
        #expect(try message("{x = 5}", [Int: Int].self) == ".x: integer expected, got string")
        #expect(
            try message("{[256] = 5}", [UInt8: Int].self) == "[256]: 256 does not fit into UInt8")
    }

    @Test func `read integer keys wherever they are`() throws {
        #expect(
            try read("{[-3] = 'a', [10] = 'b', 'c'}", [Int: String].self) == [
                -3: "a", 10: "b", 1: "c",
            ])
    }

    @Test func `tell the place of what is wrong, the same in every run`() throws {
        #expect(
            try message("{a = {{}, {1, 'x'}}}", [String: [[Int]]].self)
                == ".a[2][2]: integer expected, got string")
        #expect(
            try message("{['a b'] = 1, ['end'] = 1}", [String: Bool].self)
                == "[\"a b\"]: boolean expected, got number")
        #expect(try message("{z = 1, b = 2, c = 3, a = 4}", [String: Bool].self).hasPrefix(".a:"))
        #expect(try message("{[9] = 1, [-5] = 2}", [Int: Bool].self).hasPrefix("[-5]:"))
        #expect(try message(#"{a = '\xff'}"#, [String: String].self).hasPrefix(".a: string is not"))
        let error = try #require(throws: LuaError.self) {
            try ask("v", about: ["a": [UInt64.max]], LuaValue.self)
        }
        #expect(
            error.message
                == "argument #1.a[1]: 18446744073709551615 is above the largest integer of Lua")
        #expect(state.stack.count == 0)
    }

    @Test func `are read without metamethods`() throws {
        let text = "setmetatable({1}, {__index = function() error('asked') end, __len = error})"
        #expect(try read(text, [Int].self) == [1])
        #expect(try read(text, [Int: Int].self) == [1: 1])
    }

    @Test func `hold Lua's own values`() throws {
        let values = try read("{1, 'a', print, {}, coroutine.create(print)}", [LuaValue].self)
        #expect(values.map(\.kindName) == ["integer", "string", "function", "table", "thread"])
        let functions = try read("{f = function(n) return n * 2 end}", [String: LuaFunction].self)
        #expect(try functions["f"]?.call(4, returning: Int.self) == 8)
    }

    @Test(arguments: [1, 2, 100, 5000])
    func `take any length`(count: Int) throws {
        let numbers = Array(0..<count)
        #expect(try ask("v", about: numbers) == numbers)
        let names = Dictionary(uniqueKeysWithValues: numbers.map { ("k\($0)", $0) })
        #expect(try ask("v", about: names) == names)
    }
}

/// A tree without coding of its own: it converts by the conversions of arrays.
struct Tree: LuaPushable, LuaReadable {
    var children: [Tree] = []
    static var luaTypeName: String { "tree" }

    func push(on stack: LuaStack) throws(LuaConversionError) { try children.push(on: stack) }

    static func read(from stack: LuaStack, at index: Int) throws(LuaConversionError) -> Tree {
        Tree(children: try [Tree].read(from: stack, at: index))
    }

    static func deep(_ levels: Int) -> Tree {
        levels == 1 ? Tree() : Tree(children: [deep(levels - 1)])
    }

    var depth: Int { 1 + (children.map(\.depth).max() ?? 0) }
}

@Suite struct `Values inside values` {
    let state: LuaState

    init() throws { state = try openState() }

    @Test func `pass up to the limit in both directions, and not beyond`() throws {
        let identity = try state.load("return ...", name: "test")
        #expect(try identity.call(Tree.deep(64), returning: Tree.self).depth == 64)
        let error = try #require(throws: LuaError.self) {
            try identity.call(Tree.deep(65), returning: Tree.self)
        }
        #expect(error.message.hasSuffix("[1]: value lies more than 64 levels deep"))
        let nest = try state.load(
            "local t = {} for i = 2, ... do t = {t} end return t", name: "test")
        #expect(try nest.call(64, returning: Tree.self).depth == 64)
        let deep = try #require(throws: LuaError.self) { try nest.call(65, returning: Tree.self) }
        #expect(deep.message.hasSuffix("[1]: value lies more than 64 levels deep"))
        // The count starts afresh after an error.
        #expect(try identity.call(Tree.deep(64), returning: Tree.self).depth == 64)
        #expect(state.stack.count == 0)
    }

    @Test func `may not contain themselves, and may occur twice`() throws {
        let cycle = try state.load("local t = {{}, {}} t[2][1] = t return t", name: "test")
        let error = try #require(throws: LuaError.self) { try cycle.call(returning: Tree.self) }
        #expect(error.message == "result #1[2][1]: table contains itself")
        let twice = try state.load("local t = {} return {t, t, {t}}", name: "test")
        #expect(try twice.call(returning: Tree.self).children.count == 3)
    }
}
