import Testing

@testable import LuaSyntax

@Suite struct `A lexer` {
    @Test(arguments: [
        ("", ""), ("   \t", ""), ("x", "n:x"), ("_x9 Ab_", "n:_x9 n:Ab_"),
        ("local x<close> =1", "k:local n:x o:< n:close o:> o:= d:1"), ("a>=1", "n:a o:>= d:1"),
        ("andy and", "n:andy k:and"), ("end_ functions function", "n:end_ n:functions k:function"),
        ("goto a ::a::", "k:goto n:a o::: n:a o:::"),
        ("a.b:c()", "n:a o:. n:b o:: n:c o:( o:)"),
        ("a..b...", "n:a o:.. n:b o:..."), ("a....b", "n:a o:... o:. n:b"),
        ("a//b/c", "n:a o:// n:b o:/ n:c"),
        ("a<<b>>c<=d>=e", "n:a o:<< n:b o:>> n:c o:<= n:d o:>= n:e"),
        ("a~=b~c==d=e", "n:a o:~= n:b o:~ n:c o:== n:d o:= n:e"),
        ("#t-1*2%3^4&5|6", "o:# n:t o:- d:1 o:* d:2 o:% d:3 o:^ d:4 o:& d:5 o:| d:6"),
        ("{[1]=2;3,}", "o:{ o:[ d:1 o:] o:= d:2 o:; d:3 o:, o:}"),
        ("a:::b", "n:a o::: o:: n:b"),
        ("@", "i:@×"), ("a ! b", "n:a i:!× n:b"), ("$x", "i:$× n:x"), ("é", "i:é×"),
        ("x = 漢", "n:x o:= i:漢×"), ("`?\\", "i:`× i:?× i:\\×"), ("\u{0}", "i:\u{0}×"),
    ])
    func `divides words and symbols`(text: String, tokens: String) {
        #expect(shown(text) == tokens)
    }

    @Test(arguments: [
        "0", "3", "345", "0xff", "0XBEBADA", "3.0", "3.1416", "314.16e-2", "0.31416E1", "34e1",
        "0x0.1E", "0xA23p-4", "0X1.921FB54442D18P+1", "3.", ".5", "08", "1e5", "1E+5", "0x.8",
        "0x1p4", "0xep1", "9223372036854775808", "5.e3", "0x8.", "00",
    ])
    func `knows numerals`(text: String) {
        #expect(shown(text) == "d:" + text)
    }

    @Test(arguments: [
        ("3x", "d:3x×"), ("0x", "d:0x×"), ("0xg", "d:0xg×"), ("1e", "d:1e×"), ("1e+", "d:1e+×"),
        ("1..2", "d:1..2×"), ("1.2.3", "d:1.2.3×"), ("0x.p1", "d:0x.p1×"), ("1e5e5", "d:1e5e5×"),
        ("0x1pf", "d:0x1pf×"), ("3and", "d:3and×"), ("0x1e+5", "d:0x1e o:+ d:5"),
        ("1 .. 2", "d:1 o:.. d:2"), ("a.5", "n:a d:.5"), ("1e-x", "d:1e-x×"),
        ("2-1", "d:2 o:- d:1"),
        ("1_000", "d:1_000×"),
    ])
    func `tells what is no numeral`(text: String, tokens: String) {
        #expect(shown(text) == tokens)
    }

    @Test(arguments: [
        "''", #""""#, "'a'", #""a""#, #"'"'"#, #""'""#, #""\"""#, #"'\''"#, #""\\""#,
        #""\a\b\f\n\r\t\v""#, #""\065\10\255\0""#, #""\x41\xfF""#, #""\u{48}\u{7FFFFFFF}""#,
        #""a\z  b""#, #""\z""#, "\"漢字\"", #""--""#, #""[[""#, "\"\t\"",
    ])
    func `knows strings`(text: String) {
        #expect(shown(text) == "s:" + text)
    }

    @Test(arguments: [
        (#"""#, #"s:"×"#), (#""abc"#, #"s:"abc×"#), ("'abc\nd", "s:'abc× n:d"),
        (#""\q""#, #"s:"\q"×"#), (#""\256""#, #"s:"\256"×"#), (#""\x4""#, #"s:"\x4"×"#),
        (#""\u{}""#, #"s:"\u{}"×"#), (#""\u{80000000}""#, #"s:"\u{80000000}"×"#),
        (#""\u{41""#, #"s:"\u{41"×"#), (#""\u41""#, #"s:"\u41"×"#), ("'a\rb'", "s:'a× n:b s:'×"),
        (#"'a"b"#, #"s:'a"b×"#),
    ])
    func `tells what is no string`(text: String, tokens: String) {
        #expect(shown(text) == tokens)
    }

    @Test(arguments: [
        ("'a\\", "s:'a\\…"), ("'a\\\nb'", "s:'a\\… +s:b'"), ("'a\\\nb\nc", "s:'a\\… +s:b× n:c"),
        ("'a\\\nb\\\nc' d", "s:'a\\… +s:b\\… +s:c' n:d"),
        ("'a\\z\n\n  b'", "s:'a\\z… +s:… +s:  b'"),
        ("'a\\z\n", "s:'a\\z… +s:…"), ("'\\q\\\nb'", "s:'\\q\\× +s:b'"),
        ("'a\\\r\nb'", "s:'a\\\r… +s:b'"), ("'a\\\n", "s:'a\\… +s:×"),
        ("'a\\\\\nb", "s:'a\\\\× n:b"),
    ])
    func `goes on with strings in the next line`(text: String, tokens: String) {
        #expect(shown(text) == tokens)
    }

    @Test(arguments: [
        ("[[]]", "l:[[]]"), ("[[a]]b", "l:[[a]] n:b"),
        ("[==[a]]b]=]c]==]d", "l:[==[a]]b]=]c]==] n:d"),
        ("[[a]]]", "l:[[a]] o:]"), ("[=[a]]=]", "l:[=[a]]=]"), ("[=", "i:[=×"),
        ("[=x", "i:[=× n:x"),
        ("a[b[1]]", "n:a o:[ n:b o:[ d:1 o:] o:]"), ("a[[b]]", "n:a l:[[b]]"),
        ("[[", "l:[[…"), ("[[a\nb]]c", "l:[[a… +l:b]] n:c"), ("[[\n\n]]", "l:[[… +l:… +l:]]"),
        ("[=[a]]\n]=]", "l:[=[a]]… +l:]=]"), ("[[--]]", "l:[[--]]"), ("[[\\]]", "l:[[\\]]"),
        ("[==", "i:[==×"),
    ])
    func `knows long brackets of any level`(text: String, tokens: String) {
        #expect(shown(text) == tokens)
    }

    @Test(arguments: [
        ("-- a", "c:-- a"), ("a--b\nc", "n:a c:--b n:c"), ("--", "c:--"), ("--[", "c:--["),
        ("--[=", "c:--[="), ("--[[a]]b", "c:--[[a]] n:b"),
        ("--[==[a]]\n]==]b", "c:--[==[a]]… +c:]==] n:b"),
        ("--[[", "c:--[[…"), ("- - a", "o:- o:- n:a"), ("-- [[a", "c:-- [[a"),
        ("---[[a", "c:---[[a"),
        ("--a\rb", "c:--a n:b"), ("#!/usr/bin/lua\nx", "c:#!/usr/bin/lua n:x"), ("#x", "o:# n:x"),
        ("x\n#!y", "n:x o:# i:!× n:y"), ("\u{FEFF}x", "n:x"),
    ])
    func `knows comments`(text: String, tokens: String) {
        #expect(shown(text) == tokens)
    }

    @Test func `says where tokens stand`() {
        let reader = SourceReader("é = 1\n  xy[[\n]]")
        #expect(reader.tokens.map(\.range) == [0..<2, 3..<4, 5..<6, 9..<11, 11..<13, 14..<16])
        #expect(reader.tokens.map(\.line) == [0, 0, 0, 1, 1, 2])
    }

    @Test func `goes on from the state of a line`() {
        var lexer = Lexer(Array("b ]==] c".utf8), from: .longString(level: 2))
        #expect(lexer.tokens(ofLine: 0..<8).map(\.kind) == [.longString, .name])
        #expect(lexer.state == .normal)
    }
}
