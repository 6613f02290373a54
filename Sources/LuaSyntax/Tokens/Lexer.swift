/// Divides Lua text into tokens, a line at a time.
///
/// It takes any bytes: what is no Lua becomes tokens that are broken or invalid.
public struct Lexer {
    /// How a line begins: what the lines before it have left open.
    public enum State: Sendable, Hashable {
        /// With nothing open.
        case normal
        /// Inside of a string in long brackets with this many equals signs.
        case longString(level: Int)
        /// Inside of a comment in such brackets.
        case longComment(level: Int)
        /// Inside of a string in quotes, after a backslash at the end of the line or, when it
        /// skips white space, after `\z`.
        case shortString(quote: UInt8, skipsSpace: Bool)
    }

    /// What the line after the last one begins with.
    public internal(set) var state: State
    let bytes: [UInt8]
    /// Where the line ends, its line break not counted.
    var end = 0
    var at = 0
    var tokens: [Token] = []

    /// Makes a lexer of a text.
    ///
    /// - Parameters:
    ///   - bytes: the text in UTF-8.
    ///   - state: how the line to be read first begins.
    public init(_ bytes: [UInt8], from state: State = .normal) {
        self.bytes = bytes
        self.state = state
    }

    /// The tokens of a line, as ``state`` says that it begins; their ranges count from its start.
    ///
    /// - Parameter line: the bytes of the line, without the line break.
    public mutating func tokens(ofLine line: Range<Int>) -> [Token] {
        tokens = []
        at = line.lowerBound
        end = line.upperBound
        let opened = state
        state = .normal
        switch opened {
        case .normal: skipFirstLine()
        case .longString(let level): readLong(.longString, level: level, from: at, continues: true)
        case .longComment(let level): readLong(.comment, level: level, from: at, continues: true)
        case .shortString(let quote, let skipsSpace):
            readString(quote: quote, from: at, skipsSpace: skipsSpace, continues: true)
        }
        while at < end { readToken() }
        return line.lowerBound == 0
            ? tokens : tokens.map { $0.moved(by: -line.lowerBound, line: 0) }
    }

    /// The byte at an offset from here; 0 past the end of the line.
    func byte(_ offset: Int = 0) -> UInt8 { at + offset < end ? bytes[at + offset] : 0 }

    mutating func add(
        _ kind: Token.Kind, from start: Int, _ condition: Token.Condition = .whole,
        isContinuation: Bool = false
    ) {
        tokens.append(Token(kind, start..<at, condition, isContinuation: isContinuation))
    }

    /// The program that a file names, and a byte order mark.
    private mutating func skipFirstLine() {
        guard at == 0 else { return }
        if end >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { at = 3 }
        guard byte() == UInt8(ascii: "#"), byte(1) == UInt8(ascii: "!") else { return }
        let start = at
        at = end
        add(.comment, from: start)
    }

    private mutating func readToken() {
        let start = at
        switch byte() {
        case UInt8(ascii: " "), 0x09...0x0D: at += 1
        case let first where Self.isNameByte[Int(first)] && !Self.isDigit(first):
            while at < end, Self.isNameByte[Int(bytes[at])] { at += 1 }
            let keyword = Keyword(bytes[start..<at])
            add(keyword.map(Token.Kind.keyword) ?? .name, from: start)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): readNumber()
        case UInt8(ascii: ".") where Self.isDigit(byte(1)): readNumber()
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            let quote = byte()
            at += 1
            readString(quote: quote, from: start)
        case UInt8(ascii: "-") where byte(1) == UInt8(ascii: "-"): readComment()
        case UInt8(ascii: "[")
        where byte(1) == UInt8(ascii: "[") || byte(1) == UInt8(ascii: "="):
            readLongBracket()
        default: readSymbol()
        }
    }

    private mutating func readSymbol() {
        let start = at
        if let symbol = Symbol(byte(), byte(1), byte(2)) {
            at += symbol.length
            return add(.symbol(symbol), from: start)
        }
        at += 1
        // The rest of the scalar.
        while at < end, bytes[at] & 0xC0 == 0x80 { at += 1 }
        add(.invalid, from: start, .broken)
    }

    private mutating func readComment() {
        let start = at
        at += 2
        if let level = openingLevel() {
            at += level + 2
            return readLong(.comment, level: level, from: start)
        }
        while at < end, bytes[at] != UInt8(ascii: "\r") { at += 1 }
        add(.comment, from: start)
    }

    private mutating func readLongBracket() {
        let start = at
        guard let level = openingLevel() else {
            at += 1
            while byte() == UInt8(ascii: "=") { at += 1 }
            return add(.invalid, from: start, .broken)
        }
        at += level + 2
        readLong(.longString, level: level, from: start)
    }

    /// The number of equals signs in the long bracket that opens here; nil when none does.
    private func openingLevel() -> Int? {
        guard byte() == UInt8(ascii: "[") else { return nil }
        var level = 0
        while byte(level + 1) == UInt8(ascii: "=") { level += 1 }
        return byte(level + 1) == UInt8(ascii: "[") ? level : nil
    }

    /// Reads up to the bracket that closes, or to the end of the line.
    private mutating func readLong(
        _ kind: Token.Kind, level: Int, from start: Int, continues: Bool = false
    ) {
        while at < end {
            guard bytes[at] == UInt8(ascii: "]") else {
                at += 1
                continue
            }
            var count = 0
            while byte(count + 1) == UInt8(ascii: "=") { count += 1 }
            // A second bracket that closes nothing may be the first of the pair that does.
            guard count == level, byte(count + 1) == UInt8(ascii: "]") else {
                at += count + 1
                continue
            }
            at += count + 2
            return add(kind, from: start, isContinuation: continues)
        }
        state = kind == .comment ? .longComment(level: level) : .longString(level: level)
        add(kind, from: start, .open, isContinuation: continues)
    }

    static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

    static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || UInt8(ascii: "a")...UInt8(ascii: "f") ~= byte | 0x20
    }

    /// Letters, digits and the underscore: of ASCII alone, as the C locale has it.
    static let isNameByte: [Bool] = (0...255).map { value in
        let byte = UInt8(value)
        return isDigit(byte) || byte == UInt8(ascii: "_")
            || byte < 0x80 && UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
    }
}
