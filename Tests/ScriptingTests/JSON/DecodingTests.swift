import JSON
import Lua
import Scripting
import Testing

@Suite struct `JSON text as a Lua value` {
    let state: LuaState

    init() throws { state = try makeJSONState() }

    @Test(arguments: [
        "null", "true", "[]", "{}", "[[],{},[{}]]", #"{"a":[1,2.5,"x",null,false],"b":{"c":{}}}"#,
        "9223372036854775807", "-9223372036854775808", "3.0", "-0.0", "1e+20", #""é😀\u0000""#,
        #"{"":[]}"#,
    ])
    func `comes back as it was`(text: String) throws {
        #expect(try state.text("return encode(decode([==[\(text)]==]))") == text)
    }

    @Test(arguments: [
        ("null", "null"), ("1", "integer"), ("1.0", "float"), ("-0", "float"), ("1e2", "float"),
        ("9223372036854775807", "integer"), ("9223372036854775808", "float"),
        ("18446744073709551615", "float"), ("[]", "table"),
    ])
    func `has the type that its text calls for`(text: String, type: String) throws {
        let kind = "math.type(v) or v == null and 'null' or type(v)"
        #expect(try state.text("local v = decode('\(text)') return \(kind)") == type)
    }

    @Test func `lets the later of two members win`() throws {
        #expect(try state.text(#"return decode('{"a":1,"a":2}').a"#) == "2")
    }

    @Test(arguments: [
        ("", "unexpected end of text at line 1, column 1"),
        ("{\\n  \"a\": [1,]\\n}", "unexpected ']' at line 2, column 11"),
        ("[1]x", "unexpected text after the value at line 1, column 4"),
        ("\"\\xff\"", "invalid UTF-8 in a string at line 1, column 2"),
    ])
    func `is refused with its line and column`(text: String, message: String) throws {
        #expect(
            try state.failure("return decode('\(text)')")
                == "test:1: could not decode JSON: \(message)")
    }

    @Test func `may be nested 64 deep and no deeper`() throws {
        #expect(try state.text("return #encode(decode(('['):rep(64) .. (']'):rep(64)))") == "128")
        #expect(
            try state.failure("return decode(('['):rep(100000) .. (']'):rep(100000))")
                == "test:1: could not decode JSON: more than 64 arrays and objects inside each "
                + "other at line 1, column 65")
    }

    @Test func `holds as many elements as memory does`() throws {
        let count = "local t = decode('[' .. ('1,'):rep(1e6 - 1) .. '2]') return #t + t[1e6]"
        #expect(try state.text(count) == "1000002")
    }

    @Test func `of null has a text of its own`() throws {
        #expect(try state.text("return null") == "null")
        #expect(try state.text("return decode('[null]')[1] == null") == "true")
        #expect(try state.text("return getmetatable(null)") == "null")
    }
}

@Suite struct `A JSON value` {
    let state: LuaState

    init() throws { state = try makeJSONState() }

    @Test func `passes through Lua unchanged`() throws {
        let json = try JSONValue(parsing: #"{"a":[1,2.5,-0,null,true,"x"],"b":[],"c":{},"d":1.0}"#)
        try state.stack.push(json: json)
        #expect(try state.stack.json(at: -1) == json)
        #expect(
            String(decoding: try state.stack.jsonText(at: 1), as: UTF8.self)
                == #"{"a":[1,2.5,-0.0,null,true,"x"],"b":[],"c":{},"d":1.0}"#)
        state.stack.pop()
        #expect(state.stack.count == 0)
    }

    @Test(arguments: [
        "{print}", "'\\xff'", "{['\\xff'] = 1}", "{a = {b = {1, {2, {0/0}}}}}", "{1, x = 1}",
        "{1, nil, 2}", "plain()",
    ])
    func `is refused by both ways alike, and the stack stays as it was`(value: String) throws {
        guard case .table(let box)? = try state.load("return {\(value)}", name: "").call().first
        else { throw LuaFault("no table") }
        try box.push(on: state.stack)
        let error = try #require(throws: LuaJSONError.self) { try state.stack.json(at: -1) }
        #expect(throws: error) { try state.stack.jsonText(at: -1) }
        #expect(state.stack.count == 1)
        #expect(throws: JSONError(.unexpectedByte(UInt8(ascii: "x")), offset: 3)) {
            try state.stack.push(parsingJSON: Array("[[[x".utf8).span)
        }
        #expect(state.stack.count == 1)
    }

    @Test func `of an object is what the object says`() throws {
        state.stack.push(Thing(), as: thingClass)
        #expect(try state.stack.json(at: -1) == ["z": 1, "a": []])
        #expect(state.stack.count == 1)
    }
}
