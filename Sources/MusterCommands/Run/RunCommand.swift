internal import ArgumentParser
internal import Lua
internal import REPL
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

    @OptionGroup var world: WorldOptions

    @Option(
        help: ArgumentHelp(
            "Stop after this much real time, such as 30s.", valueName: "duration"),
        transform: Duration.option)
    var timeout: Duration?

    @Flag(help: "Show each request and answer on standard error as it happens.")
    var trace = false

    @Option(
        help: ArgumentHelp(
            "Write a page that shows the run on a timeline to this file.",
            valueName: "file.html"))
    var report: String?

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
        try world.checkLocalOptions()
    }

    mutating func run() throws {
        let settings = try world.settings(timeout: timeout)
        let script = try script()
        let watch = RunWatch()
        if let timeout = settings.timeout { watch.startDeadline(timeout) }
        let connection = try WorldOptions.connection(settings)
        defer { if let remote = connection.remote { closeTransport(remote) } }
        let report = RunReport(color: color, isTracing: trace)
        let options = world.scriptOptions(
            settings, isRemote: connection.remote != nil, color: color)
        let page = self.report.map { _ in RunPage() }
        let outcome = try execute(script, options, connection.connection, report, page, watch)
        watch.finish()
        Terminal.flushOutput()
        if let page, let path = self.report {
            do throws(UnwritableFile) {
                try page.write(to: path, script, outcome, seed: options.seed)
            } catch {
                Terminal.writeError("muster: \(error)\n")
                throw ExitStatus.misuse.error
            }
        }
        let code = report.conclude(
            outcome, script: script, stoppedBy: watch.reason, settings.timeout)
        guard code == 0 else { throw ExitCode(code) }
    }

    /// Runs the script in a state that is closed when this returns, still under the deadline.
    private func execute(
        _ script: Script, _ options: ScriptOptions, _ connection: ServiceConnection,
        _ report: RunReport, _ page: RunPage?, _ watch: RunWatch
    ) throws(ExitCode) -> ScriptOutcome {
        do throws(LuaError) {
            let relay = EventRelay()
            relay.handler = { event in
                report.show(event)
                page?.note(event)
            }
            let runner = try ScriptRunner(options, connection: connection, onEvent: relay.pass)
            let stopper = runner.stopper
            watch.guards {
                stopper.stop()
                return true
            }
            if Terminal.isInputTerminal, Terminal.isOutputTerminal {
                let look = BreakpointLook(
                    isColored: options.inspection.isColored, relay: relay, watch: watch,
                    stop: stopper.stop)
                runner.onBreakpoint = look.open
            }
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
}

/// What is run.
struct Script {
    let text: [UInt8]
    let name: String
    let arguments: [String]
}
