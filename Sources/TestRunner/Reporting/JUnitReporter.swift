/// Writes JUnit XML, as Jenkins' schema `junit-10.xsd` wants it, when the run ends.
///
/// A file is a `testsuite`, in the order in which files first ended a test; a file that did not
/// load is one with a single test case, `(load)`, that is an error. The first attempt that failed is
/// the `failure` or `error` of a test, later ones are `rerunFailure` or `rerunError`, and those of a
/// flaky test are `flakyFailure` or `flakyError`, as Maven Surefire writes them.
public struct JUnitReporter: Reporter {
    private let suiteName: String
    private var record = RunRecord()

    private struct Suite {
        var name: String
        var cases = ""
        var tests = 0
        var failures = 0
        var errors = 0
        var skipped = 0
        var duration: Duration = .zero
    }

    /// Makes the report of a run that has not begun.
    ///
    /// - Parameter suiteName: The name of the whole report.
    public init(suiteName: String = "muster") { self.suiteName = suiteName }

    /// Takes in the next event; the last of the run returns the whole document.
    public mutating func receive(_ event: TestEvent) -> String {
        record.receive(event)
        guard case .runEnded = event else { return "" }
        return document
    }

    private var document: String {
        let suites = suites
        let totals = [
            "tests=\"\(suites.reduce(0) { $0 + $1.tests })\"",
            "failures=\"\(suites.reduce(0) { $0 + $1.failures })\"",
            "errors=\"\(suites.reduce(0) { $0 + $1.errors })\"",
        ]
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        text += "<testsuites name=\"\(XMLText.attribute(suiteName))\" "
        text += totals.joined(separator: " ") + " time=\"\(record.duration.secondsText)\">\n"
        for suite in suites {
            text +=
                "  <testsuite name=\"\(XMLText.attribute(suite.name))\" tests=\"\(suite.tests)\""
            text += " failures=\"\(suite.failures)\" errors=\"\(suite.errors)\""
            text += " skipped=\"\(suite.skipped)\" time=\"\(suite.duration.secondsText)\">\n"
            text += properties + suite.cases + "  </testsuite>\n"
        }
        return text + "</testsuites>\n"
    }

    private var properties: String {
        guard let settings = record.settings else { return "" }
        var values = [("seed", "\(settings.seed)")]
        if let shard = settings.shard { values.append(("shard", "\(shard)")) }
        values += settings.filters.map { ("filter", $0) }
        if let ending = record.ending { values.append(("ending", ending.rawValue)) }
        if record.notRunCount > 0 { values.append(("not run", "\(record.notRunCount)")) }
        let lines = values.map { name, value in
            "      <property name=\"\(name)\" value=\"\(XMLText.attribute(value))\"/>\n"
        }
        return "    <properties>\n" + lines.joined() + "    </properties>\n"
    }

    private var suites: [Suite] {
        var suites = record.loadFailures.map { failed in
            var suite = Suite(name: failed.file, tests: 1, errors: 1)
            suite.cases =
                "    <testcase name=\"(load)\" classname=\"\(XMLText.attribute(failed.file))\""
                + " time=\"0.000\">\n"
                + element("error", type: "load", failed.failure, FailureText(failed.failure).text)
                + "    </testcase>\n"
            return suite
        }
        var index: [String: Int] = [:]
        for test in record.tests {
            let file = test.test.id.file
            let at = index[file] ?? suites.count
            if at == suites.count { suites.append(Suite(name: file)) }
            index[file] = at
            suites[at].cases += testCase(test)
            suites[at].tests += 1
            suites[at].duration += test.duration
            switch test.verdict {
            case .passed, .flaky: break
            case .skipped: suites[at].skipped += 1
            case _ where Self.isError(firstFailure(test)?.verdict ?? test.verdict):
                suites[at].errors += 1
            default: suites[at].failures += 1
            }
        }
        return suites
    }

    private func firstFailure(_ test: RunRecord.TestRecord) -> Attempt? {
        test.attempts.first(where: \.verdict.isFailure)
    }

    private static func isError(_ verdict: Verdict) -> Bool {
        verdict == .error || verdict == .crashed
    }

    private func testCase(_ test: RunRecord.TestRecord) -> String {
        let id = test.test.id
        var name = id.name
        if test.test.repetition > 1 { name += " (repetition \(test.test.repetition))" }
        let className = ([id.file] + id.blocks).joined(separator: " › ")
        var text = "    <testcase name=\"\(XMLText.attribute(name))\""
        text += " classname=\"\(XMLText.attribute(className))\""
        text += " time=\"\(test.duration.secondsText)\">\n"
        if test.verdict == .skipped {
            text += "      <skipped"
            if let reason = test.decisive?.skipReason {
                text += " message=\"\(XMLText.attribute(reason))\""
            }
            text += "/>\n"
        }
        var isFirst = true
        for attempt in test.attempts where attempt.verdict.isFailure {
            text += failed(attempt, of: test, isFirst: isFirst)
            isFirst = false
        }
        if test.verdict.isFailure, isFirst {
            text += "      <error type=\"\(test.verdict.rawValue)\"/>\n"
        }
        // Of a test that failed, the first failure stands for itself: the rest have their own.
        let shown = test.verdict.isFailure ? firstFailure(test) : test.attempts.last
        text += output(shown?.output ?? [], indentation: "      ")
        return text + "    </testcase>\n"
    }

    private func failed(
        _ attempt: Attempt, of test: RunRecord.TestRecord, isFirst: Bool
    ) -> String {
        let body = FailureText(attempt, limitBytes: .max).text
        let failure = attempt.failure ?? Failure(message: attempt.verdict.rawValue)
        let isError = Self.isError(attempt.verdict)
        if isFirst, test.verdict != .flaky {
            let name = isError ? "error" : "failure"
            return element(name, type: attempt.verdict.rawValue, failure, body)
        }
        let name = (test.verdict == .flaky ? "flaky" : "rerun") + (isError ? "Error" : "Failure")
        return "      <\(name) message=\"\(XMLText.attribute(Self.firstLine(failure)))\""
            + " type=\"\(attempt.verdict.rawValue)\">\n"
            + "        <stackTrace>\(XMLText.content(body))</stackTrace>\n"
            + output(attempt.output, indentation: "        ")
            + "      </\(name)>\n"
    }

    private func element(
        _ name: String, type: String, _ failure: Failure, _ body: String
    ) -> String {
        "      <\(name) message=\"\(XMLText.attribute(Self.firstLine(failure)))\" type=\"\(type)\">"
            + "\(XMLText.content(body))</\(name)>\n"
    }

    private func output(_ lines: [Attempt.OutputLine], indentation: String) -> String {
        var text = ""
        for (stream, name) in [
            (Attempt.OutputLine.Stream.output, "system-out"), (.error, "system-err"),
        ] {
            let shown = lines.filter { $0.stream == stream }.map(\.text)
            guard !shown.isEmpty else { continue }
            let content = XMLText.content(shown.joined(separator: "\n"))
            text += "\(indentation)<\(name)>\(content)</\(name)>\n"
        }
        return text
    }

    private static func firstLine(_ failure: Failure) -> String {
        String(failure.message.prefix { !$0.isNewline }).cut(toBytes: 1_024)
    }
}
