import Directory
import Lua
import Reporting
import Scripting
import Sessions

/// A script that has run in virtual time against a directory of its own, and what it left behind.
final class ShownRun {
    let runner: ScriptRunner
    let events: [ScriptEvent]
    let outcome: ScriptOutcome
    private let source: [UInt8]
    private let steps: [Chronicle.Step]

    private final class Log {
        var events: [ScriptEvent] = []
        var steps: [Chronicle.Step] = []
    }

    /// What every script of these tests may name, on no line of its own.
    private static let names = """
        local muster = require "muster"; local null = muster.null; \
        local service = muster.service(); \
        local stacy = service:user { xuid = "1", gamertag = "stacy" }; \
        local omar = service:user { xuid = "2", gamertag = "omar" }; \
        local ref = service:reference("quick", "lobby"); \
        local active = muster.request():join { active = true }; 
        """

    /// Runs a script; what it assigns to the global `value` is looked at afterwards.
    init(_ script: String) throws {
        let log = Log()
        source = Array(script.utf8)
        runner = try ScriptRunner(ScriptOptions(), connection: .local(.builtIn)) {
            log.events.append($0)
        }
        runner.chronicle.onStep = { log.steps.append($0) }
        outcome = runner.run(Array((Self.names + script).utf8), name: "flow.lua")
        events = log.events
        steps = log.steps
    }

    /// The value called `value`, as a prompt shows it.
    func text(
        _ style: InspectionStyle = InspectionStyle(width: 72), depth: Int = 4,
        _ change: (inout ValueText) -> Void = { _ in }
    ) throws -> String {
        var shown = ValueText(style: style, depth: depth)
        change(&shown)
        return shown.text(of: try runner.lua.globals.get("value"), on: runner.lua.stack)
    }

    /// What changed in all sessions.
    func changes(_ style: InspectionStyle = InspectionStyle(width: 72)) -> String {
        SessionDiffText(style: style).text(of: steps)
    }

    /// What changed from the first version that was seen to the last one.
    func change(_ style: InspectionStyle = InspectionStyle(width: 72)) -> String {
        guard let first = steps.first, let last = steps.last else { return "" }
        return SessionDiffText(style: style).text(
            from: first.version, to: last.version, of: first.reference)
    }

    /// The trace of the run.
    func trace(isColored: Bool = false) -> String {
        let trace = TraceLines(style: TextStyle(isColored: isColored))
        return events.flatMap(trace.lines).joined(separator: "\n").visible
    }

    /// What is told of the error that ended the run.
    func failure(_ style: InspectionStyle = InspectionStyle(width: 72)) -> String {
        let text = FailureText(sources: ["flow.lua": source], style: style)
        switch outcome {
        case .failed(let error), .unreadable(let error): return text.text(for: error)
        case .deadlock(let report): return text.text(for: report)
        default: return "\(outcome)"
        }
    }

    /// The timeline of the run.
    func timeline(
        _ style: InspectionStyle = InspectionStyle(width: 72), isASCII: Bool = false
    ) -> String {
        var timeline = Timeline()
        for event in events { timeline.note(event) }
        return timeline.text(style: style, isASCII: isASCII)
    }

    /// The latest version of a session, in at most `lines` lines.
    func summary(
        _ template: String, _ name: String, lines: Int,
        _ style: InspectionStyle = InspectionStyle(width: 72)
    ) -> String {
        let reference = SessionReference(
            scid: ScriptOptions.defaultScid, templateName: template, name: name)
        let version = runner.chronicle.versions(of: reference).last
        return SessionSummary(style: style, lines: lines).lines(for: version, of: reference)
            .joined(separator: "\n")
    }
}

/// What a prompt shows of an expression.
func shown(
    _ expression: String, width: Int = 72, isColored: Bool = false, depth: Int = 4
) throws -> String {
    let style = InspectionStyle(width: width, isColored: isColored)
    return try ShownRun("value = \(expression)").text(style, depth: depth).visible
}

extension String {
    /// The text with escape characters made visible.
    var visible: String {
        split(separator: "\u{1B}", omittingEmptySubsequences: false).joined(separator: "␛")
    }
}

/// Columns as terminals count them, for the few wide characters of these tests.
@Sendable func wideColumns(_ character: Character) -> Int {
    character.unicodeScalars.contains { $0.value >= 0x2E80 } ? 2 : 1
}
