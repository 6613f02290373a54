/// Bytes as text (RFC 4648, sections 4 and 5).
package enum Base64 {
    /// How the 64 digits look.
    package enum Alphabet: Sendable {
        /// With `+` and `/`, and padded to a multiple of four.
        case standard
        /// With `-` and `_`, for URLs; not padded.
        case url

        fileprivate var last: (UInt8, UInt8) {
            switch self {
            case .standard: (UInt8(ascii: "+"), UInt8(ascii: "/"))
            case .url: (UInt8(ascii: "-"), UInt8(ascii: "_"))
            }
        }
    }

    private static let padding = UInt8(ascii: "=")

    /// Writes bytes as text.
    package static func encode(_ bytes: [UInt8], _ alphabet: Alphabet = .standard) -> String {
        var digits: [UInt8] = []
        digits.reserveCapacity((bytes.count + 2) / 3 * 4)
        var pending = 0
        var pendingBits = 0
        for byte in bytes {
            pending = pending << 8 | Int(byte)
            pendingBits += 8
            while pendingBits >= 6 {
                pendingBits -= 6
                digits.append(digit(pending >> pendingBits & 0x3F, alphabet))
            }
            pending &= 0x3F
        }
        if pendingBits > 0 {
            digits.append(digit(pending << (6 - pendingBits) & 0x3F, alphabet))
        }
        while alphabet == .standard, !digits.count.isMultiple(of: 4) { digits.append(padding) }
        return String(decoding: digits, as: UTF8.self)
    }

    /// Reads text; nil for other characters, for missing or superfluous padding and for text that
    /// no bytes are written as.
    package static func decode(
        _ text: some StringProtocol, _ alphabet: Alphabet = .standard
    ) -> [UInt8]? {
        var digits = Array(text.utf8)[...]
        if alphabet == .standard {
            guard digits.count.isMultiple(of: 4) else { return nil }
            for _ in 0..<2 where digits.last == padding { digits.removeLast() }
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count * 3 / 4)
        var pending = 0
        var pendingBits = 0
        for digit in digits {
            guard let value = value(of: digit, alphabet) else { return nil }
            pending = pending << 6 | value
            pendingBits += 6
            if pendingBits >= 8 {
                pendingBits -= 8
                bytes.append(UInt8(truncatingIfNeeded: pending >> pendingBits))
                pending &= (1 << pendingBits) - 1
            }
        }
        return pendingBits < 6 && pending == 0 ? bytes : nil
    }

    private static func digit(_ value: Int, _ alphabet: Alphabet) -> UInt8 {
        switch value {
        case 0..<26: UInt8(65 + value)
        case 26..<52: UInt8(71 + value)
        case 52..<62: UInt8(value - 4)
        case 62: alphabet.last.0
        default: alphabet.last.1
        }
    }

    private static func value(of digit: UInt8, _ alphabet: Alphabet) -> Int? {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(digit) - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(digit) - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(digit) + 4
        case alphabet.last.0: 62
        case alphabet.last.1: 63
        default: nil
        }
    }
}
