extension Timestamp: CustomStringConvertible {
    /// ISO 8601 in UTC with exactly seven fractional digits: `2009-06-15T13:45:30.0900000Z` (4.1).
    public var description: String {
        let (seconds, fraction) = wholeSeconds
        let (days, time) = seconds.flooredDivision(by: 86_400)
        let date = CivilDate(daysSinceEpoch: days)
        var text = DigitWriter(capacity: 28)
        text.write(date.year, width: 4)
        text.write("-")
        text.write(date.month, width: 2)
        text.write("-")
        text.write(date.day, width: 2)
        text.write("T")
        text.write(timeOfDay: time)
        text.write(".")
        text.write(fraction, width: 7)
        text.write("Z")
        return text.text
    }

    /// Reads ISO 8601 in UTC, as ``description`` writes it, with none to seven fractional digits.
    ///
    /// The `Z` is required; more than seven digits, other offsets and impossible dates give nil.
    public init?(_ text: String) {
        var scanner = DigitScanner(text.utf8)
        guard let year = scanner.number(digits: 4), scanner.skip("-"),
            let month = scanner.number(digits: 2), scanner.skip("-"),
            let day = scanner.number(digits: 2), scanner.skip("T") || scanner.skip("t"),
            let seconds = scanner.timeOfDay(),
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        var fraction: Int64 = 0
        if scanner.skip(".") {
            guard let digits = scanner.fraction(maximumDigits: 7) else { return nil }
            fraction = digits
        }
        guard scanner.skip("Z") || scanner.skip("z"), scanner.isAtEnd else { return nil }
        self.init(
            ticks: (date.daysSinceEpoch * 86_400 + seconds) * Timestamp.ticksPerSecond + fraction)
    }

    static let ticksPerSecond: Int64 = 10_000_000

    /// Whole seconds since 1970, rounded down, and the ticks beyond them.
    var wholeSeconds: (seconds: Int64, ticks: Int64) {
        ticks.flooredDivision(by: Self.ticksPerSecond)
    }
}

extension Int64 {
    /// Divides so that the remainder is never negative; `divisor` must be positive.
    func flooredDivision(by divisor: Int64) -> (Int64, Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
