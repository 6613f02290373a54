// Tokens count bytes, editors count characters.

extension SourceReader {
    /// Where a character begins, in bytes; the end of the text for what is past it.
    public func offset(ofCharacter position: Int) -> Int {
        let position = max(position, 0)
        let line = lastLine { $0.character <= position }
        let range = wholeRange(ofLine: line)
        let rest = position - lines[line].character
        if lines[line].isPlain { return min(range.lowerBound + rest, range.upperBound) }
        return range.lowerBound + Self.text(bytes[range]).prefix(rest).utf8.count
    }

    /// How many characters stand before a byte at which one begins.
    public func character(atOffset offset: Int) -> Int {
        character(atOffset: offset, inLine: line(at: offset))
    }

    /// As ``character(atOffset:)``, where the line is known.
    func character(atOffset offset: Int, inLine line: Int) -> Int {
        let start = lines[line].start
        return lines[line].character
            + (lines[line].isPlain ? offset - start : Self.text(bytes[start..<offset]).count)
    }

    /// Whether every byte is a character; a return and a line feed are one together.
    static func isPlain(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "\r") }
    }

    /// The number of characters of the bytes of a line.
    static func characterCount(_ bytes: ArraySlice<UInt8>, isPlain: Bool) -> Int {
        isPlain ? bytes.count : text(bytes).count
    }

    /// The bytes of a line with its line break, after which a character always begins.
    func wholeRange(ofLine line: Int) -> Range<Int> {
        lines[line].start..<(line + 1 < lines.count ? lines[line + 1].start : bytes.count)
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
