internal import JSON

/// Reads the members of one object of a received document by their types.
struct DocumentReader {
    let object: JSONObject
    /// Where the object stands, as a JSON pointer.
    let path: String

    init(_ object: JSONObject, path: String) {
        self.object = object
        self.path = path
    }

    func required<Value>(_ value: Value?, _ name: String) throws(DocumentError) -> Value {
        guard let value else {
            throw DocumentError(path: "\(path)/\(name)", problem: .missing, rule: "4.1")
        }
        return value
    }

    func string(_ name: String) throws(DocumentError) -> String? {
        try read(name, "a string") { $0.stringValue }
    }

    func integer(_ name: String) throws(DocumentError) -> Int? {
        try read(name, "an integer") { $0.integerValue.map(Int.init) }
    }

    func guid(_ name: String) throws(DocumentError) -> GUID? {
        try read(name, "a GUID") { $0.stringValue.flatMap(GUID.init) }
    }

    func timestamp(_ name: String) throws(DocumentError) -> Timestamp? {
        try read(name, "a time") { $0.stringValue.flatMap { Timestamp($0) } }
    }

    func flag(_ name: String) throws(DocumentError) -> Bool {
        try read(name, "a boolean") { $0.boolValue } ?? false
    }

    func strings(_ name: String) throws(DocumentError) -> [String] {
        let strings = try read(name, "an array of strings") { value -> [String]? in
            guard let elements = value.arrayValue else { return nil }
            let strings = elements.compactMap(\.stringValue)
            return strings.count == elements.count ? strings : nil
        }
        return strings ?? []
    }

    func reader(_ name: String) throws(DocumentError) -> DocumentReader? {
        try read(name, "an object") { $0.objectValue }
            .map { DocumentReader($0, path: "\(path)/\(name)") }
    }

    /// A bag; one that is missing is empty.
    func bag(_ name: String) throws(DocumentError) -> PropertyBag {
        guard let value = object[name] else { return PropertyBag() }
        return try PropertyBag(json: value, at: "\(path)/\(name)")
    }

    private func read<Value>(
        _ name: String, _ expected: String, _ convert: (JSONValue) -> Value?
    ) throws(DocumentError) -> Value? {
        guard let value = object[name] else { return nil }
        guard let converted = convert(value) else {
            throw DocumentError(
                path: "\(path)/\(name)", problem: .wrongType(expected: expected), rule: "4.1")
        }
        return converted
    }
}
