/// The fold of all events of a run: what reports that are written at the end are made of.
public struct RunRecord: Hashable, Sendable {
    /// What the run was asked to do; nil before it began.
    public private(set) var settings: RunSettings?
    /// The files that did not load, in order.
    public private(set) var loadFailures: [LoadFailure] = []
    /// The tests that ended, in the order of their end.
    public private(set) var tests: [TestRecord] = []
    /// How many tests were planned.
    public private(set) var planned = 0
    /// How many tests ended with each verdict.
    public private(set) var counts: [Verdict: Int] = [:]
    /// Why the run ended; nil before it did.
    public private(set) var ending: RunEnding?
    /// How long the run took; zero before it ended.
    public private(set) var duration: Duration = .zero
    private var open: [PlannedTest: TestRecord] = [:]

    /// A file that did not load.
    public struct LoadFailure: Hashable, Sendable {
        /// The file.
        public var file: String
        /// Why.
        public var failure: Failure
    }

    /// A test that ended.
    public struct TestRecord: Hashable, Sendable {
        /// The test and its repetition.
        public var test: PlannedTest
        /// The verdict over all attempts.
        public var verdict: Verdict = .skipped
        /// How long it took, with all attempts.
        public var duration: Duration = .zero
        /// The attempts in order.
        public var attempts: [Attempt] = []
        /// After how long it was said to be slow; nil if it was not.
        public var slowAfter: Duration?

        /// The attempt that decided the verdict: the last that has it, else the last.
        public var decisive: Attempt? {
            attempts.last { $0.verdict == verdict } ?? attempts.last
        }
    }

    /// Makes the record of a run that has not begun.
    public init() {}

    /// Takes in the next event.
    public mutating func receive(_ event: TestEvent) {
        switch event {
        case .runStarted(let settings): self.settings = settings
        case .fileLoaded: break
        case .fileFailedToLoad(let file, let failure):
            loadFailures.append(LoadFailure(file: file, failure: failure))
        case .planned(let tests): planned += tests.count
        case .testStarted(let test): open[test] = TestRecord(test: test)
        case .slow(let test, let elapsed):
            open[test, default: TestRecord(test: test)].slowAfter = elapsed
        case .attemptEnded(let test, let attempt):
            open[test, default: TestRecord(test: test)].attempts.append(attempt)
        case .testEnded(let test, let verdict, let duration):
            var record = open.removeValue(forKey: test) ?? TestRecord(test: test)
            record.verdict = verdict
            record.duration = duration
            tests.append(record)
            counts[verdict, default: 0] += 1
        case .runEnded(let ending, let duration):
            self.ending = ending
            self.duration = duration
        }
    }

    /// The attempts so far at a test that has not ended.
    public func attempts(at test: PlannedTest) -> [Attempt] { open[test]?.attempts ?? [] }

    /// How many tests ended with a verdict that is a failure.
    public var failureCount: Int { count { $0.isFailure } }

    /// How many planned tests did not end: the run was stopped before.
    public var notRunCount: Int { max(0, planned - tests.count) }

    /// What the run comes to.
    public var outcome: RunOutcome {
        if ending == .interrupted { return .interrupted }
        if ending == .timedOut { return .timedOut }
        if !loadFailures.isEmpty { return .fileDidNotLoad }
        if failureCount > 0 { return .failed }
        return planned == 0 && tests.isEmpty ? .noTests : .passed
    }

    /// The counts as a sentence: `3 passed, 1 failed, 2 not run`.
    public var summary: String {
        var parts = Verdict.allCases.compactMap { verdict in
            counts[verdict].map { "\($0) \(verdict.rawValue)" }
        }
        if notRunCount > 0 { parts.append("\(notRunCount) not run") }
        if !loadFailures.isEmpty {
            parts.append(counted(loadFailures.count, "file", "files") + " did not load")
        }
        return parts.isEmpty ? "no tests matched" : parts.joined(separator: ", ")
    }

    private func count(where isCounted: (Verdict) -> Bool) -> Int {
        Verdict.allCases.filter(isCounted).reduce(0) { $0 + counts[$1, default: 0] }
    }
}

/// What a whole run comes to, and the exit code that says so.
public enum RunOutcome: Hashable, Sendable, CaseIterable {
    /// All tests passed, were skipped, or were flaky.
    case passed
    /// At least one test failed.
    case failed
    /// At least one file did not load, whatever the tests of the others did.
    case fileDidNotLoad
    /// No test matched.
    case noTests
    /// The whole run took longer than it may. A single test that does so is a failure like others.
    case timedOut
    /// The user interrupted the run.
    case interrupted

    /// The code a process exits with.
    public var exitCode: Int32 {
        switch self {
        case .passed: 0
        case .failed: 1
        case .fileDidNotLoad: 2
        case .noTests: 4
        case .timedOut: 124
        case .interrupted: 130
        }
    }
}
