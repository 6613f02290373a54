import Directory
import Lua
import Scripting
import TestRunner

/// A script that is run under schedules, as a test of it would be.
struct ExploredScript: Sendable {
    let text: String
    var variation = Schedule.Variation.standard
    var intensity = Schedule.standardIntensity

    init(
        _ text: String, varying variation: Schedule.Variation = .standard,
        intensity: Double = Schedule.standardIntensity
    ) {
        self.text = text
        self.variation = variation
        self.intensity = intensity
    }

    /// Runs it once.
    func run(under schedule: Schedule?) throws -> ExploredRun {
        let log = EventLog()
        var options = ScriptOptions()
        options.schedule = schedule
        let runner = try ScriptRunner(options, connection: .local(.builtIn)) { log.note($0) }
        let outcome = runner.run(
            Array((ScriptHarness.names + text).utf8), name: "flow.lua")
        return ExploredRun(
            script: log.run(endingWith: outcome), decisions: runner.decisions,
            players: runner.players)
    }

    /// The schedule of a seed.
    func schedule(_ seed: UInt64) -> Schedule {
        Schedule(seed: seed, intensity: intensity, varying: variation)
    }

    /// Tries seeds from 1 on, and makes the first failure smaller.
    func explore(seeds: Int) throws -> Exploration.Result {
        var exploration = Exploration(seeds: seeds)
        while let proposal = exploration.proposal {
            let schedule =
                proposal.decisions.map { Schedule(decisions: $0) } ?? schedule(proposal.seed)
            let run = try run(under: schedule)
            exploration.ended(
                Exploration.Run(
                    failure: run.failure, decisions: run.decisions, players: run.players))
        }
        guard let result = exploration.result else { preconditionFailure("it has not ended") }
        return result
    }

    /// The failure that seeds from 1 on find; nil when they find none.
    func failure(within seeds: Int) throws -> SmallestFailure? {
        guard case .failed(let failure) = try explore(seeds: seeds) else { return nil }
        return failure
    }
}

/// What one run under a schedule did.
struct ExploredRun {
    let script: ScriptRun
    let decisions: [Decision]
    let players: Int

    /// How it failed; nil when it did not.
    var failure: FailureKey? {
        switch script.ending {
        case .finished, .exited, .stopped: nil
        case .deadlock(let waiters):
            FailureKey(verdict: .deadlocked, location: nil, message: waiters.joined())
        case .failed(let message), .unreachable(let message), .unreadable(let message):
            FailureKey(verdict: .failed, location: location, message: message)
        }
    }

    private var location: ScriptLocation? {
        guard let parts = script.location?.split(separator: ":"), let line = Int(parts[1]) else {
            return nil
        }
        return ScriptLocation(file: String(parts[0]), line: line)
    }

    /// Everything that happened, as text.
    var transcript: String {
        script.events.map { "\($0)" }.joined(separator: "\n") + "\n\(script.ending)"
    }
}
