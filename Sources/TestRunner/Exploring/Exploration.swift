/// Looks for a schedule under which a test fails, and makes the one that it finds as small as it can.
///
/// It runs nothing itself: whoever does runs each ``proposal`` and hands over what came of it, until
/// there is none. All runs of an exploration must differ in nothing but their schedule.
public struct Exploration: Sendable {
    /// How many seeds are tried.
    public let seeds: Int
    /// The seed of the first run; the others count on from it.
    public let firstSeed: UInt64
    /// How many runs may be spent on making a failure smaller.
    public let shrinkingLimit: Int
    /// How many runs have ended.
    public private(set) var runs = 0
    /// What came of it; nil as long as there is a ``proposal``.
    public private(set) var result: Result?

    private var found: (seed: UInt64, failure: FailureKey, seedsTried: Int)?
    private var shrinking: Shrinking?
    private var candidate: [Decision]?

    /// How many runs may be spent on making a failure smaller, unless told otherwise.
    public static let defaultShrinkingLimit = 500

    /// What is to be run next.
    public struct Proposal: Hashable, Sendable {
        /// The seed that decides; when a failure is made smaller, the seed that found it.
        public let seed: UInt64
        /// All decisions of the run; nil when the seed draws them.
        public let decisions: [Decision]?
    }

    /// What came of a run.
    public struct Run: Hashable, Sendable {
        /// How it failed; nil when it did not.
        public var failure: FailureKey?
        /// The decisions that it made.
        public var decisions: [Decision]
        /// How many players took part; nil when nobody counts them.
        public var players: Int?

        /// Tells what came of a run.
        ///
        /// - Parameters:
        ///   - failure: How it failed, or nil.
        ///   - decisions: The decisions that it made.
        ///   - players: How many players took part, or nil.
        public init(failure: FailureKey?, decisions: [Decision], players: Int? = nil) {
            self.failure = failure
            self.decisions = decisions
            self.players = players
        }
    }

    /// What came of an exploration.
    public enum Result: Hashable, Sendable {
        /// No run failed; this many did not.
        case passed(runs: Int)
        /// A run failed.
        case failed(SmallestFailure)
    }

    /// Begins an exploration.
    ///
    /// - Parameters:
    ///   - seeds: How many seeds to try; below 1 is 1.
    ///   - firstSeed: The first of them.
    ///   - shrinkingLimit: How many runs to spend on making a failure smaller; below 1 is 1.
    public init(
        seeds: Int, firstSeed: UInt64 = 1, shrinkingLimit: Int = defaultShrinkingLimit
    ) {
        self.seeds = max(1, seeds)
        self.firstSeed = firstSeed
        self.shrinkingLimit = max(1, shrinkingLimit)
    }

    /// What is to be run next; nil when there is a ``result``.
    public var proposal: Proposal? {
        guard result == nil else { return nil }
        if let found { return Proposal(seed: found.seed, decisions: candidate) }
        return Proposal(seed: firstSeed &+ UInt64(runs), decisions: nil)
    }

    /// Takes in what came of the ``proposal``.
    ///
    /// - Precondition: there is no ``result`` yet.
    public mutating func ended(_ run: Run) {
        guard let proposal else { preconditionFailure("the exploration has ended") }
        runs += 1
        guard let found else {
            if let failure = run.failure {
                found = (proposal.seed, failure, runs)
                shrinking = Shrinking(run)
                propose()
            } else if runs == seeds {
                result = .passed(runs: runs)
            }
            return
        }
        shrinking?.ended(run, isSame: run.failure == found.failure)
        propose()
    }

    /// Finds the next list to try, or ends.
    private mutating func propose() {
        guard let found, var shrinking else { return }
        let isInTime = runs - found.seedsTried < shrinkingLimit
        candidate = isInTime ? shrinking.next() : nil
        self.shrinking = shrinking
        guard candidate == nil else { return }
        result = .failed(
            SmallestFailure(
                seed: found.seed, failure: found.failure, decisions: shrinking.smallest.decisions,
                players: shrinking.smallest.players, seedsTried: found.seedsTried,
                shrinkingRuns: runs - found.seedsTried, isRepeatable: shrinking.isRepeatable,
                isSmallest: shrinking.isRepeatable && isInTime))
    }
}
