extension JSONWriter {
    /// Writes a null.
    @inlinable
    public mutating func null() {
        beginValue()
        appendLiteral("null")
    }

    /// Writes a boolean.
    @inlinable
    public mutating func bool(_ value: Bool) {
        beginValue()
        appendLiteral(value ? "true" : "false")
    }

    /// Writes an integer.
    public mutating func integer(_ value: Int64) {
        beginValue()
        appendDigits(value)
    }

    /// Writes a double in the shortest form that reads back the same, as in `1.0`.
    ///
    /// - Throws: ``JSONError/Reason/numberOutOfRange`` for an infinity or a NaN. Nothing has then
    ///   been written.
    public mutating func double(_ value: Double) throws(JSONError.Reason) {
        guard value.isFinite else { throw .numberOutOfRange }
        beginValue()
        bytes.append(contentsOf: value.description.utf8)
    }

    /// Writes a number with its text as kept.
    public mutating func number(_ value: JSONNumber) {
        if let integer = value.storedInteger {
            self.integer(integer)
        } else {
            beginValue()
            bytes.append(contentsOf: value.text.utf8)
        }
    }

    /// Writes a number as it was read.
    public mutating func number(_ value: Double, text: Span<UInt8>) {
        raw(text)
    }

    /// Writes a string.
    public mutating func string(_ value: String) {
        beginValue()
        appendQuoted(value)
    }

    /// Writes a string from bytes.
    ///
    /// - Throws: ``JSONError/Reason/invalidUTF8`` when the bytes are not UTF-8. Nothing has then
    ///   been written.
    public mutating func string(_ value: Span<UInt8>) throws(JSONError.Reason) {
        let before = (count: bytes.count, place: place)
        beginValue()
        guard appendQuoted(value) else {
            bytes.removeLast(bytes.count - before.count)
            place = before.place
            throw .invalidUTF8
        }
    }

    /// Writes the name of a member, whose value must follow.
    public mutating func name(_ value: String) {
        precondition(depth > 0 && place != .named, "a name stands in an object, before its value")
        beginValue()
        appendQuoted(value)
        endName()
    }

    /// Writes the name of a member, whose value must follow, from bytes.
    ///
    /// - Throws: ``JSONError/Reason/invalidUTF8`` when the bytes are not UTF-8. Nothing has then
    ///   been written.
    public mutating func name(_ value: Span<UInt8>) throws(JSONError.Reason) {
        precondition(depth > 0 && place != .named, "a name stands in an object, before its value")
        try string(value)
        endName()
    }

    /// Writes a value that is JSON text already; it is not checked, nor laid out anew.
    public mutating func raw(_ text: Span<UInt8>) {
        beginValue()
        JSONBytes.append(text, to: &bytes)
    }

    /// Writes a value with all it holds.
    ///
    /// Takes stack in proportion to its depth, which is bounded for every value that was read.
    public mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let value): bool(value)
        case .number(let value): number(value)
        case .string(let value): string(value)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let object):
            beginObject()
            for member in object.members {
                name(member.name)
                self.value(member.value)
            }
            endObject()
        }
    }
}

extension JSONWriter {
    /// Begins an array.
    @inlinable
    public mutating func beginArray() { begin(UInt8(ascii: "[")) }

    /// Ends an array.
    @inlinable
    public mutating func endArray() { end(UInt8(ascii: "]")) }

    /// Begins an object.
    @inlinable
    public mutating func beginObject() { begin(UInt8(ascii: "{")) }

    /// Ends an object.
    @inlinable
    public mutating func endObject() { end(UInt8(ascii: "}")) }

    @usableFromInline
    mutating func begin(_ bracket: UInt8) {
        beginValue()
        bytes.append(bracket)
        depth += 1
        place = .first
    }

    @usableFromInline
    mutating func end(_ bracket: UInt8) {
        precondition(depth > 0 && place != .named, "nothing that could end has begun")
        depth -= 1
        if place == .later { breakLine() }
        bytes.append(bracket)
        place = .later
    }

    @inline(__always)
    private mutating func endName() {
        bytes.append(UInt8(ascii: ":"))
        if indent != nil { bytes.append(UInt8(ascii: " ")) }
        place = .named
    }

    /// Writes what separates the next value or name from what stands before it.
    @usableFromInline
    @inline(__always)
    mutating func beginValue() {
        switch place {
        case .named: break
        case .first: if depth > 0 { breakLine() }
        case .later:
            precondition(depth > 0, "a text holds one value")
            bytes.append(UInt8(ascii: ","))
            breakLine()
        }
        place = .later
    }

    @inline(__always)
    private mutating func breakLine() {
        guard let indent else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * depth))
    }
}

extension JSONWriter: JSONHandler {
    public mutating func endArray(_ count: Int) { endArray() }
    public mutating func endObject(_ count: Int) { endObject() }
}
