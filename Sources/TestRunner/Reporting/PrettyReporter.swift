/// Tells a run to people: each test as it ends, failures at once, and all of them again at the end.
///
/// All it writes is lasting lines, the same on a terminal as in a log; what changes in place is
/// ``ProgressLine``'s. Lines from scripts stand behind `|` or are indented, and never begin a line.
public struct PrettyReporter: Reporter {
    private let isColored: Bool
    private let showsPassed: Bool
    private var record = RunRecord()

    /// Makes the report of a run that has not begun.
    ///
    /// - Parameters:
    ///   - isColored: Whether verdicts are colored.
    ///   - showsPassed: Whether tests that passed have a line each.
    public init(isColored: Bool, showsPassed: Bool = true) {
        self.isColored = isColored
        self.showsPassed = showsPassed
    }

    /// Takes in the next event, and returns the lines it adds.
    public mutating func receive(_ event: TestEvent) -> String {
        record.receive(event)
        switch event {
        case .runStarted(let settings): return header(settings)
        case .fileLoaded, .testStarted: return ""
        case .fileFailedToLoad(let file, let failure): return loadFailure(file, failure)
        case .planned(let tests): return "running \(counted(tests.count, "test", "tests"))\n"
        case .slow(let test, let elapsed):
            return label("SLOW", .yellow) + " \(test) (running for \(elapsed.shown))\n"
        case .attemptEnded(let test, let attempt): return firstAttempts(test, attempt)
        case .testEnded: return ended(record.tests[record.tests.count - 1])
        case .runEnded(let ending, let duration): return footer(ending, duration)
        }
    }

    private enum Color: Int {
        case red = 31
        case green = 32
        case yellow = 33
    }

    private func header(_ settings: RunSettings) -> String {
        var parts = [counted(settings.files.count, "file", "files"), "seed \(settings.seed)"]
        if let shard = settings.shard { parts.append("shard \(shard)") }
        parts += settings.filters.map(\.onOneLine)
        return parts.joined(separator: ", ") + "\n"
    }

    private func loadFailure(_ file: String, _ failure: Failure) -> String {
        label("LOAD", .red) + " \(file.onOneLine)\n" + indented(FailureText(failure).lines)
    }

    /// An attempt that failed is told at once only if it is not the last: `ended` tells the last,
    /// and which is the last is known when the test ends or the next attempt does.
    private func firstAttempts(_ test: PlannedTest, _ attempt: Attempt) -> String {
        guard attempt.number > 1, let before = record.attempts(at: test).dropLast().last else {
            return ""
        }
        let title = "\(test) attempt \(before.number) \(before.verdict.rawValue)"
        return label("TRY", .yellow) + " \(title) (\(before.duration.shown))\n"
            + indented(FailureText(before, withOutput: true).lines)
    }

    private func ended(_ test: RunRecord.TestRecord) -> String {
        if test.verdict == .passed, !showsPassed { return "" }
        var text = title(test)
        if test.verdict.isFailure, let attempt = test.decisive {
            text += indented(FailureText(attempt, withOutput: true).lines)
        }
        return text
    }

    private func title(_ test: RunRecord.TestRecord) -> String {
        var title = "\(label(test.verdict)) \(test.test) (\(test.duration.shown)"
        if test.attempts.count > 1 { title += ", \(test.attempts.count) attempts" }
        title += ")"
        if let reason = test.decisive?.skipReason, !reason.isEmpty {
            title += ": \(reason.onOneLine)"
        }
        return title + "\n"
    }

    private func footer(_ ending: RunEnding, _ duration: Duration) -> String {
        var text = ""
        let failed = record.tests.filter(\.verdict.isFailure)
        if !failed.isEmpty || !record.loadFailures.isEmpty {
            text += "\nfailures:\n"
            for failure in record.loadFailures {
                text += loadFailure(failure.file, failure.failure)
            }
            for test in failed {
                text += title(test)
                if let attempt = test.decisive { text += indented(FailureText(attempt).lines) }
            }
        }
        text += "\n"
        if ending != .complete { text += "the run was cut short: \(ending.rawValue)\n" }
        let label = record.outcome == .passed ? label("OK", .green) : label("FAILED", .red)
        return text + "\(label) \(record.summary) in \(duration.shown)\n"
    }

    private func label(_ verdict: Verdict) -> String {
        switch verdict {
        case .passed: label("PASS", .green)
        case .failed: label("FAIL", .red)
        case .error: label("ERROR", .red)
        case .skipped: label("SKIP", .yellow)
        case .flaky: label("FLAKY", .yellow)
        case .timedOut: label("TIMEOUT", .red)
        case .deadlocked: label("DEADLOCK", .red)
        case .leaked: label("LEAK", .red)
        case .crashed: label("CRASH", .red)
        }
    }

    private func label(_ text: String, _ color: Color) -> String {
        let padded = String(repeating: " ", count: max(0, 8 - text.count)) + text
        return isColored ? "\u{1B}[1;\(color.rawValue)m\(padded)\u{1B}[0m" : padded
    }

    private func indented(_ lines: [String]) -> String {
        lines.map { "         | \($0)\n" }.joined()
    }
}
