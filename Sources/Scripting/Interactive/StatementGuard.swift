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
        var wasAsked = false
        /// Whether the code that runs was sent the signal that ends it.
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

    /// Whether what runs was to stop since the last call. If so, code runs again afterwards.
    func takeStop(of lua: LuaState) -> Bool {
        state.withLock { state in
            let wasAsked = state.wasAsked
            state.wasAsked = false
            if wasAsked { Self.endInterruption(of: lua, &state) }
            return wasAsked
        }
    }

    /// Lets code run again after it was interrupted.
    func acknowledge(in lua: LuaState) {
        state.withLock { Self.endInterruption(of: lua, &$0) }
    }

    /// In one piece, the lock held: a signal that was sent in between would be lost, and waited for later
    /// in vain.
    private static func endInterruption(of lua: LuaState, _ state: inout State) {
        // It was sent already, to this thread.
        while state.wasStopped, !lua.isInterrupted { sched_yield() }
        state.wasStopped = false
        lua.endInterruption()
    }

    /// Stops what runs as soon as it waits; nothing happens when nothing runs.
    func ask() -> Bool {
        state.withLock { state in
            guard state.isRunning else { return false }
            state.wasAsked = true
            mailbox.post(.stop)
            return true
        }
    }

    /// Stops what runs still though it was asked to. One signal is enough until it has done its work.
    func insist() {
        state.withLock { state in
            guard state.isRunning, state.wasAsked, !state.wasStopped else { return }
            state.wasStopped = true
            interrupter.fire()
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
    public func stop() -> Bool {
        defer { guardian.insist() }
        return guardian.ask()
    }

    /// Ends the statement once no task computes, so that none that goes on beside it is harmed.
    ///
    /// - Returns: whether anything ran.
    public func ask() -> Bool { guardian.ask() }

    /// Ends what computes, if it was asked to and runs still.
    public func insist() { guardian.insist() }
}
