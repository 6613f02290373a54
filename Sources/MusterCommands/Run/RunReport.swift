internal import Lua
internal import Reporting
internal import Scripting

/// Shows a run on the terminal: what the script prints, the trace, and how it ended.
final class RunReport {
    private let style: TextStyle
    private let trace: TraceLines?
    private let flushesLines: Bool

    init(color: ColorChoice, isTracing: Bool) {
        style = TextStyle(isColored: color.isEnabled(on: Terminal.isErrorTerminal))
        trace = isTracing ? TraceLines(style: style) : nil
        flushesLines = Terminal.isOutputTerminal || isTracing
    }

    /// Longer lines of a script are cut, however wide the terminal is.
    private static let widestLine = 200

    /// Takes one event of the run.
    func show(_ event: ScriptEvent) {
        if case .printed(let line) = event {
            Terminal.writeOutput(line + [UInt8(ascii: "\n")])
            if flushesLines { Terminal.flushOutput() }
        }
        if case .leftBehind(let tasks) = event { Terminal.writeError(note(on: tasks)) }
        for line in trace?.lines(for: event) ?? [] { Terminal.writeError(line + "\n") }
    }

    /// Tells of tasks that the script did not wait for; that may be meant, so it is no error.
    private func note(on tasks: [DeadlockReport.Waiter]) -> String {
        let shown = tasks.prefix(10).map { task in
            let since = task.since.map { " since \($0)" } ?? ""
            return "  \(task.task) waited for \(task.what)\(since)\n"
        }
        let rest = tasks.count > 10 ? "  and \(tasks.count - 10) more\n" : ""
        let head = tasks.count == 1 ? "1 task was" : "\(tasks.count) tasks were"
        return style.dim(
            "note: \(head) cancelled when the script ended\n" + shown.joined() + rest)
    }

    /// Says how the run ended, and with which exit code: the script's own, if it gave one.
    func conclude(
        _ outcome: ScriptOutcome, script: Script, stoppedBy reason: RunWatch.Reason?,
        _ timeout: Duration?
    ) -> Int32 {
        if case .exited(let code) = outcome { return Int32(truncatingIfNeeded: code) }
        return status(of: outcome, script, reason, timeout).rawValue
    }

    private func status(
        of outcome: ScriptOutcome, _ script: Script, _ reason: RunWatch.Reason?,
        _ timeout: Duration?
    ) -> ExitStatus {
        let failure = FailureText(
            sources: [script.name: script.text],
            style: Terminal.style(width: Self.widestLine, isColored: style.isColored))
        switch outcome {
        case .finished, .exited:
            return .success
        case .unreadable(let error):
            Terminal.writeError(failure.text(for: error))
            return .unreadableInput
        case .failed(let error):
            Terminal.writeError(failure.text(for: error))
            if ["(global 'describe')", "(global 'it')"].contains(where: error.message.hasSuffix) {
                Terminal.writeError("muster: a file of tests is run by 'muster test'\n")
            }
            return .scriptFailed
        case .unreachable(let error):
            Terminal.writeError(failure.text(for: error))
            return .serviceUnreachable
        case .deadlock(let report):
            Terminal.writeError(failure.text(for: report))
            return .scriptFailed
        case .stopped:
            guard reason == .deadline, let timeout else {
                Terminal.writeError("muster: interrupted\n")
                return .interrupted
            }
            Terminal.writeError(
                "muster: the script was stopped: it ran longer than --timeout "
                    + "\(timeout.shortText)\n")
            return .timedOut
        }
    }
}
