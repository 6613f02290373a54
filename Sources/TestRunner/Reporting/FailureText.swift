/// What there is to say of an attempt that did not pass, line by line, without indentation.
struct FailureText {
    /// The lines; none for an attempt that passed.
    private(set) var lines: [String] = []
    /// How much of a message and of an output is shown; beyond it, a note says how much there is.
    private let limitBytes: Int

    /// - Parameters:
    ///   - attempt: The attempt.
    ///   - limitBytes: How much is shown of the message, and of each line.
    ///   - withOutput: Whether the attempt's output is shown, too.
    init(_ attempt: Attempt, limitBytes: Int = 16 * 1_024, withOutput: Bool = false) {
        self.limitBytes = limitBytes
        if let failure = attempt.failure { add(failure) }
        for wait in attempt.waits {
            let place = wait.location.map { " at \($0)" } ?? ""
            lines.append("\(wait.task.onOneLine) waits for \(wait.reason.onOneLine)\(place)")
        }
        for leak in attempt.leaks {
            let place = leak.location.map { ", created at \($0)" } ?? ""
            lines.append("\(leak.kind.onOneLine) left behind: \(leak.name.onOneLine)\(place)")
        }
        if withOutput, !attempt.output.isEmpty {
            lines.append("output:")
            addOutput(attempt.output)
        }
        guard attempt.verdict.isFailure else { return }
        if let command = attempt.repeatCommand {
            lines.append("repeat: \(command.onOneLine)")
        } else {
            lines.append("seed: \(attempt.seed)")
        }
    }

    /// - Parameters:
    ///   - failure: Why a file did not load.
    ///   - limitBytes: How much is shown of the message, and of each line.
    init(_ failure: Failure, limitBytes: Int = 16 * 1_024) {
        self.limitBytes = limitBytes
        add(failure)
    }

    var text: String { lines.joined(separator: "\n") }

    private mutating func add(_ failure: Failure) {
        var message = failure.message.cut(toBytes: limitBytes).shownLines
        if let location = failure.location {
            let first = message.isEmpty ? "" : " " + message.removeFirst()
            message.insert("\(location):\(first)", at: 0)
        }
        lines += message
        if let difference = failure.difference {
            for line in difference.lines {
                let text = line.text.cut(toBytes: limitBytes).onOneLine
                lines.append("  \(line.kind == .path ? "at" : line.kind.rawValue) \(text)")
            }
        }
        let width = failure.excerpt.map { String($0.number).count }.max() ?? 0
        for line in failure.excerpt {
            let number = String(line.number)
            let isHere = line.number == failure.location?.line && !lines.isEmpty
            let padding = String(repeating: " ", count: width - number.count)
            let text = line.text.cut(toBytes: limitBytes).onOneLine
            lines.append("  \(isHere ? ">" : " ") \(padding)\(number) | \(text)")
        }
        for call in failure.traceback { lines.append("  in \(call.onOneLine)") }
    }

    private mutating func addOutput(_ output: [Attempt.OutputLine]) {
        var left = limitBytes
        for (index, line) in output.enumerated() {
            guard left > 0 else {
                lines.append("| … (\(counted(output.count - index, "line", "lines")) more)")
                return
            }
            lines.append("| " + line.text.cut(toBytes: left).onOneLine)
            left -= line.text.utf8.count
        }
    }
}

extension Attempt {
    /// Why it did not pass, line by line, as reports for people have it; without its output.
    public var shownLines: [String] { FailureText(self).lines }
}

extension Failure {
    /// What went wrong, line by line, as reports for people have it.
    public var shownLines: [String] { FailureText(self).lines }
}

extension RunRecord.TestRecord {
    /// How long it took, for people: `12 ms`.
    public var durationText: String { duration.shown }
}
