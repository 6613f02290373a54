import Scripting
import TestRunner
import Testing

@Suite struct `A run under a schedule` {
    private static let examples = RepositoryFiles.paths(in: "Examples", ending: ".lua")
    /// The biggest example takes seconds under exploration.
    private static let smallExamples = examples.filter { !$0.hasSuffix("lobby-storm.lua") }

    @Test(arguments: examples)
    func `without decisions is an ordinary run`(path: String) throws {
        let script = try ExploredScript(path: path)
        let ordinary = try script.run(under: nil)
        let empty = try script.run(under: Schedule(decisions: []))

        #expect(ordinary.transcript == empty.transcript)
        #expect(ordinary.script.ending == .finished)
        #expect(empty.decisions.isEmpty)
        #expect(ordinary.decisions.isEmpty)
        #expect(ordinary.players == 0)
    }

    @Test(arguments: smallExamples)
    func `of what a seed drew is the run of that seed`(path: String) throws {
        let script = try ExploredScript(path: path)
        for seed in UInt64(1)...4 {
            let drawn = try script.run(
                under: Schedule(
                    seed: seed, intensity: 0.4,
                    varying: [.tasks, .network, .faults, .outages, .players]))
            let text = Schedule(decisions: drawn.decisions).description
            let repeated = try script.run(under: try Schedule(text))

            #expect(repeated.transcript == drawn.transcript)
            #expect(repeated.decisions == drawn.decisions)
            #expect(repeated.players == drawn.players)
        }
    }

    @Test(arguments: Races.correct + [Races.sides, Races.lostTap, Races.tie])
    func `of what a seed drew repeats a flow`(script: ExploredScript) throws {
        var seen: Set<[Decision]> = []
        for seed in UInt64(1)...20 {
            let drawn = try script.run(under: script.schedule(seed))
            let again = try script.run(under: script.schedule(seed))
            let repeated = try script.run(under: Schedule(decisions: drawn.decisions))

            #expect(again.transcript == drawn.transcript)
            #expect(repeated.transcript == drawn.transcript)
            seen.insert(drawn.decisions)
        }
        #expect(seen.count > 1)
    }

    @Test func `varies nothing but what it is told to`() throws {
        let parts: [(Schedule.Variation, Set<Decision.Kind>)] = [
            ([], []), (.tasks, [.task, .timer]), (.network, [.delay, .answer, .loss, .copy, .tap]),
            (.faults, [.fault]), (.outages, [.fault]), (.players, [.players]),
        ]
        for (variation, kinds) in parts {
            var seen: Set<Decision.Kind> = []
            for seed in UInt64(1)...30 {
                let schedule = Schedule(seed: seed, intensity: 0.5, varying: variation)
                for script in [Races.ifMatch, Races.sides, Races.lostTap, Races.tie, Races.taps] {
                    seen.formUnion(try script.run(under: schedule).decisions.map(\.kind))
                }
            }
            #expect(seen == kinds, "\(variation)")
        }
    }

    @Test func `never strikes a caller twice in a row with what a seed draws`() throws {
        let script = ExploredScript(
            """
            for _ = 1, 20 do
              local failures = 0
              repeat
                local ok = pcall(ada.write, ada, ref, active)
                if not ok then failures = failures + 1 end
              until ok
              assert(failures < 2, "twice in a row")
            end
            """, varying: .outages, intensity: 1)

        #expect(try script.explore(seeds: 30) == .passed(runs: 30))
    }
}
