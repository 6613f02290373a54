internal import Sessions

/// What a secure device address tells (session-directory 4.2).
enum DeviceAddress {
    /// The token of the device: the first eight hexadecimal digits of SHA-256 over the address.
    ///
    /// Nil when the text is not base64.
    static func token(_ base64: String) -> String? {
        guard let address = decode(base64) else { return nil }
        let digits = SHA256.hash(address).prefix(4).map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }
        return digits.joined()
    }

    /// The NAT type that a V1.x address carries in its second byte; nil for every other address.
    static func nat(_ base64: String) -> String? {
        guard let address = decode(base64), address.count >= 2, address[0] == 1 else {
            return nil
        }
        return switch address[1] {
        case 0: "open"
        case 1: "moderate"
        case 2: "strict"
        default: nil
        }
    }

    /// Decodes base64 with padding; nil for anything else.
    private static func decode(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 4) else { return nil }
        let padding = digits.suffix(2).count { $0 == UInt8(ascii: "=") }
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        for (position, digit) in digits.dropLast(padding).enumerated() {
            guard let value = value(of: digit) else { return nil }
            bits = bits << 6 | value
            guard position % 4 != 0 else { continue }
            bytes.append(UInt8(truncatingIfNeeded: bits >> (6 - 2 * UInt32(position % 4))))
        }
        return bytes
    }

    private static func value(of digit: UInt8) -> UInt32? {
        switch digit {
        case 65...90: UInt32(digit) - 65
        case 97...122: UInt32(digit) - 71
        case 48...57: UInt32(digit) + 4
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
