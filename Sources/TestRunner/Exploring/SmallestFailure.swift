/// A failure that an exploration found, with as few decisions as it still needs.
public struct SmallestFailure: Hashable, Sendable {
    /// The seed that found it.
    public let seed: UInt64
    /// What failed.
    public let failure: FailureKey
    /// The decisions that it takes, in the order of ``Decision``; none when an ordinary run fails.
    public let decisions: [Decision]
    /// How many players took part; nil when nobody counted them.
    public let players: Int?
    /// How many seeds were tried, the one that found it included.
    public let seedsTried: Int
    /// How many runs were spent on making it smaller.
    public let shrinkingRuns: Int
    /// Whether the decisions of the run that failed made it fail again. If not, something else than
    /// the schedule decides, and the decisions are those of that run.
    public let isRepeatable: Bool
    /// Whether it was made as small as it can be: without any one of the decisions, the test does not
    /// fail in this way. False when the limit of runs was reached before that was known.
    public let isSmallest: Bool

    /// How many decisions belong to a part of the run.
    public func count(of aspect: Decision.Aspect) -> Int {
        decisions.count { $0.kind.aspect == aspect }
    }

    /// What it takes, such as `2 players, 1 fault, 0 reorderings, 0 disturbed messages`.
    public var summary: String {
        let counts = [
            players.map { $0.counted("player") },
            count(of: .faults).counted("fault"),
            count(of: .reorderings).counted("reordering"),
            count(of: .messages).counted("disturbed message"),
        ]
        return counts.compactMap(\.self).joined(separator: ", ")
    }
}

extension Int {
    fileprivate func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}
