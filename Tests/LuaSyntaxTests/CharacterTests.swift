import LuaSyntax
import Testing

@Suite struct `Places` {
    @Test(arguments: [
        "", "a", "ab\ncd", "\n\n", "é", "e\u{301}x", "a\r\nb", "\r\n\r\n", "👩‍💻\n👩‍💻x\ny",
        "a\n\u{301}b", "\u{301}",
        "漢字\nabc\n漢", "a\r", "a\rb\nc", "🇩🇪🇩🇪", "\n",
    ])
    func `lead from characters to bytes and back`(text: String) {
        let reader = SourceReader(text)
        for count in 0...text.count {
            let offset = text.prefix(count).utf8.count
            #expect(reader.offset(ofCharacter: count) == offset)
            #expect(reader.character(atOffset: offset) == count)
        }
        #expect(reader.offset(ofCharacter: text.count + 5) == text.utf8.count)
        #expect(reader.offset(ofCharacter: -1) == 0)
    }
}
