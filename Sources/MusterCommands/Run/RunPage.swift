internal import Lua
internal import Reporting
internal import Scripting
internal import TestRunner

/// The page of one script that was run.
final class RunPage {
    private var recorder = FlowRecorder()
    private let start = ContinuousClock.now

    /// Keeps what happened.
    func note(_ event: ScriptEvent) { recorder.note(event) }

    /// Writes the page of a run that has ended.
    ///
    /// - Throws: ``UnwritableFile``.
    func write(
        to path: String, _ script: Script, _ outcome: ScriptOutcome, seed: UInt64
    ) throws(UnwritableFile) {
        let (verdict, tone, failure) = Self.ending(outcome)
        var flow = FlowPage.Flow(
            name: script.name, file: script.name, verdict: verdict, tone: tone,
            duration: (ContinuousClock.now - start).shortText)
        flow.failure = failure
        flow.recording = recorder.recording
        let page = FlowPage(
            title: script.name, facts: [FlowPage.Fact("seed", "\(seed)")], flows: [flow],
            sources: [FlowPage.Source(name: script.name, text: String(showing: script.text))])
        let redaction = Redaction(secrets: Pipeline.secrets)
        let writer = ReportWriter()
        try writer.open([.file(path)])
        writer.write(page.redacting(redaction.redacting).html, to: .file(path))
        writer.close()
        if let problem = writer.problem { throw problem }
    }

    private static func ending(
        _ outcome: ScriptOutcome
    ) -> (verdict: String, tone: FlowPage.Tone, failure: [String]) {
        switch outcome {
        case .finished: ("finished", .good, [])
        case .exited(let code): ("exited with \(code)", code == 0 ? .good : .bad, [])
        case .unreadable(let error): ("unreadable", .bad, [error.message])
        case .failed(let error): ("failed", .bad, [error.message])
        case .unreachable(let error): ("unreachable", .bad, [error.message])
        case .deadlock(let report):
            (
                "deadlocked", .bad,
                report.waiters.map { waiter in
                    let since = waiter.since.map { " since \($0)" } ?? ""
                    return "\(waiter.task) waits for \(waiter.what)\(since)"
                }
            )
        case .stopped: ("stopped", .bad, [])
        }
    }
}
