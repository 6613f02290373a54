/// Text as XML 1.0 can hold it.
enum XMLText {
    /// Inside of an element.
    static func content(_ text: String) -> String { escaped(text, isAttribute: false) }

    /// Inside of an attribute's double quotes; line ends and tabs survive.
    static func attribute(_ text: String) -> String { escaped(text, isAttribute: true) }

    /// Characters that XML has no way to write are written as Lua would, `\x1B`.
    private static func escaped(_ text: String, isAttribute: Bool) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;".utf8
            case "<": result += "&lt;".utf8
            case ">": result += "&gt;".utf8
            case "\"" where isAttribute: result += "&quot;".utf8
            case "\n" where isAttribute: result += "&#10;".utf8
            case "\t" where isAttribute: result += "&#9;".utf8
            case "\r": result += "&#13;".utf8
            case "\n", "\t": result.append(UInt8(scalar.value))
            default:
                if isAllowed(scalar) {
                    result += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
                } else {
                    result += escape(scalar).utf8
                }
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// What XML allows and does not discourage.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20..<0x7f, 0xa0..<0xfdd0, 0xfdf0..<0xfffe, 0x10000...:
            scalar.value & 0xfffe != 0xfffe
        default: false
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        scalar.value < 0x80
            ? "\\x" + UInt8(scalar.value).hexadecimal
            : "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    }
}
