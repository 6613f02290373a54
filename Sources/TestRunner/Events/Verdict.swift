/// How a test, or one attempt at it, ended.
public enum Verdict: String, Hashable, Sendable, CaseIterable {
    /// Nothing went wrong.
    case passed
    /// An assertion did not hold.
    case failed
    /// An error was raised outside of an assertion.
    case error
    /// It did not run, or ended itself as not applicable.
    case skipped
    /// It passed after it had failed. Never of one attempt: see ``Retrying``.
    case flaky
    /// It took longer than it may.
    case timedOut = "timed out"
    /// Every task waited for something that could never happen.
    case deadlocked
    /// It passed, but left something behind.
    case leaked
    /// The process or the state that ran it was lost.
    case crashed

    /// Whether a run with a test of this verdict has failed.
    public var isFailure: Bool {
        switch self {
        case .passed, .skipped, .flaky: false
        case .failed, .error, .timedOut, .deadlocked, .leaked, .crashed: true
        }
    }
}
