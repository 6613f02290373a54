/// The exact value of number text, as digits times a power of ten, with one form for each value.
struct JSONDecimal: Equatable {
    /// Whether the value is below zero; zero is not.
    let isNegative: Bool
    /// The digits, 0 to 9, without zeros at either end; none for zero.
    private let digits: [UInt8]
    /// The power of ten that the last digit counts; 0 for zero.
    private let exponent: Int

    /// An exponent beyond this is taken for this: such a number is zero or no double.
    private static let exponentLimit = 1 << 40

    /// Reads text that follows the JSON grammar.
    init(_ text: String) {
        var digits: [UInt8] = []
        var hasMinus = false
        var isFraction = false
        var exponent = 0
        var written = text.utf8[...]
        scanning: while let byte = written.popFirst() {
            switch byte {
            case UInt8(ascii: "-"): hasMinus = true
            case UInt8(ascii: "."): isFraction = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"): break scanning
            default:
                if isFraction { exponent -= 1 }
                if byte != UInt8(ascii: "0") || !digits.isEmpty {
                    digits.append(byte - UInt8(ascii: "0"))
                }
            }
        }
        exponent += Self.exponent(written)
        while digits.last == 0 {
            digits.removeLast()
            exponent += 1
        }
        isNegative = hasMinus && !digits.isEmpty
        self.exponent = digits.isEmpty ? 0 : exponent
        self.digits = digits
    }

    /// The value without its sign, when it is integral and fits 64 bits.
    var integralMagnitude: UInt64? {
        guard !digits.isEmpty else { return 0 }
        // Twenty digits make the largest of them.
        guard exponent >= 0, digits.count + exponent <= 20 else { return nil }
        var magnitude: UInt64 = 0
        for place in 0..<digits.count + exponent {
            let digit = place < digits.count ? UInt64(digits[place]) : 0
            let (shifted, overflow) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, carry) = shifted.addingReportingOverflow(digit)
            guard !overflow, !carry else { return nil }
            magnitude = sum
        }
        return magnitude
    }

    private static func exponent(_ written: Substring.UTF8View) -> Int {
        var value = 0
        var isNegative = false
        for byte in written {
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "+"): break
            default: value = min(value * 10 + Int(byte - UInt8(ascii: "0")), exponentLimit)
            }
        }
        return isNegative ? -value : value
    }
}
