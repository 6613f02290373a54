import TerminalSupport
import Testing

@testable import LineEditor

@Suite struct `The difference of two screens` {
    @Test(arguments: [
        ("> ", "> ", ""), ("> ", "> a", "a"), ("> ab", "> a", "\u{8}\u{1B}[K"),
        ("> a", "> abc", "bc"), ("> abc", "> xbc", "\u{8}\u{8}\u{8}x\u{1B}[2C"),
        ("> abc", "> abd", "\u{8}d"), ("> a", "", "\r\u{1B}[K"),
        ("> a\nb", "> a", "\u{1B}[A\u{1B}[2C\u{1B}[B\r\u{1B}[J\u{1B}[A\u{1B}[3C"),
        ("> a", "> a\nb", "\r\nb"),
    ])
    func `is sent in few bytes`(old: String, new: String, expected: String) {
        let differ = ScreenDiffer(hasColors: true)
        let sent = differ.update(from: screen(old), to: screen(new))
        if expected.utf8.count < 12 {
            #expect(sent == expected)
        } else {
            #expect(sent.utf8.count <= expected.utf8.count)
        }
    }

    /// Whatever is typed: what the terminal shows is what a repaint of everything would show.
    @Test(arguments: 0..<80 as Range<UInt64>)
    func `leads to the same as a repaint`(seed: UInt64) {
        var numbers = SeededNumbers(seed: seed)
        let (width, height) = [
            (80, 24), (20, 8), (7, 5), (2, 3), (31, 1), (1, 4), (1, 1), (3, 2),
        ][Int(seed % 8)]
        let renderer = ScreenRenderer(width: width, height: height)
        let differ = ScreenDiffer(hasColors: seed % 3 != 0)
        var terminal = TerminalEmulator(width: width, height: height)
        var shown: Screen?
        var editor = Editor(history: History(["print(1)", "for i = 1, 3 do\n  漢字(i)\nend"]))
        for step in 0..<150 {
            _ = editor.handle(randomEvent(&numbers), hooks: hooks)
            var content = ScreenContent(
                prompt: [StyledText("漢> ", Style(color: .green, isBold: true))],
                continuationPrompt: [StyledText(".. ", .dim)], editor: editor, hooks: hooks)
            content.above = (0..<(step / 30)).map { [StyledText("above \($0) 漢", .dim)] }
            let next = renderer.render(content)
            terminal.receive(differ.update(from: shown, to: next))
            shown = next

            var fresh = TerminalEmulator(width: width, height: height)
            fresh.receive(differ.update(from: nil, to: next))
            // The same rows, wherever on the terminal they begin.
            let top = terminal.row - next.cursorRow
            #expect(top >= 0, "seed \(seed), step \(step)")
            #expect(terminal.unknown == [] && fresh.unknown == [])
            guard top >= 0 else { return }
            let same = terminal.rows[top...].elementsEqual(fresh.rows.prefix(height - top))
            let isAtCursor =
                terminal.column == next.cursorColumn && fresh.column == next.cursorColumn
            #expect(same && isAtCursor, "seed \(seed), step \(step): \(editor.marked)")
            guard same && isAtCursor else { return }
        }
    }

    @Test func `ends without a look`() {
        let bold = ScreenContent(
            prompt: [StyledText(">", Style(isBold: true))], buffer: TextBuffer())
        let screen = ScreenRenderer(width: 10, height: 3).render(bold)
        #expect(
            ScreenDiffer(hasColors: true).update(from: nil, to: screen) == "\u{1B}[0;1m>\u{1B}[m")
    }

    @Test func `sends no colours where none are wanted`() {
        let red = Style(color: .red, isUnderlined: true)
        let content = ScreenContent(
            prompt: [StyledText("a", red), StyledText("b", Style(color: .blue))],
            buffer: TextBuffer())
        let screen = ScreenRenderer(width: 10, height: 3).render(content)
        #expect(
            ScreenDiffer(hasColors: false).update(from: nil, to: screen)
                == "\u{1B}[0;4ma\u{1B}[mb")
        #expect(
            ScreenDiffer(hasColors: true).update(from: nil, to: screen)
                == "\u{1B}[0;4;31ma\u{1B}[0;34mb\u{1B}[m")
    }

    private let hooks = {
        var hooks = EditorHooks()
        hooks.isComplete = { _ in false }
        hooks.highlight = { text in
            text.enumerated().filter { $0.element.isNumber }.map {
                StyledSpan($0.offset..<($0.offset + 1), Style(color: .yellow))
            }
        }
        hooks.completions = { text, cursor in
            let names = ["print", "private", "漢字", "process"]
            return Completions(
                range: cursor..<cursor, candidates: names.map { .init($0, detail: "is \($0)") })
        }
        hooks.hint = { text, _ in
            text.count % 3 == 0 ? [StyledText("hint of \(text.count)", .dim)] : nil
        }
        return hooks
    }()

    private func screen(_ text: String) -> Screen {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let rows = lines.map { $0.map { Screen.Cell(String($0)) } }
        return Screen(
            width: 20, rows: rows, cursorRow: rows.count - 1,
            cursorColumn: rows.last?.count ?? 0)
    }

    private func randomEvent(_ numbers: inout SeededNumbers) -> InputEvent {
        let typed = ["a", "b1", "漢", "x y", "(", ")", "e", "\u{301}", "🙂", "\u{1}", "long word"]
        let keys = [
            "<left>", "<right>", "<up>", "<down>", "<home>", "<end>", "<backspace>", "<delete>",
            "<enter>", "<tab>", "<tab>", "<escape>", "C-w", "C-y", "C-k", "C-_", "C-t", "M-b",
            "M-f", "C-r", "C-g", "M-u", "C-<home>", "C-<end>",
        ]
        if Int.random(in: 0..<3, using: &numbers) > 0 {
            let text = typed[Int.random(in: 0..<typed.count, using: &numbers)]
            return text.count == 1
                ? .key(Key(.character(Character(text)))) : .paste(text)
        }
        let name = keys[Int.random(in: 0..<keys.count, using: &numbers)]
        return Key(named: name).map { .key($0) } ?? .paste(name)
    }
}
