import JSON
import Testing

@Suite struct `A parser refuses` {
    @Test(
        arguments: [
            ("", .unexpectedEnd, 0), ("  ", .unexpectedEnd, 2), ("[", .unexpectedEnd, 1),
            ("[1", .unexpectedEnd, 2), ("[1,", .unexpectedEnd, 3), ("{", .unexpectedEnd, 1),
            ("{\"a\"", .unexpectedEnd, 4), ("{\"a\":", .unexpectedEnd, 5),
            ("{\"a\":1", .unexpectedEnd, 6), ("{\"a\":1,", .unexpectedEnd, 7),
            ("nul", .unexpectedEnd, 3), ("\"abc", .unexpectedEnd, 4), ("\"a\\", .unexpectedEnd, 3),
            ("\"\\u12", .unexpectedEnd, 5), ("\"\\ud83d", .unexpectedEnd, 7),
            ("\"\\ud83d\\ude0", .unexpectedEnd, 12),
        ] as [(String, JSONError.Reason, Int)])
    func `text that ends early`(text: String, reason: JSONError.Reason, offset: Int) {
        #expect(throws: JSONError(reason, offset: offset)) { try JSONValue(parsing: text) }
    }

    @Test(
        arguments: [
            ("[1,]", UInt8(ascii: "]"), 3), ("[,1]", UInt8(ascii: ","), 1),
            ("[1 2]", UInt8(ascii: "2"), 3), ("[1}", UInt8(ascii: "}"), 2),
            ("{\"a\":1]", UInt8(ascii: "]"), 6), ("{\"a\":1,}", UInt8(ascii: "}"), 7),
            ("{,}", UInt8(ascii: ","), 1), ("{a:1}", UInt8(ascii: "a"), 1),
            ("{1:1}", UInt8(ascii: "1"), 1), ("{\"a\" 1}", UInt8(ascii: "1"), 5),
            ("{\"a\":}", UInt8(ascii: "}"), 5), ("{'a':1}", UInt8(ascii: "'"), 1),
            ("NaN", UInt8(ascii: "N"), 0), ("Infinity", UInt8(ascii: "I"), 0),
            ("-Infinity", UInt8(ascii: "I"), 1), ("nulL", UInt8(ascii: "L"), 3),
            ("True", UInt8(ascii: "T"), 0), ("// x\n1", UInt8(ascii: "/"), 0), ("]", 0x5D, 0),
            ("\u{B}1", 0x0B, 0), ("\u{A0}1", 0xC2, 0), ("\0", 0x00, 0),
        ] as [(String, UInt8, Int)])
    func `bytes out of place`(text: String, byte: UInt8, offset: Int) {
        #expect(throws: JSONError(.unexpectedByte(byte), offset: offset)) {
            try JSONValue(parsing: text)
        }
    }

    @Test(arguments: ["1 1", "{}]", "null,", "\"\"x", "[] \0"])
    func `text after the value`(text: String) {
        #expect {
            try JSONValue(parsing: text)
        } throws: { error in
            (error as? JSONError)?.reason == .trailingContent
        }
    }

    @Test(
        arguments: [
            ("01", UInt8(ascii: "1"), 1), ("-01", UInt8(ascii: "1"), 2),
            ("00", UInt8(ascii: "0"), 1),
            ("+1", UInt8(ascii: "+"), 0), (".5", UInt8(ascii: "."), 0),
            ("-.5", UInt8(ascii: "."), 1),
            ("[1.]", UInt8(ascii: "]"), 3), ("1.e5", UInt8(ascii: "e"), 2),
            ("1ex", UInt8(ascii: "x"), 2), ("1e+-2", UInt8(ascii: "-"), 3),
            ("--1", UInt8(ascii: "-"), 1), ("0123456789012345678901", UInt8(ascii: "1"), 1),
        ] as [(String, UInt8, Int)])
    func `numbers of another form`(text: String, byte: UInt8, offset: Int) {
        #expect(throws: JSONError(.unexpectedByte(byte), offset: offset)) {
            try JSONValue(parsing: text)
        }
    }

    @Test(arguments: [("-", 1), ("1.", 2), ("1e", 2), ("1e-", 3), ("0.5E+", 5)])
    func `numbers that end early`(text: String, offset: Int) {
        #expect(throws: JSONError(.unexpectedEnd, offset: offset)) { try JSONValue(parsing: text) }
    }

    @Test(arguments: [
        "1e309", "-1e309", "1e99999999999999999999", "2e308", String(repeating: "9", count: 400),
    ])
    func `numbers beyond a double`(text: String) {
        #expect(throws: JSONError(.numberOutOfRange, offset: 1)) {
            try JSONValue(parsing: "[\(text)]")
        }
    }

    @Test(arguments: [
        (#"["\x"]"#, JSONError.Reason.invalidEscape, 2), (#"["\u12g4"]"#, .invalidEscape, 2),
        (#"["\U0041"]"#, .invalidEscape, 2), (#"["ab\u 041"]"#, .invalidEscape, 4),
        (#"["\ud83d\u00zz"]"#, .invalidEscape, 8), (#"["\ude00"]"#, .loneSurrogate, 2),
        (#"["\ud83d"]"#, .loneSurrogate, 2), (#"["\ud83dxx"]"#, .loneSurrogate, 2),
        (#"["\ud83d\n"]"#, .loneSurrogate, 2), (#"["\ud83d\ud83d"]"#, .loneSurrogate, 2),
        (#"["\ud83d\u0041"]"#, .loneSurrogate, 2), (#"{"\udfff":1}"#, .loneSurrogate, 2),
    ])
    func `escapes that stand for nothing`(text: String, reason: JSONError.Reason, offset: Int) {
        #expect(throws: JSONError(reason, offset: offset)) { try JSONValue(parsing: text) }
    }

    @Test func `digits of an escape that are not ASCII`() {
        #expect(throws: JSONError(.invalidEscape, offset: 1)) {
            try JSONValue(parsing: "\"\\u００４１\"")
        }
    }

    @Test func `every control character in a string`() {
        for byte in UInt8(0)..<0x20 {
            #expect(throws: JSONError(.controlCharacter(byte), offset: 2)) {
                try JSONValue(parsing: [0x22, 0x61, byte, 0x22])
            }
        }
    }

    @Test(
        arguments: [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xE0, 0x9F, 0xBF],
            [0xE1, 0x80], [0xE1, 0x80, 0x41], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xEF, 0xBF],
            [0xF0, 0x8F, 0xBF, 0xBF], [0xF1, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5], [0xFF],
        ] as [[UInt8]])
    func `strings that are not UTF-8`(sequence: [UInt8]) {
        let quote: [UInt8] = [0x22]
        #expect(throws: JSONError(.invalidUTF8, offset: 3)) {
            try JSONValue(parsing: quote + [0x61, 0x62] + sequence + quote)
        }
        #expect(throws: JSONError(.invalidUTF8, offset: 1)) {
            try JSONValue(parsing: quote + sequence)
        }
    }

    @Test func `a byte order mark`() {
        #expect(throws: JSONError(.byteOrderMark, offset: 0)) {
            try JSONValue(parsing: [0xEF, 0xBB, 0xBF] + Array("{}".utf8))
        }
    }
}

@Suite struct `An error` {
    @Test(arguments: [
        ("{\"a\":\n 01}", "unexpected '1' at line 2, column 3"),
        ("[1,\r\n\r2,]", "unexpected ']' at line 3, column 3"),
        ("[\"é€😀\", x]", "unexpected 'x' at line 1, column 9"),
        ("", "unexpected end of text at line 1, column 1"),
        ("[\n", "unexpected end of text at line 2, column 1"),
        ("1 2", "unexpected text after the value at line 1, column 3"),
        (
            "\"\t\"",
            "control character byte 0x09 in a string, which must be escaped at line 1, column 2"
        ),
    ])
    func `tells its line and column`(text: String, description: String) {
        do {
            _ = try JSONValue(parsing: text)
            Issue.record("nothing was thrown")
        } catch {
            #expect(error.description(in: text.utf8) == description)
        }
    }

    @Test func `tells its byte without the text`() {
        let error = JSONError(.tooDeep(limit: 64), offset: 90)
        #expect("\(error)" == "more than 64 arrays and objects inside each other at byte 90")
    }

    @Test func `is one line for every reason`() {
        let reasons: [JSONError.Reason] = [
            .unexpectedByte(0), .unexpectedEnd, .byteOrderMark, .trailingContent, .invalidEscape,
            .loneSurrogate, .controlCharacter(10), .invalidUTF8, .numberOutOfRange,
            .tooDeep(limit: 1), .tooLong(limit: 1), .rejected("not wanted"),
        ]
        #expect(Set(reasons.map(\.description)).count == reasons.count)
        #expect(reasons.allSatisfy { !$0.description.contains("\n") })
    }
}
