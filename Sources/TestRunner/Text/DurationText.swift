extension Duration {
    /// For people: `0.42 ms`, `12 ms`, `1.25 s`, `2 min 5 s`.
    var shown: String {
        let microseconds = wholeMicroseconds
        switch microseconds {
        case ..<10_000: return Self.decimal(microseconds / 10, digits: 2) + " ms"
        case ..<1_000_000: return "\(microseconds / 1_000) ms"
        case ..<60_000_000: return Self.decimal(microseconds / 10_000, digits: 2) + " s"
        default:
            let seconds = microseconds / 1_000_000
            return "\(seconds / 60) min \(seconds % 60) s"
        }
    }

    /// Seconds with three digits after the point, cut off.
    var secondsText: String { Self.decimal(wholeMicroseconds / 1_000, digits: 3) }

    /// Milliseconds with three digits after the point.
    var millisecondsText: String { Self.decimal(wholeMicroseconds, digits: 3) }

    /// Never negative: a report has no use for a clock that went back.
    var wholeMicroseconds: Int64 {
        let (seconds, attoseconds) = components
        return max(0, seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
    }

    private static func decimal(_ value: Int64, digits: Int) -> String {
        let scale: Int64 = digits == 2 ? 100 : 1_000
        let fraction = String(value % scale)
        let zeros = String(repeating: "0", count: digits - fraction.count)
        return "\(value / scale).\(zeros)\(fraction)"
    }
}
