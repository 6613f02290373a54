/// A JSON number: exact, with the text it was read from.
///
/// Numbers compare by exact value, so `1`, `1.0` and `10e-1` are equal although their text
/// differs, and `9007199254740993` differs from `9007199254740992.0`.
public struct JSONNumber: Sendable {
    private enum Storage {
        case integer(Int64)
        /// Text that follows the JSON grammar and is within the range of a double.
        case text(String)
    }

    private let storage: Storage

    /// Makes a number from a signed integer.
    public init(_ value: Int64) { storage = .integer(value) }

    /// Makes a number from an unsigned integer.
    public init(_ value: UInt64) {
        if let signed = Int64(exactly: value) {
            storage = .integer(signed)
        } else {
            storage = .text(String(value))
        }
    }

    /// Makes a number from a double, written in the shortest form that reads back the same.
    ///
    /// The result is nil for an infinity or a NaN, which have no JSON form. A whole double keeps
    /// a fraction, as in `1.0`.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        storage = .text(value.description)
    }

    /// Keeps number text that a parser has already found to follow the JSON grammar and to be
    /// within the range of a double.
    package init(validatedText text: String) { storage = .text(text) }

    /// The value as a signed 64-bit integer, when it is integral and fits.
    ///
    /// It is exact however the number is written: `1e3` is 1000.
    public var integer: Int64? {
        switch storage {
        case .integer(let value): return value
        case .text(let text):
            let decimal = JSONDecimal(text)
            guard let magnitude = decimal.integralMagnitude else { return nil }
            guard decimal.isNegative else { return Int64(exactly: magnitude) }
            guard magnitude <= Int64.min.magnitude else { return nil }
            return Int64(truncatingIfNeeded: 0 &- magnitude)
        }
    }

    /// The value as an unsigned 64-bit integer, when it is integral and fits.
    public var unsignedInteger: UInt64? {
        switch storage {
        case .integer(let value): return UInt64(exactly: value)
        case .text(let text):
            let decimal = JSONDecimal(text)
            return decimal.isNegative ? nil : decimal.integralMagnitude
        }
    }

    /// The nearest double, always finite.
    public var double: Double {
        switch storage {
        case .integer(let value): return Double(value)
        case .text(let text):
            guard let value = Double(text) else { preconditionFailure("number text was checked") }
            return value
        }
    }

    /// The text as read, or the canonical text of a number made in code.
    public var text: String {
        switch storage {
        case .integer(let value): String(value)
        case .text(let text): text
        }
    }

    /// Whether the text is written as an integer, without fraction or exponent.
    public var isWrittenAsInteger: Bool {
        switch storage {
        case .integer: true
        case .text(let text):
            text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (48...57).contains($0) }
        }
    }

    /// The integer, when the number is kept as one and its text is the integer's.
    var storedInteger: Int64? {
        guard case .integer(let value) = storage else { return nil }
        return value
    }
}

extension JSONNumber: Equatable {
    public static func == (left: JSONNumber, right: JSONNumber) -> Bool {
        switch (left.storage, right.storage) {
        case (.integer(let a), .integer(let b)): a == b
        case (.text(let a), .text(let b)) where a == b: true
        default: JSONDecimal(left.text) == JSONDecimal(right.text)
        }
    }
}
