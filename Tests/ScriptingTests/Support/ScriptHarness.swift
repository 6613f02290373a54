import Directory
import Lua
import Scripting
import Sessions

/// What one script did.
struct ScriptRun: Sendable {
    /// The lines that it printed.
    var lines: [String] = []
    /// Everything that happened, printed lines included.
    var events: [ScriptEvent] = []
    /// How it ended.
    var ending: Ending = .finished
    /// The calls that led to the error that ended it.
    var traceback: String?
    /// The line that the error is blamed on.
    var location: String?
}

/// How a script ended, in a form that can be compared.
enum Ending: Sendable, Equatable {
    case finished
    case unreadable(String)
    case failed(String)
    case unreachable(String)
    case deadlock([String])
    case stopped
    case exited(Int64)

    init(_ outcome: ScriptOutcome) {
        self =
            switch outcome {
            case .finished: .finished
            case .unreadable(let error): .unreadable(error.message)
            case .failed(let error): .failed(error.message)
            case .unreachable(let error): .unreachable(error.message)
            case .deadlock(let report): .deadlock(report.waiters.map(Self.line))
            case .stopped: .stopped
            case .exited(let code): .exited(code)
            }
    }

    private static func line(_ waiter: DeadlockReport.Waiter) -> String {
        let since = waiter.since.map { " since \($0)" } ?? ""
        return "\(waiter.task) waits for \(waiter.what)\(since)"
    }
}

enum ScriptHarness {
    /// What every script of these tests may name. It takes no line, so that lines count from the
    /// script's own first.
    static let names = """
        local muster = require "muster"; \
        local json, clock, null = muster.json, muster.clock, muster.null; \
        local service = muster.service(); \
        local ada = service:user { xuid = "1", gamertag = "ada" }; \
        local grace = service:user { xuid = "2", gamertag = "grace" }; \
        local ref = service:reference("quick", "lobby"); \
        local active = muster.request():join { active = true }; \
        local function refusal(...) \
          local ok, e = pcall(...); \
          if ok then return "no error" end; \
          return e \
        end; \
        local function onclose(f) return setmetatable({}, { __close = f }) end; 
        """

    /// Runs a script in virtual time against a directory of its own, on this thread.
    static func run(
        _ script: String, seed: UInt64 = 1, arguments: [String] = []
    ) throws -> ScriptRun {
        let log = EventLog()
        let options = ScriptOptions(time: .virtual, seed: seed)
        let runner = try ScriptRunner(options, connection: .local(.builtIn)) { log.note($0) }
        let text = Array((names + script).utf8)
        let outcome = runner.run(text, name: "flow.lua", arguments: arguments)
        return log.run(endingWith: outcome)
    }
}

/// Collects what a run tells.
final class EventLog {
    /// What else happens with an event.
    var also: (ScriptEvent) -> Void = { _ in }
    private var run = ScriptRun()

    func note(_ event: ScriptEvent) {
        run.events.append(event)
        if case .printed(let bytes) = event {
            run.lines.append(String(decoding: bytes, as: UTF8.self))
        }
        also(event)
    }

    /// The run as it is now that it has ended.
    func run(endingWith outcome: ScriptOutcome) -> ScriptRun {
        var run = run
        run.ending = Ending(outcome)
        if case .failed(let error) = outcome {
            run.traceback = error.traceback
            run.location = error.location?.description
        }
        return run
    }
}

/// The lines that a script prints; when it does not run to its end, the ending is one more.
func lines(_ script: String, seed: UInt64 = 1) throws -> [String] {
    let run = try ScriptHarness.run(script, seed: seed)
    return run.ending == .finished ? run.lines : run.lines + ["\(run.ending)"]
}

/// What a script's expression gives, as text.
func value(_ expression: String) throws -> String {
    try lines("print(\(expression))").joined(separator: "\n")
}

/// How a script ends.
func ending(_ script: String) throws -> Ending { try ScriptHarness.run(script).ending }

extension ScriptRun {
    /// What came of what it expected.
    var judgements: [ScriptEvent.Judgement] {
        events.compactMap { if case .judged(let judgement) = $0 { judgement } else { nil } }
    }

    /// The requests that it sent.
    var requests: [DirectoryRequest] {
        events.compactMap { if case .sent(let exchange) = $0 { exchange.request } else { nil } }
    }
}
