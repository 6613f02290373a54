/// Writes the Markdown page that GitHub shows as the summary of a step, when the run ends.
///
/// It has the counts, and each failure and flaky test with its details to unfold. What does not fit
/// is left out from the end, failure by failure, and a last line says how much.
public struct StepSummaryReporter: Reporter {
    /// How much one step may have: 1 MiB.
    public static let limitBytes = 1_024 * 1_024
    private static let noteBytes = 200
    private let limit: Int
    private var record = RunRecord()

    /// Makes the report of a run that has not begun.
    ///
    /// - Parameter limitBytes: The most that it writes; at least 2,000.
    public init(limitBytes: Int = Self.limitBytes) {
        precondition(limitBytes >= 2_000, "the counts need room")
        limit = limitBytes
    }

    /// Takes in the next event; the last of the run returns the page.
    public mutating func receive(_ event: TestEvent) -> String {
        record.receive(event)
        guard case .runEnded(let ending, let duration) = event else { return "" }
        var text = heading(ending, duration)
        let sections = sections
        for (index, section) in sections.enumerated() {
            guard text.utf8.count + section.utf8.count + Self.noteBytes <= limit else {
                let left = counted(sections.count - index, "test is", "tests are")
                return text + "\n\(left) left out: the summary of a step has a size limit.\n"
            }
            text += section
        }
        return text
    }

    private func heading(_ ending: RunEnding, _ duration: Duration) -> String {
        var text = "## \(record.outcome == .passed ? "✅" : "❌") \(record.summary)\n\n"
        text += "| Verdict | Tests |\n| --- | ---: |\n"
        for verdict in Verdict.allCases {
            if let count = record.counts[verdict] { text += "| \(verdict.rawValue) | \(count) |\n" }
        }
        if record.notRunCount > 0 { text += "| not run | \(record.notRunCount) |\n" }
        text += "\nTook \(duration.shown)"
        if let settings = record.settings {
            text += ", seed \(settings.seed)"
            if let shard = settings.shard { text += ", shard \(shard)" }
        }
        return text + (ending == .complete ? ".\n" : "; cut short: \(ending.rawValue).\n")
    }

    private var sections: [String] {
        let files = record.loadFailures.map { failed in
            section("did not load", failed.file, FailureText(failed.failure).text)
        }
        let tests = record.tests.compactMap { test -> String? in
            guard test.verdict.isFailure || test.verdict == .flaky else { return nil }
            let shown =
                test.verdict == .flaky
                ? test.attempts.last(where: \.verdict.isFailure) : test.decisive
            let text = shown.map { FailureText($0, withOutput: true).text } ?? ""
            return section(test.verdict.rawValue, "\(test.test)", text)
        }
        return files + tests
    }

    private func section(_ verdict: String, _ name: String, _ text: String) -> String {
        let fence = String(repeating: "`", count: max(3, Self.longestRun(of: "`", in: text) + 1))
        let title = Self.escaped(name.onOneLine.cut(toBytes: 500))
        return "\n<details><summary><b>\(verdict)</b> \(title)</summary>\n\n"
            + "\(fence)text\n\(text)\n\(fence)\n\n</details>\n"
    }

    /// Inside of HTML, Markdown is still read, so all that means something there is a reference.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if "&<>\"'*_`[]()!|~#\\@$:".unicodeScalars.contains(scalar) {
                result += "&#\(scalar.value);"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func longestRun(of wanted: Unicode.Scalar, in text: String) -> Int {
        var (longest, current) = (0, 0)
        for scalar in text.unicodeScalars {
            current = scalar == wanted ? current + 1 : 0
            longest = max(longest, current)
        }
        return longest
    }
}
