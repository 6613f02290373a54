/// Writes JSON text, value by value, from whatever the caller holds.
///
/// Commas, colons and line breaks are the writer's. The caller begins and ends arrays and objects
/// and names each member before its value:
///
///     var writer = JSONWriter()
///     writer.beginObject()
///     writer.name("players")
///     writer.integer(4)
///     writer.endObject()
///     writer.bytes                                        // {"players":4}
///
/// The text is whole once everything that was begun has ended. The writer stops the program where
/// an end has no beginning, a name has no value, or a second value follows the text's own; it does
/// not check that every member of an object was named.
///
/// A writer is also a ``JSONHandler``, so a parser can write straight into it.
public struct JSONWriter: Sendable {
    /// How text is laid out.
    public enum Style: Hashable, Sendable {
        /// Without white space.
        case compact
        /// Each element and member on a line of its own, `indent` spaces further in than what it
        /// stands in. Empty arrays and objects stay on one line. No line break at the end.
        case pretty(indent: Int = 2)
    }

    /// What has been written so far.
    public internal(set) var bytes: [UInt8] = []

    /// Spaces for each level; nil without line breaks.
    @usableFromInline let indent: Int?
    @usableFromInline var depth = 0
    @usableFromInline var place = Place.first

    /// What the next value or name follows.
    @usableFromInline
    @frozen
    enum Place: Sendable {
        /// The beginning of the text, of an array or of an object.
        case first
        /// Another value.
        case later
        /// The name of a member.
        case named
    }

    /// Makes a writer that has written nothing.
    public init(style: Style = .compact, reservingCapacity capacity: Int = 0) {
        switch style {
        case .compact: indent = nil
        case .pretty(let width):
            precondition(width >= 0, "indent is not negative")
            indent = width
        }
        bytes.reserveCapacity(capacity)
    }

    /// What has been written so far, as a string.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Forgets what was written but keeps its room, to write another text.
    public mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
        depth = 0
        place = .first
    }
}
