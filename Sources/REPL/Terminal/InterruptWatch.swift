@preconcurrency internal import Dispatch
internal import LineEditor
internal import Scripting
internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Has Ctrl-C stop what runs, and never the process.
///
/// While a prompt waits Ctrl-C is a key; tasks that compute beside it for long make it a signal.
final class InterruptWatch: Sendable {
    private let source: any DispatchSourceSignal

    /// Stops what runs at SIGINT, as long as this is there.
    init(_ stopper: StatementStopper) {
        Self.passOver()
        source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
        source.setEventHandler {
            guard stopper.ask() else { return }
            DispatchQueue.global().asyncAfter(deadline: .now() + Self.patience) { stopper.insist() }
        }
        let isRegistered = DispatchSemaphore(value: 0)
        source.setRegistrationHandler { isRegistered.signal() }
        source.activate()
        isRegistered.wait()
    }

    deinit { source.cancel() }

    /// Keeps SIGINT from ending the process. Where it is handled already, as by the watch of a run that
    /// stands still at a breakpoint, it stays so: that handler serves all sources.
    private static func passOver() {
        var action = sigaction()
        sigaction(SIGINT, nil, &action)
        #if canImport(Darwin)
        let handler = action.__sigaction_u.__sa_handler
        #else
        let handler = action.__sigaction_handler.sa_handler
        #endif
        // The default is no handler at all.
        if handler == nil { signal(SIGINT, SIG_IGN) }
    }

    /// Runs `body`; when it takes long, Ctrl-C is a signal until it ends.
    func guarding<Result>(_ interrupts: PromptInterrupts, _ body: () -> Result) -> Result {
        let isOver = Flag()
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.patience) {
            isOver.whileUnset { interrupts.allow() }
        }
        defer { isOver.set() }
        return body()
    }

    /// How long tasks may compute beside a prompt before Ctrl-C stops them, and after it beside a
    /// statement that waits.
    private static let patience = DispatchTimeInterval.milliseconds(50)

    private final class Flag: Sendable {
        private let isSet = Mutex(false)

        func set() { isSet.withLock { $0 = true } }

        func whileUnset(_ body: () -> Void) { isSet.withLock { if !$0 { body() } } }
    }
}
