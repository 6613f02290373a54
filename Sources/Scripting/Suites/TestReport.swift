public import TestRunner

/// How one attempt at a test ended, before anything is said about time and output.
public struct TestReport: Hashable, Sendable {
    /// How it ended; never ``Verdict/flaky``.
    public var verdict: Verdict
    /// Why it did not pass.
    public var failure: Failure?
    /// Why it was skipped.
    public var skipReason: String?
    /// What it left behind.
    public var leaks: [Attempt.Leak] = []
    /// Who waited for what when it ended.
    public var waits: [Attempt.Wait] = []
    /// What else went wrong after the failure, such as in a hook after the test: one text each.
    public var notes: [String] = []

    /// Makes a report.
    ///
    /// - Parameters:
    ///   - verdict: How the attempt ended.
    ///   - failure: Why it did not pass.
    ///   - skipReason: Why it was skipped.
    public init(_ verdict: Verdict, failure: Failure? = nil, skipReason: String? = nil) {
        self.verdict = verdict
        self.failure = failure
        self.skipReason = skipReason
    }
}
