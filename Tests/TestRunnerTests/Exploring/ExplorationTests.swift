import TestRunner
import Testing

@Suite struct `An exploration` {
    /// Many decisions of every kind.
    private let many =
        (1...20).map { Decision(.task, $0, 1 + $0 % 3) }
        + (1...20).map { Decision(.delay, $0, 10 * $0) }
        + (1...10).map { Decision(.fault, $0, 412) } + [Decision(.players, 1, 9)]

    private func has(_ decisions: [Decision], _ kind: Decision.Kind, _ ordinal: Int) -> Bool {
        decisions.contains { $0.kind == kind && $0.ordinal == ordinal }
    }

    @Test func `without a failure has tried every seed once`() {
        var exploration = Exploration(seeds: 3, firstSeed: .max)
        var proposals: [Exploration.Proposal] = []
        while let proposal = exploration.proposal {
            proposals.append(proposal)
            exploration.ended(Exploration.Run(failure: nil, decisions: many))
        }

        #expect(proposals.map(\.seed) == [.max, 0, 1])
        #expect(proposals.map(\.decisions) == [nil, nil, nil])
        #expect(exploration.result == .passed(runs: 3))
    }

    @Test func `makes a failure as small as the decisions that it needs`() throws {
        let flow = FakeFlow(
            drawn: { $0 == 4 ? many : [] },
            failingLine: { has($0, .task, 7) && has($0, .fault, 3) ? 12 : nil })
        let found = try #require(flow.failure())

        #expect(found.decisions == (try decisions("fault:3=412,task:7=1")))
        #expect(found.seed == 4)
        #expect(found.seedsTried == 4)
        #expect(found.isSmallest)
        #expect(found.isRepeatable)
        #expect(found.summary == "1 player, 1 fault, 1 reordering, 0 disturbed messages")
        #expect(found.shrinkingRuns == flow.log.lists.count - 4)
        #expect(found.shrinkingRuns < 45)
    }

    @Test func `lowers each value to the least that still fails`() throws {
        let flow = FakeFlow(
            drawn: { _ in many },
            failingLine: { list in
                list.contains { $0.kind == .delay && $0.ordinal == 20 && $0.value >= 130 }
                    ? 3 : nil
            })
        let found = try #require(flow.failure())

        #expect(found.decisions == [Decision(.delay, 20, 130)])
        #expect(found.shrinkingRuns < 30)
    }

    @Test func `looks for the fewest players before anything else`() throws {
        // With many players a single fault does; with three it also takes a reordering.
        let flow = FakeFlow(
            drawn: { _ in many },
            failingLine: { list in
                let players = list.first { $0.kind == .players }?.value ?? 1
                guard players >= 3, has(list, .fault, 1) else { return nil }
                return players >= 8 || has(list, .task, 5) ? 3 : nil
            })
        let found = try #require(flow.failure())

        #expect(found.decisions == (try decisions("players:1=3,fault:1=412,task:5=1")))
        #expect(found.summary == "3 players, 1 fault, 1 reordering, 0 disturbed messages")
    }

    @Test func `tells when an ordinary run fails as well`() throws {
        let flow = FakeFlow(drawn: { _ in many }, failingLine: { _ in 3 })
        let found = try #require(flow.failure())

        #expect(found.decisions.isEmpty)
        #expect(found.shrinkingRuns == 2)
    }

    @Test func `does not take another failure for the one that it found`() throws {
        let flow = FakeFlow(
            drawn: { _ in many },
            failingLine: { has($0, .task, 7) ? 12 : 13 })
        let found = try #require(flow.failure())

        #expect(found.decisions == [Decision(.task, 7, 1)])
        #expect(found.failure.location?.line == 12)
    }

    @Test func `says when the decisions of a failure do not repeat it`() throws {
        let runs = FakeFlow.Log()
        let flow = FakeFlow(
            drawn: { _ in many },
            failingLine: { list in
                runs.lists.append(list)
                return runs.lists.count == 1 ? 3 : nil
            })
        let found = try #require(flow.failure())

        #expect(!found.isRepeatable)
        #expect(!found.isSmallest)
        #expect(found.decisions == many.sorted())
        #expect(found.shrinkingRuns == 1)
    }

    @Test func `stops at its limit with the smallest that it has`() throws {
        let flow = FakeFlow(
            drawn: { _ in many }, failingLine: { has($0, .delay, 20) ? 3 : nil })
        let found = try #require(flow.failure(shrinkingLimit: 6))

        #expect(found.shrinkingRuns == 6)
        #expect(!found.isSmallest)
        #expect(found.isRepeatable)
        #expect(found.decisions.count < many.count)
        #expect(has(found.decisions, .delay, 20))
    }

    @Test func `goes on from what a run has recorded`() throws {
        // Only the first five tasks are ever asked for.
        let flow = FakeFlow(
            drawn: { _ in many }, failingLine: { $0.isEmpty ? nil : 3 },
            recorded: { $0.filter { $0.kind == .task && $0.ordinal <= 5 } })
        let found = try #require(flow.failure())

        #expect(found.decisions.count == 1)
        #expect(found.isSmallest)
        #expect(flow.log.lists.dropFirst().allSatisfy { $0.count <= 5 })
    }

    @Test func `runs no list twice`() throws {
        let flow = FakeFlow(
            drawn: { _ in many },
            failingLine: { list in
                list.count { $0.kind == .task } >= 2 && has(list, .delay, 9) ? 3 : nil
            })
        let found = try #require(flow.failure())
        let tried = flow.log.lists.dropFirst(2)

        #expect(found.decisions.count == 3)
        #expect(Set(tried).count == tried.count)
    }

    @Test(arguments: 1...40)
    func `ends where no single decision can be left out`(seed: UInt64) throws {
        // Whether a list fails is as good as random, but the whole list does, and the empty one not.
        func fails(_ list: [Decision]) -> Bool {
            var hash = seed &* 0x9E37_79B9_7F4A_7C15
            for decision in list {
                let number = UInt64(decision.ordinal * 1000 + decision.value)
                hash = (hash ^ (hash >> 29) ^ number) &* 0xBF58_476D_1CE4_E5B9
            }
            return !list.isEmpty && (list.count == many.count || hash >> 62 == 0)
        }
        let flow = FakeFlow(
            drawn: { _ in many }, failingLine: { fails($0.sorted()) ? 3 : nil })
        let found = try #require(flow.failure(shrinkingLimit: 5000))

        #expect(found.isSmallest)
        #expect(fails(found.decisions))
        for place in found.decisions.indices {
            var list = found.decisions
            list.remove(at: place)
            #expect(!fails(list))
        }
    }
}

@Suite struct `A failure` {
    private func attempt(_ message: String, line: Int = 3) -> Attempt {
        Attempt(
            verdict: .failed, duration: .zero,
            failure: Failure(
                message: message, location: ScriptLocation(file: "flow.lua", line: line)), seed: 1)
    }

    @Test func `is the same with other numbers and identifiers`() throws {
        let one = try #require(
            FailureKey(attempt("2814660000100001 has 2 of 3 seats in 0a-ff, not 1.5s\nmore")))
        let other = try #require(
            FailureKey(attempt("2814660000100007 has 4 of 5 seats in 1b-ee, not 20.25s\nless")))

        #expect(one == other)
        #expect(one.message == "# has # of # seats in #, not #.#")
    }

    @Test func `is another one with another line or other words`() {
        #expect(FailureKey(attempt("a seat")) != FailureKey(attempt("a seat", line: 4)))
        #expect(FailureKey(attempt("a seat")) != FailureKey(attempt("no seat")))
    }

    @Test func `of a deadlock is told by those who wait`() throws {
        let waits = (1...3).map { task in
            Attempt.Wait(
                task: "task \(task)", reason: "a tap for user \(task)",
                location: ScriptLocation(file: "flow.lua", line: 9))
        }
        let key = try #require(
            FailureKey(Attempt(verdict: .deadlocked, duration: .zero, waits: waits, seed: 1)))

        #expect(key.message == "a tap for user # flow.lua:#")
        #expect(key.verdict == .deadlocked)
    }

    @Test func `is none when the attempt has not failed`() {
        #expect(FailureKey(Attempt(verdict: .passed, duration: .zero, seed: 1)) == nil)
        #expect(FailureKey(Attempt(verdict: .skipped, duration: .zero, seed: 1)) == nil)
    }
}
