/// The header fields of a message, in the order sent.
///
/// Names compare without regard to case. Values carry no blanks at either end, since HTTP does not
/// keep them.
public struct HTTPHeaderFields: Sendable, Equatable {
    /// One field.
    public struct Field: Sendable, Equatable {
        /// The name as spelled by the sender.
        public let name: String
        /// The value, without blanks at either end.
        public let value: String
    }

    /// The fields in order.
    public private(set) var fields: [Field] = []

    /// Makes an empty list.
    public init() {}

    /// Adds a field after the others, also when the name is there already.
    public mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: Self.trimmed(value)))
    }

    /// The values of all fields called `name`, joined with `, ` as HTTP reads repeated fields;
    /// nil when there is none.
    public subscript(name: String) -> String? {
        let folded = name.lowercased()
        var joined: String?
        for field in fields where field.name.utf8.count == folded.utf8.count {
            guard field.name.lowercased() == folded else { continue }
            joined = joined.map { "\($0), \(field.value)" } ?? field.value
        }
        return joined
    }

    /// Adds a field when there is a value for it.
    ///
    /// - Throws: ``HTTPFormError/illegalHeader(name:)`` when the value holds a control character
    ///   other than a tab: it would end the field and begin another.
    mutating func appendChecked(_ name: String, _ value: String?) throws(HTTPFormError) {
        guard let value else { return }
        let isLegal = value.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "\t") || (byte >= 0x20 && byte != 0x7F)
        }
        guard isLegal else { throw .illegalHeader(name: name) }
        append(name, value)
    }

    private static func trimmed(_ text: String) -> String {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        let bytes = text.utf8
        guard let first = bytes.first, let last = bytes.last, isBlank(first) || isBlank(last) else {
            return text
        }
        let start = bytes.firstIndex { !isBlank($0) } ?? bytes.endIndex
        let rest = bytes[start...]
        let end = rest.lastIndex { !isBlank($0) }.map { rest.index(after: $0) } ?? start
        return String(text[start..<end])
    }
}
