@preconcurrency internal import Dispatch
internal import HTTPTransport
internal import Scripting
internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Stops a run at its deadline or at Ctrl-C.
///
/// The script is stopped first; what cannot be stopped (a pattern that never ends, a finalizer
/// that loops) ends with the process a moment later.
final class RunWatch: Sendable {
    enum Reason: Sendable { case deadline, interrupt }

    private struct State {
        var stopper: ScriptStopper?
        var reason: Reason?
        var isFinished = false
    }

    private let state = Mutex(State())
    private let interrupts: any DispatchSourceSignal

    init() {
        signal(SIGINT, SIG_IGN)
        interrupts = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
        interrupts.setEventHandler { [self] in stop(.interrupt) }
        // Until then an interrupt would be ignored, and lost.
        let isRegistered = DispatchSemaphore(value: 0)
        interrupts.setRegistrationHandler { isRegistered.signal() }
        interrupts.activate()
        isRegistered.wait()
    }

    /// Why the run was stopped.
    var reason: Reason? { state.withLock(\.reason) }

    /// Counts the deadline from now.
    func startDeadline(_ limit: Duration) {
        DispatchQueue.global().asyncAfter(deadline: .now() + limit.interval) { [self] in
            stop(.deadline)
        }
    }

    /// Names the run; one that should have stopped already stops at once.
    func guards(_ stopper: ScriptStopper) {
        let isLate = state.withLock { state in
            state.stopper = stopper
            return state.reason != nil
        }
        if isLate { stopper.stop() }
    }

    /// The run has ended: nothing is stopped any more.
    func finish() {
        state.withLock { $0.isFinished = true }
        interrupts.cancel()
    }

    private func stop(_ reason: Reason) {
        let (stopper, isAgain) = state.withLock { state -> (ScriptStopper?, Bool) in
            guard !state.isFinished else { return (nil, false) }
            let isAgain = state.reason != nil
            if state.reason == nil { state.reason = reason }
            return (state.stopper, isAgain)
        }
        if isAgain, reason == .interrupt { ExitStatus.interrupted.exitNow() }
        stopper?.stop()
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.grace) { [self] in
            guard state.withLock({ !$0.isFinished }) else { return }
            let cause = reason == .deadline ? "ran longer than --timeout" : "was interrupted"
            Terminal.writeErrorNow(
                "muster: the script \(cause) and did not stop at once; the process "
                    + "was ended\n")
            (reason == .deadline ? ExitStatus.timedOut : .interrupted).exitNow()
        }
    }

    /// How long a script that was stopped may take to end.
    private static let grace = DispatchTimeInterval.milliseconds(120)
}

extension Duration {
    fileprivate var interval: DispatchTimeInterval {
        let (seconds, attoseconds) = components
        let nanoseconds = Double(seconds) * 1e9 + Double(attoseconds) / 1e9
        return .nanoseconds(Int(min(nanoseconds, 9e18)))
    }
}

extension Terminal {
    /// Writes text to standard error without waiting for anybody who holds the output.
    fileprivate static func writeErrorNow(_ text: String) {
        let bytes = Array(text.utf8)
        bytes.withUnsafeBytes { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}

/// Closes the connections of a transport before the process goes on to end.
func closeTransport(_ transport: HTTPClientTransport) {
    let isClosed = DispatchSemaphore(value: 0)
    Task.detached {
        await transport.shutdown()
        isClosed.signal()
    }
    isClosed.wait()
}
