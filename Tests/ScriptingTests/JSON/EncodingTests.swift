import JSON
import Lua
import Scripting
import Sessions
import Testing

@Suite struct `A Lua value as JSON text` {
    let state: LuaState

    init() throws { state = try makeJSONState() }

    @Test(arguments: [
        ("{}", "{}"), ("array()", "[]"), ("array{}", "[]"), ("{1, 2, 3}", "[1,2,3]"),
        ("{b = 1, a = 2, ['a!'] = 3, A = 4}", #"{"A":4,"a":2,"a!":3,"b":1}"#),
        ("{[''] = 1, ['\\0'] = 2}", #"{"":1,"\u0000":2}"#),
        ("{{}, array{}, {x = array{array()}}}", #"[{},[],{"x":[[]]}]"#),
        ("null", "null"), ("{null, a}", "[null]"), ("true", "true"), ("'é\\n\"'", #""é\n\"""#),
        ("math.mininteger", "-9223372036854775808"), ("math.maxinteger", "9223372036854775807"),
        ("3.0", "3.0"), ("-0.0", "-0.0"), ("2^63", "9.223372036854776e+18"), ("0.1", "0.1"),
        ("thing()", #"{"z":1,"a":[]}"#), ("{x = thing()}", #"{"x":{"z":1,"a":[]}}"#),
        ("setmetatable({}, {__index = {x = 1}, __pairs = error})", "{}"),
    ])
    func `has the form that its keys call for`(value: String, text: String) throws {
        #expect(try state.text("return encode(\(value))") == text)
    }

    @Test func `names the members of a large table in byte order`() throws {
        let names = (0..<2_000).map { "k\($0)" }.sorted {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
        let text = try state.text(
            "local t = {} for i = 0, 1999 do t['k'..i] = 0 end return encode(t)")
        #expect(text == "{" + names.map { #""\#($0)":0"# }.joined(separator: ",") + "}")
    }

    @Test(arguments: 1...40) func `puts any number of names into order`(count: Int) throws {
        var generator = SeededRandom(seed: UInt64(count))
        let names = (0..<count).map { _ in String(generator.next() % 1_000_003, radix: 36) }
        let table = names.map { "['\($0)'] = 1" }.joined(separator: ", ")
        let sorted = Set(names).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        #expect(
            try state.text("return encode{\(table)}")
                == "{" + sorted.map { #""\#($0)":1"# }.joined(separator: ",") + "}")
    }

    @Test func `can be laid out on several lines`() throws {
        let text = try state.text("return encode({a = {1, {}}, o = thing()}, {indent = 1})")
        #expect(
            text == """
                {
                 "a": [
                  1,
                  {}
                 ],
                 "o": {
                  "z": 1,
                  "a": []
                 }
                }
                """)
    }

    @Test(arguments: [
        ("nil", "the value is nil, which JSON cannot hold; use muster.null"),
        ("print", "the value is a function, which JSON cannot hold; leave it out"),
        (
            "{members = {0, {x = print}}}",
            ".members[2].x is a function, which JSON cannot hold; leave it out"
        ),
        (
            "{['a b'] = {coroutine.create(print)}}",
            "[\"a b\"][1] is a thread, which JSON cannot hold; leave it out"
        ),
        ("{x = plain()}", ".x is a plain, which JSON cannot hold; leave it out"),
        ("{x = io.stdout}", ".x is a FILE*, which JSON cannot hold; leave it out"),
        ("{0/0}", "[1] is nan, which JSON cannot hold; use a finite number or muster.null"),
        ("-1/0", "the value is -inf, which JSON cannot hold; use a finite number or muster.null"),
        ("{'\\xff'}", "[1] is a string that is not UTF-8; encode it, for example as base64"),
        (
            "{x = {['\\xff'] = 1}}",
            ".x[\"\u{FFFD}\"] has a name that is not UTF-8; use text as names"
        ),
        (
            "{1, x = 2}",
            "the value has keys of several kinds; use 1 to n for an array, or strings for an object"
        ),
        (
            "{[1.5] = 1}",
            "the value has keys of several kinds; use 1 to n for an array, or strings for an object"
        ),
        (
            "{[0] = 1}",
            "the value has keys of several kinds; use 1 to n for an array, or strings for an object"
        ),
        (
            "{[true] = 1}",
            "the value has keys of several kinds; use 1 to n for an array, or strings for an object"
        ),
        ("array{x = 1}", "the value is an array with keys other than 1 to n; remove them"),
        ("array{1, x = 1}", "the value is an array with keys other than 1 to n; remove them"),
        (
            "{1, nil, 3}", "the value is a list without element 2; fill the gap with muster.null"
        ),
        (
            "array{nil, 2}", "the value is a list without element 1; fill the gap with muster.null"
        ),
    ])
    func `is refused with its place and what to do`(value: String, message: String) throws {
        #expect(
            try state.failure("return encode(\(value))")
                == "test:1: could not encode as JSON: \(message)")
    }

    @Test func `contains no table twice inside itself, but may share one`() throws {
        #expect(
            try state.failure("local t = {} t.x = {t} return encode(t)")
                == "test:1: could not encode as JSON: .x[1] contains itself; break the cycle")
        #expect(try state.text("local t = {} return encode{t, t}") == "[{},{}]")
    }

    @Test func `may lie in 64 tables and no more`() throws {
        let nest = "local t = 1 for i = 1, n do t = {t} end return #encode(t)"
        #expect(try state.text("local n = 64 \(nest)") == "129")
        let path = String(repeating: "[1]", count: 64)
        #expect(
            try state.failure("local n = 100000 \(nest)")
                == "test:1: could not encode as JSON: "
                + "\(path) lies in more than 64 tables; flatten it")
    }

    @Test(arguments: [
        ("encode()", "bad argument #1 to 'encode' (value expected, got no value)"),
        ("encode(1, 2)", "bad argument #2 to 'encode' (table expected, got number)"),
        (
            "encode(1, {indent = -1})",
            "bad option 'indent' to 'encode' (integer from 0 to 16 expected)"
        ),
        (
            "encode(1, {indent = 'x'})",
            "bad argument #2 to 'encode' (field 'indent': integer expected, got string)"
        ),
        ("array(1)", "bad argument #1 to 'array' (table expected, got number)"),
        (
            "array(setmetatable({}, {}))",
            "bad argument #1 (table without a metatable expected, got table)"
        ),
    ])
    func `needs proper arguments`(call: String, message: String) throws {
        #expect(try state.failure("return \(call)") == "test:1: \(message)")
    }
}
