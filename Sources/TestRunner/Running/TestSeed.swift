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
        if isShared {
            return test.test.id.stableHash(seed: mixed(UInt64(repetition), UInt64(attempt)))
        }
        return repetition == 1 && attempt == 1 ? run : mixed(UInt64(repetition), UInt64(attempt))
    }

    private func mixed(_ repetition: UInt64, _ attempt: UInt64) -> UInt64 {
        var hash = StableHash(seed: run)
        hash.combine(repetition)
        hash.combine(attempt)
        return hash.value
    }
}
