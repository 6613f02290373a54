public import Sessions

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The clock of the system, which may be set back; ``LocalDirectory`` guards against that.
public struct SystemClock: DirectoryClock, Sendable {
    /// Makes the clock.
    public init() {}

    public var now: Timestamp {
        var time = timespec()
        // Fails only for a clock that does not exist or an address outside the process.
        let status = clock_gettime(CLOCK_REALTIME, &time)
        precondition(status == 0, "the system has no real-time clock")
        return Timestamp(ticks: Int64(time.tv_sec) * 10_000_000 + Int64(time.tv_nsec) / 100)
    }
}
