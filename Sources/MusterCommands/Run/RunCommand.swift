internal import ArgumentParser
internal import HTTPTransport
internal import Lua
internal import Scripting

/// `muster run`: runs one script.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Runs a script.",
        usage: "muster run [options] <file> [<arguments> ...]\n"
            + "muster run [options] -e <code> [<arguments> ...]")

    @Option(
        name: .customShort("e"),
        help: ArgumentHelp("Run this text instead of a file.", valueName: "code"))
    var code: String?

    @Option(
        help: ArgumentHelp(
            "The directory: 'local', the default, or the URL of one that is served.",
            valueName: "local|url"))
    var service: String?

    @OptionGroup var templates: TemplateOptions

    @OptionGroup var configured: ConfigurationOptions

    @Option(help: "virtual or real; virtual by default, real for a service elsewhere.")
    var time: TimeChoice?

    @Option(help: "Decides every identifier and random number; 1 by default.")
    var seed: UInt64?

    @Option(
        help: ArgumentHelp(
            "Stop after this much real time, such as 30s.", valueName: "duration"),
        transform: Duration.option)
    var timeout: Duration?

    @Flag(help: "Show each request and answer on standard error as it happens.")
    var trace = false

    @Option(help: "auto, always or never.")
    var color = ColorChoice.auto

    @Argument(
        parsing: .captureForPassthrough,
        help: ArgumentHelp(
            "The script ('-' for standard input) and its arguments.", valueName: "file"))
    var inputs: [String] = []

    mutating func validate() throws {
        if inputs.first == "--" {
            inputs.removeFirst()
        } else if let first = inputs.first, code == nil, first.hasPrefix("-"), first != "-" {
            if first == "--help" || first == "-h" { throw CleanExit.helpRequest(self) }
            throw ValidationError("Unknown option '\(first)'")
        }
        guard code != nil || !inputs.isEmpty else {
            throw ValidationError("A script is missing: give a file, '-' or -e <code>.")
        }
        // Before anything is read, so that the error shows how this command is used.
        try checkLocalOptions(for: service)
    }

    /// Refuses options that are for a local directory where another answers. The same settings of
    /// the environment or a file are not refused: they wait for local runs.
    private func checkLocalOptions(for service: String?) throws(ValidationError) {
        guard let service, service != "local" else { return }
        if time == .virtual {
            throw ValidationError("A service elsewhere keeps real time: leave --time out.")
        }
        if !templates.files.isEmpty {
            throw ValidationError("--template is for a local directory; give it to 'muster serve'.")
        }
    }

    /// What the command line says, and for what it does not mention the environment and the file.
    private func settings() throws -> Configuration {
        var flags = Configuration()
        flags.service = service
        flags.templates = templates.mentioned
        flags.seed = seed
        flags.time = time?.mode
        flags.timeout = timeout
        let settings = flags.over(try configured.load())
        try checkLocalOptions(for: settings.service)
        return settings
    }

    mutating func run() throws {
        let settings = try settings()
        let script = try script()
        let watch = RunWatch()
        if let timeout = settings.timeout { watch.startDeadline(timeout) }
        let connection = try connection(settings)
        defer { if let remote = connection.remote { closeTransport(remote) } }
        let report = RunReport(color: color, isTracing: trace)
        var options = ScriptOptions(
            time: connection.remote == nil ? settings.time ?? .virtual : .real,
            seed: settings.seed ?? (connection.remote == nil ? 1 : .random(in: .min ... .max)))
        options.environment = ConfigurationOptions.variable
        options.inspection = InspectionStyle(
            width: Terminal.columns, isColored: color.isEnabled(on: Terminal.isOutputTerminal))
        let outcome = try execute(script, options, connection.connection, report, watch)
        watch.finish()
        Terminal.flushOutput()
        let code = report.conclude(
            outcome, script: script, stoppedBy: watch.reason, settings.timeout)
        guard code == 0 else { throw ExitCode(code) }
    }

    /// Runs the script in a state that is closed when this returns, still under the deadline.
    private func execute(
        _ script: Script, _ options: ScriptOptions, _ connection: ServiceConnection,
        _ report: RunReport, _ watch: RunWatch
    ) throws(ExitCode) -> ScriptOutcome {
        do throws(LuaError) {
            let runner = try ScriptRunner(
                options, connection: connection, onEvent: report.show)
            watch.guards(runner.stopper)
            return runner.run(script.text, name: script.name, arguments: script.arguments)
        } catch {
            Terminal.writeError("muster: could not open a Lua state: \(error.message)\n")
            throw ExitStatus.bug.error
        }
    }

    private func script() throws(ExitCode) -> Script {
        if let code {
            return Script(text: Array(code.utf8), name: "(command line)", arguments: inputs)
        }
        let path = inputs[0]
        do throws(UnreadableFile) {
            return Script(
                text: try Terminal.read(path), name: path == "-" ? "(standard input)" : path,
                arguments: Array(inputs.dropFirst()))
        } catch {
            Terminal.writeError("muster: \(error)\n")
            throw ExitStatus.misuse.error
        }
    }

    private func connection(_ settings: Configuration) throws -> (
        connection: ServiceConnection, remote: HTTPClientTransport?
    ) {
        let service = settings.service ?? "local"
        guard service != "local" else {
            return (.local(try TemplateOptions.catalog(of: settings.templates ?? [])), nil)
        }
        do {
            let transport = try HTTPClientTransport(baseURL: service)
            return (.remote(transport, address: service), transport)
        } catch {
            throw ValidationError("--service: \(error)")
        }
    }
}

/// What is run.
struct Script {
    let text: [UInt8]
    let name: String
    let arguments: [String]
}

/// The values of `--time`.
enum TimeChoice: String, ExpressibleByArgument, CaseIterable {
    case virtual, real

    var mode: ScriptClock.Mode {
        switch self {
        case .virtual: .virtual
        case .real: .real
        }
    }
}
