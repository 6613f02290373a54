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
        for seed in UInt64(1)...2 {
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
        for seed in UInt64(1)...10 {
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
            for seed in UInt64(1)...15 {
                let schedule = Schedule(seed: seed, intensity: 0.5, varying: variation)
                for script in [Races.ifMatch, Races.sides, Races.lostTap, Races.tie, Races.taps] {
                    seen.formUnion(try script.run(under: schedule).decisions.map(\.kind))
                }
            }
            #expect(seen == kinds, "\(variation)")
        }
    }

    @Test func `strikes nobody so often that trying again is in vain`() throws {
        let script = ExploredScript(
            """
            local tries = 0
            while true do
              tries = tries + 1
              assert(tries < 10, "in vain")
              local ok, result = pcall(function()
                local seen = ada:write(ref, active)
                seen = ada:get(ref)
                return ada:write(ref, muster.request():set("tries", tries):if_match(seen.etag))
              end)
              if ok then break end
              assert(result.retryable)
            end
            """, varying: [.faults, .outages], intensity: 1)

        #expect(try script.explore(seeds: 30) == .passed(runs: 30))
    }
}
