/// Writes the fixed-width digits of dates.
struct DigitWriter {
    private var bytes: [UInt8] = []

    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// Writes `value` with leading zeros; a number that needs more digits is written whole.
    mutating func write(_ value: Int64, width: Int) {
        var digits: (UInt64, Int) = (1, 1)
        while digits.1 < width || value.magnitude / digits.0 >= 10 {
            digits = (digits.0 * 10, digits.1 + 1)
        }
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        var divisor = digits.0
        while divisor > 0 {
            bytes.append(UInt8(48 + value.magnitude / divisor % 10))
            divisor /= 10
        }
    }

    /// Writes seconds since midnight as `13:45:30`.
    mutating func write(timeOfDay seconds: Int64) {
        write(seconds / 3600, width: 2)
        write(":")
        write(seconds / 60 % 60, width: 2)
        write(":")
        write(seconds % 60, width: 2)
    }
}
