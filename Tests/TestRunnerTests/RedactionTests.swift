import JSON
import TestRunner
import Testing

@Suite struct `A secret` {
    private static let secret = "hunter\"2\\<&>\n-second-line-"

    @Test(arguments: Form.allCases)
    func `is in no report, whatever text it is in`(form: Form) {
        let text = "before \(Self.secret) after"
        let place = ScriptLocation(file: text, line: 3)
        let attempt = Attempt(
            verdict: .failed, duration: .zero, output: [Attempt.OutputLine(text)],
            failure: Failure(
                message: text, location: place, traceback: [text],
                difference: Difference(
                    expected: ["a": .string(text)], found: ["a": "Bearer abcdefgh.ijkl"]),
                excerpt: [Failure.ExcerptLine(number: 3, text: text)]), skipReason: text,
            leaks: [Attempt.Leak(kind: text, name: text, location: place)],
            waits: [Attempt.Wait(task: text, reason: text, location: place)], seed: 1,
            repeatCommand: text)
        let id = TestID(file: text, path: [text, text])
        var skipped = attempt
        skipped.verdict = .skipped
        let story = Story(
            "secret",
            tests: [
                Story.Told(id, .failed, [attempt], slow: .seconds(1)),
                Story.Told(id, .skipped, [skipped], repetition: 2),
            ], before: [.fileFailedToLoad(text, Failure(message: text, location: place))])
        var events = story.events
        events[0] = .runStarted(RunSettings(seed: 1, filters: [text], files: [text]))
        var reports = ReportSet(
            [(.standardOutput, form.reporter)], redaction: Redaction(secrets: [Self.secret, ""]),
            progress: ProgressLine(columns: 200))
        let output = events.flatMap { reports.receive($0, elapsed: .zero) }.map(\.text).joined()
        #expect(output.contains("before *** after"))
        for part in ["hunter", "second-line", "abcdefgh"] { #expect(!output.contains(part)) }
    }

    @Test(arguments: [
        ("token XBL3.0 x=123;abc.def-g== end", "token XBL3.0 x=*** end"),
        ("xbl3.0 X=1;2", "xbl3.0 X=***"),
        ("Bearer abcdefghijk\"", "Bearer ***\""),
        ("the bearer of news", "the bearer of news"),
        ("Authorization: Basic dXNlcjpwYXNz\nHost: a", "Authorization: ***\nHost: a"),
        (#"{"authorization":"XBL3.0 x=1;2","a":1}"#, #"{"authorization":"***","a":1}"#),
        (#"["Authorization"] = "secret", x"#, #"["Authorization"] = "***", x"#),
        (#"\"Authorization\": \"secret\", x"#, #"\"Authorization\": \"***", x"#),
        ("Basic authorization: tiny", "Basic *** ***"),
        ("no authorization was given", "no authorization was given"),
        ("jwt eyJhbGciOiJI.eyJzdWIiOiIx.SflKxwRJ, end", "jwt ***, end"),
        ("eyJ is how it begins", "eyJ is how it begins"),
        ("abcd", "***"),
        ("xabcdx and bc", "x***x and bc"),
        ("naïve ab — ünïcode", "naïve ab — ünïcode"),
    ])
    func `that has the form of a token is found`(text: String, shown: String) {
        let redaction = Redaction(secrets: ["abc", "bcd"])
        #expect(redaction.redacting(text) == shown)
    }

    @Test func `is found in linear time`() {
        let text = String(repeating: "authorization eyJ bearer xbl3.0 x=", count: 3_000)
        let repeated = String(repeating: "authorization=", count: 3_000)
        let redaction = Redaction()
        #expect(redaction.redacting(text).utf8.count <= text.utf8.count)
        #expect(redaction.redacting(repeated) == "authorization=***")
    }
}
