/// Text that a terminal shows as it is and takes no order from: what controls it, or turns the
/// direction of writing, is written as Lua's escape sequences.
public enum PrintableText {
    /// The text on one line.
    public static func shown(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        return escaped(text.unicodeScalars)
    }

    /// The text of bytes on one line; what is not UTF-8 is written in decimal.
    public static func shown(_ bytes: [UInt8]) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return shown(text) }
        return escaped(bytes)
    }

    /// Text of several lines, in which line breaks and tabs stay.
    public static func paragraph(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        return escaped(text.unicodeScalars) { $0 == "\n" || $0 == "\t" }
    }

    /// Bytes as they stand between the quotes of a string that Lua would read again.
    package static func literal(_ bytes: [UInt8]) -> String {
        if let text = String(validating: bytes, as: UTF8.self) {
            return escaped(text.unicodeScalars, quoting: true)
        }
        return escaped(bytes, quoting: true)
    }

    private static func escaped(
        _ scalars: String.UnicodeScalarView, quoting: Bool = false,
        keeping isKept: (Unicode.Scalar) -> Bool = { _ in false }
    ) -> String {
        var text = String.UnicodeScalarView()
        var next = scalars.makeIterator()
        _ = next.next()
        for scalar in scalars {
            let follower = next.next()
            if isKept(scalar) {
                text.append(scalar)
            } else if let escape = escape(scalar, quoting: quoting, before: follower) {
                text.append(contentsOf: escape.unicodeScalars)
            } else {
                text.append(scalar)
            }
        }
        return String(text)
    }

    /// Bytes that are no text: all above ASCII is written in decimal.
    private static func escaped(_ bytes: [UInt8], quoting: Bool = false) -> String {
        var text = ""
        for (position, byte) in bytes.enumerated() {
            let follower = bytes.dropFirst(position + 1).first.map { Unicode.Scalar($0) }
            let scalar = Unicode.Scalar(byte)
            if byte >= 0x80 {
                text += decimal(byte, before: follower)
            } else if let escape = escape(scalar, quoting: quoting, before: follower) {
                text += escape
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// How a scalar is written; nil when it stands for itself.
    private static func escape(
        _ scalar: Unicode.Scalar, quoting: Bool, before next: Unicode.Scalar?
    ) -> String? {
        switch scalar {
        case "\"" where quoting: return "\\\""
        case "\\" where quoting: return "\\\\"
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        default: break
        }
        guard isControl(scalar) else { return nil }
        guard scalar.value < 0x80 else {
            return "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        }
        return decimal(UInt8(scalar.value), before: next)
    }

    /// A byte in decimal; three digits when another digit follows.
    private static func decimal(_ byte: UInt8, before next: Unicode.Scalar?) -> String {
        let digits = String(byte)
        let isFollowed = next.map { (48...57).contains($0.value) } ?? false
        return "\\" + (isFollowed ? String(repeating: "0", count: 3 - digits.count) : "") + digits
    }

    /// What a terminal does not just show: controls, line ends, marks of direction.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x61C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069,
            0xFEFF, 0xFFF9...0xFFFB:
            true
        default: false
        }
    }
}
