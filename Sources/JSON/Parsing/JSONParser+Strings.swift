extension JSONParser {
    /// Where a string ends, and whether its text had to be unescaped into the scratch buffer.
    @usableFromInline
    @frozen
    struct ScannedString {
        /// The offset after the closing quote.
        @usableFromInline let end: Int
        @usableFromInline let isEscaped: Bool

        @inlinable
        init(end: Int, isEscaped: Bool) {
            self.end = end
            self.isEscaped = isEscaped
        }
    }

    /// Reads the string whose opening quote is at `position` and returns where it ends.
    @inlinable
    @inline(__always)
    static func readString<Handler: JSONHandler & ~Copyable>(
        _ bytes: Span<UInt8>, _ position: inout Int, _ scratch: inout [UInt8],
        _ handler: inout Handler
    ) throws(JSONError.Reason) -> Int {
        let string = try scanString(bytes, &position, &scratch)
        if string.isEscaped {
            try handler.string(scratch.span)
        } else {
            try handler.string(bytes.extracting(position + 1..<string.end - 1))
        }
        return string.end
    }

    /// Reads a member's name, which must begin at `position`, and the colon after it.
    @inlinable
    @inline(__always)
    static func readName<Handler: JSONHandler & ~Copyable>(
        _ bytes: Span<UInt8>, _ position: inout Int, _ scratch: inout [UInt8],
        _ handler: inout Handler
    ) throws(JSONError.Reason) {
        guard bytes[position] == UInt8(ascii: "\"") else {
            throw .unexpectedByte(bytes[position])
        }
        let string = try scanString(bytes, &position, &scratch)
        if string.isEscaped {
            try handler.name(scratch.span)
        } else {
            try handler.name(bytes.extracting(position + 1..<string.end - 1))
        }
        position = string.end
        let byte = try byteAfterSpace(bytes, &position)
        guard byte == UInt8(ascii: ":") else { throw .unexpectedByte(byte) }
        position += 1
    }

    /// Finds the end of the string whose opening quote is at `position`.
    ///
    /// `position` moves only when this throws. A string with escapes is left, unescaped, in
    /// `scratch`.
    @usableFromInline
    static func scanString(
        _ bytes: Span<UInt8>, _ position: inout Int, _ scratch: inout [UInt8]
    ) throws(JSONError.Reason) -> ScannedString {
        var isEscaped = false
        // What lies between here and `at` has yet to be copied, if the string has escapes.
        var runStart = position + 1
        var at = runStart
        while true {
            at = JSONBytes.endOfPlainRun(bytes, at)
            guard at < bytes.count else {
                position = at
                throw .unexpectedEnd
            }
            switch bytes[at] {
            case UInt8(ascii: "\""):
                if isEscaped { JSONBytes.append(bytes.extracting(runStart..<at), to: &scratch) }
                return ScannedString(end: at + 1, isEscaped: isEscaped)
            case UInt8(ascii: "\\"):
                if !isEscaped { scratch.removeAll(keepingCapacity: true) }
                isEscaped = true
                JSONBytes.append(bytes.extracting(runStart..<at), to: &scratch)
                at = try unescape(bytes, at, &position, &scratch)
                runStart = at
            case 0x80...:
                let length = JSONBytes.lengthOfScalar(bytes, at)
                guard length > 0 else {
                    position = at
                    throw .invalidUTF8
                }
                at += length
            case let byte:
                position = at
                throw .controlCharacter(byte)
            }
        }
    }

    /// Appends what the escape at `start` stands for and returns the offset after it.
    private static func unescape(
        _ bytes: Span<UInt8>, _ start: Int, _ position: inout Int, _ scratch: inout [UInt8]
    ) throws(JSONError.Reason) -> Int {
        guard start + 1 < bytes.count else {
            position = bytes.count
            throw .unexpectedEnd
        }
        switch bytes[start + 1] {
        case UInt8(ascii: "\""): scratch.append(UInt8(ascii: "\""))
        case UInt8(ascii: "\\"): scratch.append(UInt8(ascii: "\\"))
        case UInt8(ascii: "/"): scratch.append(UInt8(ascii: "/"))
        case UInt8(ascii: "b"): scratch.append(0x08)
        case UInt8(ascii: "f"): scratch.append(0x0C)
        case UInt8(ascii: "n"): scratch.append(0x0A)
        case UInt8(ascii: "r"): scratch.append(0x0D)
        case UInt8(ascii: "t"): scratch.append(0x09)
        case UInt8(ascii: "u"):
            return try unescapeScalar(bytes, start, &position, &scratch)
        default:
            position = start
            throw .invalidEscape
        }
        return start + 2
    }

    /// Appends the scalar that `\uXXXX` at `start`, or a pair of them, stands for.
    private static func unescapeScalar(
        _ bytes: Span<UInt8>, _ start: Int, _ position: inout Int, _ scratch: inout [UInt8]
    ) throws(JSONError.Reason) -> Int {
        let unit = try hexDigits(bytes, start, &position)
        if let scalar = Unicode.Scalar(unit) {
            appendUTF8(scalar, &scratch)
            return start + 6
        }
        // The first half of a pair must be followed at once by its second half.
        let second = start + 6
        guard unit < 0xDC00 else {
            position = start
            throw .loneSurrogate
        }
        for (offset, byte) in [UInt8(ascii: "\\"), UInt8(ascii: "u")].enumerated() {
            guard second + offset < bytes.count else {
                position = bytes.count
                throw .unexpectedEnd
            }
            guard bytes[second + offset] == byte else {
                position = start
                throw .loneSurrogate
            }
        }
        let low = try hexDigits(bytes, second, &position)
        guard (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        else {
            position = start
            throw .loneSurrogate
        }
        appendUTF8(scalar, &scratch)
        return second + 6
    }

    /// The number that the four digits of `\uXXXX` at `start` make.
    private static func hexDigits(
        _ bytes: Span<UInt8>, _ start: Int, _ position: inout Int
    ) throws(JSONError.Reason) -> UInt32 {
        var unit: UInt32 = 0
        for at in start + 2..<start + 6 {
            guard at < bytes.count else {
                position = bytes.count
                throw .unexpectedEnd
            }
            guard let digit = hexDigit(bytes[at]) else {
                position = start
                throw .invalidEscape
            }
            unit = unit << 4 | digit
        }
        return unit
    }

    private static func hexDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    private static func appendUTF8(_ scalar: Unicode.Scalar, _ bytes: inout [UInt8]) {
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
}
