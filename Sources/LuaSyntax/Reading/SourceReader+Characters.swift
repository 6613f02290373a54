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
        let line = lines[line(at: offset)]
        let isPlain = line.isPlain
        return line.character
            + (isPlain ? offset - line.start : Self.text(bytes[line.start..<offset]).count)
    }

    /// Counts the characters of a line in one go.
    func characters(in line: Line, upTo end: Int) -> LineCharacters {
        guard !line.isPlain else { return LineCharacters(line: line) }
        var starts: [Int] = []
        var start = line.start
        for character in Self.text(bytes[line.start..<end]) {
            starts.append(start)
            start += character.utf8.count
        }
        return LineCharacters(line: line, starts: starts)
    }

    /// The characters of a line, counted for places that come in order.
    struct LineCharacters {
        let line: Line
        /// Where each begins; nil when every byte is one.
        var starts: [Int]?
        private var next = 0

        init(line: Line, starts: [Int]? = nil) {
            self.line = line
            self.starts = starts
        }

        /// How many characters of the text begin before a byte.
        mutating func count(before offset: Int) -> Int {
            guard let starts else { return line.character + offset - line.start }
            while next < starts.count, starts[next] < offset { next += 1 }
            return line.character + next
        }
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
