import Testing

@testable import LineEditor

@Suite struct `The width of a character` {
    @Test(arguments: [
        ("a", 1), ("~", 1), ("\t", 1), ("\u{1}", 2), ("\u{7F}", 2), ("é", 1), ("e\u{301}", 1),
        ("e\u{301}\u{302}\u{303}", 1), ("\u{301}", 1), ("\u{200B}", 1), ("\u{AD}", 1),
        ("ß", 1), ("ж", 1), ("א", 1), ("ع", 1), ("ก", 1), ("漢", 2), ("字", 2), ("か", 2),
        ("が", 2), ("か\u{3099}", 2), ("ア", 2), ("ｱ", 1), ("Ａ", 2), ("　", 2), ("、", 2),
        ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("\u{1100}", 2), ("𠀀", 2), ("€", 1),
        ("…", 1), ("─", 1), ("█", 1), ("→", 1), ("☺", 1), ("☺\u{FE0F}", 2), ("❤\u{FE0F}", 2),
        ("1\u{FE0F}\u{20E3}", 2), ("😀", 2), ("👍", 2), ("👍🏽", 2), ("👩‍💻", 2), ("👨‍👩‍👧‍👦", 2),
        ("🇩🇪", 2), ("🇩", 1), ("🏳\u{FE0F}‍🌈", 2), ("🫨", 2), ("⌚", 2), ("✅", 2), ("✔", 1),
        ("\u{85}", 1), ("क", 1), ("कि", 2), ("ः", 1), ("〿", 1), ("①", 1), ("㈱", 2),
    ])
    func `is that of a terminal`(text: String, columns: Int) throws {
        let character = try #require(text.first)
        #expect(text.count == 1)
        #expect(CharacterWidth.columns(of: character) == columns)
    }

    @Test func `is looked up in ranges that are in order`() {
        for (range, next) in zip(CharacterWidth.wide, CharacterWidth.wide.dropFirst()) {
            #expect(range.upperBound + 1 < next.lowerBound)
        }
    }

    @Test func `goes with what is sent`() {
        #expect(CharacterWidth.shown("\u{1B}") == "^[")
        #expect(CharacterWidth.shown("\u{7F}") == "^?")
        #expect(CharacterWidth.shown("\u{301}") == "\u{25CC}\u{301}")
        #expect(CharacterWidth.shown("\u{85}") == "\u{FFFD}")
        #expect(CharacterWidth.shown("漢") == "漢")
        #expect(CharacterWidth.columns(of: "ab漢") == 4)
    }
}
