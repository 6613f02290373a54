import Scripting
import Testing
import TestRunner

@Suite struct `Exploration finds` {
    func show(_ name: String, _ script: ExploredScript, seeds: Int = 200) throws {
        let result = try script.explore(seeds: seeds)
        switch result {
        case .passed(let runs): print(name, "passed", runs)
        case .failed(let failure):
            print(name, "seeds", failure.seedsTried, "runs", failure.shrinkingRuns, Schedule(decisions: failure.decisions), failure.summary, failure.failure.message, failure.isSmallest, failure.isRepeatable)
        }
    }
    @Test func `a lost update, and none where update is used`() throws {
        for (name, script) in Races.all {
            try show(name, script)
        }
    }
}
