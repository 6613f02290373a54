extension JSONValue {
    /// The JSON text of the value as UTF-8, without white space.
    ///
    /// Members stand in their order, and numbers have the text they were read from.
    public var bytes: [UInt8] { bytes(style: .compact) }

    /// The JSON text of the value, without white space.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The JSON text of the value on several lines, two spaces for each level.
    public var prettyText: String { String(decoding: bytes(style: .pretty()), as: UTF8.self) }

    /// The JSON text of the value as UTF-8.
    public func bytes(style: JSONWriter.Style) -> [UInt8] {
        var writer = JSONWriter(style: style)
        writer.value(self)
        return writer.bytes
    }
}
