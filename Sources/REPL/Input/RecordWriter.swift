internal import JSON
internal import Lua
internal import Reporting
internal import Scripting
internal import Sessions

/// Writes what came of each statement as a line of JSON, for machines.
///
/// A record has `version` 1, `number`, `text`, `printed` (lines), `values` (each with `type`, `text`,
/// and `json` where the value has a JSON form), `changes` (versions of sessions that were seen, each
/// with its differences by path) and `error`, which is null when there was none. What a command
/// shows counts as printed.
public final class RecordWriter {
    private let write: (String) -> Void
    private var printed: [JSONValue] = []

    /// Writes lines, without their ends.
    public init(_ write: @escaping (String) -> Void) { self.write = write }

    func note(_ event: ScriptEvent) {
        if case .printed(let line) = event {
            printed.append(.string(String(decoding: line, as: UTF8.self)))
        }
    }

    func note(text: String) {
        let text = text.hasSuffix("\n") ? text.dropLast() : text[...]
        printed += text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { .string(String($0)) }
    }

    /// Writes what a command has shown, if it has shown something or failed.
    func recordShown(by line: CommandLine, number: Int, failed error: CommandError? = nil) {
        guard error != nil || !printed.isEmpty else { return }
        let text = ".\(line.name)" + (line.argument.isEmpty ? "" : " \(line.argument)")
        write(
            text, number: number,
            error: error.map { Self.error("command", $0.description, nil) } ?? .null)
    }

    func record(
        _ text: String, number: Int, _ outcome: Interpreter.Outcome, _ steps: [Chronicle.Step],
        in runner: InteractiveRunner
    ) {
        write(
            text, number: number, values: values(outcome, runner), changes: steps.map(change),
            error: error(outcome))
    }

    private func write(
        _ text: String, number: Int, values: [JSONValue] = [], changes: [JSONValue] = [],
        error: JSONValue
    ) {
        let record: JSONValue = [
            "version": 1, "number": .number(JSONNumber(Int64(number))), "text": .string(text),
            "printed": .array(printed), "values": .array(values), "changes": .array(changes),
            "error": error,
        ]
        printed = []
        write(record.text)
    }

    private func values(
        _ outcome: Interpreter.Outcome, _ runner: InteractiveRunner
    ) -> [JSONValue] {
        guard case .values(let values) = outcome else { return [] }
        let stack = runner.lua.stack
        return values.map { value in
            guard stack.reserve(20) else { return .null }
            stack.push(value)
            defer { stack.pop() }
            var record: JSONObject = [
                "type": .string(stack.typeName(at: -1)),
                "text": .string(Self.text(of: value, on: stack)),
            ]
            if let json = try? stack.json(at: -1) { record["json"] = json }
            return .object(record)
        }
    }

    /// What `tostring` gives for the value on top, where that is not an address, which would be another
    /// in each run.
    private static func text(of value: LuaValue, on stack: LuaStack) -> String {
        switch value {
        case .table, .function, .thread:
            var text = ValueText(style: InspectionStyle(width: textWidth, isColored: false))
            text.usesToString = true
            text.note = ""
            return text.text(of: value, on: stack)
        default:
            let text = try? stack.text(at: -1)
            return text.map { String(decoding: $0, as: UTF8.self) } ?? "?"
        }
    }

    private static let textWidth = 100

    private func change(_ step: Chronicle.Step) -> JSONValue {
        let version = step.version
        let differences = version.document.differences(from: step.before?.document ?? .object([:]))
        return [
            "session": .string(step.reference.shortText), "branch": .string(version.branch),
            "changeNumber": .number(JSONNumber(version.changeNumber)),
            "by": version.author.map(JSONValue.string) ?? .null, "cause": .string(version.cause),
            "differences": .array(
                differences.map { difference in
                    [
                        "path": .string(difference.path.description),
                        "before": difference.before ?? .null, "after": difference.after ?? .null,
                    ]
                }),
        ]
    }

    private static func error(
        _ kind: String, _ message: String, _ location: LuaLocation?
    ) -> JSONValue {
        [
            "kind": .string(kind), "message": .string(message),
            "where": location.map { .string($0.description) } ?? .null,
        ]
    }

    private func error(_ outcome: Interpreter.Outcome) -> JSONValue {
        switch outcome {
        case .values, .exited: return .null
        case .unreadable(let error, _): return Self.error("syntax", error.message, error.location)
        case .failed(let error): return Self.error("error", error.message, error.location)
        case .deadlock(let report):
            let waits = report.waiters.map { "\($0.task) waits for \($0.what)" }
            return Self.error(
                "deadlock", waits.joined(separator: "; "), report.waiters.first?.since)
        case .stopped: return Self.error("stopped", "stopped", nil)
        }
    }
}
