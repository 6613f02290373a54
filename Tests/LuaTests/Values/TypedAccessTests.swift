import Lua
import Testing

@Suite struct `Tables and functions by type` {
    let state: LuaState

    init() throws { state = try makeState() }

    @Test func `read and write globals`() throws {
        try state.globals.set("limit", to: 5)
        try state.globals.set("names", to: ["a", "b"])
        #expect(try run(state, "return limit + #names").count == 1)
        #expect(try state.globals["limit", as: Int.self] == 5)
        #expect(try state.globals["names", as: [String].self] == ["a", "b"])
        #expect(try state.globals["absent", as: Int?.self] == nil)
        try state.globals.set("limit", to: Int?.none)
        #expect(try state.globals["limit", as: LuaValue.self].kindName == "nil")
        #expect(state.stack.count == 0)
    }

    @Test func `name the key of what is wrong`() throws {
        try state.globals.set("limit", to: "five")
        let error = try #require(throws: LuaError.self) { try state.globals["limit", as: Int.self] }
        #expect(error.message == "limit: integer expected, got string")
        let large = try #require(throws: LuaError.self) {
            try state.globals.set("limit", to: UInt64.max)
        }
        #expect(large.message == "limit: 18446744073709551615 is above the largest integer of Lua")
        #expect(state.stack.count == 0)
    }

    @Test func `ask metamethods for one key`() throws {
        let table = try state.load(
            "return setmetatable({}, {__index = function(_, k) return k * 2 end})", name: "test"
        ).call(returning: LuaTable.self)
        #expect(try table[21, as: Int.self] == 42)
        let error = try #require(throws: LuaError.self) { try table["x", as: Int.self] }
        #expect(error.kind == .runtime)
    }

    @Test func `read a table whole`() throws {
        let table = try state.load("return {1, 2}", name: "test").call(returning: LuaTable.self)
        #expect(try table.read(as: [Int].self) == [1, 2])
        let error = try #require(throws: LuaError.self) { try table.read(as: [Bool].self) }
        #expect(error.message == "[1]: boolean expected, got number")
    }

    @Test func `call with arguments and several results`() throws {
        let function = try state.load("local a, b = ... return b, a, #b", name: "test")
        let (text, number, length) = try function.call(
            7, "seven", returning: (String, Int, Int).self)
        #expect(text == "seven" && number == 7 && length == 5)
        let (first, missing) = try state.load("return 1", name: "test").call(
            returning: (Int, String?).self)
        #expect(first == 1 && missing == nil)
        try state.load("return 1", name: "test").call(returning: Void.self)
        #expect(state.stack.count == 0)
    }

    @Test func `name the result and the argument that are wrong`() throws {
        let function = try state.load("return 1, 'x'", name: "test")
        let error = try #require(throws: LuaError.self) {
            try function.call(returning: (Int, Int).self)
        }
        #expect(error.message == "result #2: integer expected, got string")
        let missing = try #require(throws: LuaError.self) {
            try function.call(returning: (Int, String, Bool).self)
        }
        #expect(missing.message == "result #3: boolean expected, got no value")
        let argument = try #require(throws: LuaError.self) {
            try function.call(1, UInt64.max, returning: Int.self)
        }
        #expect(argument.message.hasPrefix("argument #2: 18446744073709551615"))
        #expect(state.stack.count == 0)
    }

    @Test func `throw what the function raises`() throws {
        let error = try #require(throws: LuaError.self) {
            try state.load("error('no', 0)", name: "test").call(1, returning: Int.self)
        }
        #expect(error.kind == .runtime && error.message == "no")
        #expect(state.stack.count == 0)
    }

    @Test func `convert values that are already out`() throws {
        let value = try state.value(of: ["a": 1])
        #expect(try state.read(value, as: [String: Int].self) == ["a": 1])
        #expect(throws: LuaError.self) { try state.read(value, as: Int.self) }
    }
}

@Suite struct `A host function with types` {
    let state: LuaState

    init() throws {
        state = try makeState()
        state.globals.set(
            HostFunction("write", [Parameter("to", .any), .optional("what", .any)], doc: "") {
                let to = try $0.argument(1, as: UInt8.self)
                let players = try $0.argument(2, as: [Player]?.self)
                try $0.returns(to, players?.map(\.name))
            })
        state.globals.set(
            HostFunction("sum", [Parameter("text", .any)], doc: "") { call in
                let sum = try call.withSpan(1) { bytes in
                    bytes.indices.reduce(0) { $0 + Int(bytes[$1]) }
                }
                call.push(sum)
            })
        state.globals.set(
            HostFunction("large", doc: "") { try $0.returns(1, [UInt64.max]) })
        state.globals.set(
            HostFunction(
                "open",
                [
                    Parameter("name", .string), .optional("mode", .string, default: "r"),
                    .optional("size", .integer, default: 1024),
                    .optional("ratio", .number, default: 0.5),
                    .optional("strict", .boolean, default: true), .optional("rest", .any),
                ], doc: ""
            ) { call in
                try call.returns(
                    call.string(2), call.integer(3), call.number(4), call.boolean(5),
                    call.isNilOrNone(6), call.argumentCount)
            })
    }

    private func results(_ text: String) throws -> [String] {
        let code =
            "local t = table.pack(\(text)) for i = 1, t.n do t[i] = tostring(t[i]) end return t"
        let table = try state.load(code, name: "test").call(returning: LuaTable.self)
        let count = try table["n", as: Int.self]
        return try (1..<count + 1).map { try table[$0, as: String.self] }
    }

    @Test func `takes and gives Swift values`() throws {
        let names = try state.load(
            """
            local player = {name = 'A', age = 1, tags = {}, badge = '', best = {}, friends = {}}
            local to, names = write(255, {player})
            return to, names
            """, name: "test"
        ).call(returning: (Int, [String]).self)
        #expect(names.0 == 255 && names.1 == ["A"])
        #expect(try results("write(1)") == ["1", "nil"])
    }

    @Test(arguments: [
        ("write(256)", "test:1: bad argument #1 to 'write' (256 does not fit into UInt8)"),
        ("write('a')", "test:1: bad argument #1 to 'write' (integer expected, got string)"),
        (
            "write(1, {{name = 5}})",
            "test:1: bad argument #2 to 'write' ([1].name: string expected, got number)"
        ),
        ("sum({})", "test:1: bad argument #1 to 'sum' (string expected, got table)"),
        (
            "large()",
            "test:1: result #2[1]: 18446744073709551615 is above the largest integer of Lua"
        ),
    ])
    func `refuses what does not convert in Lua's own words`(text: String, message: String) throws {
        let error = try #require(throws: LuaError.self) { try run(state, text) }
        #expect(error.message == message)
        #expect(state.stack.count == 0)
    }

    @Test func `reads bytes without a copy`() throws {
        #expect(try results(#"sum('\1\2\xff')"#) == ["258"])
        #expect(try results("sum('')") == ["0"])
    }

    @Test func `finds the declared defaults of arguments that are nil or missing`() throws {
        #expect(try results("open('f')") == ["r", "1024", "0.5", "true", "true", "1"])
        #expect(
            try results("open('f', nil, 7, nil, false)") == ["r", "7", "0.5", "false", "true", "5"])
        #expect(
            try results("open('f', 'w', nil, nil, nil, 1, 2)")
                == ["w", "1024", "0.5", "true", "false", "7"])
        #expect(throws: LuaError.self) { try results("open('f', 5)") }
    }

    @Test func `tells its defaults`() {
        let parameter = Parameter.optional("mode", .string, default: "r")
        #expect(parameter.isOptional && parameter.defaultValue == .string("r"))
        #expect(parameter.defaultValue?.description == "\"r\"")
        #expect(Parameter.optional("n", .either([.integer, .null]), default: 4).defaultValue == 4)
    }
}
