/// Why a text could not be read as JSON, or bytes could not be written as it, and where.
public struct JSONError: Error, Equatable, Sendable {
    /// What was found wrong.
    public let reason: Reason
    /// The offset of the first byte that could not be accepted, counted in bytes from the start.
    ///
    /// At ``Reason/unexpectedEnd`` it is the length of the text. At a wrong escape it is its
    /// backslash, at a number out of range its first byte, at a nesting too deep the bracket that
    /// was too many, and at a text too long the first byte beyond the limit. Where a handler
    /// refuses what it is told, it is where that begins.
    public let offset: Int

    /// What was found wrong.
    public enum Reason: Error, Hashable, Sendable {
        /// A byte stands where the grammar wants something else.
        case unexpectedByte(UInt8)
        /// The text ends inside a value, or holds none.
        case unexpectedEnd
        /// The text begins with a byte order mark.
        case byteOrderMark
        /// A value is followed by more than white space.
        case trailingContent
        /// A backslash is followed by something that is no escape.
        case invalidEscape
        /// An escape names half of a surrogate pair without its other half.
        case loneSurrogate
        /// A string holds a control character that should have been escaped.
        case controlCharacter(UInt8)
        /// A string is not well-formed UTF-8.
        case invalidUTF8
        /// A number is too large for a double, or an infinity or a NaN was to be written.
        case numberOutOfRange
        /// More arrays and objects lie inside each other than the limit allows.
        case tooDeep(limit: Int)
        /// The text has more bytes than the limit allows.
        case tooLong(limit: Int)
        /// A ``JSONHandler`` did not want what it was given; the text says why.
        case rejected(String)
    }

    /// A place in a text, as people count: from one.
    public struct Location: Hashable, Sendable {
        /// The line, from 1.
        public let line: Int
        /// The column in Unicode scalars, from 1.
        public let column: Int

        /// Makes a location.
        public init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }
    }

    /// Makes an error.
    public init(_ reason: Reason, offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    /// Finds the line and the column of the error in the text that was read.
    ///
    /// Lines end at a line feed, a carriage return, or both together.
    public func location(in source: some Sequence<UInt8>) -> Location {
        var line = 1
        var column = 1
        var previous: UInt8 = 0
        for byte in source.prefix(offset) {
            if byte == 0x0A || byte == 0x0D {
                if byte == 0x0D || previous != 0x0D { line += 1 }
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
            previous = byte
        }
        return Location(line: line, column: column)
    }

    /// One line that says what is wrong and names its line and column in the text that was read.
    public func description(in source: some Sequence<UInt8>) -> String {
        let location = location(in: source)
        return "\(reason) at line \(location.line), column \(location.column)"
    }
}

extension JSONError: CustomStringConvertible {
    public var description: String { "\(reason) at byte \(offset)" }
}

extension JSONError.Reason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unexpectedByte(let byte): "unexpected \(Self.name(of: byte))"
        case .unexpectedEnd: "unexpected end of text"
        case .byteOrderMark: "unexpected byte order mark"
        case .trailingContent: "unexpected text after the value"
        case .invalidEscape: "invalid escape in a string"
        case .loneSurrogate: "escape of half a surrogate pair"
        case .controlCharacter(let byte):
            "control character \(Self.name(of: byte)) in a string, which must be escaped"
        case .invalidUTF8: "invalid UTF-8 in a string"
        case .numberOutOfRange: "number out of range"
        case .tooDeep(let limit): "more than \(limit) arrays and objects inside each other"
        case .tooLong(let limit): "text longer than \(limit) bytes"
        case .rejected(let why): why
        }
    }

    private static func name(of byte: UInt8) -> String {
        guard (0x21...0x7E).contains(byte) else {
            let digits = String(byte, radix: 16, uppercase: true)
            return "byte 0x\(byte < 16 ? "0" : "")\(digits)"
        }
        return "'\(Character(Unicode.Scalar(byte)))'"
    }
}
