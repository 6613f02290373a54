internal import Lua
internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Lets other threads stop what runs, and only that: nothing that they send arrives late.
final class StatementGuard: Sendable {
    private struct State {
        var isRunning = false
        var wasStopped = false
    }

    private let state = Mutex(State())
    private let interrupter: Interrupter
    private let mailbox: Mailbox

    init(interrupter: Interrupter, mailbox: Mailbox) {
        self.interrupter = interrupter
        self.mailbox = mailbox
    }

    /// Something runs from now on, which may be stopped.
    func begin() {
        state.withLock { $0 = State(isRunning: true) }
    }

    /// Nothing runs any more: nothing is stopped from now on.
    func end() { state.withLock { $0.isRunning = false } }

    /// Whether what runs was stopped since the last call; if it was, the signal has arrived.
    func takeStop(of lua: LuaState) -> Bool {
        let wasStopped = state.withLock { state in
            defer { state.wasStopped = false }
            return state.wasStopped
        }
        // It was sent already, to this thread.
        while wasStopped, !lua.isInterrupted { sched_yield() }
        return wasStopped
    }

    /// Stops what runs; nothing happens when nothing does.
    func stop() -> Bool {
        state.withLock { state in
            guard state.isRunning else { return false }
            state.wasStopped = true
            mailbox.post(.stop)
            interrupter.fire()
            return true
        }
    }
}

/// Stops the statement that runs, from any thread.
public struct StatementStopper: Sendable {
    let guardian: StatementGuard

    /// Ends the statement, whether it computes or waits, or the task that computes while none runs.
    ///
    /// - Returns: whether anything ran.
    @discardableResult
    public func stop() -> Bool { guardian.stop() }
}
