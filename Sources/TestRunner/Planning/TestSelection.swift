/// Makes the order of a run out of all the tests that were found.
public struct TestSelection: Hashable, Sendable {
    /// Which tests are wanted.
    public var filter: TestFilter
    /// The tests that failed before, when only they are wanted.
    public var rerun: Set<TestID>?
    /// Which part of them; nil for all.
    public var shard: Shard?
    /// The seed to mix their order by; nil keeps the order they were found in.
    public var shuffleSeed: UInt64?
    /// Whether tests marked as the only ones are refused.
    public var refusesOnly: Bool

    /// Makes a selection; without arguments it is of all tests in the order they were found in.
    ///
    /// - Parameters:
    ///   - filter: Which tests are wanted.
    ///   - rerun: The tests that failed before, when only they are wanted.
    ///   - shard: Which part of them.
    ///   - shuffleSeed: The seed to mix their order by.
    ///   - refusesOnly: Whether tests marked as the only ones are refused, as in pipelines.
    public init(
        filter: TestFilter = TestFilter(), rerun: Set<TestID>? = nil, shard: Shard? = nil,
        shuffleSeed: UInt64? = nil, refusesOnly: Bool = false
    ) {
        self.filter = filter
        self.rerun = rerun
        self.shard = shard
        self.shuffleSeed = shuffleSeed
        self.refusesOnly = refusesOnly
    }

    /// The tests to run, in order.
    ///
    /// Tests marked as the only ones leave the others out, before anything else is looked at. The
    /// mixed order of two tests depends on the seed and on them alone, so a filtered run keeps the
    /// order of the whole one.
    ///
    /// - Parameter tests: All tests that were found, each identity once.
    /// - Throws: ``TestRunnerError/onlyRefused(_:)`` with the marked tests.
    public func plan(_ tests: [DiscoveredTest]) throws(TestRunnerError) -> [TestID] {
        let marked = tests.filter(\.isOnly)
        if refusesOnly, !marked.isEmpty { throw .onlyRefused(marked.map(\.id)) }
        let selected = (marked.isEmpty ? tests : marked).filter { test in
            filter.selects(test) && rerun?.contains(test.id) != false
                && shard?.holds(test.id) != false
        }.map(\.id)
        guard let shuffleSeed else { return selected }
        return selected.map { (hash: $0.stableHash(seed: shuffleSeed), id: $0) }
            .sorted { ($0.hash, $0.id) < ($1.hash, $1.id) }
            .map(\.id)
    }
}

/// How often the tests of a run are run.
public enum Repetition: Hashable, Sendable {
    /// This many rounds; below 1 is 1.
    case times(Int)
    /// Until a round has a failure, and at most this many rounds; nil is without end.
    case untilFailure(limit: Int?)

    /// Whether there is another round after some.
    ///
    /// - Parameters:
    ///   - rounds: How many rounds have run.
    ///   - failures: How many tests failed in them.
    public func hasRound(after rounds: Int, failures: Int) -> Bool {
        switch self {
        case .times(let count): rounds < max(1, count)
        case .untilFailure(let limit):
            failures == 0 && limit.map { rounds < max(1, $0) } != false
        }
    }

    /// The places of a round in the order of the run.
    ///
    /// - Parameters:
    ///   - round: Which round, from 1.
    ///   - tests: The tests of a round in order.
    public static func round(_ round: Int, of tests: [TestID]) -> [PlannedTest] {
        tests.map { PlannedTest($0, repetition: round) }
    }
}
