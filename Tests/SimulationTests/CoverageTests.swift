import Simulation
import Testing

@Suite struct `Random workloads` {
    /// What no workload meets is not compared, however long the simulation runs.
    @Test func `meet every status and stage`() {
        var tally: [String: Int] = [:]
        for seed in UInt64(1)...12 {
            var run = Run(Scenario(seed: seed))
            for operation in Workload.operations(seed: seed, count: 100) {
                _ = run.step(operation)
            }
            tally.merge(run.tally, uniquingKeysWith: +)
        }
        let expected = [
            "200", "201", "204", "304", "400", "401", "403", "404", "405", "406", "409", "412",
            "joining", "evaluating", "failed", "failure episode", "roleTypes",
        ]
        #expect(expected.filter { tally[$0] == nil } == [])
    }
}
