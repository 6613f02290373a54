import Testing

@testable import LineEditor

@Suite struct `A decoder of keys` {
    @Test(arguments: [
        ("a", "a"), ("é", "é"), ("漢", "漢"), ("😀", "😀"), (" ", "<space>"), ("\r", "<enter>"),
        ("\n", "C-j"), ("\t", "<tab>"), ("\u{7F}", "<backspace>"), ("\u{8}", "C-h"),
        ("\u{0}", "C-<space>"), ("\u{1}", "C-a"), ("\u{1A}", "C-z"), ("\u{1C}", "C-\\"),
        ("\u{1D}", "C-]"), ("\u{1E}", "C-^"), ("\u{1F}", "C-_"), ("\u{1B}a", "M-a"),
        ("\u{1B}é", "M-é"), ("\u{1B}\r", "M-<enter>"), ("\u{1B}\u{7F}", "M-<backspace>"),
        ("\u{1B}\u{8}", "C-M-h"), ("\u{1B}<", "M-<"), ("\u{1B}.", "M-."), ("\u{1B}-", "M--"),
        ("\u{1B}\u{1F}", "C-M-_"),
        ("\u{1B}[A", "<up>"), ("\u{1B}[B", "<down>"), ("\u{1B}[C", "<right>"),
        ("\u{1B}[D", "<left>"), ("\u{1B}[H", "<home>"), ("\u{1B}[F", "<end>"),
        ("\u{1B}OA", "<up>"), ("\u{1B}OH", "<home>"), ("\u{1B}OP", "<f1>"), ("\u{1B}OS", "<f4>"),
        ("\u{1B}OM", "<enter>"), ("\u{1B}[1~", "<home>"), ("\u{1B}[2~", "<insert>"),
        ("\u{1B}[3~", "<delete>"), ("\u{1B}[4~", "<end>"), ("\u{1B}[5~", "<pageup>"),
        ("\u{1B}[6~", "<pagedown>"), ("\u{1B}[15~", "<f5>"), ("\u{1B}[24~", "<f12>"),
        ("\u{1B}[[A", "<f1>"), ("\u{1B}[[E", "<f5>"), ("\u{1B}[Z", "S-<tab>"),
        ("\u{1B}[1;2A", "S-<up>"), ("\u{1B}[1;3A", "M-<up>"), ("\u{1B}[1;5C", "C-<right>"),
        ("\u{1B}[1;6D", "C-S-<left>"), ("\u{1B}[3;5~", "C-<delete>"), ("\u{1B}[1;5H", "C-<home>"),
        ("\u{1B}\u{1B}[A", "M-<up>"), ("\u{1B}\u{1B}OA", "M-<up>"),
        ("\u{1B}\u{1B}[3~", "M-<delete>"),
        ("\u{1B}[97;5u", "C-a"), ("\u{1B}[13;2u", "S-<enter>"), ("\u{1B}[13;3u", "M-<enter>"),
        ("\u{1B}[27;2;13~", "S-<enter>"), ("\u{1B}[27;5;9~", "C-<tab>"), ("\u{1B}[27u", "<escape>"),
        ("\u{1B}[127;5u", "C-<backspace>"),
        // What is no key of ours is passed over, and what follows is read.
        ("\u{1B}[?62;4cx", "x"), ("\u{1B}[>0;95;0cx", "x"), ("\u{1B}[99~x", "x"),
        ("\u{1B}[1;1Rx", "x"), ("\u{1B}]0;title\u{7}x", "x"), ("\u{1B}]11;rgb\u{1B}\\x", "x"),
        ("\u{1B}P1$r\u{1B}\\x", "x"), ("\u{1B}Ozx", "x"), ("\u{1B}[Ix", "x"),
        ("\u{1B}[12\u{1B}[A", "<up>"), ("\u{1B}[1\rx", "<enter> x"),
        ("ab", "a b"), ("a\u{1B}[Ab", "a <up> b"), ("\u{1B}\u{1B}a", "<escape> M-a"),
    ])
    func `reads what terminals send`(sent: String, keys: String) {
        var decoder = KeyDecoder()
        #expect(decoder.decode(sent.utf8) == Typing.events("{\(keys)}"))
        #expect(!decoder.isPending)
    }

    @Test(
        arguments: [
            ([0x1B], "<escape>"), ([0x1B, 0x1B], "M-<escape>"), ([0x1B, 0x5B], "M-["),
            ([0x1B, 0x4F], "M-O"), ([0x1B, 0x5B, 0x31], ""), ([0xE6, 0xBC], "\u{FFFD}"),
            ([0x1B, 0x5D, 0x30], ""), ([], ""),
        ] as [([UInt8], String)])
    func `takes what is pending as it stands when time is over`(sent: [UInt8], keys: String) {
        var decoder = KeyDecoder()
        #expect(decoder.decode(sent) == [])
        #expect(decoder.isPending == !sent.isEmpty)
        #expect(decoder.timeOut() == (keys.isEmpty ? [] : Typing.events("{\(keys)}")))
        #expect(!decoder.isPending)
        #expect(decoder.decode([0x61]) == Typing.events("a"))
    }

    @Test(
        arguments: [
            ([0xFF, 0x61], "\u{FFFD} a"), ([0xC3, 0x61], "\u{FFFD} a"), ([0x80], "\u{FFFD}"),
            ([0xED, 0xA0, 0x80], "\u{FFFD}"), ([0xC0], "\u{FFFD}"),
            ([0xE6, 0xC3, 0xA9], "\u{FFFD} é"),
        ] as [([UInt8], String)])
    func `replaces bytes that are no text`(sent: [UInt8], keys: String) {
        var decoder = KeyDecoder()
        #expect(decoder.decode(sent) == Typing.events("{\(keys)}"))
    }

    @Test(arguments: [
        ("a\nb", "a\nb"), ("a\r\nb\rc", "a\nb\nc"), ("\u{1B}[A", "\u{1B}[A"),
        ("\t\u{3}", "\t\u{3}"),
        ("漢字", "漢字"), ("\u{1B}[20", "\u{1B}[20"),
    ])
    func `reads a paste as one event`(sent: String, pasted: String) {
        var decoder = KeyDecoder()
        let bytes = Array("x\u{1B}[200~\(sent)\u{1B}[201~y".utf8)
        let expected = Typing.events("x") + [.paste(pasted)] + Typing.events("y")
        #expect(decoder.decode(bytes) == expected)
    }

    @Test func `waits for the end of a paste for as long as it takes`() {
        var decoder = KeyDecoder()
        #expect(decoder.decode("\u{1B}[200~abc".utf8) == [])
        #expect(!decoder.isPending)
        #expect(decoder.timeOut() == [])
        #expect(decoder.decode("def\u{1B}[201~".utf8) == [.paste("abcdef")])
    }

    @Test func `cuts a paste that is too long, between characters`() {
        var decoder = KeyDecoder(pasteLimitBytes: 100)
        let text = String(repeating: "漢", count: 43)
        let events = decoder.decode("\u{1B}[200~\(text)\u{1B}[201~".utf8)
        let parts = events.map { event in
            if case .paste(let part) = event { part } else { "" }
        }
        #expect(parts.count == 2)
        #expect(parts.joined() == text)
    }

    @Test func `drops a sequence without end`() {
        var decoder = KeyDecoder()
        let endless = "\u{1B}[" + String(repeating: "1;", count: 40)
        _ = decoder.decode(endless.utf8)
        #expect(!decoder.isPending)
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `survives any bytes`(seed: UInt64) {
        var numbers = SeededNumbers(seed: seed)
        var decoder = KeyDecoder()
        let likely: [UInt8] = [0x1B, 0x5B, 0x4F, 0x32, 0x30, 0x31, 0x7E, 0x3B, 0x41, 0xE6, 0xBC]
        for _ in 0..<2_000 {
            let byte =
                Bool.random(using: &numbers)
                ? likely[Int.random(in: 0..<likely.count, using: &numbers)]
                : UInt8.random(in: 0...255, using: &numbers)
            _ = decoder.decode(byte)
        }
        _ = decoder.decode("\u{1B}\\\u{1B}[201~".utf8)
        _ = decoder.timeOut()
        #expect(decoder.decode("a".utf8) == Typing.events("a"))
    }
}

@Suite struct `A map of keys` {
    @Test func `binds sequences`() {
        var map = Keymap()
        let isBound = map.bind("C-x C-s", to: .yank)
        #expect(isBound)
        #expect(map.meaning(of: keys("C-x")) == .prefix)
        #expect(map.meaning(of: keys("C-x C-s")) == .command(.yank))
        #expect(map.meaning(of: keys("C-s")) == .unbound)
    }

    @Test(arguments: ["", "C-", "<none>", "ab", "C-x <none>", "<fx>"])
    func `refuses names of no key`(name: String) {
        var map = Keymap()
        let isBound = map.bind(name, to: .yank)
        #expect(!isBound)
        #expect(map == Keymap())
    }

    @Test func `lets its owner change what a key does`() {
        var editor = Editor()
        let isBound = editor.keymap.bind("C-a", to: .kill(.lineStart))
        editor.type("abc{C-a}")
        #expect(isBound)
        #expect(editor.marked == "|")
    }

    private func keys(_ names: String) -> [Key] {
        names.split(separator: " ").compactMap { Key(named: String($0)) }
    }
}
