@preconcurrency internal import Dispatch
internal import Scripting
internal import Synchronization

/// Stops a test that takes longer than it may, and then each hook after it that does.
///
/// What cannot be stopped is ended with the process, by who started it. One clock of the process
/// looks after all of them: to set one up for each test would cost more than most tests take.
final class TestDeadline: Sendable {
    /// How long what comes after the deadline may take, again and again.
    static let grace = Duration.seconds(1)

    /// How often the clock looks.
    private static let step = DispatchTimeInterval.milliseconds(20)

    private struct Watched {
        var end: ContinuousClock.Instant
        let stopper: StatementStopper
    }

    private static let watched = Mutex<Watched?>(nil)

    private static let clock: any DispatchSourceTimer = {
        let timer = DispatchSource.makeTimerSource(queue: .global())
        timer.schedule(deadline: .now() + step, repeating: step)
        timer.setEventHandler { look() }
        timer.activate()
        return timer
    }()

    /// Begins to watch what the stopper stops, in the place of what was watched before.
    init(_ limit: Duration, _ stopper: StatementStopper) {
        _ = Self.clock
        Self.watched.withLock { $0 = Watched(end: .now + limit, stopper: stopper) }
    }

    /// Stops nothing any more.
    func end() { Self.watched.withLock { $0 = nil } }

    private static func look() {
        let stopper: StatementStopper? = watched.withLock { watched in
            guard let found = watched, ContinuousClock.now >= found.end else { return nil }
            watched?.end = .now + grace
            return found.stopper
        }
        // What has ended meanwhile is not stopped: the stopper sees to that.
        stopper?.stop()
    }
}
