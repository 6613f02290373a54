internal import Scripting
internal import TestRunner

extension TestWorker {
    /// Runs a test under many schedules, and makes the first failure as small as it can.
    func explore(
        _ order: WorkerRequest.Order, _ exploring: WorkerRequest.Exploring
    ) -> WorkerAnswer {
        let start = ContinuousClock.now
        var exploration = Exploration(seeds: exploring.seeds, firstSeed: order.seed)
        var trace = AttemptTrace()
        while let proposal = exploration.proposal {
            let schedule =
                proposal.decisions.map { Schedule(decisions: $0) }
                ?? (try? Schedule("seed=\(proposal.seed)\(exploring.variation)"))
            let run = run(order, under: schedule, isRecorded: false)
            if run.attempt.verdict == .skipped {
                return .ended(run.attempt, run.trace, schedule: nil)
            }
            trace.merge(run.trace)
            exploration.ended(
                Exploration.Run(
                    failure: FailureKey(run.attempt), decisions: run.decisions,
                    players: run.players))
        }
        guard case .failed(let smallest)? = exploration.result else {
            let attempt = Attempt(
                verdict: .passed, duration: ContinuousClock.now - start, seed: order.seed)
            return .ended(attempt, trace, schedule: nil)
        }
        // Once more, with what it prints.
        let schedule = Schedule(decisions: smallest.decisions)
        var last = run(order, under: schedule)
        for note in last.notes { Terminal.writeError(note + "\n") }
        last.attempt.duration = ContinuousClock.now - start
        last.attempt.failure?.message += "\n" + Self.story(of: smallest)
        last.trace.merge(trace)
        return .ended(last.attempt, last.trace, schedule: "\(schedule)")
    }

    /// What the exploration found, in a line or two.
    private static func story(of smallest: SmallestFailure) -> String {
        var text =
            "found under schedule \(smallest.seedsTried), made smaller in "
            + "\(smallest.shrinkingRuns) runs: \(smallest.summary)"
        if smallest.decisions.isEmpty { text += "; an ordinary run fails, too" }
        if !smallest.isRepeatable { text += "\nthe same schedule does not fail again" }
        if smallest.isRepeatable, !smallest.isSmallest { text += "\nthere may be a smaller one" }
        return text
    }
}
