public import DirectoryRuntime
internal import Lua
public import Sessions

/// The one clock of a run: script sleeps, time-outs and the directory's timers all read it.
///
/// Virtual time stands still until the scheduler moves it to the next thing that can happen.
public final class ScriptClock: DirectoryClock {
    /// Which time a run keeps.
    public enum Mode: String, Sendable, CaseIterable {
        /// Time that jumps when every task waits; it begins at 2030-01-01T00:00:00Z.
        case virtual
        /// The time of the world.
        case real
    }

    /// Which time this clock keeps; time goes on from where it is when that changes.
    public internal(set) var mode: Mode {
        didSet {
            switch (oldValue, mode) {
            case (.virtual, .real): realStart = (virtual.now, ContinuousClock.now)
            case (.real, .virtual): virtual.advance(to: realNow)
            default: break
            }
        }
    }
    /// When the run began.
    public let start: Timestamp
    private let virtual: VirtualClock
    /// Where real time is counted from.
    private var realStart: (time: Timestamp, instant: ContinuousClock.Instant)

    /// Starts a clock.
    public init(_ mode: Mode) {
        self.mode = mode
        switch mode {
        case .virtual:
            virtual = VirtualClock()
            start = VirtualClock.start
        case .real:
            start = SystemClock().now
            virtual = VirtualClock(now: start)
        }
        realStart = (start, ContinuousClock.now)
    }

    /// The time now; real time is counted from the start, so that it never runs backwards.
    public var now: Timestamp {
        switch mode {
        case .virtual: virtual.now
        case .real: realNow
        }
    }

    private var realNow: Timestamp {
        realStart.time.adding(ContinuousClock.now - realStart.instant)
    }

    /// The last instant that the protocol can write.
    static let end = Timestamp(ticks: 253_402_300_799 * 10_000_000 + 9_999_999)

    /// The instant at which a duration from now has passed.
    ///
    /// - Throws: ``LuaFault`` beyond ``end``.
    func instant(after duration: Duration) throws(LuaFault) -> Timestamp {
        let instant = now.adding(duration)
        guard instant <= Self.end else {
            throw LuaFault("\(duration.shortText) from now is after the year 9999")
        }
        return instant
    }

    /// Moves virtual time on. Nothing happens to real time.
    func advance(to instant: Timestamp) { virtual.advance(to: instant) }

    /// Moves back to an instant, with all that happens by this clock.
    func goBack(to instant: Timestamp) {
        virtual.goBack(to: instant)
        if mode == .real { realStart = (instant, ContinuousClock.now) }
    }

    /// The time since the start, in seconds.
    public var elapsedSeconds: Double { Double(now.ticks - start.ticks) / 10_000_000 }
}

extension Timestamp {
    /// The instant after a duration, cut to 100 ns.
    func adding(_ duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        let (ticks, overflow) = seconds.multipliedReportingOverflow(by: 10_000_000)
        guard !overflow else { return Timestamp(ticks: seconds < 0 ? .min : .max) }
        let (sum, tooFar) = self.ticks.addingReportingOverflow(
            ticks + attoseconds / 100_000_000_000)
        return Timestamp(ticks: tooFar ? (ticks < 0 ? .min : .max) : sum)
    }

    /// How long it is from `earlier` to here.
    func since(_ earlier: Timestamp) -> Duration {
        let ticks = self.ticks - earlier.ticks
        return .seconds(ticks / 10_000_000) + .nanoseconds((ticks % 10_000_000) * 100)
    }
}
