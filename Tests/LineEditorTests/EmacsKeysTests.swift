import Testing

@testable import LineEditor

/// Each row: what is typed, and the text with `|` at the cursor.
@Suite struct `Emacs keys` {
    @Test(arguments: [
        ("", "|"), ("abc", "abc|"), ("漢字", "漢字|"), ("e\u{301}", "é|"),
        ("abc{C-a}", "|abc"), ("abc{C-a}x", "x|abc"), ("abc{C-a}{C-e}", "abc|"),
        ("abc{C-b}", "ab|c"), ("abc{C-b C-b C-b C-b}", "|abc"), ("abc{C-a C-f}", "a|bc"),
        ("abc{<left>}", "ab|c"), ("abc{<left> <right>}", "abc|"), ("abc{<home>}", "|abc"),
        ("abc{<home> <end>}", "abc|"), ("漢字{<left>}", "漢|字"), ("👩‍💻a{C-b C-b}", "|👩‍💻a"),
        ("foo bar{M-b}", "foo |bar"), ("foo bar{M-b M-b}", "|foo bar"),
        ("foo bar{M-b M-b M-b}", "|foo bar"), ("foo bar{C-a M-f}", "foo| bar"),
        ("foo bar{C-a M-f M-f}", "foo bar|"), ("foo.bar(x){M-b}", "foo.bar(|x)"),
        ("foo_1 bar{C-a M-f}", "foo_1| bar"), ("foo  bar{C-<left>}", "foo  |bar"),
        ("foo bar{C-a C-<right>}", "foo| bar"), ("  foo{M-m}", "  |foo"),
        ("f(a[1]){C-a C-M-f}", "f(a[1]|)"), ("f(a){C-a C-M-f C-M-f}", "f|(a)"),
        ("a\u{301}{<left>}", "|á"),
    ])
    func `move`(keys: String, expected: String) { check(keys, expected) }

    @Test(arguments: [
        ("abc{<backspace>}", "ab|"), ("{<backspace>}", "|"), ("abc{C-h C-h}", "a|"),
        ("abc{C-a <delete>}", "|bc"), ("abc{C-a C-d}", "|bc"), ("abc{<delete>}", "abc|"),
        ("abc{C-d}", "abc|"), ("👨‍👩‍👧‍👦{<backspace>}", "|"), ("e\u{301}{<backspace>}", "|"),
        ("漢字{<backspace>}", "漢|"), ("🇩🇪🇫🇷{<backspace>}", "🇩🇪|"),
        ("abc def{C-w}", "abc |"), ("abc def  {C-w}", "abc |"), ("abc.def{C-w}", "|"),
        ("abc def{M-<backspace>}", "abc |"), ("abc.def{M-<backspace>}", "abc.|"),
        ("abc def{C-M-h}", "abc |"), ("abc def{C-a M-d}", "| def"),
        ("abc def{C-a C-<delete>}", "| def"), ("abc def{C-b C-k}", "abc de|"),
        ("abc def{C-a C-k}", "|"), ("abc def{C-b C-u}", "|f"), ("abc{C-u}", "|"),
        ("abc{C-a C-u}", "|abc"), ("abc def{C-b C-x C-k}", "|"),
        ("abc{C-b C-x <backspace>}", "|c"),
    ])
    func `remove`(keys: String, expected: String) { check(keys, expected) }

    @Test(arguments: [
        ("abc{C-u C-y}", "abc|"), ("abc{C-u C-y C-y}", "abcabc|"), ("{C-y}", "|"),
        ("abc def{C-w C-w C-y}", "abc def|"), ("abc def{C-a M-d M-d C-y}", "abc def|"),
        ("abc def{C-w}x{C-w C-y}", "abc x|"), ("one{C-u}two{C-u C-y}", "two|"),
        ("one{C-u}two{C-u C-y M-y}", "one|"), ("one{C-u}two{C-u C-y M-y M-y}", "two|"),
        ("one{C-u}two{C-u}three{C-u C-y M-y M-y}", "one|"), ("one{C-u}x{M-y}", "x|"),
        ("ab cd{C-a C-k C-y C-y}", "ab cdab cd|"), ("one two{C-w C-a C-y}", "two|one "),
        ("abc{C-a C-<space> C-e M-w C-y}", "abcabc|"),
        ("abc{C-<space> C-a C-x w}", "|"), ("abc{C-<space> C-a C-x w C-y C-y}", "abcabc|"),
        ("abc{C-a C-<space> C-e C-x C-x}", "|abc"), ("abc{C-x C-x}", "abc|"),
        ("abc{M-w C-y}", "abc|"), ("a{C-u}b{C-w C-y M-y C-_}", "b|"),
    ])
    func `cut and yank`(keys: String, expected: String) { check(keys, expected) }

    @Test(arguments: [
        ("ab{C-t}", "ba|"), ("abc{C-b C-t}", "acb|"), ("a{C-t}", "a|"), ("ab{C-a C-t}", "|ab"),
        ("漢字{C-t}", "字漢|"), ("abc{C-b C-b C-t}", "ba|c"),
        ("foo bar{M-t}", "bar foo|"), ("foo bar{M-b M-t}", "bar foo|"),
        ("foo, bar baz{C-a M-f M-t}", "bar, foo| baz"), ("foo{M-t}", "foo|"), ("{M-t}", "|"),
        ("foo bar{C-a M-u}", "FOO| bar"), ("FOO bar{C-a M-l}", "foo| bar"),
        ("foo bar{C-a M-c M-c}", "Foo Bar|"), ("fOO{C-a M-c}", "Foo|"), ("foo{M-u}", "foo|"),
        ("straße{C-a M-u}", "STRASSE|"), ("foo bar{M-- M-u}", "foo BAR|"),
        ("foo bar{C-a M-2 M-u}", "FOO BAR|"),
    ])
    func `rearrange`(keys: String, expected: String) { check(keys, expected) }

    @Test(arguments: [
        ("abc{C-_}", "|"), ("{C-_}", "|"), ("abc{C-_ C-M-_}", "abc|"),
        ("foo bar{C-_}", "foo |"), ("foo bar{C-_ C-_}", "|"), ("foo bar{C-_ C-_ C-x C-r}", "foo |"),
        ("foo bar{C-_}x{C-M-_}", "foo x|"), ("abc{C-u C-_}", "abc|"),
        ("abc{<backspace> <backspace> C-_}", "|"), ("abc{C-a}x{C-_}", "|abc"),
        ("abc{C-a C-d C-d C-_}", "|bc"), ("abc{C-a C-d C-d C-_ C-_}", "|abc"),
        ("one two{C-w C-w C-_}", "one |"), ("foo{M-b M-u C-_}", "|foo"),
        ("ab{C-t C-_}", "ab|"), ("{paste:x y}z{C-_}", "x y|"), ("{paste:x y}z{C-_ C-_}", "|"),
        ("abc def{M-r}", "|"), ("abc{C-x C-u}", "|"), ("abc{C-x u}", "|"),
        ("foo bar{M-2 C-_}", "|"), ("a{C-u}b{C-_ C-_}", "a|"),
    ])
    func `take back and do again`(keys: String, expected: String) { check(keys, expected) }

    @Test(arguments: [
        ("{M-3}x", "xxx|"), ("{M-1 M-2}x", "xxxxxxxxxxxx|"), ("{M-1}2x", "xxxxxxxxxxxx|"),
        ("abcdef{M-3 C-b}", "abc|def"), ("abcdef{M-9 C-b}", "|abcdef"),
        ("abc{C-a M-2 C-f}", "ab|c"), ("abc{M-- C-f}", "ab|c"), ("abc{C-a M-- M-2 C-b}", "ab|c"),
        ("abcd{M-2 <backspace>}", "ab|"), ("a b c d{M-2 C-w}", "a b |"),
        ("abcd{C-a M-3 C-d}", "|d"), ("abc{M-2 C-g}x", "abcx|"), ("a b{C-a M-2 M-d}", "|"),
        ("abc{M-2 C-q}x", "abcx|"),
    ])
    func `take arguments`(keys: String, expected: String) { check(keys, expected) }

    @Test(arguments: [
        ("a{C-o}b", "a\nb|"), ("  a{C-o}b", "  a\n  b|"), ("ab{C-o}cd{C-p}", "ab|\ncd"),
        ("ab{C-o}cd{C-p C-a C-n}", "ab\n|cd"), ("abcd{C-o}x{C-o}abcd{<up> <up>}", "abcd|\nx\nabcd"),
        ("abcd{C-o}x{C-o}abcd{<up> <up> <down> <down>}", "abcd\nx\nabcd|"),
        ("ab{C-o}cd{C-a}", "ab\n|cd"), ("ab{C-o}cd{C-a C-b C-a}", "|ab\ncd"),
        ("ab{C-o}cd{C-<home>}", "|ab\ncd"), ("ab{C-o}cd{C-<home> C-<end>}", "ab\ncd|"),
        ("ab{C-o}cd{C-<home> C-k}", "|\ncd"), ("ab{C-o}cd{C-<home> C-k C-k}", "|cd"),
        ("ab{C-o}cd{C-u}", "ab\n|"), ("ab{C-o}cd{C-u C-u}", "ab|"),
        ("ab{C-o}cd{C-x C-k}", "|"), ("a{C-o}b{<left> <backspace>}", "a|b"),
        ("漢字{C-o}abcd{C-p}", "漢字|\nabcd"), ("漢字{C-o}abc{C-p}", "漢|字\nabc"),
        ("{paste:\tx}{C-o}{C-u}{C-p}", "|\tx\n"), ("a{S-<enter>}b", "a\nb|"),
        ("{paste:a\r\nb\rc}", "a\nb\nc|"),
    ])
    func `edit several lines`(keys: String, expected: String) { check(keys, expected) }

    @Test(arguments: [
        ("{C-q C-a}", "\u{1}|"), ("{C-v <tab>}", "\t|"), ("{C-q <escape>}", "\u{1B}|"),
        ("{C-q}a", "a|"), ("{C-q <enter>}", "\n|"), ("a{C-x}b", "a|"), ("a{C-x C-z}b", "ab|"),
        ("a{M-z}b", "ab|"), ("a{<f5>}b", "ab|"), ("a{<insert>}b", "ab|"), ("a{C-g}b", "ab|"),
    ])
    func `quote, and pass over what is unbound`(keys: String, expected: String) {
        check(keys, expected)
    }

    private func check(_ keys: String, _ expected: String) {
        var editor = Editor()
        editor.type(keys)
        #expect(editor.marked == expected)
        // Whatever was typed can be taken back to the last.
        while editor.undo.undo(in: &editor.buffer) {}
        #expect(editor.marked == "|")
    }
}

@Suite struct `Keys that end a statement` {
    private let hooks = {
        var hooks = EditorHooks()
        hooks.isComplete = { !$0.hasSuffix("(") && !$0.hasSuffix("do") }
        hooks.isSecret = { $0.contains("secret") }
        return hooks
    }()

    @Test(arguments: [
        ("f()\n", "f()", Editor.Outcome.accepted("f()")), ("f(\n", "f(\n", .editing),
        ("f(\n)\n", "f(\n)", .accepted("f(\n)")), ("  do\nx", "  do\n  x", .editing),
        ("f({M-<enter>}", "f(", .accepted("f(")), ("f({C-M-j}", "f(", .accepted("f(")),
        ("f(){C-j}", "f()", .accepted("f()")), ("\n", "", .accepted("")),
        ("f()x{<left> <enter>}", "f()x", .accepted("f()x")),
        ("abc{C-c}", "abc", .interrupted(wasEmpty: false)),
        ("{C-c}", "", .interrupted(wasEmpty: true)),
        ("{C-d}", "", .endOfInput), ("a{C-d}", "a", .refused), ("{C-l}", "", .clearScreen),
        ("a{C-z}", "a", .suspend), ("a{C-x C-e}", "a", .openEditor), ("a{<f5>}", "a", .refused),
        ("{<up>}", "", .refused), ("{C-_}", "", .refused), ("{<tab>}", "", .refused),
    ])
    func `say so`(keys: String, text: String, outcome: Editor.Outcome) {
        var editor = Editor()
        #expect(editor.type(keys, hooks: hooks) == outcome)
        #expect(editor.buffer.text == text)
    }

    @Test func `remember the statement, unless it holds a secret`() {
        var editor = Editor()
        for text in ["one", "the secret", " two", "three", "three", ""] {
            editor.type(text + "\n", hooks: hooks)
            editor.begin()
        }
        #expect(editor.history.entries == ["one", "three"])
        #expect(editor.history.takeUnsaved() == ["one", "three"])
        #expect(editor.history.takeUnsaved() == [])
    }

    @Test func `keep what was cut for the next statement, and nothing to take back`() {
        var editor = Editor()
        editor.type("one two{C-w}\n")
        editor.begin()
        #expect(editor.type("{C-_}") == .refused)
        editor.type("{C-y}")
        #expect(editor.marked == "two|")
    }
}
