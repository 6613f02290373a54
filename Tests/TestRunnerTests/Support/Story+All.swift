import TestRunner

extension Story {
    /// One for each verdict, and one for each way a run can be unusual.
    static let all: [Story] =
        Verdict.allCases.map { verdict in
            Story(verdict.rawValue, tests: [Told(seat, verdict, attempts(verdict))])
        } + [many, failedTwice, repeated, unloadable, empty, interrupted, hostile]

    private static let many = Story(
        "many tests in blocks",
        tests: [
            Told(seat, .passed, [attempt(.passed)]),
            Told(
                TestID(file: seat.file, path: ["lobby", "full", "refuses"], caseNumber: 2), .failed,
                [attempt(.failed, failure: failure)]),
            Told(
                TestID(file: seat.file, path: ["lobby", "full", "refuses"], ordinal: 2), .skipped,
                [attempt(.skipped)]),
            Told(leaves, .passed, [attempt(.passed)], slow: .seconds(61)),
        ])

    private static let failedTwice = Story(
        "failed at every attempt",
        tests: [
            Told(
                seat, .crashed,
                [attempt(.failed, failure: failure, output: ["one"])]
                    + attempts(.crashed).map {
                        var last = $0
                        last.number = 2
                        return last
                    })
        ])

    private static let repeated = Story(
        "repeated",
        tests: [1, 2].map { Told(leaves, .passed, [attempt(.passed)], repetition: $0) })

    private static let unloadable = Story(
        "a file that does not load", tests: [Told(leaves, .passed, [attempt(.passed)])],
        before: [
            .fileFailedToLoad(
                "flows/join.lua",
                Failure(
                    message: "'end' expected near <eof>",
                    location: ScriptLocation(file: "flows/join.lua", line: 31)))
        ])

    private static let empty = Story("no tests", tests: [])

    private static let interrupted = Story(
        "interrupted", tests: [Told(leaves, .passed, [attempt(.passed)])], ending: .interrupted,
        notRun: [PlannedTest(seat)])

    /// Everything that means something to a terminal, XML, TAP, YAML, Markdown or GitHub.
    static let hostileText =
        "a\nb\r\nc\t\u{1B}[31mred\u{7}\u{0}\u{85}\u{202E}\u{FFFE} # SKIP \\ <x y=\"1\">&]]></x>"
        + " ::error::x %0A, --- ... *_`~~~` |- [l](u) \u{1F600} "
        + String(showing: [0xff, 0x61, 0xc3, 0x28, 0xed, 0xa0, 0x80])

    private static let hostile = Story(
        "hostile texts",
        tests: [
            Told(
                TestID(file: "flows/\(hostileText).lua", path: [hostileText, hostileText]), .failed,
                [
                    Attempt(
                        verdict: .failed, duration: .seconds(-1),
                        output: [
                            Attempt.OutputLine("::error::injected"),
                            Attempt.OutputLine("``` ]]> </system-out>"),
                            Attempt.OutputLine(hostileText, stream: .error),
                        ],
                        failure: Failure(
                            message: hostileText,
                            location: ScriptLocation(file: hostileText, line: 1),
                            traceback: [hostileText],
                            difference: Difference(lines: [
                                Difference.Line(.expected, hostileText),
                                Difference.Line(.found, "\u{301}#\u{301}%\u{301}:\u{301}"),
                            ]), excerpt: [Failure.ExcerptLine(number: 1, text: hostileText)]),
                        leaks: [Attempt.Leak(kind: hostileText, name: hostileText)],
                        waits: [Attempt.Wait(task: hostileText, reason: hostileText)],
                        seed: .max, repeatCommand: hostileText)
                ]),
            Told(
                TestID(file: "b.lua", path: ["%\u{301} #\u{301}"]), .skipped,
                [
                    Attempt(
                        verdict: .skipped, duration: .zero, skipReason: hostileText, seed: 1)
                ]),
        ])
}
