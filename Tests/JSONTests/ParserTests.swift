import JSON
import Testing

@Suite struct `A parser` {
    @Test(
        arguments: [
            ("null", JSONValue.null), ("true", true), ("false", false), ("0", 0), ("\"\"", ""),
            ("[]", []), ("{}", [:]), (" \t\r\n[ 1 , 2 ]\n", [1, 2]),
            ("{ \"a\" : { \"b\" : [ { } , [ ] ] } }", ["a": ["b": [[:], []]]]),
        ] as [(String, JSONValue)])
    func `reads every kind of value`(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
    }

    @Test func `keeps an empty array and an empty object apart`() throws {
        #expect(try JSONValue(parsing: "[]") != JSONValue(parsing: "{}"))
    }

    @Test func `keeps the order of members`() throws {
        let value = try JSONValue(parsing: #"{"z":1,"a":2,"m":3}"#)
        #expect(value.objectValue?.names == ["z", "a", "m"])
    }

    @Test func `lets the last of repeated names win and keeps its first place`() throws {
        let value = try JSONValue(parsing: #"{"a":1,"b":2,"\u0061":3}"#)
        #expect(value.text == #"{"a":3,"b":2}"#)
    }

    @Test func `keeps names apart that differ in how an accent is composed`() throws {
        let value = try JSONValue(parsing: #"{"\u00e9":1,"e\u0301":2}"#)
        #expect(value.objectValue?.count == 2)
        #expect(value["\u{E9}"] == 1)
        #expect(value["e\u{301}"] == 2)
    }

    @Test(arguments: [
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
        (#""\u0000\u001f\u007F""#, "\0\u{1F}\u{7F}"),
        (#""\u00e9\u20AC\uFFFF""#, "\u{E9}\u{20AC}\u{FFFF}"),
        (#""\ud83d\ude00\uDBFF\uDFFF\ud800\udc00""#, "\u{1F600}\u{10FFFF}\u{10000}"),
        (
            "\"\u{7F}\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\u{10000}\u{10FFFF}\"",
            "\u{7F}\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\u{10000}\u{10FFFF}"
        ),
        (
            #""plain run, escape \n and another run of text""#,
            "plain run, escape \n and another run of text"
        ),
    ])
    func `reads strings`(text: String, value: String) throws {
        let read = try #require(JSONValue(parsing: text).stringValue)
        #expect(Array(read.utf8) == Array(value.utf8))
    }

    @Test func `finds what ends a plain run at every place of a word`() throws {
        for length in 0..<40 {
            let run = String(repeating: "x", count: length)
            for (special, value) in [("\\n", "\n"), ("é", "é"), ("\u{7F}", "\u{7F}")] {
                let text = "\"\(run)\(special)\(run)\""
                #expect(try JSONValue(parsing: text) == .string(run + value + run))
            }
            #expect(throws: JSONError(.controlCharacter(0x1F), offset: length + 1)) {
                try JSONValue(parsing: "\"\(run)\u{1F}\(run)\"")
            }
        }
    }

    @Test func `takes as much nesting as its limit and no more`() throws {
        let limits = JSONLimits(depth: 3)
        #expect(try JSONValue(parsing: #"[{"a":[]}]"#, limits: limits) == [["a": []]])
        #expect(throws: JSONError(.tooDeep(limit: 3), offset: 7)) {
            try JSONValue(parsing: #"[{"a":[{}]}]"#, limits: limits)
        }
    }

    @Test(arguments: ["[", "{\"a\":"])
    func `takes 64 levels unless told otherwise`(opening: String) {
        let text = String(repeating: opening, count: 100_000)
        #expect(throws: JSONError(.tooDeep(limit: 64), offset: 64 * opening.utf8.count)) {
            try JSONValue(parsing: text, limits: JSONLimits(bytes: .max))
        }
    }

    @Test func `takes a thousand levels when its limits are loosest`() throws {
        let open = String(repeating: "[", count: 1_000)
        let close = String(repeating: "]", count: 1_000)
        let value = try JSONValue(parsing: open + close, limits: .loosest)
        #expect(value.text == open + close)
        #expect(throws: JSONError(.tooDeep(limit: 1_000), offset: 1_000)) {
            try JSONValue(parsing: "[" + open, limits: .loosest)
        }
    }

    @Test func `allows no container at depth 0`() throws {
        #expect(try JSONValue(parsing: "1", limits: JSONLimits(depth: 0)) == 1)
        #expect(throws: JSONError(.tooDeep(limit: 0), offset: 1)) {
            try JSONValue(parsing: " {}", limits: JSONLimits(depth: 0))
        }
    }

    @Test func `takes as many bytes as its limit and no more`() throws {
        #expect(try JSONValue(parsing: "[10]", limits: JSONLimits(bytes: 4)) == [10])
        #expect(throws: JSONError(.tooLong(limit: 4), offset: 4)) {
            try JSONValue(parsing: "[100]", limits: JSONLimits(bytes: 4))
        }
    }

    @Test func `takes 256 KiB unless told otherwise`() throws {
        let text = "\"" + String(repeating: "x", count: 262_142) + "\""
        #expect(try JSONValue(parsing: text).stringValue?.utf8.count == 262_142)
        #expect(throws: JSONError(.tooLong(limit: 262_144), offset: 262_144)) {
            try JSONValue(parsing: text + " ")
        }
        #expect(try JSONValue(parsing: text + " ", limits: .loosest).stringValue != nil)
    }

    @Test func `reads part of a larger buffer in place`() throws {
        let bytes = Array("xx[1]yy".utf8)
        #expect(try JSONValue(parsing: bytes.span.extracting(2..<5)) == [1])
    }
}
