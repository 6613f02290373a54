import Directory
import Lua
import REPL
import Scripting

/// A conversation and all that it has shown.
final class Spoken {
    let interpreter: Interpreter
    let conversation: Conversation
    private let relay = EventRelay()
    private var text = ""

    init(
        seed: UInt64 = 1, connection: ServiceConnection = .local(.builtIn), isColored: Bool = false
    ) throws {
        let runner = try InteractiveRunner(
            ScriptOptions(time: .virtual, seed: seed), connection: connection, onEvent: relay.pass)
        interpreter = Interpreter(runner)
        try interpreter.begin()
        var show: (String) -> Void = { _ in }
        conversation = Conversation(
            interpreter, style: InspectionStyle(width: 80, isColored: isColored)
        ) { show($0) }
        show = { [unowned self] in text += $0 }
        relay.handler = { [unowned conversation] in conversation.note($0) }
        try conversation.offerCommands()
    }

    /// Enters texts one after the other.
    func enter(_ texts: [String]) { for text in texts { _ = conversation.enter(text) } }

    /// Enters a text; what is shown for it.
    func answer(_ entered: String) -> String { shown { _ = conversation.enter(entered) } }

    /// What is shown while `body` runs.
    func shown(_ body: () -> Void) -> String {
        text = ""
        body()
        return text
    }
}

/// What running a script gives: the lines that it prints, and its error after `failed: `.
func running(_ script: String, seed: UInt64 = 1) throws -> [String] {
    var lines: [String] = []
    let runner = try ScriptRunner(
        ScriptOptions(time: .virtual, seed: seed), connection: .local(.builtIn)
    ) {
        if case .printed(let line) = $0 { lines.append(String(decoding: line, as: UTF8.self)) }
    }
    switch runner.run(Array(script.utf8), name: "saved.lua") {
    case .finished: break
    case .failed(let error), .unreadable(let error), .unreachable(let error):
        lines.append("failed: \(error.message)")
    case .deadlock, .stopped: lines.append("failed: waits for ever")
    case .exited(let code): lines.append("failed: exited \(code)")
    }
    return lines
}
