import JSON
import TestRunner

/// A run that reporters are asked to tell.
struct Story {
    var name: String
    var events: [TestEvent]

    /// A run of one file.
    init(
        _ name: String, tests: [Told], ending: RunEnding = .complete, notRun: [PlannedTest] = [],
        before: [TestEvent] = []
    ) {
        self.name = name
        let plan = tests.map(\.test) + notRun
        let files = Set(plan.map(\.id.file)).union(before.compactMap(\.file)).sorted()
        events = [
            .runStarted(
                RunSettings(seed: 7, jobs: 4, filters: ["tag quick"], files: files))
        ]
        events += before
        events += files.filter { file in !before.contains { $0.file == file } }.map { file in
            .fileLoaded(file, tests: plan.count { $0.id.file == file })
        }
        events.append(.planned(plan))
        events += tests.flatMap(\.events)
        events.append(.runEnded(ending, duration: .milliseconds(1_250)))
    }

    /// One test of a story.
    struct Told {
        var test: PlannedTest
        var events: [TestEvent]

        init(
            _ id: TestID, _ verdict: Verdict, _ attempts: [Attempt], repetition: Int = 1,
            slow: Duration? = nil
        ) {
            test = PlannedTest(id, repetition: repetition)
            let test = test
            events = [.testStarted(test)]
            if let slow { events.append(.slow(test, after: slow)) }
            events += attempts.map { .attemptEnded(test, $0) }
            let total = attempts.reduce(.zero) { $0 + $1.duration }
            events.append(.testEnded(test, verdict, duration: total))
        }
    }

    static let seat = TestID(file: "flows/join.lua", path: ["lobby", "holds a seat"])
    static let leaves = TestID(file: "flows/leave.lua", path: ["leaves"])
    static let repeatCommand = "muster test flows/join.lua --filter '=lobby holds a seat' --seed 7"

    static let failure = Failure(
        message: "expected the session to match\nseats are wrong",
        location: ScriptLocation(file: "flows/join.lua", line: 12, column: 5),
        traceback: [
            "flows/join.lua:12: in upvalue 'check'", "flows/join.lua:30: in function <29>",
        ],
        difference: Difference(
            expected: ["custom": ["map": "KANWE", "mode": "MGMSY", "size": 2], "closed": false],
            found: ["custom": ["map": "DUST", "mode": "MGMSY", "size": 2], "closed": false]),
        excerpt: [
            Failure.ExcerptLine(number: 11, text: "local seat = omar:join()"),
            Failure.ExcerptLine(number: 12, text: "    expect(seat):to_match(wanted)"),
        ])

    static func attempt(
        _ verdict: Verdict, _ number: Int = 1, failure: Failure? = nil, output: [String] = []
    ) -> Attempt {
        Attempt(
            number: number, verdict: verdict, duration: .microseconds(12_345),
            output: output.map { Attempt.OutputLine($0) }, failure: failure, seed: 7,
            repeatCommand: verdict.isFailure ? repeatCommand : nil)
    }

    /// The attempts that lead to a verdict.
    static func attempts(_ verdict: Verdict) -> [Attempt] {
        var attempt = attempt(verdict == .flaky ? .passed : verdict, output: ["joined", "seat 1"])
        switch verdict {
        case .passed: break
        case .failed: attempt.failure = failure
        case .error:
            attempt.failure = Failure(
                message: "attempt to index a nil value (field 'me')",
                location: ScriptLocation(file: "flows/join.lua", line: 14))
            attempt.output.append(Attempt.OutputLine("warning: late", stream: .error))
        case .skipped: attempt.skipReason = "needs two players"
        case .flaky:
            let first = Self.attempt(.failed, failure: failure, output: ["joined"])
            attempt.number = 2
            return [first, attempt]
        case .timedOut:
            attempt.failure = Failure(message: "took longer than 5.00 s")
            attempt.waits = [Attempt.Wait(task: "main", reason: "a change of the session")]
        case .deadlocked:
            attempt.failure = Failure(message: "nothing can happen any more")
            attempt.waits = ["main", "omar"].map { task in
                Attempt.Wait(
                    task: task, reason: "channel:receive()",
                    location: ScriptLocation(file: "flows/join.lua", line: 20))
            }
        case .leaked:
            attempt.leaks = [
                Attempt.Leak(
                    kind: "task", name: "watch lobby",
                    location: ScriptLocation(file: "flows/join.lua", line: 8)),
                Attempt.Leak(kind: "session", name: "quick/lobby"),
            ]
        case .crashed: attempt.failure = Failure(message: "the state ran out of memory")
        }
        return [attempt]
    }
}

extension TestEvent {
    /// The file that an event about loading is about.
    var file: String? {
        switch self {
        case .fileLoaded(let file, _), .fileFailedToLoad(let file, _): file
        default: nil
        }
    }
}
