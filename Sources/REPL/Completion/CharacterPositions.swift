internal import LuaSyntax

/// Converts between characters, which the editor counts, and bytes, which tokens count.
struct CharacterPositions {
    private let bytes: [UInt8]
    /// Whether every byte is a character.
    private let isPlain: Bool

    init(of reader: SourceReader) {
        bytes = reader.bytes
        // A return and a line feed are one character.
        isPlain = reader.bytes.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "\r") }
    }

    /// Where a character begins; the end of the text for what is past it.
    func offset(ofCharacter position: Int) -> Int {
        guard !isPlain else { return min(max(position, 0), bytes.count) }
        let text = String(decoding: bytes, as: UTF8.self)
        return text.prefix(max(position, 0)).utf8.count
    }

    /// How many characters stand before a byte at which one begins.
    func character(atOffset offset: Int) -> Int {
        isPlain ? offset : String(decoding: bytes[..<offset], as: UTF8.self).count
    }
}
