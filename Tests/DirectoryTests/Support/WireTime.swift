import Sessions

/// Times of the conformance cases, and the one form in which documents write them (4.1).
enum WireTime {
    static let ticksPerSecond: Int64 = 10_000_000

    /// T0 of the cases: 2030-01-01T00:00:00Z.
    static let t0 = Timestamp(ticks: 1_893_456_000 * ticksPerSecond)

    /// The instant `offset` after T0; finer parts than 100 nanoseconds are cut off.
    static func instant(_ offset: Duration) -> Timestamp {
        let (seconds, attoseconds) = offset.components
        return Timestamp(
            ticks: t0.ticks + seconds * ticksPerSecond + attoseconds / 100_000_000_000)
    }

    /// The text of T0 + `offset`, such as `2030-01-01T00:00:30.0000000Z`.
    static func text(_ offset: Duration) -> String { instant(offset).description }

    /// The whole second at or after `instant`, in seconds since 1970.
    static func secondAtOrAfter(_ instant: Timestamp) -> Int64 {
        (instant.ticks + ticksPerSecond - 1) / ticksPerSecond
    }

    /// Reads a time of a document; nil unless it has seven fractional digits and ends with `Z`.
    static func parse(_ text: String) -> Timestamp? {
        guard let instant = Timestamp(text), instant.description == text else { return nil }
        return instant
    }
}
