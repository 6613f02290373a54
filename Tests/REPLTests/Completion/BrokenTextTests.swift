import LineEditor
import LuaSyntax
import Testing

@testable import REPL

@Suite struct `Any text` {
    private static let pieces = [
        "x", "lobby", "stacy", "ref", ".", ":", "(", ")", "{", "}", "[", "]", ",", "=", "==", " ",
        "\n",
        "local ", "function ", "end ", "for ", "in ", "do ", "if ", "then ", "else ", "elseif ",
        "repeat ", "until ", "return ", "ipairs", "pcall", "assert", "require", "'muster'", "'",
        "\"",
        "é", "👍", "[[", "]]", "--", "1", "members", "write", "wait", "...", "..", "or ", "and ",
        "not ",
        "<const>", "<", ";", "self", "goto ", "::", "\r\n", "'a\\\nb'", "#", "-", "function t:m(a)",
    ]

    @Test(arguments: 0..<8)
    func `is answered at every place`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let engine = CompletionEngine()
        for _ in 0..<25 {
            let text = (0..<random.below(40)).map { _ in random.pick(Self.pieces) }.joined()
            let reader = SourceReader(text)
            for cursor in 0...text.count {
                let found = engine.completions(in: reader, cursor: cursor, scope: FakeScope())
                _ = engine.hint(in: reader, cursor: cursor, scope: FakeScope())
                let isInside = found.map { $0.range.upperBound == cursor } ?? true
                #expect(isInside, "\(text)")
            }
            _ = engine.matches(for: text, scope: FakeScope())
        }
    }

    @Test(arguments: [
        String(repeating: "x = x or x ", count: 200) + "x.|",
        String(repeating: "local x = { a = x, b = x } ", count: 200) + "x.a.b.a.|",
        String(repeating: "f(", count: 3000) + "lobby.et|",
        String(repeating: "{", count: 3000) + "|", String(repeating: "(", count: 3000) + "x).|",
        "local function f() return f() end f().|", "x = y y = x x.|",
        String(repeating: "function f() return f() or f() end ", count: 50) + "f().|",
        String(repeating: "lobby:wait(function(s) ", count: 500) + "s.et|",
        String(repeating: "not ", count: 3000) + "x.|",
    ])
    func `that refers to itself or nests deeply has an answer`(text: String) {
        let labels = Typed(text).labels()
        #expect(labels.count < 400)
        #expect(Typed(text).hint().count < 400)
    }

    @Test func `is read for 400 lines before the cursor`() {
        let lines = { count in String(repeating: "x = 1\n", count: count) }
        #expect(Typed("local l = lobby\n" + lines(399) + "l.et|").labels() == "etag")
        #expect(Typed("local l = lobby\n" + lines(400) + "l.et|").labels() == "nothing")
    }
}
