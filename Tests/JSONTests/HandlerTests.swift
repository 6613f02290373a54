import JSON
import Testing

@Suite struct `A handler` {
    @Test func `is told the contents of a text in order`() throws {
        var handler = Transcript()
        let text = #"{"a":[1,{}],"\n":-0,"c":[],"d":[null,"x",true,1.5]}"#
        try JSONParser.parse(Array(text.utf8).span, into: &handler)
        let expected = [
            "{", "a:", "[", "1", "element1", "{", "}0", "element2", "]2", "member1",
            "\n:", "-0=-0.0", "member2", "c:", "[", "]0", "member3",
            "d:", "[", "null", "element1", "'x'", "element2", "true", "element3", "1.5=1.5",
            "element4", "]4", "member4", "}4",
        ]
        #expect(handler.told == expected)
    }

    @Test(arguments: [("[1,\"no\"]", 3), ("{\"no\":1}", 1), ("\"no\"", 0), (" [ \"\\u006eo\"]", 3)])
    func `may refuse what it is told`(text: String, offset: Int) {
        var handler = Transcript()
        #expect(throws: JSONError(.rejected("no means no"), offset: offset)) {
            try JSONParser.parse(Array(text.utf8).span, into: &handler)
        }
    }
}

private struct Transcript: JSONHandler {
    var told: [String] = []

    mutating func null() { told.append("null") }
    mutating func bool(_ value: Bool) { told.append("\(value)") }
    mutating func integer(_ value: Int64) { told.append("\(value)") }
    mutating func number(_ value: Double, text: Span<UInt8>) {
        told.append("\(Self.string(text))=\(value)")
    }
    mutating func string(_ bytes: Span<UInt8>) throws(JSONError.Reason) {
        told.append("'\(try Self.wanted(bytes))'")
    }
    mutating func beginArray() { told.append("[") }
    mutating func element(_ ordinal: Int) { told.append("element\(ordinal)") }
    mutating func endArray(_ count: Int) { told.append("]\(count)") }
    mutating func beginObject() { told.append("{") }
    mutating func name(_ bytes: Span<UInt8>) throws(JSONError.Reason) {
        told.append("\(try Self.wanted(bytes)):")
    }
    mutating func member(_ ordinal: Int) { told.append("member\(ordinal)") }
    mutating func endObject(_ count: Int) { told.append("}\(count)") }

    private static func wanted(_ bytes: Span<UInt8>) throws(JSONError.Reason) -> String {
        let text = string(bytes)
        guard text != "no" else { throw .rejected("no means no") }
        return text
    }

    private static func string(_ bytes: Span<UInt8>) -> String {
        String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
    }
}
