import Scripting
import TestRunner
import Testing

@Suite struct `Exploration finds` {
    /// Checks what is found of a flow, and that its decisions repeat it.
    private func expect(
        _ script: ExploredScript, within seeds: Int, _ expected: String, _ summary: String,
        _ message: String, runs: Int = 20, at location: SourceLocation = #_sourceLocation
    ) throws {
        #expect(try script.run(under: nil).failure == nil, sourceLocation: location)
        let found = try #require(try script.failure(within: seeds), sourceLocation: location)
        let schedule = Schedule(decisions: found.decisions)

        #expect(schedule.description == expected, sourceLocation: location)
        #expect(found.summary == summary, sourceLocation: location)
        #expect(found.failure.message.contains(message), sourceLocation: location)
        #expect(found.isSmallest, sourceLocation: location)
        #expect(found.shrinkingRuns <= runs, sourceLocation: location)
        let again = try script.run(under: try Schedule(expected))
        #expect(again.failure == found.failure, sourceLocation: location)
        #expect(again.decisions == found.decisions, sourceLocation: location)
    }

    @Test func `a lost update`() throws {
        try expect(
            Races.lostUpdate, within: 10, "delay:3=1ms",
            "2 players, 0 faults, 0 reorderings, 1 disturbed message", "an addition is lost")
    }

    @Test func `a seat that is taken between a look and the join`() throws {
        try expect(
            Races.takenSeat, within: 10, "delay:3=1ms",
            "3 players, 0 faults, 0 reorderings, 1 disturbed message", "The session is full")
    }

    @Test func `a task that takes it for granted that another has run`() throws {
        try expect(
            Races.order, within: 10, "task:1=1",
            "0 players, 0 faults, 1 reordering, 0 disturbed messages", "(upvalue 'map')")
    }

    @Test func `a write that is sent twice because its answer is lost`() throws {
        try expect(
            Races.doublePay, within: 40, "fault:3=dropped_after",
            "1 player, 1 fault, 0 reorderings, 0 disturbed messages", "paid twice")
    }

    @Test func `what goes wrong with three players`() throws {
        try expect(
            Races.sides, within: 5, "players:1=3",
            "4 players, 0 faults, 0 reorderings, 0 disturbed messages", "on no side")
    }

    @Test func `a tap that comes before its subscription`() throws {
        try expect(
            Races.lostTap, within: 40, "delay:2=21ms",
            "2 players, 0 faults, 0 reorderings, 1 disturbed message", "a shoulder tap")
    }

    @Test func `a time-out as long as what it limits`() throws {
        try expect(
            Races.tie, within: 10, "timer:1=1",
            "0 players, 0 faults, 1 reordering, 0 disturbed messages", "it was in time")
    }

    @Test func `a write with an etag that is not ready for a refusal`() throws {
        try expect(
            Races.conflict, within: 20, "fault:2=412",
            "1 player, 1 fault, 0 reorderings, 0 disturbed messages", "out_of_sync")
    }

    @Test func `what takes two decisions at once`() throws {
        try expect(
            Races.both, within: 200, "task:1=1,answer:2=1ms",
            "2 players, 0 faults, 1 reordering, 1 disturbed message", "both", runs: 40)
    }

    @Test(arguments: Races.correct)
    func `nothing in a flow without a race`(script: ExploredScript) throws {
        #expect(try script.explore(seeds: 200) == .passed(runs: 200))
    }

    @Test func `nothing that cannot happen, however much it varies`() throws {
        for script in [Races.channel, Races.taps] {
            let wild = ExploredScript(
                String(script.text.dropFirst(ScriptHarness.names.count)),
                varying: [.tasks, .network], intensity: 1)
            #expect(try wild.explore(seeds: 100) == .passed(runs: 100))
        }
    }
}
