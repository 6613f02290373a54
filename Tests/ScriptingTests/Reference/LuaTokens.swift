/// One word of Lua code.
struct LuaToken: Hashable {
    enum Kind: Hashable { case name, keyword, string, number, symbol }

    let kind: Kind
    let text: String
    let line: Int

    static let keywords: Set<String> = [
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if",
        "in", "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
    ]

    /// The words of a text, without comments.
    static func all(of text: String) -> [LuaToken] {
        var scanner = LuaScanner(text)
        return scanner.tokens()
    }
}

private struct LuaScanner {
    private let bytes: [UInt8]
    private var place = 0
    private var line = 1

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func tokens() -> [LuaToken] {
        var tokens: [LuaToken] = []
        while let byte = peek() {
            let start = place
            let startLine = line
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: " ") || byte == 9 || byte == 13 {
                advance()
                continue
            }
            if byte == UInt8(ascii: "-"), peek(1) == UInt8(ascii: "-") {
                place += 2
                if !skipLongBracket() { skip { $0 != UInt8(ascii: "\n") } }
                continue
            }
            var kind = LuaToken.Kind.symbol
            if Self.isNamePart(byte), !Self.isDigit(byte) {
                kind = .name
                skip(while: Self.isNamePart)
            } else if Self.isDigit(byte) {
                kind = .number
                skip { Self.isNamePart($0) || $0 == UInt8(ascii: ".") }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                kind = .string
                skipString(byte)
            } else if byte == UInt8(ascii: "["), skipLongBracket() {
                kind = .string
            } else {
                skipSymbol()
            }
            let text = String(decoding: bytes[start..<place], as: UTF8.self)
            if kind == .name, LuaToken.keywords.contains(text) { kind = .keyword }
            tokens.append(LuaToken(kind: kind, text: text, line: startLine))
        }
        return tokens
    }

    private func peek(_ offset: Int = 0) -> UInt8? {
        bytes.indices.contains(place + offset) ? bytes[place + offset] : nil
    }

    private mutating func advance() {
        if bytes[place] == UInt8(ascii: "\n") { line += 1 }
        place += 1
    }

    private mutating func skip(while isWanted: (UInt8) -> Bool) {
        while let byte = peek(), isWanted(byte) { advance() }
    }

    private mutating func skipString(_ quote: UInt8) {
        advance()
        while let byte = peek() {
            advance()
            if byte == UInt8(ascii: "\\"), peek() != nil {
                advance()
            } else if byte == quote {
                return
            }
        }
    }

    /// Skips `[[…]]` or `[=[…]=]`; false when there is none.
    private mutating func skipLongBracket() -> Bool {
        guard peek() == UInt8(ascii: "[") else { return false }
        var level = 0
        while peek(1 + level) == UInt8(ascii: "=") { level += 1 }
        guard peek(1 + level) == UInt8(ascii: "[") else { return false }
        let closing =
            [UInt8(ascii: "]")] + Array(repeating: UInt8(ascii: "="), count: level)
            + [UInt8(ascii: "]")]
        while peek() != nil, !bytes[place...].starts(with: closing) { advance() }
        place = min(bytes.count, place + closing.count)
        return true
    }

    private mutating func skipSymbol() {
        let long = ["...", "..", "::", "==", "~=", "<=", ">=", "//", "<<", ">>"]
        let match = long.first { bytes[place...].starts(with: Array($0.utf8)) }
        place += match?.utf8.count ?? 1
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        isDigit(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            || byte == UInt8(ascii: "_")
    }
}
