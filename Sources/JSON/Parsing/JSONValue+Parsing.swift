extension JSONValue {
    /// Reads a JSON text; see ``JSONParser`` for what is refused.
    ///
    /// Numbers keep their text. Where a name repeats, the last value wins and takes the first place.
    public init(parsing bytes: Span<UInt8>, limits: JSONLimits = JSONLimits()) throws(JSONError) {
        var builder = JSONBuilder()
        try JSONParser.parse(bytes, limits: limits, into: &builder)
        self = builder.takeValue()
    }

    /// Reads a JSON text; see ``JSONParser`` for what is refused.
    public init(parsing bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONError) {
        try self.init(parsing: bytes.span, limits: limits)
    }

    /// Reads a JSON text; see ``JSONParser`` for what is refused.
    ///
    /// Offsets of errors count the string's UTF-8.
    public init(parsing text: String, limits: JSONLimits = JSONLimits()) throws(JSONError) {
        try self.init(parsing: Array(text.utf8).span, limits: limits)
    }
}

/// Builds a ``JSONValue`` from what a parser tells.
private struct JSONBuilder: JSONHandler {
    /// Values that have ended, while what they stand in has not.
    private var values: [JSONValue] = []
    /// Names of members whose object has not ended.
    private var names: [String] = []

    mutating func takeValue() -> JSONValue { values.removeLast() }

    mutating func null() { values.append(.null) }
    mutating func bool(_ value: Bool) { values.append(.bool(value)) }
    mutating func integer(_ value: Int64) { values.append(.integer(value)) }

    mutating func number(_ value: Double, text: Span<UInt8>) {
        values.append(.number(JSONNumber(validatedText: JSONBytes.string(text))))
    }

    mutating func string(_ bytes: Span<UInt8>) { values.append(.string(JSONBytes.string(bytes))) }

    mutating func beginArray() {}

    mutating func endArray(_ count: Int) {
        let elements = Array(values.suffix(count))
        values.removeLast(count)
        values.append(.array(elements))
    }

    mutating func beginObject() {}
    mutating func name(_ bytes: Span<UInt8>) { names.append(JSONBytes.string(bytes)) }

    mutating func endObject(_ count: Int) {
        var object = JSONObject()
        object.reserveCapacity(count)
        for (name, value) in zip(names.suffix(count), values.suffix(count)) { object[name] = value }
        names.removeLast(count)
        values.removeLast(count)
        values.append(.object(object))
    }
}
