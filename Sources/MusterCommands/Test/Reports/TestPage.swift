internal import Reporting
internal import TestRunner

/// Makes the page of a run: the record of the run, with what was recorded in each test.
struct TestPage {
    private var recordings: [Key: FlowRecording] = [:]

    private struct Key: Hashable {
        let test: PlannedTest
        let attempt: Int
    }

    /// Keeps what was recorded in an attempt.
    mutating func note(_ recording: FlowRecording, of test: PlannedTest, attempt: Int) {
        recordings[Key(test: test, attempt: attempt)] = recording
    }

    /// The page of a run that has ended.
    ///
    /// - Parameters:
    ///   - record: The run.
    ///   - sources: The texts of the files of tests.
    func html(
        of record: RunRecord, sources: [(name: String, text: String)], _ redaction: Redaction
    ) -> String {
        let settings = record.settings
        var facts = [
            FlowPage.Fact("tests", record.summary),
            FlowPage.Fact("seed", settings.map { String($0.seed) } ?? ""),
        ]
        if let filters = settings?.filters, !filters.isEmpty {
            facts.append(FlowPage.Fact("chosen by", filters.joined(separator: ", ")))
        }
        if let shard = settings?.shard { facts.append(FlowPage.Fact("shard", "\(shard)")) }
        let files = record.loadFailures.map { failure in
            var flow = FlowPage.Flow(
                name: failure.file, file: failure.file, verdict: "did not load", tone: .bad)
            flow.failure = failure.failure.shownLines
            return flow
        }
        let page = FlowPage(
            title: "Tests", facts: facts, flows: files + record.tests.map(flow),
            sources: sources.map { FlowPage.Source(name: $0.name, text: $0.text) })
        return page.redacting(redaction.redacting).html
    }

    private func flow(_ test: RunRecord.TestRecord) -> FlowPage.Flow {
        let attempt = test.decisive
        let id = test.test.id
        let name = (id.blocks + [id.name]).joined(separator: " › ")
        let repetition = test.test.repetition
        var flow = FlowPage.Flow(
            name: repetition > 1 ? "\(name) (repetition \(repetition))" : name, file: id.file,
            line: attempt?.failure?.location.flatMap { $0.file == id.file ? $0.line : nil },
            verdict: test.verdict.rawValue, tone: Self.tone(test.verdict),
            duration: test.durationText)
        guard let attempt else { return flow }
        if test.verdict.isFailure {
            // The command stands above it.
            var failed = attempt
            failed.repeatCommand = nil
            flow.failure = failed.shownLines
        }
        flow.output = attempt.output.map(\.text)
        flow.command = attempt.repeatCommand
        flow.recording = recordings[Key(test: test.test, attempt: attempt.number)]
        return flow
    }

    private static func tone(_ verdict: Verdict) -> FlowPage.Tone {
        switch verdict {
        case .passed: .good
        case .flaky: .doubtful
        case .skipped: .skipped
        default: .bad
        }
    }
}
