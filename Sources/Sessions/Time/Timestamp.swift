/// An instant in UTC with a resolution of 100 nanoseconds, the protocol's own (session-directory 4.1).
public struct Timestamp: Sendable, Hashable, Comparable {
    /// 100-nanosecond ticks since 1970-01-01T00:00:00Z.
    public let ticks: Int64

    /// Makes an instant from its ticks.
    public init(ticks: Int64) { self.ticks = ticks }

    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.ticks < right.ticks }

    /// The instant `milliseconds` later; saturates at the ends of the range.
    public func adding(milliseconds: Int64) -> Timestamp {
        let (delta, overflow) = milliseconds.multipliedReportingOverflow(by: 10_000)
        guard !overflow else { return Timestamp(ticks: milliseconds < 0 ? .min : .max) }
        let (sum, tooFar) = ticks.addingReportingOverflow(delta)
        return Timestamp(ticks: tooFar ? (delta < 0 ? .min : .max) : sum)
    }
}
