extension Timestamp {
    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// RFC 1123 form, rounded up to the second: `Mon, 15 Jun 2009 13:45:31 GMT` (2.5).
    public var httpDate: String {
        let (days, time) = roundedUpDay
        let date = CivilDate(daysSinceEpoch: days)
        var text = DigitWriter(capacity: 29)
        text.write(Self.weekdays[Int(days.flooredDivision(by: 7).1)])
        text.write(", ")
        text.write(date.day, width: 2)
        text.write(" ")
        text.write(Self.months[Int(date.month) - 1])
        text.write(" ")
        text.write(date.year, width: 4)
        text.write(" ")
        text.write(timeOfDay: time)
        text.write(" GMT")
        return text.text
    }

    /// Reads the RFC 1123 form. The weekday must be one, but need not fit the date.
    public init?(httpDate text: String) {
        var scanner = DigitScanner(text.utf8)
        guard scanner.word(of: Self.weekdays) != nil, scanner.skip(","), scanner.skip(" "),
            let day = scanner.number(digits: 2), scanner.skip(" "),
            let month = scanner.word(of: Self.months), scanner.skip(" "),
            let year = scanner.number(digits: 4), scanner.skip(" "),
            let seconds = scanner.timeOfDay(), scanner.skip(" "),
            scanner.word(of: ["GMT"]) != nil, scanner.isAtEnd,
            let date = CivilDate(year: year, month: Int64(month) + 1, day: day)
        else { return nil }
        self.init(ticks: (date.daysSinceEpoch * 86_400 + seconds) * Self.ticksPerSecond)
    }

    /// This instant, or the next whole second after it.
    public var roundedUpToSecond: Timestamp {
        let (seconds, fraction) = wholeSeconds
        guard fraction > 0 else { return self }
        let (next, overflow) = (seconds + 1).multipliedReportingOverflow(by: Self.ticksPerSecond)
        return overflow ? self : Timestamp(ticks: next)
    }

    private var roundedUpDay: (days: Int64, time: Int64) {
        let (seconds, fraction) = wholeSeconds
        let (days, time) = (fraction > 0 ? seconds + 1 : seconds).flooredDivision(by: 86_400)
        return (days, time)
    }
}
