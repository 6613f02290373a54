/// Writes the workflow commands by which GitHub shows failures beside the lines of a change.
///
/// Failures are errors, flaky and slow tests are warnings. A step may have ten of each kind; when
/// there are more, nine are shown and the tenth says how many there are beside. All are written when
/// the run ends, each on a line of its own.
public struct AnnotationsReporter: Reporter {
    /// How many annotations of a kind one step may have.
    public static let limit = 10
    private static let messageLimitBytes = 4_096
    private var record = RunRecord()

    private struct Annotation {
        var location: ScriptLocation?
        var title: String
        var message: String
    }

    /// Makes the report of a run that has not begun.
    public init() {}

    /// Takes in the next event; the last of the run returns the commands.
    public mutating func receive(_ event: TestEvent) -> String {
        record.receive(event)
        guard case .runEnded = event else { return "" }
        return commands("error", "failures", errors) + commands("warning", "warnings", warnings)
    }

    private var errors: [Annotation] {
        let files = record.loadFailures.map { failed in
            Annotation(
                location: failed.failure.location ?? ScriptLocation(file: failed.file, line: 1),
                title: "\(failed.file) did not load", message: FailureText(failed.failure).text)
        }
        let tests = record.tests.filter(\.verdict.isFailure).map { test in
            annotation(test, test.decisive)
        }
        return files + tests
    }

    private var warnings: [Annotation] {
        record.tests.flatMap { test in
            var found: [Annotation] = []
            if test.verdict == .flaky {
                found.append(annotation(test, test.attempts.last(where: \.verdict.isFailure)))
            }
            if let elapsed = test.slowAfter {
                found.append(
                    Annotation(
                        location: ScriptLocation(file: test.test.id.file, line: 1),
                        title: "\(test.test.id.name): slow",
                        message: "it was still running after \(elapsed.shown)"))
            }
            return found
        }
    }

    private func annotation(_ test: RunRecord.TestRecord, _ attempt: Attempt?) -> Annotation {
        let text = attempt.map { FailureText($0).text } ?? ""
        return Annotation(
            location: attempt?.failure?.location
                ?? ScriptLocation(file: test.test.id.file, line: 1),
            title: "\(test.test.id.name): \(test.verdict.rawValue)",
            message: text.isEmpty ? test.verdict.rawValue : text)
    }

    private func commands(_ kind: String, _ plural: String, _ all: [Annotation]) -> String {
        guard all.count > Self.limit else { return all.map { command(kind, $0) }.joined() }
        let shown = all.prefix(Self.limit - 1)
        let rest = Annotation(
            title: "\(all.count - shown.count) more \(plural)",
            message: "only \(Self.limit) can be shown; the log has all \(all.count)")
        return (shown + [rest]).map { command(kind, $0) }.joined()
    }

    private func command(_ kind: String, _ annotation: Annotation) -> String {
        var fields: [String] = []
        if let location = annotation.location {
            fields.append("file=\(Self.property(location.file.onOneLine))")
            fields.append("line=\(location.line)")
            if let column = location.column { fields.append("col=\(column)") }
        }
        fields.append("title=\(Self.property(annotation.title.onOneLine.cut(toBytes: 200)))")
        let message = annotation.message.cut(toBytes: Self.messageLimitBytes)
        return "::\(kind) \(fields.joined(separator: ","))::\(Self.data(message))\n"
    }

    private static func data(_ text: String) -> String {
        text.replacing(scalars: ["%": "%25", "\r": "%0D", "\n": "%0A"])
    }

    private static func property(_ text: String) -> String {
        text.replacing(scalars: [
            "%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C",
        ])
    }
}
