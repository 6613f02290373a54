import JSON
import TestRunner
import Testing

@Suite struct `A verdict` {
    @Test func `is a failure unless the test passed in the end or did not run`() {
        #expect(Verdict.allCases.filter { !$0.isFailure } == [.passed, .skipped, .flaky])
    }

    @Test(arguments: [
        (0, [Verdict.passed], [Retrying.Next.finish(.passed)]),
        (0, [.failed], [.finish(.failed)]),
        (-1, [.failed], [.finish(.failed)]),
        (2, [.skipped], [.finish(.skipped)]),
        (2, [.failed, .passed], [.runAgain(attempt: 2), .finish(.flaky)]),
        (1, [.failed, .crashed], [.runAgain(attempt: 2), .finish(.crashed)]),
        (
            2, [.timedOut, .leaked, .passed],
            [.runAgain(attempt: 2), .runAgain(attempt: 3), .finish(.flaky)]
        ),
        (2, [.error, .skipped], [.runAgain(attempt: 2), .finish(.error)]),
    ])
    func `follows from the attempts`(retries: Int, attempts: [Verdict], next: [Retrying.Next]) {
        var retrying = Retrying(retries: retries)
        #expect(attempts.map { retrying.attemptEnded($0) } == next)
        #expect(retrying.attempts == attempts.count)
    }

    @Test func `is final when the run stops`() {
        var retrying = Retrying(retries: 3)
        #expect(retrying.attemptEnded(.failed, isStopping: true) == .finish(.failed))
    }
}

@Suite struct `The outcome of a run` {
    private func outcome(_ events: [TestEvent]) -> RunOutcome {
        var record = RunRecord()
        for event in events { record.receive(event) }
        return record.outcome
    }

    @Test(arguments: zip(Verdict.allCases, [0, 1, 1, 0, 0, 1, 1, 1, 1] as [Int32]))
    func `has the exit code of its verdicts`(verdict: Verdict, code: Int32) {
        let attempts = Story.attempts(verdict)
        let tests = [
            Story.Told(Story.leaves, .passed, [Story.attempt(.passed)]),
            Story.Told(Story.seat, verdict, attempts),
        ]
        #expect(outcome(Story("run", tests: tests).events).exitCode == code)
    }

    @Test func `says first what keeps the verdicts from being all`() {
        let failed = [Story.Told(Story.seat, .failed, [Story.attempt(.failed)])]
        let load = [TestEvent.fileFailedToLoad("x.lua", Failure(message: "no"))]
        #expect(outcome(Story("", tests: []).events) == .noTests)
        #expect(outcome(Story("", tests: [], before: load).events) == .fileDidNotLoad)
        #expect(outcome(Story("", tests: failed, before: load).events) == .fileDidNotLoad)
        #expect(
            outcome(Story("", tests: failed, ending: .interrupted, before: load).events)
                == .interrupted)
        #expect(outcome(Story("", tests: failed, ending: .timedOut).events) == .timedOut)
        #expect(outcome(Story("", tests: failed, ending: .stoppedAtFailure).events) == .failed)
        #expect(RunOutcome.allCases.map(\.exitCode) == [0, 1, 2, 4, 124, 130])
    }
}

@Suite struct `A difference` {
    private func lines(_ expected: JSONValue, _ found: JSONValue) -> [String] {
        Difference(expected: expected, found: found).lines.map { "\($0.kind.rawValue) \($0.text)" }
    }

    @Test func `of equal values has no lines`() {
        #expect(lines(["a": [1, 2]], ["a": [1, 2]]) == [])
    }

    @Test func `of single values stands at the root`() {
        #expect(lines(1, "1") == ["@ /", "- 1", "+ \"1\""])
    }

    @Test func `folds what is equal`() {
        let expected: JSONValue = [
            "members": [["ready": true, "xuid": "1"], ["ready": true, "xuid": "2"]], "open": true,
            "gone": 1,
        ]
        let found: JSONValue = [
            "members": [["ready": true, "xuid": "1"], ["ready": false, "xuid": "2"], 3],
            "open": true, "new": .null,
        ]
        #expect(
            lines(expected, found) == [
                "@ /members/1", "- \"ready\": true", "+ \"ready\": false", "  … 1 equal",
                "@ /members", "+ [2] 3", "  … 1 equal", "@ /", "+ \"new\": null", "- \"gone\": 1",
                "  … 1 equal",
            ])
    }
}

@Suite struct `Bytes that may not be UTF-8` {
    @Test(
        arguments: [
            ([0x61, 0xff, 0x62], "a\\xFFb"), ([0xc3, 0xa9], "é"), ([0xc3], "\\xC3"),
            ([0xed, 0xa0, 0x80], "\\xED\\xA0\\x80"), ([0xf0, 0x9f, 0x98, 0x80, 0x80], "😀\\x80"),
            ([0xc0, 0x80], "\\xC0\\x80"), ([], ""),
        ] as [([UInt8], String)])
    func `are shown`(bytes: [UInt8], text: String) {
        #expect(String(showing: bytes) == text)
    }
}

@Suite struct `The live line` {
    private let seat = PlannedTest(Story.seat)

    @Test func `shows what runs, within the width of the terminal`() {
        var line = ProgressLine(columns: 40)
        #expect(line.text(elapsed: .zero) == "")
        line.receive(.planned([seat, PlannedTest(Story.leaves)]))
        line.receive(.testStarted(PlannedTest(Story.leaves)))
        line.receive(.testEnded(PlannedTest(Story.leaves), .failed, duration: .zero))
        line.receive(.testStarted(seat))
        #expect(
            line.text(elapsed: .seconds(65))
                == "\r\u{1B}[2K[1:05] 1/2, 1 failed, 1 running: holds…")
        line.receive(.runEnded(.complete, duration: .zero))
        #expect(line.text(elapsed: .zero) == "")
    }

    @Test func `is taken away before other text and drawn anew behind it`() {
        var reports = ReportSet(
            [(.standardError, PrettyReporter(isColored: false))], redaction: Redaction(),
            progress: ProgressLine(columns: 30))
        let story = Story("one", tests: [Story.Told(Story.leaves, .passed, [])])
        let output = story.events.map { event in
            reports.receive(event, elapsed: .seconds(1)).map(\.text).joined()
        }
        let erasure = "\r\u{1B}[2K"
        #expect(
            output == [
                "1 file, seed 7, tag quick\n", "", "running 1 test\n\(erasure)[0:01] 0/1",
                "\(erasure)[0:01] 0/1, 1 running: leave…",
                "\(erasure)    PASS flows/leave.lua › leaves (0.00 ms)\n\(erasure)[0:01] 1/1",
                "\(erasure)\n      OK 1 passed in 1.25 s\n",
            ])
    }
}
