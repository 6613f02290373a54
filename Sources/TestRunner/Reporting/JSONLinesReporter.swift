internal import JSON

/// Writes the events of a run as JSON lines, one object each, as the run goes on.
///
/// Every line has `version` (1; it changes when a member changes its meaning or goes away, not when
/// one is added) and `event`; members that have nothing to say are left out. Durations are whole
/// microseconds in members whose name ends with `_us`.
///
/// | event | members |
/// | --- | --- |
/// | `run_started` | `seed` (as text: it has 64 bits), `shard` (`i/n`), `filters`, `files` |
/// | `file_loaded` | `file`, `tests` |
/// | `file_failed_to_load` | `file`, `failure` |
/// | `planned` | `tests`: an array of tests |
/// | `test_started` | `test` |
/// | `slow` | `test`, `after_us` |
/// | `attempt_ended` | `test`, `attempt`, `verdict`, `duration_us`, `seed`, `output`, `failure`, `skip_reason`, `leaks`, `waits`, `repeat` |
/// | `test_ended` | `test`, `verdict`, `duration_us` |
/// | `run_ended` | `ending`, `duration_us`, `outcome`, `exit_code`, `counts` by verdict, `not_run` |
///
/// A test is `file`, `path`, `case`, `ordinal` (when not 1) and `repetition` (when not 1); a place is
/// `file`, `line` and `column`; a failure is `message`, `location`, `traceback`, `difference` (lines
/// of `kind`: `path`, `expected`, `found` or `equal`, and `text`) and `excerpt` (lines of `number`
/// and `text`); a line of output is `stream` and `text`; a leak is `kind`, `name` and `location`; a
/// wait is `task`, `reason` and `location`. Verdicts and endings are ``Verdict``'s and
/// ``RunEnding``'s words.
public struct JSONLinesReporter: Reporter {
    /// The version of the form.
    public static let version: Int64 = 1
    private var record = RunRecord()

    /// Makes the report of a run that has not begun.
    public init() {}

    /// Takes in the next event, and returns its line.
    public mutating func receive(_ event: TestEvent) -> String {
        record.receive(event)
        var line = JSONObject()
        line["version"] = .integer(Self.version)
        switch event {
        case .runStarted(let settings):
            line["event"] = "run_started"
            line["seed"] = .string(String(settings.seed))
            if let shard = settings.shard { line["shard"] = .string("\(shard)") }
            line.add("filters", settings.filters.map { .string($0) })
            line.add("files", settings.files.map { .string($0) })
        case .fileLoaded(let file, let tests):
            line["event"] = "file_loaded"
            line["file"] = .string(file)
            line["tests"] = .integer(Int64(tests))
        case .fileFailedToLoad(let file, let failure):
            line["event"] = "file_failed_to_load"
            line["file"] = .string(file)
            line["failure"] = failure.json
        case .planned(let tests):
            line["event"] = "planned"
            line["tests"] = .array(tests.map(\.json))
        case .testStarted(let test):
            line["event"] = "test_started"
            line["test"] = test.json
        case .slow(let test, let elapsed):
            line["event"] = "slow"
            line["test"] = test.json
            line["after_us"] = .integer(elapsed.wholeMicroseconds)
        case .attemptEnded(let test, let attempt):
            line["event"] = "attempt_ended"
            line["test"] = test.json
            line.merge(attempt)
        case .testEnded(let test, let verdict, let duration):
            line["event"] = "test_ended"
            line["test"] = test.json
            line["verdict"] = .string(verdict.rawValue)
            line["duration_us"] = .integer(duration.wholeMicroseconds)
        case .runEnded(let ending, let duration):
            line["event"] = "run_ended"
            line["ending"] = .string(ending.rawValue)
            line["duration_us"] = .integer(duration.wholeMicroseconds)
            addTotals(to: &line)
        }
        return JSONValue.object(line).text + "\n"
    }

    private func addTotals(to line: inout JSONObject) {
        let outcome =
            switch record.outcome {
            case .passed: "passed"
            case .failed: "failed"
            case .fileDidNotLoad: "file did not load"
            case .noTests: "no tests"
            case .timedOut: "timed out"
            case .interrupted: "interrupted"
            }
        line["outcome"] = .string(outcome)
        line["exit_code"] = .integer(Int64(record.outcome.exitCode))
        var counts = JSONObject()
        for verdict in Verdict.allCases {
            if let count = record.counts[verdict] {
                counts[verdict.rawValue] = .integer(Int64(count))
            }
        }
        line["counts"] = .object(counts)
        line["not_run"] = .integer(Int64(record.notRunCount))
    }
}
