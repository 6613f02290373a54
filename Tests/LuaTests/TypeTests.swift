import Lua
import Testing

private let color = LuaType.named(
    "color", doc: "A colour.", .oneOf([LuaChoice("red", doc: "As blood."), "green", "blue"]))

private let options = LuaType.named(
    "options", doc: "What is wished.",
    .record([
        Parameter("name", .string), .optional("size", .integer), .optional("tags", .list(.string)),
        .optional("color", .either([color, .null])),
    ]))

@Suite struct `A type in annotation form` {
    @Test(arguments: [
        ("any", LuaType.any), ("boolean", .boolean), ("integer", .integer), ("number", .number),
        ("string", .string), ("table", .table), ("function", .function), ("null", .null),
        ("nil", .nil), ("...", .variadic), ("session", .object("session")),
        ("session?", .either([.object("session"), .nil])), ("string[]", .list(.string)),
        ("string[][]?", .either([.list(.list(.string)), .nil])),
        ("(string|integer)[]", .list(.either([.string, .integer]))),
        ("string|integer|null", .either([.string, .integer, .null])),
        ("\"a\"|\"b\"", .oneOf(["a", "b"])),
        ("(\"a\"|\"b\")?", .either([.oneOf(["a", "b"]), .nil])),
        ("\"a\"|integer", .either([.oneOf(["a"]), .integer])),
        ("table<string, user[]>", .map(.string, .list(.object("user")))),
        ("fun()", .callback([], returns: "")),
        (
            "fun(a: user, b?: string, ...): session?",
            .callback(
                [
                    Parameter("a", .object("user")), .optional("b", .string),
                    Parameter("arguments", .variadic),
                ], returns: "session?")
        ),
        (
            "(fun(): integer)|nil|string",
            .either([.callback([], returns: "integer"), .nil, .string])
        ),
    ])
    func `is read and written`(text: String, type: LuaType) throws {
        #expect(LuaType(annotation: text) == type)
        #expect(type.annotation == text)
    }

    @Test(arguments: [
        (" string | integer ", "string|integer"), ("string|nil", "string?"),
        ("table< string ,integer >", "table<string, integer>"), ("(string)", "string"),
        ("fun( a : string )", "fun(a: string)"),
    ])
    func `has one form of several`(text: String, annotation: String) {
        #expect(LuaType(annotation: text)?.annotation == annotation)
    }

    @Test(arguments: [
        "", "?", "string..", "string |", "|", "(string", "string)", "table<string>", "\"a", "a b",
        "1a", "string, string", "fun(", "fun(a)", "fun(a: )", "member...", "[]", "a-b",
    ])
    func `is refused when it is none`(text: String) {
        #expect(LuaType(annotation: text) == nil)
    }

    @Test func `may be one of several results`() {
        #expect(LuaType.list(annotation: "") == [])
        #expect(
            LuaType.list(annotation: "integer, string?") == [.integer, .either([.string, .nil])])
        #expect(LuaType.list(annotation: "integer,") == nil)
    }

    @Test func `names records and other types as it is asked to`() {
        let named = LuaType.either([options, .list(color), .object("user"), .null])
        #expect(named.annotation { "x." + $0 } == "x.options|x.color[]|x.user|x.null")
        let record = LuaType.record([Parameter("a", .string), .optional("b", .oneOf(["x", "y"]))])
        #expect(record.annotation == "{ a: string, b: (\"x\"|\"y\")? }")
    }
}

@Suite struct `An argument of a described type` {
    let state: LuaState

    init() throws {
        state = try makeState()
        state.installNull()
    }

    private func message(_ type: LuaType, _ argument: String) throws -> String {
        state.globals.set(HostFunction("take", [Parameter("a", type)], doc: "") { _ in })
        let results = try run(state, "return select(2, pcall(take, \(argument)))")
        let text = results.first?.text ?? "taken"
        return text.split(separator: "'take' ", maxSplits: 1).last.map(String.init) ?? text
    }

    @Test(arguments: [
        ("'red'", "taken"), ("'rad'", "(invalid option 'rad'; did you mean 'red'?)"),
        ("'black'", "(invalid option 'black'; there is 'red', 'green' and 'blue')"),
        ("1", "(string expected, got number)"), ("nil", "(string expected, got nil)"),
    ])
    func `is one of the strings`(argument: String, expected: String) throws {
        #expect(try message(color, argument) == expected)
    }

    @Test(arguments: [
        ("{}", "taken"), ("{ 1, 2.0 }", "taken"),
        ("{ 1, 'x', 'y' }", "(element 2: integer expected, got string)"),
        ("{ a = 1 }", "(list expected, got a table with other keys)"),
        ("{ [0] = 1 }", "(list expected, got a table with other keys)"),
        ("'x'", "(list expected, got string)"),
    ])
    func `is a list of the elements`(argument: String, expected: String) throws {
        #expect(try message(.list(.integer), argument) == expected)
    }

    @Test(arguments: [
        ("{}", "taken"), ("{ a = true }", "taken"),
        ("{ z = true, b = 1, a = 'x' }", "(field 'a': boolean expected, got string)"),
        ("{ true }", "(key 1: string expected, got number)"),
        ("{ [true] = true }", "(key that is a boolean: string expected, got boolean)"),
    ])
    func `is a map of the values`(argument: String, expected: String) throws {
        #expect(try message(.map(.string, .boolean), argument) == expected)
    }

    @Test(arguments: [
        ("{ name = 'x' }", "taken"),
        ("{ name = 'x', size = 2, tags = { 'a' }, color = 'red' }", "taken"),
        ("{}", "(field 'name' is missing)"), ("{ size = 1 }", "(field 'name' is missing)"),
        ("{ naem = 'x' }", "(unknown field 'naem'; did you mean 'name'?)"),
        ("{ name = 'x', zz = 1, quite = 1 }", "(unknown field 'quite')"),
        ("{ 'x' }", "(a table with named fields expected)"),
        ("{ name = 1, size = 'x' }", "(field 'name': string expected, got number)"),
        ("{ name = 'x', tags = { 1 } }", "(field 'tags': element 1: string expected, got number)"),
        (
            "{ name = 'x', color = 'gren' }",
            "(field 'color': invalid option 'gren'; did you mean 'green'?)"
        ),
        ("{ name = 'x', color = 1 }", "(field 'color': string or null expected, got number)"),
        ("setmetatable({}, { __index = { name = 'x' } })", "(field 'name' is missing)"),
        ("7", "(table expected, got number)"),
    ])
    func `is a table with the fields`(argument: String, expected: String) throws {
        #expect(try message(options, argument) == expected)
    }

    @Test(arguments: [
        ("'red'", "taken"), ("{ name = 'x' }", "taken"), ("7", "taken"), ("nil", "taken"),
        ("'rde'", "(invalid option 'rde'; did you mean 'red'?)"),
        ("{ nme = 1 }", "(unknown field 'nme'; did you mean 'name'?)"),
        ("true", "(string or table or integer or nil expected, got boolean)"),
    ])
    func `is told what the type lacks that it comes near to`(
        argument: String, expected: String
    ) throws {
        let type = LuaType.either([color, options, .integer, .nil])
        #expect(try message(type, argument) == expected)
    }

    @Test func `may be left out, null, or a function`() throws {
        state.globals.set(
            HostFunction(
                "try", [.optional("a", options), .optional("b", .callback([], returns: ""))],
                doc: ""
            ) { _ in })
        for call in ["try()", "try(nil, print)", "try({ name = 'x' }, function() end)"] {
            _ = try run(state, call)
        }
        let error = try #require(throws: LuaError.self) { try run(state, "try(nil, 1)") }
        #expect(error.message == "test:1: bad argument #2 to 'try' (function expected, got number)")
    }

    @Test func `has a default that is one of the choices`() {
        #expect(Parameter.optional("color", color, default: "red").defaultValue == "red")
    }
}

@Suite struct `A function with overloads` {
    let state: LuaState

    init() throws {
        state = try makeState()
        state.globals.set(
            HostFunction(
                "open", [Parameter("name", .string), .optional("size", .integer)],
                overloads: [
                    [Parameter("options", options)],
                    [
                        Parameter("name", .string), Parameter("from", .table),
                        .optional("to", .table),
                    ],
                ], returns: "integer", doc: ""
            ) { call in call.push(call.argumentCount) })
    }

    @Test(arguments: [
        ("open('x')", 1), ("open('x', 1)", 2), ("open({ name = 'x' })", 1), ("open('x', {})", 2),
        ("open('x', {}, {})", 3),
    ])
    func `takes a call that fits one`(call: String, count: Int64) throws {
        guard case .integer(count) = try run(state, "return " + call)[0] else { throw Mismatch() }
    }

    @Test(arguments: [
        ("open()", "#1 to 'open' (string or table expected, got no value)"),
        ("open(1)", "#1 to 'open' (string or table expected, got number)"),
        ("open({ nme = 'x' })", "#1 to 'open' (unknown field 'nme'; did you mean 'name'?)"),
        ("open('x', 'y')", "#2 to 'open' (integer or table expected, got string)"),
        ("open('x', {}, 1)", "#3 to 'open' (table expected, got number)"),
    ])
    func `refuses one by the form that it fits longest`(call: String, message: String) throws {
        let error = try #require(throws: LuaError.self) { try run(state, call) }
        #expect(error.message == "test:1: bad argument " + message)
    }
}
