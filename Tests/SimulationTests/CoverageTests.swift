import Simulation
import Testing

@Suite struct `Random workloads` {
    /// What no workload meets is not compared, however long the simulation runs.
    @Test func `meet every status and stage`() {
        let expected = [
            "200", "201", "204", "304", "400", "401", "403", "404", "405", "406", "409", "412",
            "joining", "evaluating", "failed", "failure episode", "roleTypes", "searchHandle",
        ]
        #expect(expected.filter { Self.tally[$0] == nil } == [])
    }

    @Test(arguments: ["activity", "invite", "search", "transfer"])
    func `make, read, use and delete handles and are refused so`(kind: String) {
        let expected = [
            "POST \(kind) 201", "POST \(kind) 400", "POST \(kind) 403", "GET \(kind) 200",
            "GET \(kind) session 200", "PUT \(kind) session 200", "PUT \(kind) session 403",
            "DELETE \(kind) 204", "DELETE \(kind) 403",
        ]
        #expect(expected.filter { Self.tally[$0] == nil } == [])
    }

    @Test func `meet each rule that refuses handles`() {
        let expected = [
            "400 by 11.1.3", "400 by 11.2", "400 by 11.6.3", "400 by 11.6.4", "400 by 11.9.2",
            "400 by 11.9.3", "400 by 11.10.1", "400 by 11.10.8", "403 by 11.4.2", "403 by 11.4.3",
            "403 by 11.5.1", "403 by 6.10.4", "403 by 11.6.1", "403 by 11.6.6", "403 by 11.7.2",
            "403 by 11.8.1", "403 by 11.8.2", "404 by 11.1.4", "404 by 11.6.1", "activity bound",
            "handle expired", "results of activity", "results of search",
        ]
        #expect(expected.filter { Self.tally[$0] == nil } == [])
    }

    private static let tally = {
        var tally: [String: Int] = [:]
        for seed in UInt64(1)...30 {
            var run = Run(Scenario(seed: seed))
            for operation in Workload.operations(seed: seed, count: 200) {
                _ = run.step(operation)
            }
            tally.merge(run.tally, uniquingKeysWith: +)
        }
        return tally
    }()
}
