import LuaSyntax
import Testing

@Suite struct `Highlighting` {
    @Test(arguments: [
        ("local x = 1", "keyword name operator number"),
        ("x = nil, true, false", "name operator constant operator constant operator constant"),
        ("f(x)", "function operator name operator"), ("f{}", "function operator operator"),
        ("f 'a'", "function string"), ("f [[a]]", "function string"),
        ("a.b", "name operator field"), ("a.b()", "name operator function operator operator"),
        ("a:b()", "name operator method operator operator"), ("a:b", "name operator method"),
        ("self.x", "selfName operator field"),
        ("self:x()", "selfName operator method operator operator"),
        ("print", "libraryGlobal"), ("print(1)", "function operator number operator"),
        ("string.format", "libraryGlobal operator field"), ("a.print", "name operator field"),
        ("{ a = 1, b }", "operator field operator number operator name operator"),
        ("{ [a] = b }", "operator operator name operator operator name operator"),
        ("{ f(a = 1) }", "operator function operator name operator number operator operator"),
        ("a, b = 1, 2", "name operator name operator number operator number"),
        ("-- a", "comment"), ("a --[[\n]] .b", "name comment comment operator field"),
        ("'a", "invalid"), ("'a\\\nb'", "string string"), ("3x", "invalid"), ("@", "invalid"),
        (
            "function a.b:c() end",
            "keyword name operator field operator method operator operator keyword"
        ),
    ])
    func `gives every token a kind`(text: String, kinds: String) {
        let spans = Highlighter.spans(of: SourceReader(text))
        #expect(spans.map { "\($0.kind)" }.joined(separator: " ") == kinds)
    }

    @Test func `says where they stand`() {
        let spans = Highlighter.spans(of: SourceReader("é = [[\na]]"))
        #expect(spans.map(\.range) == [0..<2, 3..<4, 5..<7, 8..<11])
        #expect(spans.map(\.characters) == [0..<1, 2..<3, 4..<6, 7..<10])
    }

    @Test(arguments: ["x\u{301} y", "é = 'ü' -- ñ\n漢 x", "👩‍💻x", "\u{301}", "x\r\ny", "'é' .. x"])
    func `counts characters as the reader does`(text: String) {
        let reader = SourceReader(text)
        for span in Highlighter.spans(of: reader) {
            #expect(span.characters.lowerBound == reader.character(atOffset: span.range.lowerBound))
            #expect(span.characters.upperBound == reader.character(atOffset: span.range.upperBound))
            #expect(span.characters.upperBound <= text.count)
        }
    }
}
