import Testing

@testable import LineEditor

@Suite struct `Keys of the history` {
    @Test(arguments: [
        ("{<up>}", "print(2)|"), ("{<up> <up>}", "for i = 1, 2 do\n  f(i)\nend|"),
        ("{<up> <up> <up>}", "for i = 1, 2 do\n  f|(i)\nend"),
        ("{<up> <up> <up> <up> <up>}", "print(1)|"), ("{M-9 <up>}", "local x|"),
        ("{<up> <down>}", "|"), ("{<up> <up> <down>}", "print(2)|"), ("{<down>}", "|"),
        ("{C-p}", "print(2)|"), ("{M-p M-p M-p}", "print(1)|"),
        ("{M-p M-p M-p M-n M-n}", "print(2)|"),
        ("{<pageup> <pageup> <pagedown>}", "print(2)|"), ("{M-<}", "local x|"), ("{M-< M->}", "|"),
        ("draft{C-a <up> <down>}", "|draft"), ("draft{<up>}", "draft|"),
        ("print(1{<up>}", "print(1)|"), ("p{<up>}", "print(2)|"), ("p{<up> <up>}", "print(1)|"),
        ("p{<up> <up> <up>}", "print(1)|"), ("p{<up> <up> <down> <down>}", "p|"),
        ("pxx{C-b C-b <up>}", "print(2)|"), ("pxx{C-b C-b <up> <down>}", "p|xx"),
        ("l{<up>}{C-a}x{<up>}", "x|local x"), ("{<up>}{C-_}", "|"),
        ("a{C-u}{<up> <up> C-_ C-_}", "|"),
        ("f{M-p}", "for i = 1, 2 do\n  f(i)\nend|"), ("{M-.}", "print(2)|"), ("{M-. M-.}", "end|"),
        ("x {M-. M-. M-.}", "x print(1)|"), ("{M-. M-. C-_ C-_}", "|"),
        ("a{C-o}b{<up> <up>}", "a|\nb"), ("{<up>}{C-u}{<up>}", "print(2)|"),
    ])
    func `walk through it`(keys: String, expected: String) { check(keys, expected) }

    @Test(arguments: [
        ("{C-r}", "|"), ("{C-r}print", "|print(2)"), ("{C-r}print{C-r}", "|print(1)"),
        ("{C-r}print{C-r C-s}", "|print(2)"), ("{C-r}print{C-r C-r}", "|print(1)"),
        ("{C-r}i = 1", "for |i = 1, 2 do\n  f(i)\nend"), ("{C-r}PRINT", "|"), ("{C-r}L", "|"),
        ("{C-r}zzz", "|"), ("draft{C-r}zzz", "draft|"), ("draft{C-r}print{C-g}", "draft|"),
        ("draft{C-r}print{C-c}", "draft|"), ("{C-r}print(1", "|print(1)"),
        ("{C-r}print(1{<backspace>}", "|print(1)"), ("{C-r}pz{<backspace>}", "|print(2)"),
        ("draft{C-r}p{<backspace>}", "draft|"), ("{C-r}local{C-e}", "local x|"),
        ("{C-r}local{<escape>}y", "y|local x"), ("{C-r}local{<left>}", "|local x"),
        ("draft{C-r}local{<escape> C-_}", "draft|"), ("{C-s}local", "|local x"),
        ("{C-s}print", "|print(1)"), ("{C-s}print{C-s}", "|print(2)"),
        ("{C-r}x{paste:y}", "local y|x"),
    ])
    func `search it`(keys: String, expected: String) { check(keys, expected) }

    @Test func `enter what was found`() {
        var editor = Editor(history: Self.history)
        #expect(editor.type("{C-r}local\n") == .accepted("local x"))
    }

    @Test(arguments: [
        ("p", "rint(2)"), ("print(1", ")"), ("for", " i = 1, 2 do\n  f(i)\nend"), ("x", ""),
        ("", ""), ("p{C-a}", ""), ("p{<up>}", ""), ("print(2)", ""), ("{C-r}p", ""),
    ])
    func `suggest the newest that goes on`(keys: String, suggestion: String) {
        var editor = Editor(history: Self.history)
        editor.type(keys)
        #expect(editor.suggestion == suggestion)
    }

    @Test(arguments: [
        ("p{<right>}", "print(2)|"), ("p{C-e}", "print(2)|"), ("p{C-f}", "print(2)|"),
        ("p{<end>}", "print(2)|"), ("f{M-f}", "for| i = 1, 2 do\n  f(i)\nend"),
        ("f{M-f M-f}", "for i|"), ("p{<right> C-_}", "p|"), ("p{C-b C-f}", "p|"),
        ("pr{C-a C-e}", "pr|"),
    ])
    func `take what is suggested`(keys: String, expected: String) {
        var editor = Editor(history: Self.history)
        editor.type(keys)
        let marked = expected.contains("\n") ? "for|" : expected
        #expect(editor.marked == marked)
    }

    @Test func `take the suggestions of a hook first`() {
        var hooks = EditorHooks()
        hooks.suggestion = { $0 == "p" ? "airs" : nil }
        var editor = Editor(history: Self.history)
        editor.type("p", hooks: hooks)
        #expect(editor.suggestion == "airs")
        editor.type("r", hooks: hooks)
        #expect(editor.suggestion == "int(2)")
    }

    private static let history = History([
        "local x", "print(1)", "for i = 1, 2 do\n  f(i)\nend", "print(2)",
    ])

    private func check(_ keys: String, _ expected: String) {
        var editor = Editor(history: Self.history)
        editor.type(keys)
        #expect(editor.marked == expected)
    }
}

@Suite struct `A history` {
    @Test func `keeps the newest`() {
        var history = History(["0"], limit: 10)
        for number in 1...100 { history.add("\(number)") }
        #expect(history.entries.count <= 11)
        #expect(history.entries.last == "100")
        #expect(history.entries.first.flatMap { Int($0) } ?? 0 >= 90)
        #expect(History((1...5).map(String.init), limit: 2).entries == ["4", "5"])
    }

    @Test func `takes in what others entered, and saves only its own`() {
        var history = History(["a"])
        history.merge(["b", "b", "c"])
        history.add("d")
        #expect(history.entries == ["a", "b", "c", "d"])
        #expect(history.takeUnsaved() == ["d"])
    }

    @Test(arguments: [
        ("a", "a\n"), ("a\nb", "a\\nb\n"), ("a\\nb", "a\\\\nb\n"), ("a\\", "a\\\\\n"),
        ("a\tb", "a\tb\n"), ("a\rb", "a\\rb\n"), ("a\r\nb", "a\\r\\nb\n"), ("漢", "漢\n"),
        ("\\\n\\", "\\\\\\n\\\\\n"),
    ])
    func `is written a statement a line`(entry: String, line: String) {
        #expect(HistoryFormat.line(of: entry) == line)
        #expect(HistoryFormat.lines(Array(line.utf8)) == [.entry(entry)])
    }

    @Test func `does not write what is too long`() {
        let long = String(repeating: "x", count: HistoryFormat.entryLimitBytes + 1)
        #expect(HistoryFormat.line(of: long) == nil)
    }

    @Test func `keeps lines that it cannot read, and leaves out one that is not whole`() {
        let bytes = Array("a\nb\\x\n\nc\\\n".utf8) + [0xFF, 0x0A] + Array("d\nhalf".utf8)
        let lines = HistoryFormat.lines(bytes)
        #expect(
            lines == [
                .entry("a"), .unreadable(Array("b\\x".utf8)), .unreadable([]),
                .unreadable(Array("c\\".utf8)), .unreadable([0xFF]), .entry("d"),
            ])
        #expect(HistoryFormat.file(lines) == Array(bytes.dropLast(4)))
        #expect(HistoryFormat.lines([]) == [])
        #expect(HistoryFormat.lines(Array("half".utf8)) == [])
    }

    @Test func `is made shorter by dropping the oldest and what was entered again`() {
        let lines = HistoryFormat.lines(Array("a\nb\nx\\y\na\nc\n".utf8))
        #expect(
            HistoryFormat.compacted(lines, limit: 10)
                == [.entry("b"), .unreadable(Array("x\\y".utf8)), .entry("a"), .entry("c")])
        #expect(
            HistoryFormat.compacted(lines, limit: 1)
                == [.unreadable(Array("x\\y".utf8)), .entry("c")])
    }
}
