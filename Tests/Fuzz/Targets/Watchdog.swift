import Dispatch
import Lua
import Synchronization

/// Interrupts what runs for longer than a period. One timer looks on, however many runs there are.
final class Watchdog: Sendable {
    private struct Run {
        var number = 0
        var interrupter: Interrupter?
        /// The number of the run that was under way at the last look.
        var seen = 0
    }

    private let run = Mutex(Run())
    private let period: DispatchTimeInterval
    /// Of its own, so that it has a thread even when each of the global queue's is in a run.
    private let queue = DispatchQueue(label: "watchdog")

    init(milliseconds: Int) { period = .milliseconds(milliseconds) }

    /// Runs `body`, and interrupts the state that runs in it if it takes longer than one to two
    /// periods. The calling thread stays the same for all runs.
    func look<Result>(on state: LuaState, while body: () throws -> Result) rethrows -> Result {
        let interrupter = state.watchForInterrupts()
        let isFirst = run.withLock { run in
            run.number += 1
            run.interrupter = interrupter
            return run.number == 1
        }
        if isFirst { lookLater() }
        defer { run.withLock { $0.interrupter = nil } }
        return try body()
    }

    private func lookLater() {
        queue.asyncAfter(deadline: .now() + period) { [weak self] in
            guard let self else { return }
            run.withLock { run in
                if run.seen == run.number { run.interrupter?.fire() }
                run.seen = run.number
            }
            lookLater()
        }
    }
}
