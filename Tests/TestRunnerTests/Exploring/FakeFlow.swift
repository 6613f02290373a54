import TestRunner

/// A flow that exists only as what it makes of decisions.
struct FakeFlow {
    /// What a seed draws.
    var drawn: (UInt64) -> [Decision] = { _ in [] }
    /// The line that fails under decisions; nil when none does.
    var failingLine: ([Decision]) -> Int?
    /// What a run records of the decisions that it is given.
    var recorded: ([Decision]) -> [Decision] = { $0 }

    /// Everything that was run.
    final class Log { var lists: [[Decision]] = [] }
    let log = Log()

    func run(_ proposal: Exploration.Proposal) -> Exploration.Run {
        let decisions = recorded(proposal.decisions ?? drawn(proposal.seed))
        log.lists.append(proposal.decisions ?? [])
        let players = decisions.first { $0.kind == .players }?.value ?? 1
        return Exploration.Run(
            failure: failingLine(decisions).map { line in
                FailureKey(
                    verdict: .failed, location: ScriptLocation(file: "flow.lua", line: line),
                    message: "\(decisions.count) are too many")
            }, decisions: decisions, players: players)
    }

    func explore(seeds: Int, shrinkingLimit: Int = 500) -> Exploration.Result? {
        var exploration = Exploration(seeds: seeds, shrinkingLimit: shrinkingLimit)
        while let proposal = exploration.proposal { exploration.ended(run(proposal)) }
        return exploration.result
    }

    func failure(seeds: Int = 10, shrinkingLimit: Int = 500) -> SmallestFailure? {
        guard case .failed(let found)? = explore(seeds: seeds, shrinkingLimit: shrinkingLimit)
        else { return nil }
        return found
    }
}

/// Decisions from their text.
func decisions(_ text: String) throws -> [Decision] {
    try text.split(separator: ",").map { try Decision($0) }
}
