internal import ArgumentParser
internal import LineEditor
internal import Lua
internal import REPL
internal import Scripting

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The prompt in a terminal.
struct PromptSession {
    let keys: Editor.Mode
    let isColored: Bool
    let isTracing: Bool

    /// The terminal that the process has; nil when it cannot be drawn on.
    static func terminal() throws(ExitCode) -> LineEditor.Terminal? {
        do throws(LineEditorError) {
            return try LineEditor.Terminal(environment: environment)
        } catch {
            Terminal.writeError("muster: could not use the terminal: \(error.reason)\n")
            throw ExitStatus.bug.error
        }
    }

    /// Holds a conversation to its end.
    func run(
        _ interpreter: Interpreter, _ terminal: LineEditor.Terminal, relay: EventRelay,
        script: Script?
    ) throws(ExitCode) {
        var options = TerminalConversation.Options()
        options.keys = keys
        options.isColored = isColored
        options.environment = Self.environment
        options.historyPath = Self.historyPath
        options.greeting = greeting(interpreter)
        let code: Int64?
        do {
            let conversation = try TerminalConversation(
                interpreter, terminal, relay: relay, options: options)
            conversation.isTracing = isTracing
            if let script {
                let text = String(decoding: script.text, as: UTF8.self)
                if case .leave(let code) = conversation.load(text, name: script.name) {
                    try Self.end(code)
                    return
                }
            }
            code = try conversation.run()
        } catch let error as LineEditorError where error == .closed {
            // Nobody is there any more.
            return
        } catch let error as ExitCode {
            throw error
        } catch {
            Terminal.writeError("muster: the prompt ended: \(error)\n")
            throw ExitStatus.bug.error
        }
        try Self.end(code)
    }

    private static func end(_ code: Int64?) throws(ExitCode) {
        if let code, code != 0 { throw ExitCode(Int32(truncatingIfNeeded: code)) }
    }

    private func greeting(_ interpreter: Interpreter) -> String {
        let style = TextStyle(isColored: isColored)
        return style.bold("muster") + style.dim(" — .help shows what can be typed, Tab completes")
            + "\n"
    }

    private static var environment: [String: String] {
        var variables: [String: String] = [:]
        for name in ["TERM", "NO_COLOR", "VISUAL", "EDITOR", "TMPDIR"] {
            variables[name] = ConfigurationOptions.variable(name)
        }
        return variables
    }

    /// `MUSTER_HISTORY`, or a file in the folder for the state of programs; nil without a home.
    private static var historyPath: String? {
        if let path = ConfigurationOptions.variable("MUSTER_HISTORY") {
            return path.isEmpty ? nil : path
        }
        let state = ConfigurationOptions.variable("XDG_STATE_HOME").flatMap { $0.isEmpty ? nil : $0 }
        let home = ConfigurationOptions.variable("HOME").flatMap { $0.isEmpty ? nil : $0 }
        guard let folder = state ?? home.map({ $0 + "/.local/state" }) else { return nil }
        Files.makeFolder(folder + "/muster")
        return folder + "/muster/history"
    }
}
