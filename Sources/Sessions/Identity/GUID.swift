/// A 128-bit identifier, written in lower case with hyphens (session-directory 1.5, 4.1).
public struct GUID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The first eight bytes, in the order of the text.
    public let high: UInt64
    /// The last eight bytes, in the order of the text.
    public let low: UInt64

    /// The identifier with only zero digits; never legal as the id of a handle (1.6).
    public static let zero = GUID(high: 0, low: 0)

    /// Takes the bytes as they are.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Marks random bits as a random identifier (version 4).
    public init(randomHigh: UInt64, randomLow: UInt64) {
        high = randomHigh & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        low = randomLow & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    }

    /// Derives an identifier from a name: equal names give equal identifiers.
    ///
    /// The first 16 bytes of SHA-256 of the name's UTF-8, marked as version 8.
    public init(name: String) {
        let digest = SHA256.hash(name.utf8)
        var halves: [UInt64] = [0, 0]
        for (position, byte) in digest.prefix(16).enumerated() {
            halves[position / 8] = halves[position / 8] << 8 | UInt64(byte)
        }
        high = halves[0] & 0xFFFF_FFFF_FFFF_0FFF | 0x8000
        low = halves[1] & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    }

    /// Reads the form of 8, 4, 4, 4 and 12 hexadecimal digits, in any case; nil for anything else.
    public init?(_ text: String) {
        var halves: [UInt64] = [0, 0]
        var position = 0
        var digits = 0
        for byte in text.utf8 {
            switch position {
            case 8, 13, 18, 23:
                guard byte == UInt8(ascii: "-") else { return nil }
            default:
                guard digits < 32, let digit = Self.hexadecimalValue(of: byte) else { return nil }
                halves[digits / 16] = halves[digits / 16] << 4 | UInt64(digit)
                digits += 1
            }
            position += 1
        }
        guard position == 36 else { return nil }
        high = halves[0]
        low = halves[1]
    }

    /// The 36 characters, in lower case.
    public var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for position in 0..<32 {
            if position == 8 || position == 12 || position == 16 || position == 20 {
                text.append(UInt8(ascii: "-"))
            }
            let half = position < 16 ? high : low
            let digit = UInt8(truncatingIfNeeded: half >> UInt64(60 - position % 16 * 4)) & 0xF
            text.append(digit < 10 ? 48 + digit : 87 + digit)
        }
        return String(decoding: text, as: UTF8.self)
    }

    public static func < (left: GUID, right: GUID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }

    private static func hexadecimalValue(of byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
