import Testing

@testable import LineEditor

/// Each row: what is typed, the rows that are shown 12 columns wide, and the place of the cursor.
@Suite struct `A screen` {
    @Test(arguments: [
        ("", ">", 0, 2), ("abc", "> abc", 0, 5), ("abc{C-a}", "> abc", 0, 2),
        ("漢字", "> 漢字", 0, 6), ("漢字{<left>}", "> 漢字", 0, 4), ("e\u{301}x", "> éx", 0, 4),
        ("👩‍💻{<left>}", "> 👩‍💻", 0, 2), ("{C-q C-a}", "> ^A", 0, 4), ("{C-q C-a <left>}", "> ^A", 0, 2),
        ("{C-q <tab>}x", ">     x", 0, 7), ("ab{C-q <tab>}x", "> ab  x", 0, 7),
        ("\u{301}", "> \u{25CC}\u{301}", 0, 3),
        ("abcdefghij", "> abcdefghij\n", 1, 0), ("abcdefghijk", "> abcdefghij\nk", 1, 1),
        ("abcdefghijk{C-a}", "> abcdefghij\nk", 0, 2), ("abcdefghij{C-b}", "> abcdefghij", 0, 11),
        ("abcdefghi漢", "> abcdefghi\n漢", 1, 2), ("abcdefghi漢{<left>}", "> abcdefghi\n漢", 0, 11),
        ("abcdefghij漢", "> abcdefghij\n漢", 1, 2), ("abcdefgh漢x", "> abcdefgh漢\nx", 1, 1),
        ("a{C-o}b", "> a\n: b", 1, 3), ("a{C-o}b{<up>}", "> a\n: b", 0, 3),
        ("a{C-o}", "> a\n:", 1, 2), ("a{C-o}{C-o}b", "> a\n:\n: b", 2, 3),
        ("a{C-o}{C-q <tab>}b", "> a\n:     b", 1, 7),
        ("a{C-o}b{C-o}c{C-o}d{C-o}e", ": b\n: c\n: d\n: e", 3, 3),
        ("a{C-o}b{C-o}c{C-o}d{C-o}e{C-<home>}", "> a\n: b\n: c\n: d", 0, 2),
        ("a{C-o}b{C-o}c{C-o}d{C-o}e{<up> <up>}", "> a\n: b\n: c\n: d", 2, 3),
        ("{M-4 M-0}x", "xxxxxxxxxxxx\nxxxxxxxxxxxx\nxxxxxx", 2, 6),
    ])
    func `shows the text`(keys: String, rows: String, row: Int, column: Int) {
        let height = keys.contains("M-4") ? 3 : 4
        let screen = screen(keys, height: height)
        #expect(screen.text == rows)
        #expect([screen.cursorRow, screen.cursorColumn] == [row, column])
    }

    @Test(arguments: [
        ("p{<tab>}", "> pri\nprint\nprivate"),
        ("pri{<tab>}", "> pri\nprint\nprivate"),
        ("pri{<tab> <tab>}", "> print\nprint\nprivate\nis print"),
        ("pri{<tab> <tab> <tab>}", "> private\nprint\nprivate\nis private"),
        ("pri{<tab> S-<tab>}", "> private\nprint\nprivate\nis private"),
        ("pri{<tab> <tab> <tab> <tab>}", "> print\nprint\nprivate\nis print"),
        ("pri{<tab> <tab> <enter>}", "> print"), ("pri{<tab> <tab> <escape>}", "> pri"),
        ("pri{<tab> <tab>}(", "> print("), ("pri{<tab>}v{<tab>}", "> private"),
        ("x{<tab>}", "> x"), ("o{<tab> <tab>}", "> one\none  ong\nons  onx\nis one"),
        ("pri{<tab> <down> <down>}", "> private\nprint\nprivate\nis private"),
        ("pri{<tab> <tab> C-n C-p}", "> print\nprint\nprivate\nis print"),
        ("pri{<tab> <tab> <tab> C-_}", "> pri"),
    ])
    func `shows candidates`(keys: String, rows: String) {
        #expect(screen(keys, height: 10).text == rows)
    }

    @Test func `shows the candidates around the selected one`() {
        var hooks = EditorHooks()
        hooks.completions = { _, cursor in
            let all = (1...40).map { Completions.Candidate("candidate\($0)") }
            return Completions(range: 0..<cursor, candidates: all)
        }
        var editor = Editor()
        editor.type("{<tab> <tab> <tab> <tab> <tab> <tab> <tab>}", hooks: hooks)
        let screen = ScreenRenderer(width: 20, height: 8).render(content(editor, hooks))
        #expect(
            screen.text == """
                > candidate6
                candidate5
                candidate6
                6 of 40
                """)
    }

    @Test func `shows a suggestion, a hint and a search dim`() {
        var hooks = EditorHooks()
        hooks.hint = { text, _ in text == "f(" ? [StyledText("f(a: number)", .dim)] : nil }
        var editor = Editor(history: History(["f(1)", "g(2)"]))
        editor.type("f(", hooks: hooks)
        var screen = ScreenRenderer(width: 20, height: 8).render(content(editor, hooks))
        #expect(screen.text == "> f(1)\nf(a: number)")
        #expect(screen.rows[0].map(\.style) == [.plain, .plain, .plain, .plain, .dim, .dim])
        #expect(screen.rows[1].allSatisfy { $0.style == .dim || $0.text == " " })
        #expect(screen.cursorColumn == 4)

        editor.type("{C-r}g(", hooks: hooks)
        screen = ScreenRenderer(width: 20, height: 8).render(content(editor, hooks))
        #expect(screen.text == "> g(2)\nsearch back: g(")
        editor.type("zz", hooks: hooks)
        screen = ScreenRenderer(width: 30, height: 8).render(content(editor, hooks))
        #expect(screen.text == "> g(2)\nsearch back: nothing found: g(\nzz")
    }

    @Test func `shows spans, the later over the earlier, and the pair of a bracket`() {
        var hooks = EditorHooks()
        hooks.highlight = { _ in
            [
                StyledSpan(0..<3, Style(color: .red)), StyledSpan(2..<4, Style(color: .blue)),
                StyledSpan(90..<99, Style(color: .green)),
            ]
        }
        var editor = Editor()
        editor.type("abcd()", hooks: hooks)
        let cells = ScreenRenderer(width: 20, height: 8).render(content(editor, hooks)).rows[0]
        #expect(
            cells.dropFirst(2).map(\.style) == [
                Style(color: .red), Style(color: .red), Style(color: .blue),
                Style(color: .blue), Style(isBold: true), Style(isBold: true),
            ])
    }

    @Test(arguments: [
        (9, 0, "> ab", 0), (9, 2, "1\n2\n> ab", 2), (9, 3, "1\n2\n3\n> ab", 3),
        (9, 4, "1\n2\n… 2 more\n> ab", 3), (6, 9, "1\n… 8 more\n> ab", 2),
        (3, 9, "… 9 more\n> ab", 1), (2, 9, "> ab", 0), (1, 9, "> ab", 0),
    ])
    func `shows lines above the prompt, on a third of it`(
        height: Int, count: Int, rows: String, row: Int
    ) {
        var content = ScreenContent(prompt: [StyledText("> ")], buffer: TextBuffer("ab"))
        content.above = (0..<count).map { [StyledText("\($0 + 1)")] }
        let screen = ScreenRenderer(width: 12, height: height).render(content)
        #expect(screen.text == rows)
        #expect(screen.cursorRow == row && screen.cursorColumn == 4)
    }

    @Test func `cuts lines above the prompt to a row`() {
        var content = ScreenContent(prompt: [StyledText("> ")], buffer: TextBuffer("ab"))
        content.above = [[StyledText("a line that is ", .dim), StyledText("too long")], []]
        let screen = ScreenRenderer(width: 12, height: 9).render(content)
        #expect(screen.text == "a line that \n\n> ab")
    }

    @Test(arguments: [
        ("ab", ">\n\na\nb\n", 4), ("漢", ">\n\n?\n", 3), ("{C-q C-a}", ">\n\n^\nA\n", 4),
    ])
    func `is shown in one column`(keys: String, rows: String, row: Int) {
        var editor = Editor()
        editor.type(keys)
        let screen = ScreenRenderer(width: 1, height: 9).render(content(editor, EditorHooks()))
        #expect(screen.text == rows)
        #expect(screen.cursorRow == row && screen.cursorColumn == 0)
    }

    @Test func `of a statement that is left has nothing that helped to type it`() {
        var hooks = EditorHooks()
        hooks.hint = { _, _ in [StyledText("hint")] }
        var editor = Editor(history: History(["f()x"]))
        editor.type("f()", hooks: hooks)
        let content = ScreenContent(
            prompt: [StyledText("> ")], continuationPrompt: [], editor: editor, hooks: hooks,
            isLast: true)
        let screen = ScreenRenderer(width: 12, height: 9).render(content)
        #expect(screen.text == "> f()")
        #expect(screen.rows[0].allSatisfy { $0.style == .plain })
    }

    @Test func `of a long text costs what is seen of it`() {
        let line = "local x = 1 -- of many lines"
        let text = Array(repeating: line, count: 5_000).joined(separator: "\n")
        var editor = Editor()
        _ = editor.handle(.paste(text), hooks: EditorHooks())
        let screen = ScreenRenderer(width: 80, height: 24).render(content(editor, EditorHooks()))
        #expect(screen.rows.count == 24)
        #expect(screen.rows.allSatisfy { $0.map(\.text).joined() == ": " + line })
        #expect(screen.cursorRow == 23)
    }

    private func screen(_ keys: String, height: Int) -> Screen {
        var hooks = EditorHooks()
        hooks.isComplete = { _ in false }
        hooks.completions = { text, cursor in
            let names = ["print", "private", "one", "ons", "ong", "onx"]
            let all = names.filter { $0.hasPrefix(text) }
            return Completions(
                range: 0..<cursor, candidates: all.map { .init($0, detail: "is \($0)") })
        }
        var editor = Editor()
        editor.type(keys, hooks: hooks)
        return ScreenRenderer(width: 12, height: height).render(content(editor, hooks))
    }

    private func content(_ editor: Editor, _ hooks: EditorHooks) -> ScreenContent {
        ScreenContent(
            prompt: [StyledText("> ")], continuationPrompt: [StyledText(": ")], editor: editor,
            hooks: hooks)
    }
}
