/// A JSON number: exact for every 64-bit integer, and with the text it was read from.
///
/// Numbers compare by value, so `1`, `1.0` and `10e-1` are equal although their text differs.
public struct JSONNumber: Sendable {
    private enum Storage {
        case integer(Int64)
        /// Text that is not the canonical form of a 64-bit signed integer, with its nearest double.
        case text(String, Double)
    }

    private let storage: Storage

    /// Makes a number from a signed integer.
    public init(_ value: Int64) { storage = .integer(value) }

    /// Makes a number from an unsigned integer.
    public init(_ value: UInt64) {
        if let signed = Int64(exactly: value) {
            storage = .integer(signed)
        } else {
            storage = .text(String(value), Double(value))
        }
    }

    /// Makes a number from a double, written in the shortest form that reads back the same.
    ///
    /// An infinity or a NaN has no JSON form and becomes `0`; check ``Swift/Double/isFinite`` first.
    public init(_ value: Double) {
        guard value.isFinite else {
            storage = .integer(0)
            return
        }
        storage = .text(value.description, value)
    }

    /// Keeps number text that a parser has already found to follow the JSON grammar.
    package init(validatedText text: String, value: Double) { storage = .text(text, value) }

    /// The value as a signed 64-bit integer, when it is integral and fits.
    public var integer: Int64? {
        switch storage {
        case .integer(let value): value
        case .text(_, let double): Int64(exactly: double)
        }
    }

    /// The value as an unsigned 64-bit integer, when it is integral and fits.
    public var unsignedInteger: UInt64? {
        switch storage {
        case .integer(let value): UInt64(exactly: value)
        case .text(let text, let double): UInt64(text) ?? UInt64(exactly: double)
        }
    }

    /// The nearest double.
    public var double: Double {
        switch storage {
        case .integer(let value): Double(value)
        case .text(_, let double): double
        }
    }

    /// The text as read, or the canonical text of a number made in code.
    public var text: String {
        switch storage {
        case .integer(let value): String(value)
        case .text(let text, _): text
        }
    }

    /// Whether the text is written as an integer, without fraction or exponent.
    public var isWrittenAsInteger: Bool {
        switch storage {
        case .integer: true
        case .text(let text, _):
            text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (48...57).contains($0) }
        }
    }
}

extension JSONNumber: Equatable {
    public static func == (left: JSONNumber, right: JSONNumber) -> Bool {
        if case .integer(let a) = left.storage, case .integer(let b) = right.storage {
            return a == b
        }
        if let a = left.integer, let b = right.integer { return a == b }
        if let a = left.unsignedInteger, let b = right.unsignedInteger { return a == b }
        return left.double == right.double
    }
}
