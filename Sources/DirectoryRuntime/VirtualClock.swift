public import Sessions

/// A clock that stands still until it is told to move on.
public final class VirtualClock: DirectoryClock {
    /// Where virtual time begins: 2030-01-01T00:00:00Z (session-directory 16.1).
    public static let start = Timestamp(ticks: 1_893_456_000 * 10_000_000)

    public private(set) var now: Timestamp

    /// Makes a clock that shows `now`.
    public init(now: Timestamp = VirtualClock.start) { self.now = now }

    /// Moves to an instant; an instant that has passed leaves the clock as it is.
    public func advance(to instant: Timestamp) { now = max(now, instant) }

    /// Moves back to an instant, together with all that reads the clock.
    public func goBack(to instant: Timestamp) { now = min(now, instant) }
}
