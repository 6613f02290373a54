#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif
internal import Synchronization

/// Has Ctrl-C be a signal while the owner of a prompt does something else between two calls of `poll`.
///
/// A prompt that waits reads Ctrl-C as a key. Where its owner computes meanwhile and may not come back, a
/// watchdog on another thread calls `allow()`: from then on Ctrl-C sends SIGINT, which the owner has to
/// handle. Nothing is drawn, and no key is lost. The next `poll` takes it back. It is safe to use from
/// any thread.
public final class PromptInterrupts: Sendable {
    private struct State {
        /// Whether the prompt has the terminal to itself.
        var isOwned = true
        var isAllowed = false
        /// Keys that were read here, for the prompt.
        var keys: [UInt8] = []
    }

    private let state = Mutex(State())
    private let input: Int32

    init(input: Int32) { self.input = input }

    /// Has Ctrl-C be a signal from now on, and one of a Ctrl-C that was typed since the last `poll`.
    ///
    /// - Returns: Whether it is one; not while `poll` runs, nor where no statement is being typed.
    @discardableResult
    public func allow() -> Bool {
        let (isAllowed, wasTyped) = state.withLock { state in
            guard !state.isOwned else { return (false, false) }
            guard !state.isAllowed else { return (true, false) }
            guard (try? TerminalMode.setInterrupts(true)) != nil else { return (false, false) }
            state.isAllowed = true
            // Keys that came before are no signals any more.
            let typed = available()
            state.keys += typed.filter { $0 != 3 }
            return (true, typed.contains(3))
        }
        if wasTyped { kill(getpid(), SIGINT) }
        return isAllowed
    }

    /// Has Ctrl-C be a key again, as the next `poll` does by itself.
    public func refuse() { state.withLock { Self.refuse(&$0) } }

    /// Has the prompt read the terminal.
    ///
    /// - Returns: The keys that were read elsewhere.
    func own() -> [UInt8] {
        state.withLock { state in
            Self.refuse(&state)
            state.isOwned = true
            defer { state.keys = [] }
            return state.keys
        }
    }

    /// Has others decide about Ctrl-C, where the terminal is in raw mode.
    func disown(isRaw: Bool) { state.withLock { $0.isOwned = !isRaw } }

    private static func refuse(_ state: inout State) {
        guard state.isAllowed else { return }
        state.isAllowed = false
        // A terminal that is gone is found out by whoever reads it next.
        try? TerminalMode.setInterrupts(false)
    }

    private func available() -> [UInt8] {
        var bytes: [UInt8] = []
        var poller = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
        while poll(&poller, 1, 0) > 0, poller.revents & Int16(POLLIN) != 0 {
            guard let more = try? Descriptor(number: input).read(4_096), !more.isEmpty else {
                break
            }
            bytes += more
        }
        return bytes
    }
}
