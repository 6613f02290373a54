import JSON
import Testing

@Suite struct `A writer` {
    @Test func `writes members in order and without white space`() {
        let value: JSONValue = ["b": [1, -2, nil, true], "a": ["x": false, "y": 1.5]]
        #expect(value.text == #"{"b":[1,-2,null,true],"a":{"x":false,"y":1.5}}"#)
        #expect(value.bytes == Array(value.text.utf8))
    }

    @Test func `writes on several lines and keeps what is empty on one`() {
        let value: JSONValue = ["a": [1, ["b": []]], "c": [:], "d": "x"]
        let expected = """
            {
              "a": [
                1,
                {
                  "b": []
                }
              ],
              "c": {},
              "d": "x"
            }
            """
        #expect(value.prettyText == expected)
    }

    @Test func `indents as far as it is told`() {
        let bytes = ([[1]] as JSONValue).bytes(style: .pretty(indent: 4))
        #expect(String(decoding: bytes, as: UTF8.self) == "[\n    [\n        1\n    ]\n]")
        #expect(([1] as JSONValue).bytes(style: .pretty(indent: 0)) == Array("[\n1\n]".utf8))
    }

    @Test(arguments: [JSONValue.null, [], [:], "a", 1])
    func `writes a value without contents the same in both styles`(value: JSONValue) {
        #expect(value.prettyText == value.text)
    }

    @Test(arguments: [
        ("\"\\/", #""\"\\/""#), ("\u{8}\u{C}\n\r\t", #""\b\f\n\r\t""#),
        ("\0\u{1}\u{1A}\u{1F}\u{7F}", "\"\\u0000\\u0001\\u001a\\u001f\u{7F}\""),
        ("é€😀\u{2028}", "\"é€😀\u{2028}\""), ("", "\"\""),
        (
            "a longer run, then \" and then another long run",
            #""a longer run, then \" and then another long run""#
        ),
    ])
    func `escapes only what must be escaped`(value: String, text: String) {
        #expect(JSONValue.string(value).text == text)
        #expect((JSONValue.object([value: 1])).text == "{\(text):1}")
    }

    @Test(arguments: 0...20) func `finds what must be escaped wherever it stands`(length: Int) {
        let plain = String("abcdefghijklmnopqrstu".prefix(length))
        #expect(JSONValue.string(plain).text == "\"\(plain)\"")
        for position in 0...length {
            let (head, tail) = (plain.prefix(position), plain.dropFirst(position))
            for (raw, escaped) in [
                ("\"", #"\""#), ("\n", #"\n"#), ("é", "é"), ("\u{7F}", "\u{7F}"),
            ] {
                #expect(JSONValue.string(head + raw + tail).text == "\"\(head)\(escaped)\(tail)\"")
            }
            let broken = Array(head.utf8) + [0xFF] + Array(tail.utf8)
            var writer = JSONWriter()
            #expect(throws: JSONError.Reason.invalidUTF8) { try writer.string(broken.span) }
            #expect(writer.bytes.isEmpty)
        }
    }

    @Test func `writes values that the caller holds in its own form`() throws {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("list")
        writer.beginArray()
        writer.integer(.min)
        writer.integer(.max)
        writer.integer(0)
        writer.integer(-7)
        try writer.double(0.1)
        try writer.double(2)
        writer.bool(true)
        writer.null()
        writer.endArray()
        try writer.name(Array("né".utf8).span)
        try writer.string(Array("\"é\"".utf8).span)
        writer.name("raw")
        writer.raw(Array("{\"a\": 1}".utf8).span)
        writer.name("number")
        writer.number(JSONNumber(UInt64.max))
        writer.endObject()
        let expected =
            #"{"list":[-9223372036854775808,9223372036854775807,0,-7,0.1,2.0,true,null],"#
            + #""né":"\"é\"","raw":{"a": 1},"number":18446744073709551615}"#
        #expect(writer.text == expected)
    }

    @Test func `is unchanged by a double or bytes that have no JSON form`() throws {
        var writer = JSONWriter()
        writer.beginArray()
        writer.integer(1)
        for value in [Double.nan, .infinity, -.infinity] {
            #expect(throws: JSONError.Reason.numberOutOfRange) { try writer.double(value) }
        }
        for bytes: [UInt8] in [[0xFF], [0x61, 0x0A, 0xC3], [0xED, 0xA0, 0x80]] {
            #expect(throws: JSONError.Reason.invalidUTF8) { try writer.string(bytes.span) }
        }
        writer.beginObject()
        #expect(throws: JSONError.Reason.invalidUTF8) { try writer.name([0xFF].span) }
        writer.endObject()
        writer.endArray()
        #expect(writer.text == "[1,{}]")
    }

    @Test func `writes what a parser tells it`() throws {
        let text = #"{ "a" : [ 1.50, -0, {}, [], "\u00e9\n" ], "a" : null, "b" : true }"#
        var writer = JSONWriter()
        try JSONParser.parse(Array(text.utf8).span, into: &writer)
        #expect(writer.text == #"{"a":[1.50,-0,{},[],"é\n"],"a":null,"b":true}"#)
    }

    @Test func `starts anew after a reset`() {
        var writer = JSONWriter()
        writer.beginArray()
        writer.integer(1)
        writer.reset()
        writer.beginObject()
        writer.endObject()
        #expect(writer.text == "{}")
    }
}
