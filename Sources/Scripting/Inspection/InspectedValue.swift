package import JSON

/// A value as a person is shown it: words, strings, and tables of entries.
package indirect enum InspectedValue {
    /// Something that fits on a line, in a colour of its own.
    case word(String, Tint)
    /// A string, escaped and without its quotes; `hidden` counts the bytes that were cut off.
    case string(String, hidden: Int)
    /// A table; `label` is there when another place refers to it.
    case table([Entry], label: Int?)

    /// What a word is, which decides its colour.
    package enum Tint {
        case plain, number, string, keyword, name, faint

        /// The style of the words; nil for plain ones.
        package var attribute: TextStyle.Attribute? {
            switch self {
            case .plain: nil
            case .number: .cyan
            case .string: .green
            case .keyword: .yellow
            case .name: .blue
            case .faint: .dim
            }
        }
    }

    /// One element or member.
    package struct Entry {
        /// The key as it is written in front of the value; nil for the elements of a list.
        package var key: String?
        package var value: InspectedValue

        package init(key: String? = nil, value: InspectedValue) {
            self.key = key
            self.value = value
        }
    }
}

/// How much of a value is shown.
package struct InspectionLimits: Sendable {
    /// How many tables inside each other.
    package var depth = 100
    /// How many elements of one list, and members of one table.
    package var entries = Int.max
    /// How many bytes of a string.
    package var stringBytes = Int.max

    package init() {}

    package static let depthLimit = 100
    /// Elements and members of all tables together.
    static let entriesInAll = 20_000

    /// The same limits for what lies one table deeper.
    var inside: InspectionLimits {
        var limits = self
        limits.depth -= 1
        return limits
    }
}

extension InspectedValue {
    /// A JSON document.
    package init(_ value: JSONValue, _ limits: InspectionLimits = InspectionLimits()) {
        switch value {
        case .null: self = .word("null", .keyword)
        case .bool(let value): self = .word(value ? "true" : "false", .keyword)
        case .number(let number): self = .word(number.text, .number)
        case .string(let text): self = .quoted(Array(text.utf8), limits)
        case .array(let elements):
            guard !elements.isEmpty, limits.depth > 0 else {
                self = .folded(elements.count)
                return
            }
            let shown = elements.prefix(limits.entries).map {
                Entry(value: Self($0, limits.inside))
            }
            self = .table(shown + Self.rest(elements.count - shown.count), label: nil)
        case .object(let object):
            guard !object.isEmpty, limits.depth > 0 else {
                self = .folded(object.count)
                return
            }
            let shown = object.members.prefix(limits.entries).map { member in
                Entry(
                    key: Self.key(Array(member.name.utf8), limits),
                    value: Self(member.value, limits.inside))
            }
            self = .table(shown + Self.rest(object.count - shown.count), label: nil)
        }
    }

    /// What stands for a table that lies too deep.
    static func folded(_ count: Int) -> InspectedValue {
        count == 0 ? .table([], label: nil) : .word("{… \(count) more}", .faint)
    }

    /// What stands for the entries that are not shown; nothing where there are none.
    static func rest(_ count: Int) -> [Entry] {
        count > 0 ? [Entry(value: .word("… \(count) more", .faint))] : []
    }

    /// A string as Lua would read it again.
    static func quoted(_ bytes: [UInt8], _ limits: InspectionLimits) -> InspectedValue {
        guard bytes.count > limits.stringBytes else {
            return .string(PrintableText.literal(bytes), hidden: 0)
        }
        var end = limits.stringBytes
        // A character of several bytes is taken whole or not at all.
        while end > 0, limits.stringBytes - end < 4, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        let shown = Array(bytes[..<end])
        return .string(PrintableText.literal(shown), hidden: bytes.count - end)
    }

    /// A key that is a string, as a table constructor writes it.
    static func key(_ bytes: [UInt8], _ limits: InspectionLimits) -> String {
        var limits = limits
        // Where strings are cut at all, keys are cut to a part of a line.
        if limits.stringBytes < .max { limits.stringBytes = min(limits.stringBytes, 40) }
        if isIdentifier(bytes), bytes.count <= limits.stringBytes {
            return String(decoding: bytes, as: UTF8.self)
        }
        guard case .string(let text, let hidden) = quoted(bytes, limits) else { return "?" }
        return "[\"\(text)\(hidden > 0 ? "…" : "")\"]"
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

    /// Whether something of the value is not shown.
    package var isCut: Bool {
        switch self {
        case .word(let text, let tint): tint == .faint && text.contains("…")
        case .string(_, let hidden): hidden > 0
        case .table(let entries, _): entries.contains(where: \.value.isCut)
        }
    }
}
