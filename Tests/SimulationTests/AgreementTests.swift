import Simulation
import Testing

@Suite struct `The directory and a naive model` {
    /// Each step is checked on both sides: answer, document, invariants of 16.3, no trace of a
    /// refusal, no change by a repetition.
    @Test(arguments: Settings.seeds)
    func `agree after every step of a random workload`(seed: UInt64) {
        let scenario = Scenario(seed: seed)
        let operations = Workload.operations(seed: seed, count: Settings.steps)
        guard Run.firstDifference(in: operations, scenario) != nil else { return }
        let shortest = Shrinking(scenario, operations).operations
        Issue.record("\(Transcript(scenario: scenario, operations: shortest))")
    }
}
