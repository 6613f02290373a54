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
    /// Where a script stands still; nil for a prompt of its own.
    var place: LuaLocation?

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
        script: Script? = nil
    ) throws(ExitCode) -> TerminalConversation.End {
        var options = TerminalConversation.Options()
        options.keys = keys
        options.isColored = isColored
        options.environment = Self.environment
        options.history = Self.history
        options.greeting = greeting
        options.promptText = place?.description
        let end: TerminalConversation.End
        do {
            let conversation = try TerminalConversation(
                interpreter, terminal, relay: relay, options: options)
            conversation.isTracing = isTracing
            if let script {
                let text = String(decoding: script.text, as: UTF8.self)
                if case .leave(let code) = conversation.load(text, name: script.name) {
                    return code.map(TerminalConversation.End.exited) ?? .quit
                }
            }
            end = try conversation.run()
        } catch let error as LineEditorError where error == .closed {
            // Nobody is there any more.
            return .quit
        } catch {
            Terminal.writeError("muster: the prompt ended: \(error)\n")
            throw ExitStatus.bug.error
        }
        return end
    }

    private var greeting: String {
        let style = TextStyle(isColored: isColored)
        guard let place else {
            return style.bold("muster")
                + style.dim(" — .help shows what can be typed, Tab completes, Ctrl-D leaves")
                + "\n"
        }
        return style.dim("stopped at \(place); Ctrl-D goes on, .quit ends the run") + "\n"
    }

    private static var environment: [String: String] {
        var variables: [String: String] = [:]
        for name in ["TERM", "NO_COLOR", "VISUAL", "EDITOR", "TMPDIR"] {
            variables[name] = ConfigurationOptions.variable(name)
        }
        return variables
    }

    /// In the file that `MUSTER_HISTORY` names, or in the folder for the state of programs; nowhere
    /// when that is empty.
    private static var history: KeptHistory? {
        if let path = ConfigurationOptions.variable("MUSTER_HISTORY") {
            guard let slash = path.lastIndex(of: "/") else {
                return path.isEmpty ? nil : KeptHistory(in: ".", path: path)
            }
            let name = String(path[path.index(after: slash)...])
            return KeptHistory(in: String(path[..<slash]) + "/", path: name)
        }
        // It may not be there yet; a path from elsewhere than the root does not count.
        if let state = ConfigurationOptions.variable("XDG_STATE_HOME"), state.hasPrefix("/") {
            return KeptHistory(in: "/", path: "\(state.dropFirst())/muster/history")
        }
        return KeptHistory(
            in: ConfigurationOptions.variable("HOME"), path: ".local/state/muster/history")
    }
}
