internal import JSON

/// What a search handle can be found by (session-directory 11.6.3, 11.6.4).
struct SearchAttributes: Sendable, Equatable {
    /// The attributes as given, for answers.
    let document: JSONObject
    /// The tags in lower case, each once, in order.
    let tags: [String]
    /// The strings in lower case, by their lower-case names.
    let strings: [String: String]
    /// The numbers by their lower-case names.
    let numbers: [String: Double]

    /// Tags, names and strings are shorter than this.
    private static let lengthBound = 100

    /// Checks `searchAttributes` of a request; nil is the same as an empty object.
    ///
    /// - Throws: 400 that names the field.
    init(_ json: JSONValue?, options: DirectoryOptions) throws(Rejection) {
        let fields = HandleFields("/searchAttributes", options: options)
        document = try fields.object(json ?? [:])
        try fields.demandNames(document, ["tags", "strings", "numbers"])
        var tags: [String] = []
        for (position, value) in try fields.array(document["tags"], "tags").enumerated() {
            guard let tag = value.stringValue, Self.isName(tag) else {
                throw fields.refusal(
                    "tags/\(position)",
                    "must be letters and digits, a letter first, fewer than 100 of them",
                    rule: "11.6.3")
            }
            if !tags.contains(tag.lowercased()) { tags.append(tag.lowercased()) }
        }
        self.tags = tags
        strings = try Self.named(document["strings"], "strings", fields) { $0.searchString }
        numbers = try Self.named(document["numbers"], "numbers", fields) {
            $0.numberValue?.double
        }
    }

    /// Every equality that finds the handle, each once, in a stated order.
    var terms: [SearchTerm] {
        tags.map { .tag($0) }
            + strings.sorted { $0.key < $1.key }.map { .string(name: $0.key, $0.value) }
            + numbers.sorted { $0.key < $1.key }.map { .number(name: $0.key, $0.value) }
    }

    /// Whether a text can be a tag or the name of an attribute.
    static func isName(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, bytes.count < lengthBound else { return false }
        func isLetter(_ byte: UInt8) -> Bool {
            (65...90).contains(byte) || (97...122).contains(byte)
        }
        return isLetter(first) && bytes.allSatisfy { isLetter($0) || (48...57).contains($0) }
    }

    /// Checks one map; `read` gives the value to search by, or nil when the value is not legal.
    private static func named<Value>(
        _ json: JSONValue?, _ name: String, _ fields: HandleFields,
        read: (JSONValue) -> Value?
    ) throws(Rejection) -> [String: Value] {
        var values: [String: Value] = [:]
        for member in try fields.map(json, name) {
            let field = "\(name)/\(member.name)"
            guard isName(member.name) else {
                throw fields.refusal(
                    field, "must have a name of letters and digits, a letter first",
                    rule: "11.6.3")
            }
            guard let value = read(member.value) else {
                let kind = name == "numbers" ? "a number" : "a text of fewer than 100 characters"
                throw fields.refusal(field, "must be \(kind)", rule: "11.6.4")
            }
            // Names compare without regard to case, so two spellings are one name given twice.
            guard values.updateValue(value, forKey: member.name.lowercased()) == nil else {
                throw fields.refusal(field, "is given twice", rule: "11.6.3")
            }
        }
        return values
    }
}

extension JSONValue {
    /// The text to search by, when this can be the value of a string attribute.
    fileprivate var searchString: String? {
        stringValue.flatMap { $0.count < 100 ? $0.lowercased() : nil }
    }
}
