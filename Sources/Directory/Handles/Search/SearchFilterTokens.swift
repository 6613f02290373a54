/// The tokens of a filter (session-directory 11.10).
struct SearchFilterTokens {
    enum Kind: Equatable {
        /// Letters, digits and slashes: a keyword, a path, a function or a variable.
        case word(String)
        case text(String)
        case number(Double)
        case openParenthesis
        case closeParenthesis
        case colon
        case end
    }

    struct Token: Equatable {
        let kind: Kind
        /// The bytes of UTF-8 before the token.
        let offset: Int
    }

    private let bytes: [UInt8]
    private var position = 0

    /// Splits a filter into its tokens, of which the last is the end.
    static func all(_ filter: String) throws(SearchFilterError) -> [Token] {
        var reader = SearchFilterTokens(filter)
        var tokens: [Token] = []
        repeat { tokens.append(try reader.next()) } while tokens.last?.kind != .end
        return tokens
    }

    private init(_ filter: String) { bytes = Array(filter.utf8) }

    private mutating func next() throws(SearchFilterError) -> Token {
        while let byte = current, Self.isBlank(byte) { position += 1 }
        let start = position
        guard let byte = current else { return Token(kind: .end, offset: start) }
        let kind: Kind
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ":"):
            position += 1
            kind = Self.symbol(byte)
        case UInt8(ascii: "'"):
            kind = .text(try text())
        case UInt8(ascii: "-"), 48...57:
            kind = .number(try number())
        default:
            guard Self.isLetter(byte) else {
                throw SearchFilterError(offset: start, problem: .unexpectedCharacter)
            }
            kind = .word(word())
        }
        return Token(kind: kind, offset: start)
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Reads to the closing quote; a quote inside is doubled.
    private mutating func text() throws(SearchFilterError) -> String {
        let start = position
        var text: [UInt8] = []
        position += 1
        while let byte = current {
            position += 1
            if byte == UInt8(ascii: "'") {
                guard current == UInt8(ascii: "'") else {
                    return String(decoding: text, as: UTF8.self)
                }
                position += 1
            }
            text.append(byte)
        }
        throw SearchFilterError(offset: start, problem: .openText)
    }

    /// Reads `[ "-" ] digits [ "." digits ]`.
    private mutating func number() throws(SearchFilterError) -> Double {
        let start = position
        if current == UInt8(ascii: "-") { position += 1 }
        try digits()
        if current == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let number = Double(text), number.isFinite else {
            throw SearchFilterError(offset: start, problem: .numberOutOfRange)
        }
        return number
    }

    private mutating func digits() throws(SearchFilterError) {
        let start = position
        while let byte = current, Self.isDigit(byte) { position += 1 }
        guard position > start else {
            throw SearchFilterError(offset: start, problem: .expected("a digit"))
        }
    }

    private mutating func word() -> String {
        let start = position
        while let byte = current, Self.isLetter(byte) || Self.isDigit(byte) || byte == 47 {
            position += 1
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private static func symbol(_ byte: UInt8) -> Kind {
        switch byte {
        case UInt8(ascii: "("): .openParenthesis
        case UInt8(ascii: ")"): .closeParenthesis
        default: .colon
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (65...90).contains(byte) || (97...122).contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
