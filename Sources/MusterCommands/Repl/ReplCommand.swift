internal import ArgumentParser
internal import LineEditor
internal import Lua
internal import REPL
internal import Scripting

/// `muster repl`, and `muster` alone: the prompt.
struct ReplCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repl", abstract: "Opens the prompt.",
        usage: "muster [repl] [options] [<file> [<arguments> ...]]\n"
            + "muster [repl] [options] -e <code>",
        discussion: "With a file, its variables are there at the prompt. Input from a pipe is run "
            + "without a prompt, up to the first error.")

    @Option(
        name: .customShort("e"),
        help: ArgumentHelp(
            "Evaluate this and show its value, without a prompt; may be repeated.",
            valueName: "code"))
    var code: [String] = []

    @OptionGroup var world: WorldOptions

    @Option(
        help: ArgumentHelp(
            "Stop after this much real time, such as 30s; not at a prompt.",
            valueName: "duration"),
        transform: Duration.option)
    var timeout: Duration?

    @Flag(help: "Show each request and answer as it happens.")
    var trace = false

    @Flag(help: "Write a line of JSON for each statement; not at a prompt.")
    var json = false

    @Option(help: "The keys of the prompt: emacs or vi.")
    var keys = KeyChoice.emacs

    @Option(help: "auto, always or never.")
    var color = ColorChoice.auto

    @Argument(help: ArgumentHelp("A script to begin with.", valueName: "file"))
    var file: String?

    @Argument(
        parsing: .remaining,
        help: ArgumentHelp("What the script finds in `arg`.", valueName: "arguments"))
    var arguments: [String] = []

    mutating func validate() throws {
        if !code.isEmpty, file != nil {
            throw ValidationError("Give a file or -e <code>, not both.")
        }
        try world.checkLocalOptions()
    }

    mutating func run() throws {
        let settings = try world.settings(timeout: timeout)
        let script = try file.map { path throws(ExitCode) in try Script(file: path, arguments) }
        let connection = try WorldOptions.connection(settings)
        defer { if let remote = connection.remote { closeTransport(remote) } }
        let options = world.scriptOptions(
            settings, isRemote: connection.remote != nil, color: color)
        let relay = EventRelay()
        let interpreter: Interpreter
        do throws(LuaError) {
            let runner = try InteractiveRunner(
                options, connection: connection.connection, onEvent: relay.pass)
            interpreter = Interpreter(runner)
            try interpreter.begin(script: script?.name, arguments: arguments)
        } catch {
            Terminal.writeError("muster: could not open a Lua state: \(error.message)\n")
            throw ExitStatus.bug.error
        }
        let isPrompt = code.isEmpty && !json && Terminal.isInputTerminal
        if isPrompt, let terminal = try PromptSession.terminal() {
            let session = PromptSession(
                keys: keys.mode, isColored: options.inspection.isColored, isTracing: trace)
            let end = try session.run(interpreter, terminal, relay: relay, script: script)
            if case .exited(let code) = end, code != 0 {
                throw ExitCode(Int32(truncatingIfNeeded: code))
            }
        } else {
            let batch = BatchSession(
                options.inspection, color: color, isTracing: trace, isJSON: json,
                isPrompted: isPrompt && Terminal.isOutputTerminal)
            try batch.run(
                interpreter, relay: relay, script: script, code: code, timeout: settings.timeout)
        }
    }
}

/// The values of `--keys`.
enum KeyChoice: String, ExpressibleByArgument, CaseIterable {
    case emacs, vi

    var mode: Editor.Mode { self == .vi ? .viInsert : .emacs }
}

extension Script {
    /// Reads a script; `-` is standard input.
    ///
    /// - Throws: an exit code, after the reason was written.
    init(file path: String, _ arguments: [String]) throws(ExitCode) {
        do throws(UnreadableFile) {
            self.init(
                text: try Terminal.read(path), name: path == "-" ? "(standard input)" : path,
                arguments: arguments)
        } catch {
            // Somebody may have meant a command.
            let isWord = path.allSatisfy(\.isLetter)
            Terminal.writeError(
                "muster: \(error)\(isWord ? "; 'muster --help' lists the commands" : "")\n")
            throw ExitStatus.misuse.error
        }
    }
}
