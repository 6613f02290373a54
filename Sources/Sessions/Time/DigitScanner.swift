/// Reads the fixed-width digits of dates.
struct DigitScanner {
    private var rest: Substring.UTF8View

    init(_ text: String.UTF8View) { rest = text[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    mutating func number(digits count: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<count {
            guard let digit = nextDigit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// Reads one to `maximumDigits` digits as a fraction scaled to that many digits.
    mutating func fraction(maximumDigits: Int) -> Int64? {
        var value: Int64 = 0
        var count = 0
        while count < maximumDigits, let digit = nextDigit() {
            value = value * 10 + digit
            count += 1
        }
        guard count > 0 else { return nil }
        for _ in count..<maximumDigits { value *= 10 }
        return value
    }

    /// Reads `13:45:30` as seconds since midnight.
    mutating func timeOfDay() -> Int64? {
        guard let hour = number(digits: 2), hour < 24, skip(":"),
            let minute = number(digits: 2), minute < 60, skip(":"),
            let second = number(digits: 2), second < 60
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    /// Reads one of `words`, compared exactly, and returns its position.
    mutating func word(of words: [String]) -> Int? {
        guard let position = words.firstIndex(where: { rest.starts(with: $0.utf8) }) else {
            return nil
        }
        rest.removeFirst(words[position].utf8.count)
        return position
    }

    private mutating func nextDigit() -> Int64? {
        guard let byte = rest.first, (48...57).contains(byte) else { return nil }
        rest.removeFirst()
        return Int64(byte) - 48
    }
}
