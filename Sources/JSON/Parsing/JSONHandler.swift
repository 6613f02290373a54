/// What is told, in order, what a JSON text holds.
///
/// A value is told by one call, or by `begin`, its contents and `end`. After each value inside an
/// array comes ``element(_:)``, after each value of a member ``member(_:)``, so a handler that
/// builds on a stack needs no memory of its own of where it stands:
///
///     {"a":[1]}     beginObject, name(a), beginArray, integer(1), element(1), endArray(1),
///                   member(1), endObject(1)
///
/// Names may repeat; the later value is meant to win. Bytes of strings and names are valid UTF-8
/// with escapes already replaced, and last only for the call.
///
/// A method that throws stops the parser, which adds the offset and throws a ``JSONError``.
/// Methods that cannot fail are declared without `throws` and then cost nothing.
public protocol JSONHandler: ~Copyable {
    /// Takes a null.
    mutating func null() throws(JSONError.Reason)

    /// Takes a boolean.
    mutating func bool(_ value: Bool) throws(JSONError.Reason)

    /// Takes a number that is written as an integer, other than `-0`, and fits 64 bits.
    mutating func integer(_ value: Int64) throws(JSONError.Reason)

    /// Takes any other number: one with a fraction or an exponent, `-0`, or a larger integer.
    ///
    /// - Parameters:
    ///   - value: The nearest double, always finite.
    ///   - text: The number as written.
    mutating func number(_ value: Double, text: Span<UInt8>) throws(JSONError.Reason)

    /// Takes a string.
    mutating func string(_ bytes: Span<UInt8>) throws(JSONError.Reason)

    /// Begins an array.
    mutating func beginArray() throws(JSONError.Reason)

    /// Follows each value inside an array.
    ///
    /// - Parameter ordinal: The place of the value that has just ended, from 1.
    mutating func element(_ ordinal: Int) throws(JSONError.Reason)

    /// Ends an array of `count` elements.
    mutating func endArray(_ count: Int) throws(JSONError.Reason)

    /// Begins an object.
    mutating func beginObject() throws(JSONError.Reason)

    /// Takes the name of a member; its value follows.
    mutating func name(_ bytes: Span<UInt8>) throws(JSONError.Reason)

    /// Follows each value of a member.
    ///
    /// - Parameter ordinal: The place of the member that has just ended, from 1.
    mutating func member(_ ordinal: Int) throws(JSONError.Reason)

    /// Ends an object of `count` members, repeated names counted again.
    mutating func endObject(_ count: Int) throws(JSONError.Reason)
}

extension JSONHandler where Self: ~Copyable {
    @inlinable
    public mutating func element(_ ordinal: Int) {}

    @inlinable
    public mutating func member(_ ordinal: Int) {}
}
