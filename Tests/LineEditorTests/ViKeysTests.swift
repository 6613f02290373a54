import Testing

@testable import LineEditor

/// Each row: what is typed from insert mode on, and the text with `|` at the cursor.
@Suite struct `Vi keys` {
    @Test(arguments: [
        ("abc", "abc|"), ("abc{<escape>}", "ab|c"), ("abc{<escape>}h", "a|bc"),
        ("abc{<escape>}0", "|abc"), ("abc{<escape>}0l", "a|bc"), ("abc{<escape>}l", "ab|c"),
        ("abc{<escape>}0$", "ab|c"), ("abc{<escape>}02l", "ab|c"), ("  ab{<escape>}0^", "  |ab"),
        ("foo bar.baz{<escape>}0w", "foo |bar.baz"), ("foo bar.baz{<escape>}02w", "foo bar|.baz"),
        ("foo bar.baz{<escape>}0W", "foo |bar.baz"), ("foo bar.baz{<escape>}0e", "fo|o bar.baz"),
        ("foo bar.baz{<escape>}02e", "foo ba|r.baz"), ("foo bar.baz{<escape>}02E", "foo bar.ba|z"),
        ("foo bar.baz{<escape>}b", "foo bar.|baz"), ("foo bar.baz{<escape>}2b", "foo bar|.baz"),
        ("foo bar.baz{<escape>}B", "foo |bar.baz"), ("a,b,c{<escape>}0f,", "a|,b,c"),
        ("a,b,c{<escape>}02f,", "a,b|,c"), ("a,b,c{<escape>}0f,;", "a,b|,c"),
        ("a,b,c{<escape>}0f,;,", "a|,b,c"), ("abc,{<escape>}0t,", "ab|c,"),
        ("a,b,c{<escape>}F,", "a,b|,c"), ("a,bc{<escape>}T,", "a,|bc"),
        ("abc{<escape>}0fz", "|abc"), ("f(a[1]){<escape>}0%", "f(a[1]|)"),
        ("f(a[1]){<escape>}%", "f|(a[1])"), ("a{C-o}b{C-o}c{<escape>}gg", "|a\nb\nc"),
        ("a{C-o}b{C-o}c{<escape>}ggG", "a\nb\n|c"), ("a{C-o}b{C-o}c{<escape>}2G", "a\n|b\nc"),
        ("ab{C-o}cd{<escape>}k", "a|b\ncd"), ("ab{C-o}cd{<escape>}kj", "ab\nc|d"),
        ("ab{C-o}cd{<escape>}0h", "ab\n|cd"),
    ])
    func `move`(keys: String, expected: String) { check(keys, expected) }

    @Test(arguments: [
        ("abc{<escape>}x", "a|b"), ("abc{<escape>}0x", "|bc"), ("abc{<escape>}02x", "|c"),
        ("abc{<escape>}09x", "|"), ("abc{<escape>}X", "a|c"), ("foo bar{<escape>}0dw", "|bar"),
        ("foo bar{<escape>}02dw", "|"), ("foo bar{<escape>}0d2w", "|"),
        ("foo bar{<escape>}0de", "| bar"), ("foo bar{<escape>}db", "foo |r"),
        ("foo bar{<escape>}0d$", "|"), ("foo bar{<escape>}bD", "foo| "),
        ("foo bar{<escape>}d0", "|r"),
        ("a,b,c{<escape>}0df,", "|b,c"), ("a,b,c{<escape>}0dt,", "|,b,c"),
        ("a,b,c{<escape>}0d2f,", "|c"), ("f(a,b){<escape>}0ld%", "|f"),
        ("ab{C-o}cd{C-o}ef{<escape>}dd", "ab\n|cd"), ("ab{C-o}cd{C-o}ef{<escape>}ggdd", "|cd\nef"),
        ("ab{C-o}cd{C-o}ef{<escape>}gg2dd", "|ef"), ("ab{C-o}cd{C-o}ef{<escape>}dk", "|ab"),
        ("ab{C-o}cd{C-o}ef{<escape>}ggdj", "|ef"), ("ab{C-o}cd{C-o}ef{<escape>}dgg", "|"),
        ("ab{C-o}cd{C-o}ef{<escape>}kdG", "|ab"), ("abc{<escape>}dd", "|"),
        ("foo(a, b){<escape>}di(", "foo(|)"), ("foo(a, b){<escape>}hda(", "fo|o"),
        ("x = \"abc\"{<escape>}hdi\"", "x = \"|\""), ("foo bar baz{<escape>}0wdiw", "foo | baz"),
        ("foo bar baz{<escape>}0wdaw", "foo |baz"), ("{{ab}{<escape>}di{", "{|}"),
        ("foo{C-o}bar{<escape>}ggdw", "|\nbar"),
    ])
    func `delete`(keys: String, expected: String) { check(keys, expected) }

    @Test(arguments: [
        ("foo bar{<escape>}0cwx", "x| bar"), ("foo bar{<escape>}0c$x", "x|"),
        ("foo bar{<escape>}0cex", "x| bar"), ("foo bar{<escape>}bCx", "foo x|"),
        ("foo bar{<escape>}ccx", "x|"), ("foo bar{<escape>}Sx", "x|"),
        ("foo bar{<escape>}0sx", "x|oo bar"), ("foo bar{<escape>}02sx", "x|o bar"),
        ("f(a){<escape>}ci(x", "f(x|)"), ("ab{C-o}cd{<escape>}ccx", "ab\nx|"),
        ("abc{<escape>}ix", "abx|c"), ("abc{<escape>}ax", "abcx|"),
        ("  abc{<escape>}Ix", "  x|abc"),
        ("abc{<escape>}0Ax", "abcx|"), ("abc{<escape>}ox", "abc\nx|"),
        ("abc{<escape>}Ox", "x|\nabc"),
        ("abc{<escape>}0rx", "|xbc"), ("abc{<escape>}02rx", "x|xc"), ("abc{<escape>}02r", "|abc"),
        ("abc{<escape>}4rx", "ab|c"), ("aBc{<escape>}0~~", "Ab|c"), ("aBc{<escape>}03~", "Ab|C"),
        ("ab{C-o}  cd{<escape>}ggJ", "ab| cd"), ("ab{<escape>}J", "a|b"),
    ])
    func `change`(keys: String, expected: String) { check(keys, expected) }

    @Test(arguments: [
        ("abc{<escape>}xp", "ab|c"), ("abc{<escape>}0xp", "b|ac"), ("abc{<escape>}0x3p", "baa|ac"),
        ("abc{<escape>}xP", "a|cb"), ("foo bar{<escape>}0yw$p", "foo barfoo| "),
        ("ab{C-o}cd{<escape>}yyp", "ab\ncd\n|cd"), ("ab{C-o}cd{<escape>}yyP", "ab\n|cd\ncd"),
        ("ab{C-o}cd{<escape>}ddP", "|cd\nab"), ("ab{C-o}cd{<escape>}ggddp", "cd\n|ab"),
        ("ab{<escape>}Y2p", "ab\n|ab\nab"), ("abc{<escape>}p", "ab|c"),
        ("foo(a){<escape>}yi(0P", "|afoo(a)"), ("abc{<escape>}y0P", "a|babc"),
    ])
    func `yank and put`(keys: String, expected: String) { check(keys, expected) }

    @Test(arguments: [
        ("abc{<escape>}xu", "ab|c"), ("abc{<escape>}xxu", "a|b"), ("abc{<escape>}xx2u", "ab|c"),
        ("abc{<escape>}xu{C-r}", "a|b"), ("foo bar{<escape>}0dwu", "|foo bar"),
        ("foo bar{<escape>}0cwxy{<escape>}u", "|foo bar"), ("abc{<escape>}u", "|"),
        ("abc{<escape>}u{C-r}", "ab|c"), ("abc{<escape>}ofoo{<escape>}u", "ab|c"),
    ])
    func `take back`(keys: String, expected: String) { check(keys, expected) }

    @Test(arguments: [
        ("abc{<escape>}z", Editor.Outcome.refused), ("abc{<escape>}gx", .refused),
        ("abc{<escape>}dz", .refused), ("abc{<escape>}d", .editing), ("abc{<escape>}12", .editing),
        ("abc{<escape>}fx", .refused), ("abc{<escape>}k", .refused), ("abc{<escape>}0h", .refused),
        ("abc{<escape>}\n", .accepted("abc")), ("abc{<escape> C-c}", .interrupted(wasEmpty: false)),
        ("abc{<escape>}d{<f1>}", .editing), ("abc{<escape> <f1>}", .refused),
    ])
    func `refuse what means nothing`(keys: String, outcome: Editor.Outcome) {
        var editor = Editor(mode: .viInsert)
        #expect(editor.type(keys) == outcome)
    }

    @Test func `begin every statement in insert mode, and find those before`() {
        var editor = Editor(mode: .viInsert, history: History(["one", "two"]))
        editor.type("{<escape>}k")
        #expect(editor.marked == "tw|o")
        editor.type("k")
        #expect(editor.marked == "on|e")
        editor.type("jj")
        #expect(editor.marked == "|")
        editor.begin()
        #expect(editor.mode == .viInsert)
    }

    private func check(_ keys: String, _ expected: String) {
        var editor = Editor(mode: .viInsert)
        editor.type(keys)
        #expect(editor.marked == expected)
        while editor.undo.undo(in: &editor.buffer) {}
        #expect(editor.buffer.text == "")
    }
}
