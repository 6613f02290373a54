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

@Suite struct `A text that is kept` {
    /// Whatever is changed: the text is that of the characters.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func `follows its characters`(seed: UInt64) {
        var numbers = SeededNumbers(seed: seed)
        let parts = ["a", "", "\n", "e", "\u{301}", "🇩", "🇪", "👩", "\u{200D}", "💻", "漢字", "x\r\ny"]
        var buffer = TextBuffer("start")
        var edits: [TextEdit] = []
        for _ in 0..<200 {
            buffer.keepText()
            if Int.random(in: 0..<8, using: &numbers) == 0, let edit = edits.popLast() {
                buffer.revert(edit)
            } else {
                // Mostly at the end.
                let isAtEnd = Int.random(in: 0..<4, using: &numbers) > 0
                let lower =
                    isAtEnd
                    ? max(buffer.count - Int.random(in: 0...2, using: &numbers), 0)
                    : Int.random(in: 0...buffer.count, using: &numbers)
                let upper = isAtEnd ? buffer.count : lower
                let part = parts[Int.random(in: 0..<parts.count, using: &numbers)]
                edits.append(buffer.replace(lower..<upper, with: part))
            }
            #expect(buffer.text == String(buffer.characters))
            #expect(Array(buffer.text) == buffer.characters)
        }
    }
}

@Suite struct `A burst of keys` {
    @Test(arguments: [
        "local x = 1", "a{<left>}b", "  if x then\n  y\nend", "a{C-a}b{C-k}c", "a{C-x C-u}b",
        "{M-3}x",
        "{C-q}a{C-q}bc", "p{<tab>}", "{C-r}on{<escape>}x", "漢\u{301}字", "a{paste:x\ny}b",
    ])
    func `is the same as the keys one by one, without new indentation`(keys: String) {
        var hooks = EditorHooks()
        hooks.isComplete = { _ in false }
        hooks.indentation = { _ in "" }
        let events = Typing.events(keys)
        for mode in [Editor.Mode.emacs, .viInsert] {
            var typed = Editor(mode: mode, history: History(["one"]))
            for event in events { _ = typed.handle(event, hooks: hooks) }
            hooks.indentation = { _ in "    " }
            var burst = Editor(mode: mode, history: History(["one"]))
            var rest = events[...]
            while let event = rest.first {
                let taken = burst.insertRun(rest)
                if taken == 0 { _ = burst.handle(event, hooks: hooks, isInBurst: true) }
                rest = rest.dropFirst(max(taken, 1))
            }
            hooks.indentation = { _ in "" }
            #expect(burst.marked == typed.marked)
            #expect(burst.suggestion == "")
        }
    }
}
