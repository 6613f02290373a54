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
        ("ab{C-o}cd{<escape>}0h", "ab\n|cd"), ("abc{<escape>}09l", "ab|c"),
        ("abc{<escape>}9h", "|abc"),
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
        ("a b c{<escape>}0cwx", "x| b c"), ("a b c{<escape>}02cwx", "x| c"),
        ("a b c{<escape>}0cex", "x| c"),
        ("foo bar{<escape>}0llcwx", "fox| bar"), ("foo.b c{<escape>}0cWx", "x| c"),
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
        ("abcd{<escape>}0x.", "|cd"), ("abcdef{<escape>}0x3.", "|ef"),
        ("abcdef{<escape>}02x.", "|ef"),
        ("abcdef{<escape>}02x1.", "|def"), ("a b c d{<escape>}0dw..", "|d"),
        ("a b c{<escape>}0cwxy{<escape>}w.", "xy x|y c"), ("ab{<escape>}ax{<escape>}.", "abx|x"),
        ("ab{<escape>}Ax{<escape>}0.", "abx|x"), ("aaa{<escape>}0rxl.", "x|xa"),
        ("abc{<escape>}0~.", "AB|c"), ("ab{<escape>}ox{<escape>}.", "ab\nx\n|x"),
        ("a,b,c{<escape>}0df,.", "|c"), ("abc{<escape>}x.u", "a|b"), ("abc{<escape>}.", "ab|c"),
        ("(a)(b){<escape>}0ci(x{<escape>}f(l.", "(x)(|x)"), ("ab{<escape>}xp.", "ab|b"),
        ("abcd{<escape>}0xylu.", "|bcd"), ("ab{C-o}cd{C-o}ef{<escape>}ggdd.", "|ef"),
        ("abcd{<escape>}0xfz.", "|cd"), ("ab{<escape>}0i{paste:xy}{<escape>}.", "xx|yyab"),
    ])
    func `repeat`(keys: String, expected: String) { check(keys, expected) }

    @Test(arguments: [
        ("abcd{<escape>}0vld", "|cd"), ("abcd{<escape>}vhhd", "|a"), ("abcd{<escape>}0v$d", "|"),
        ("foo bar{<escape>}0vecx", "x| bar"), ("abcd{<escape>}0vly$p", "abcda|b"),
        ("abcd{<escape>}vhy", "ab|cd"), ("a{C-o}b{C-o}c{<escape>}kVd", "a\n|c"),
        ("a{C-o}b{C-o}c{<escape>}ggVjd", "|c"), ("a{C-o}b{<escape>}Vyp", "a\nb\n|b"),
        ("a{C-o}b{<escape>}Vcx", "a\nx|"), ("abcd{<escape>}0vllohd", "|d"),
        ("abcd{<escape>}0vlvx", "a|cd"), ("abcd{<escape>}0vl{<escape>}x", "a|cd"),
        ("a{C-o}b{<escape>}kvVd", "|b"), ("f(ab){<escape>}0lvi(d", "f(|)"),
        ("foo bar{<escape>}viwd", "foo| "), ("abcd{<escape>}0v{<right>}x", "|cd"),
        ("abcd{<escape>}0v9ld", "|"), ("abcd{<escape>}vz", "abc|d"), ("a,b{<escape>}0vf,d", "|b"),
        ("{<escape>}vd", "|"), ("abc{<escape>}vhdu", "a|bc"), ("ab{C-o}cd{<escape>}kvjd", "|a"),
        ("abcd{<escape>}0vlsx{<escape>}u", "|abcd"),
        ("a{C-o}b{C-o}c{<escape>}VggD{<escape>}x", "|\nb\nc"),
    ])
    func `select`(keys: String, expected: String) { check(keys, expected) }

    @Test func `show what is selected`() {
        var editor = Editor(mode: .viInsert, history: History(["old"]))
        editor.type("abc{C-o}def{<escape>}hvk")
        #expect(editor.selection == 1..<6)
        editor.type("V")
        #expect(editor.selection == 0..<7)
        // Not into the history.
        #expect(editor.type("k") == .refused)
        #expect(editor.selection == 0..<7)
        editor.type("\n")
        #expect(editor.selection == nil)
    }

    @Test func `repeat what changed the statement before`() {
        var editor = Editor(mode: .viInsert)
        editor.type("abcd{<escape>}0x\n")
        editor.begin()
        editor.type("wxyz{<escape>}0.")
        #expect(editor.marked == "|xyz")
    }

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
