/// Decides, of the attempts at one test, whether there is another and what the verdict is.
public struct Retrying: Hashable, Sendable {
    /// How often a failed test is run again.
    public let retries: Int
    /// The attempts so far.
    public private(set) var attempts = 0
    private var lastFailure: Verdict?

    /// What comes after an attempt.
    public enum Next: Hashable, Sendable {
        /// Another attempt, with this number.
        case runAgain(attempt: Int)
        /// No more; the test has this verdict.
        case finish(Verdict)
    }

    /// Makes the state before the first attempt.
    ///
    /// - Parameter retries: How often a failed test is run again; below 0 is 0.
    public init(retries: Int) { self.retries = max(0, retries) }

    /// Takes in how the next attempt ended, and says what comes after it.
    ///
    /// A pass after a failure is flaky. A test that skips itself after a failure keeps the failure,
    /// and one that fails every time ends with the verdict of its last attempt.
    ///
    /// - Parameters:
    ///   - verdict: How the attempt ended; not ``Verdict/flaky``.
    ///   - isStopping: Whether the run ends, so that there is no other attempt.
    public mutating func attemptEnded(_ verdict: Verdict, isStopping: Bool = false) -> Next {
        precondition(verdict != .flaky, "one attempt is never flaky")
        attempts += 1
        if verdict.isFailure {
            lastFailure = verdict
            guard attempts <= retries, !isStopping else { return .finish(verdict) }
            return .runAgain(attempt: attempts + 1)
        }
        guard let lastFailure else { return .finish(verdict) }
        return .finish(verdict == .passed ? .flaky : lastFailure)
    }
}
