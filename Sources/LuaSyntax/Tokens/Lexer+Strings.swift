extension Lexer {
    /// Reads the rest of a string in quotes.
    ///
    /// - Parameters:
    ///   - quote: the byte that ends it.
    ///   - start: where the token begins.
    ///   - skipsSpace: whether `\z` stands before.
    ///   - continues: whether it began in an earlier line.
    mutating func readString(
        quote: UInt8, from start: Int, skipsSpace: Bool = false, continues: Bool = false
    ) {
        var isBroken = false
        if skipsSpace, skipSpace(quote: quote, from: start, continues: continues) { return }
        while at < end {
            let next = bytes[at]
            if next == quote {
                at += 1
                return add(
                    .string, from: start, isBroken ? .broken : .whole, isContinuation: continues)
            }
            // A return ends a line for Lua, and with it the string.
            guard next != UInt8(ascii: "\r") else { break }
            at += 1
            guard next == UInt8(ascii: "\\") else { continue }
            if at == end || byte() == UInt8(ascii: "\r") && at + 1 == end {
                at = end
                state = .shortString(quote: quote, skipsSpace: false)
                return add(
                    .string, from: start, isBroken ? .broken : .open, isContinuation: continues)
            }
            if byte() == UInt8(ascii: "z") {
                at += 1
                if skipSpace(quote: quote, from: start, continues: continues) { return }
            } else if !readEscape() {
                isBroken = true
            }
        }
        add(.string, from: start, .broken, isContinuation: continues)
    }

    /// Skips white space after `\z`; whether the line ends there, and the token with it.
    private mutating func skipSpace(quote: UInt8, from start: Int, continues: Bool) -> Bool {
        while at < end, bytes[at] == UInt8(ascii: " ") || 0x09...0x0D ~= bytes[at] { at += 1 }
        guard at == end else { return false }
        state = .shortString(quote: quote, skipsSpace: true)
        add(.string, from: start, .open, isContinuation: continues)
        return true
    }

    /// Reads what follows a backslash; false when Lua knows no such escape.
    private mutating func readEscape() -> Bool {
        let kind = byte()
        switch kind {
        case UInt8(ascii: "a"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "v"), UInt8(ascii: "\\"),
            UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\r"):
            at += 1
            return true
        case UInt8(ascii: "x"):
            guard Self.isHexadecimal(byte(1)), Self.isHexadecimal(byte(2)) else { return false }
            at += 3
            return true
        case UInt8(ascii: "u"): return readScalarEscape()
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            var value = 0
            for _ in 0..<3 where Self.isDigit(byte()) {
                value = value * 10 + Int(byte() - UInt8(ascii: "0"))
                at += 1
            }
            return value <= 255
        default: return false
        }
    }

    /// A number in hexadecimal digits and braces, below 2³¹.
    private mutating func readScalarEscape() -> Bool {
        guard byte(1) == UInt8(ascii: "{"), Self.isHexadecimal(byte(2)) else { return false }
        var length = 2
        var value = 0
        while Self.isHexadecimal(byte(length)), value < 1 << 31 {
            // Letters are 9 past the low half of their code.
            let digit = byte(length)
            value = value << 4 | Int(digit & 15) + (Self.isDigit(digit) ? 0 : 9)
            length += 1
        }
        guard value < 1 << 31, byte(length) == UInt8(ascii: "}") else { return false }
        at += length + 1
        return true
    }
}
