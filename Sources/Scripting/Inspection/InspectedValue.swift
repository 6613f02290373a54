internal import JSON

/// A value as a person is shown it: words, and tables of entries.
indirect enum InspectedValue {
    /// Something that fits on a line, in a colour of its own.
    case word(String, Tint)
    /// A table; `label` is there when another place refers to it.
    case table([Entry], label: Int?)

    /// What a word is, which decides its colour.
    enum Tint {
        case plain, number, string, keyword, name, faint
    }

    /// One element or member.
    struct Entry {
        /// The key as it is written in front of the value; nil for the elements of a list.
        var key: String?
        var value: InspectedValue
    }
}

extension InspectedValue {
    /// A JSON document.
    ///
    /// - Parameter depth: how many tables inside each other are shown.
    init(_ value: JSONValue, depth: Int) {
        switch value {
        case .null: self = .word("null", .keyword)
        case .bool(let value): self = .word(value ? "true" : "false", .keyword)
        case .number(let number): self = .word(number.text, .number)
        case .string(let text): self = .quoted(Array(text.utf8))
        case .array(let elements):
            if depth <= 0, !elements.isEmpty {
                self = .folded
            } else {
                self = .table(
                    elements.map { Entry(key: nil, value: Self($0, depth: depth - 1)) },
                    label: nil)
            }
        case .object(let object):
            if depth <= 0, !object.isEmpty {
                self = .folded
            } else {
                self = .table(
                    object.map { member in
                        Entry(
                            key: Self.key(Array(member.name.utf8)),
                            value: Self(member.value, depth: depth - 1))
                    }, label: nil)
            }
        }
    }

    /// What stands for a table that lies too deep.
    static var folded: InspectedValue { .word("{…}", .faint) }

    /// A string as Lua would read it again.
    static func quoted(_ bytes: [UInt8]) -> InspectedValue { .word(text(bytes), .string) }

    /// A key that is a string, as a table constructor writes it.
    static func key(_ bytes: [UInt8]) -> String {
        isIdentifier(bytes) ? String(decoding: bytes, as: UTF8.self) : "[\(text(bytes))]"
    }

    private static func text(_ bytes: [UInt8]) -> String {
        var text = "\""
        let isText = String(validating: bytes, as: UTF8.self) != nil
        for (position, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "\""): text += "\\\""
            case UInt8(ascii: "\\"): text += "\\\\"
            case UInt8(ascii: "\n"): text += "\\n"
            case UInt8(ascii: "\r"): text += "\\r"
            case UInt8(ascii: "\t"): text += "\\t"
            case 0..<0x20, 0x7F: text += escaped(byte, before: bytes.dropFirst(position + 1).first)
            case 0x80... where !isText:
                text += escaped(byte, before: bytes.dropFirst(position + 1).first)
            case 0x80...: break
            default: text.unicodeScalars.append(Unicode.Scalar(byte))
            }
            // A character of several bytes is taken whole at its first one.
            if isText, byte >= 0xC0 {
                let rest = bytes[(position + 1)...].prefix { $0 & 0xC0 == 0x80 }
                text += String(decoding: [byte] + rest, as: UTF8.self)
            }
        }
        return text + "\""
    }

    /// A byte in decimal; three digits when another digit follows.
    private static func escaped(_ byte: UInt8, before next: UInt8?) -> String {
        let digits = String(byte)
        let isFollowed = next.map { (48...57).contains($0) } ?? false
        return "\\" + (isFollowed ? String(repeating: "0", count: 3 - digits.count) : "") + digits
    }

    private static let reserved: Set<String> = [
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if",
        "in", "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
    ]

    private static func isIdentifier(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first, !(48...57).contains(first) else { return false }
        let isWord = bytes.allSatisfy { byte in
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "_"): true
            default: false
            }
        }
        return isWord && !reserved.contains(String(decoding: bytes, as: UTF8.self))
    }
}
