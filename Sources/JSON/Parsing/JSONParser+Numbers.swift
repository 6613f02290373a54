extension JSONParser {
    /// Reads the number at `position` and returns where it ends.
    @inlinable
    @inline(__always)
    static func readNumber<Handler: JSONHandler & ~Copyable>(
        _ bytes: Span<UInt8>, _ position: inout Int, _ handler: inout Handler
    ) throws(JSONError.Reason) -> Int {
        let number = try scanNumber(bytes, &position)
        if number.isInteger {
            try handler.integer(number.integer)
        } else {
            let text = bytes.extracting(position..<number.end)
            try handler.number(number.double, text: text)
        }
        return number.end
    }

    /// A number and where it ends.
    @usableFromInline
    @frozen
    struct ScannedNumber {
        @usableFromInline let end: Int
        /// Whether the number is told by ``integer`` and not by ``double``.
        @usableFromInline let isInteger: Bool
        @usableFromInline let bits: UInt64

        init(end: Int, integer: Int64) {
            self.end = end
            isInteger = true
            bits = UInt64(bitPattern: integer)
        }

        init(end: Int, double: Double) {
            self.end = end
            isInteger = false
            bits = double.bitPattern
        }

        @inlinable var integer: Int64 { Int64(bitPattern: bits) }
        @inlinable var double: Double { Double(bitPattern: bits) }
    }

    /// Reads the number that begins at `position`, which moves only when this throws.
    @usableFromInline
    static func scanNumber(
        _ bytes: Span<UInt8>, _ position: inout Int
    ) throws(JSONError.Reason) -> ScannedNumber {
        let isNegative = bytes[position] == UInt8(ascii: "-")
        let start = isNegative ? position + 1 : position
        var magnitude: UInt64 = 0
        let end = try scanDigits(bytes, start, &position, &magnitude)
        if bytes[start] == UInt8(ascii: "0"), end > start + 1 {
            position = start + 1
            throw .unexpectedByte(bytes[start + 1])
        }
        if end < bytes.count {
            let byte = bytes[end]
            if byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e") {
                return try scanReal(bytes, &position, end, magnitude, end - start)
            }
        }
        // Nineteen digits cannot wrap the unsigned magnitude around.
        guard end - start <= 19 else { return try scanLong(bytes, &position, end) }
        if isNegative {
            if magnitude == 0 { return ScannedNumber(end: end, double: -0.0) }
            if magnitude <= Int64.min.magnitude {
                return ScannedNumber(
                    end: end, integer: Int64(truncatingIfNeeded: 0 &- magnitude))
            }
        } else if let integer = Int64(exactly: magnitude) {
            return ScannedNumber(end: end, integer: integer)
        }
        return try scanLong(bytes, &position, end)
    }

    /// Reads at least one digit from `start`, shifts all of them into `magnitude`, which may wrap
    /// around, and returns where they end.
    @inline(__always)
    private static func scanDigits(
        _ bytes: Span<UInt8>, _ start: Int, _ position: inout Int, _ magnitude: inout UInt64
    ) throws(JSONError.Reason) -> Int {
        var at = start
        while at < bytes.count {
            let digit = bytes[at] &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            magnitude = magnitude &* 10 &+ UInt64(digit)
            at += 1
        }
        guard at > start else {
            position = at
            throw at < bytes.count ? .unexpectedByte(bytes[at]) : .unexpectedEnd
        }
        return at
    }

    /// Reads the fraction and the exponent that begin at `integerEnd`.
    private static func scanReal(
        _ bytes: Span<UInt8>, _ position: inout Int, _ integerEnd: Int, _ integerPart: UInt64,
        _ integerDigits: Int
    ) throws(JSONError.Reason) -> ScannedNumber {
        var magnitude = integerPart
        var digitCount = integerDigits
        var at = integerEnd
        var exponent = 0
        if bytes[at] == UInt8(ascii: ".") {
            let end = try scanDigits(bytes, at + 1, &position, &magnitude)
            exponent = at + 1 - end
            digitCount -= exponent
            at = end
        }
        var exponentDigits = 0
        if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
            at += 1
            let sign = at < bytes.count ? bytes[at] : 0
            if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { at += 1 }
            var power: UInt64 = 0
            let end = try scanDigits(bytes, at, &position, &power)
            exponentDigits = end - at
            at = end
            if exponentDigits < 5 {
                exponent += sign == UInt8(ascii: "-") ? -Int(power) : Int(power)
            }
        }
        // Both factors are exact doubles here, so one rounding gives the nearest double.
        if digitCount <= 19, magnitude <= 1 << 53, exponentDigits < 5, abs(exponent) <= 22 {
            let power = powersOfTen[abs(exponent)]
            let value = exponent < 0 ? Double(magnitude) / power : Double(magnitude) * power
            let isNegative = bytes[position] == UInt8(ascii: "-")
            return ScannedNumber(end: at, double: isNegative ? -value : value)
        }
        return try scanLong(bytes, &position, at)
    }

    /// Reads a number of any length, whose form has been checked, up to `end`.
    private static func scanLong(
        _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int
    ) throws(JSONError.Reason) -> ScannedNumber {
        let text = JSONBytes.string(bytes.extracting(position..<end))
        guard let value = Double(text), value.isFinite else { throw .numberOutOfRange }
        return ScannedNumber(end: end, double: value)
    }

    /// The powers of ten that a double holds exactly.
    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]
}
