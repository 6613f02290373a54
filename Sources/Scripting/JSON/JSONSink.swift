internal import JSON

/// What takes, in order, what a Lua value holds: a writer of text, or a builder of a tree.
protocol JSONSink {
    mutating func null()
    mutating func bool(_ value: Bool)
    mutating func integer(_ value: Int64)
    mutating func double(_ value: Double) throws(JSONError.Reason)
    mutating func string(_ bytes: Span<UInt8>) throws(JSONError.Reason)
    mutating func name(_ bytes: Span<UInt8>) throws(JSONError.Reason)
    mutating func value(_ value: JSONValue)
    mutating func beginArray()
    mutating func endArray(_ count: Int)
    mutating func beginObject()
    mutating func endObject(_ count: Int)
}

extension JSONWriter: JSONSink {}

/// Builds a ``JSONValue``.
struct JSONTree: JSONSink {
    /// Values that have ended, while what they stand in has not.
    private(set) var values: [JSONValue] = []
    /// Names of members whose object has not ended.
    private var names: [String] = []

    mutating func null() { values.append(.null) }
    mutating func bool(_ value: Bool) { values.append(.bool(value)) }
    mutating func integer(_ value: Int64) { values.append(.integer(value)) }
    mutating func value(_ value: JSONValue) { values.append(value) }

    mutating func double(_ value: Double) throws(JSONError.Reason) {
        guard let number = JSONNumber(value) else { throw .numberOutOfRange }
        values.append(.number(number))
    }

    mutating func string(_ bytes: Span<UInt8>) throws(JSONError.Reason) {
        values.append(.string(try Self.text(bytes)))
    }

    mutating func name(_ bytes: Span<UInt8>) throws(JSONError.Reason) {
        names.append(try Self.text(bytes))
    }

    mutating func beginArray() {}

    mutating func endArray(_ count: Int) {
        let elements = Array(values.suffix(count))
        values.removeLast(count)
        values.append(.array(elements))
    }

    mutating func beginObject() {}

    mutating func endObject(_ count: Int) {
        var object = JSONObject()
        object.reserveCapacity(count)
        for (name, value) in zip(names.suffix(count), values.suffix(count)) { object[name] = value }
        names.removeLast(count)
        values.removeLast(count)
        values.append(.object(object))
    }

    private static func text(_ bytes: Span<UInt8>) throws(JSONError.Reason) -> String {
        let text = bytes.withUnsafeBufferPointer { String(validating: $0, as: UTF8.self) }
        guard let text else { throw .invalidUTF8 }
        return text
    }
}
