/// Decides which seed an attempt at a test runs under.
public struct TestSeed: Hashable, Sendable {
    /// The seed of the run.
    public var run: UInt64
    /// Whether tests must not share identifiers, since they share a service that outlives them.
    public var isShared: Bool

    /// Makes a rule.
    ///
    /// - Parameters:
    ///   - run: The seed of the run.
    ///   - isShared: Whether tests share a service that outlives them.
    public init(run: UInt64, isShared: Bool = false) {
        self.run = run
        self.isShared = isShared
    }

    /// The seed of one attempt.
    ///
    /// The first attempt of the first repetition runs under the run's own seed, so that a run with
    /// the seed that a failure names repeats that failure. A test that names its seed keeps it.
    ///
    /// - Parameters:
    ///   - test: The test.
    ///   - repetition: Which time the run runs it, from 1.
    ///   - attempt: Which attempt, from 1.
    public func seed(of test: DeclaredTest, repetition: Int, attempt: Int) -> UInt64 {
        if let seed = test.seed { return seed }
        let seed = seed(ofRunRepeating: test, repetition: repetition, attempt: attempt)
        return isShared ? test.test.id.stableHash(seed: seed) : seed
    }

    /// The seed of a run whose first attempt at a test runs under the seed of this attempt.
    ///
    /// - Parameters:
    ///   - test: The test.
    ///   - repetition: Which time the run runs it, from 1.
    ///   - attempt: Which attempt, from 1.
    public func seed(
        ofRunRepeating test: DeclaredTest, repetition: Int, attempt: Int
    ) -> UInt64 {
        // Where the test has a seed of its own, that of the run still decides what the file declares.
        guard test.seed == nil, repetition != 1 || attempt != 1 else { return run }
        var hash = StableHash(seed: run)
        hash.combine(UInt64(repetition))
        hash.combine(UInt64(attempt))
        return hash.value
    }
}
