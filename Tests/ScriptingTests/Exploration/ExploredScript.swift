import Directory
import Lua
import Scripting
import Sessions
import TestRunner

/// A script that is run under schedules, as a test of it would be.
struct ExploredScript: Sendable {
    let text: String
    let name: String
    let variation: Schedule.Variation
    let intensity: Double

    /// Takes the text of a script that finds the names of ``ScriptHarness``.
    init(
        _ text: String, varying variation: Schedule.Variation = .standard,
        intensity: Double = Schedule.standardIntensity
    ) {
        self.text = ScriptHarness.names + text
        name = "flow.lua"
        self.variation = variation
        self.intensity = intensity
    }

    /// Takes a file of the repository.
    init(path: String) throws {
        text = try RepositoryFiles.text(path)
        name = path
        variation = .standard
        intensity = Schedule.standardIntensity
    }

    /// Runs it once.
    func run(under schedule: Schedule?) throws -> ExploredRun {
        let log = EventLog()
        var options = ScriptOptions()
        options.schedule = schedule
        let runner = try ScriptRunner(options, connection: .local(.builtIn)) { log.note($0) }
        let outcome = runner.run(Array(text.utf8), name: name)
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

    /// Everything that happened, line by line.
    var transcript: [String] { script.events.map(Self.line) + ["\(script.ending)"] }

    private static func line(_ event: ScriptEvent) -> String {
        switch event {
        case .printed(let bytes): String(decoding: bytes, as: UTF8.self)
        case .sent(let exchange):
            "\(exchange.number) \(exchange.caller) sent \(exchange.request.method) "
                + "\(exchange.request.target) \(exchange.request.ifMatch ?? "") "
                + "\(String(describing: exchange.request.body)) at \(exchange.time)"
        case .answered(let exchange, let response):
            "\(exchange.number) \(response.status) \(response.etag ?? "") \(response.rule ?? "")"
        default: "\(event)"
        }
    }
}
