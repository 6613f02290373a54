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
    enum Reason: Sendable {
        case deadline, interrupt

        /// The exit code that says so.
        var status: ExitStatus { self == .deadline ? .timedOut : .interrupted }
    }

    private struct State {
        var stop: (@Sendable () -> Bool)?
        var reason: Reason?
        var isFinished = false
        var isPaused = false
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

    /// Says how what runs is stopped; what should have stopped already stops at once.
    ///
    /// - Parameter stop: answers whether anything ran; if nothing did, the process ends.
    func guards(_ stop: @escaping @Sendable () -> Bool) {
        let reason = state.withLock { state in
            state.stop = stop
            return state.reason
        }
        if let reason, !stop() { reason.status.exitNow() }
    }

    /// Lets a person look at the run for as long as it takes: nothing is stopped meanwhile.
    func pausing<Result>(_ body: () throws -> Result) rethrows -> Result {
        state.withLock { $0.isPaused = true }
        defer { state.withLock { $0.isPaused = false } }
        return try body()
    }

    /// The run has ended: nothing is stopped any more.
    func finish() {
        state.withLock { $0.isFinished = true }
        interrupts.cancel()
    }

    private func stop(_ reason: Reason) {
        guard state.withLock({ !$0.isPaused }) else {
            if reason == .deadline { startDeadline(Self.pauseStep) }
            return
        }
        let (stop, isAgain) = state.withLock { state -> ((@Sendable () -> Bool)?, Bool) in
            guard !state.isFinished else { return (nil, false) }
            let isAgain = state.reason != nil
            if state.reason == nil { state.reason = reason }
            return (state.stop, isAgain)
        }
        if isAgain, reason == .interrupt { ExitStatus.interrupted.exitNow() }
        if let stop, !stop() { reason.status.exitNow() }
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.grace) { [self] in
            guard state.withLock({ !$0.isFinished }) else { return }
            let cause = reason == .deadline ? "ran longer than --timeout" : "was interrupted"
            Terminal.writeErrorNow(
                "muster: the script \(cause) and did not stop at once; the process "
                    + "was ended\n")
            reason.status.exitNow()
        }
    }

    /// How soon a deadline that fell into a pause is looked at again.
    private static let pauseStep = Duration.seconds(1)

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
