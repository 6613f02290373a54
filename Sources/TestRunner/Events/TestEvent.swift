/// One thing that happened in a run: all that reporters know.
///
/// A run is `runStarted`; then a `fileLoaded` or `fileFailedToLoad` for each of its files; then
/// `planned`, once or for each round of a repeated run; then for each test `testStarted`, any number
/// of `slow` and `attemptEnded`, and `testEnded`; and at last `runEnded`. A ``Sequencer`` makes that
/// order of events that came from many places at once.
public enum TestEvent: Hashable, Sendable {
    /// The run began.
    case runStarted(RunSettings)
    /// A file was read, and declared this many tests.
    case fileLoaded(String, tests: Int)
    /// A file did not parse, or raised an error outside of its tests.
    case fileFailedToLoad(String, Failure)
    /// These tests are to run next, in this order.
    case planned([PlannedTest])
    /// The first attempt at a test began.
    case testStarted(PlannedTest)
    /// A test has been running for so long that it is worth saying.
    case slow(PlannedTest, after: Duration)
    /// An attempt at a test ended.
    case attemptEnded(PlannedTest, Attempt)
    /// A test ended, with the verdict over all of its attempts.
    case testEnded(PlannedTest, Verdict, duration: Duration)
    /// The run ended.
    case runEnded(RunEnding, duration: Duration)
}

/// What a run was asked to do.
public struct RunSettings: Hashable, Sendable {
    /// The seed of the whole run.
    public var seed: UInt64
    /// Which part of the tests; nil for all.
    public var shard: Shard?
    /// How many tests may run at a time. No lasting report shows it: they do not depend on it.
    public var jobs: Int
    /// The filters as they were given.
    public var filters: [String]
    /// The files to load, in order.
    public var files: [String]

    /// Makes settings.
    ///
    /// - Parameters:
    ///   - seed: The seed of the whole run.
    ///   - shard: Which part of the tests, or nil for all.
    ///   - jobs: How many tests may run at a time, 1 or more.
    ///   - filters: The filters as they were given.
    ///   - files: The files to load, in order.
    public init(
        seed: UInt64, shard: Shard? = nil, jobs: Int = 1, filters: [String] = [],
        files: [String]
    ) {
        self.seed = seed
        self.shard = shard
        self.jobs = jobs
        self.filters = filters
        self.files = files
    }
}

/// Why a run ended.
public enum RunEnding: String, Hashable, Sendable, CaseIterable {
    /// All that was planned has run.
    case complete
    /// It was told to stop at a failure, and there was one.
    case stoppedAtFailure = "stopped at a failure"
    /// The user interrupted it.
    case interrupted
    /// The whole run took longer than it may.
    case timedOut = "timed out"
}
