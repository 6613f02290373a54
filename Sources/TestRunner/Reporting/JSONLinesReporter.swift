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
            line["failure"] = Self.value(failure)
        case .planned(let tests):
            line["event"] = "planned"
            line["tests"] = .array(tests.map(Self.value))
        case .testStarted(let test):
            line["event"] = "test_started"
            line["test"] = Self.value(test)
        case .slow(let test, let elapsed):
            line["event"] = "slow"
            line["test"] = Self.value(test)
            line["after_us"] = .integer(elapsed.wholeMicroseconds)
        case .attemptEnded(let test, let attempt):
            line["event"] = "attempt_ended"
            line["test"] = Self.value(test)
            Self.add(attempt, to: &line)
        case .testEnded(let test, let verdict, let duration):
            line["event"] = "test_ended"
            line["test"] = Self.value(test)
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

    private static func add(_ attempt: Attempt, to line: inout JSONObject) {
        line["attempt"] = .integer(Int64(attempt.number))
        line["verdict"] = .string(attempt.verdict.rawValue)
        line["duration_us"] = .integer(attempt.duration.wholeMicroseconds)
        line["seed"] = .string(String(attempt.seed))
        line.add(
            "output",
            attempt.output.map {
                ["stream": .string($0.stream.rawValue), "text": .string($0.text)]
            })
        if let failure = attempt.failure { line["failure"] = value(failure) }
        if let reason = attempt.skipReason { line["skip_reason"] = .string(reason) }
        line.add(
            "leaks",
            attempt.leaks.map {
                located(["kind": .string($0.kind), "name": .string($0.name)], $0.location)
            })
        line.add(
            "waits",
            attempt.waits.map {
                located(["task": .string($0.task), "reason": .string($0.reason)], $0.location)
            })
        if let command = attempt.repeatCommand { line["repeat"] = .string(command) }
    }

    private static func value(_ test: PlannedTest) -> JSONValue {
        var object = JSONObject()
        object["file"] = .string(test.id.file)
        object["path"] = .array(test.id.path.map { .string($0) })
        if let number = test.id.caseNumber { object["case"] = .integer(Int64(number)) }
        if test.id.ordinal != 1 { object["ordinal"] = .integer(Int64(test.id.ordinal)) }
        if test.repetition != 1 { object["repetition"] = .integer(Int64(test.repetition)) }
        return .object(object)
    }

    private static func value(_ failure: Failure) -> JSONValue {
        var object =
            located(["message": .string(failure.message)], failure.location)
            .objectValue ?? JSONObject()
        object.add("traceback", failure.traceback.map { .string($0) })
        object.add(
            "difference",
            failure.difference?.lines.map {
                ["kind": .string("\($0.kind)"), "text": .string($0.text)]
            } ?? [])
        object.add(
            "excerpt",
            failure.excerpt.map {
                ["number": .integer(Int64($0.number)), "text": .string($0.text)]
            })
        return .object(object)
    }

    private static func located(_ object: JSONObject, _ location: ScriptLocation?) -> JSONValue {
        guard let location else { return .object(object) }
        var object = object
        var place: JSONObject = [
            "file": .string(location.file), "line": .integer(Int64(location.line)),
        ]
        if let column = location.column { place["column"] = .integer(Int64(column)) }
        object["location"] = .object(place)
        return .object(object)
    }
}

extension JSONObject {
    /// Sets a member unless there is nothing to say.
    fileprivate mutating func add(_ name: String, _ values: [JSONValue]) {
        if !values.isEmpty { self[name] = .array(values) }
    }
}
