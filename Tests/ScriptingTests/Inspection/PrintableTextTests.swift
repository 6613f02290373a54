import Scripting
import Testing

@Suite struct `Printable text` {
    @Test(arguments: [
        ("plain", "plain"), ("é 日本 😀 🏴󠁧󠁢󠁥󠁮󠁧󠁿 👩‍👩‍👧", "é 日本 😀 🏴󠁧󠁢󠁥󠁮󠁧󠁿 👩‍👩‍👧"), ("a\"b\\c", "a\"b\\c"),
        ("\u{1B}[2J", "\\27[2J"), ("\u{1}2", "\\0012"), ("\u{7F}", "\\127"), ("\0", "\\0"),
        ("a\nb\r\tc", "a\\nb\\r\\tc"), ("\r\n", "\\r\\n"), ("\u{9B}31m", "\\u{9B}31m"),
        ("\u{202E}live", "\\u{202E}live"), ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"),
        ("\u{2028}", "\\u{2028}"), ("\u{FEFF}", "\\u{FEFF}"), ("", ""),
    ])
    func `has no order for a terminal`(text: String, expected: String) {
        #expect(PrintableText.shown(text) == expected)
        #expect(PrintableText.shown(Array(text.utf8)) == expected)
    }

    @Test func `of bytes that are no text is in decimal`() {
        #expect(PrintableText.shown([0xFF, 0x31, 0x1B, 0x5B, 0xC3]) == "\\2551\\27[\\195")
    }

    @Test func `of several lines keeps them`() {
        #expect(PrintableText.paragraph("a\n\tb\u{1B}c\r\n") == "a\n\tb\\27c\\r\n")
    }
}

@Suite struct `A text style` {
    private let style = TextStyle(isColored: true)

    @Test func `puts codes around a text`() {
        let all = [
            style.bold("a"), style.dim("a"), style.red("a"), style.green("a"), style.yellow("a"),
            style.blue("a"), style.magenta("a"), style.cyan("a"),
        ]
        #expect(
            all == [1, 2, 31, 32, 33, 34, 35, 36].map { "\u{1B}[\($0)ma\u{1B}[0m" })
    }

    @Test func `goes on after a text inside of it`() {
        #expect(
            style.red("a" + style.bold("b") + "c" + style.green("d"))
                == "\u{1B}[31ma\u{1B}[1mb\u{1B}[0m\u{1B}[31mc\u{1B}[32md\u{1B}[0m")
    }

    @Test func `adds nothing to nothing, nor without colours`() {
        #expect(style.red("") == "")
        #expect(TextStyle(isColored: false).red("a" + style.bold("b")) == "a\u{1B}[1mb\u{1B}[0m")
    }
}
