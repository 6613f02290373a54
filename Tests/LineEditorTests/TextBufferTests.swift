import Testing

@testable import LineEditor

@Suite struct `A text` {
    @Test(arguments: 0..<50 as Range<UInt64>)
    func `always has the characters of its string, and takes edits back`(seed: UInt64) {
        var numbers = SeededNumbers(seed: seed)
        let pieces = [
            "a", "bc", "\u{301}", "🇩", "🇩🇪", "👩", "\u{200D}", "💻", "\n", "\r\n", "漢", "\u{FE0F}",
            "1", "\u{20E3}", "", "🏽", "한", "\u{11AB}", "क\u{94D}", "ष",
        ]
        var buffer = TextBuffer()
        var edits: [(before: TextBuffer, edit: TextEdit)] = []
        for step in 0..<200 {
            let lower = Int.random(in: 0...buffer.count, using: &numbers)
            let upper = min(buffer.count, lower + Int.random(in: 0..<3, using: &numbers))
            var text = ""
            for _ in 0..<Int.random(in: 0..<3, using: &numbers) {
                text += pieces[Int.random(in: 0..<pieces.count, using: &numbers)]
            }
            let before = buffer
            let edit = buffer.replace(lower..<upper, with: text)
            edits.append((before, edit))
            #expect(buffer.characters == Array(buffer.text), "seed \(seed), step \(step)")
            var again = before
            again.apply(edit)
            #expect(again == buffer)
        }
        for (before, edit) in edits.reversed() {
            buffer.revert(edit)
            #expect(buffer == before, "seed \(seed)")
        }
    }

    @Test func `joins an accent to its letter`() {
        var buffer = TextBuffer("ex")
        buffer.replace(1..<1, with: "\u{301}")
        #expect(buffer.characters == ["e\u{301}", "x"])
        #expect(buffer.cursor == 1)
    }

    @Test func `has lines`() {
        let buffer = TextBuffer("ab\n\ncd")
        #expect(
            (0...buffer.count).map { buffer.line(at: $0) } == [
                0..<2, 0..<2, 0..<2, 3..<3, 4..<6, 4..<6, 4..<6,
            ])
        #expect(buffer.isOnLastLine)
        #expect(!buffer.isOnFirstLine)
    }

    @Test(arguments: [(0, 6), (6, 0), (1, 5), (5, 1), (3, 4), (4, 3), (2, nil), (7, nil)])
    func `knows pairs of brackets`(position: Int, partner: Int?) {
        #expect(TextBuffer("((a{}))").partner(ofBracketAt: position) == partner)
    }

    @Test func `knows of brackets without a partner`() {
        #expect(TextBuffer("((a)").partner(ofBracketAt: 0) == nil)
        #expect(TextBuffer("a))").partner(ofBracketAt: 2) == nil)
    }
}
