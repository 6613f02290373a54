internal import ArgumentParser
internal import HTTPTransport
internal import Scripting

/// Options that say what world a script finds: which directory, which time, which randomness.
struct WorldOptions: ParsableArguments {
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
            "How much memory Lua may use, such as 512MB; 4GB by default.", valueName: "size"),
        transform: Self.bytes)
    var memoryLimit = Self.defaultMemoryLimit

    static let defaultMemoryLimit = 4 << 30

    /// Reads a size in bytes, kilobytes, megabytes or gigabytes of 1024 each.
    private static func bytes(_ text: String) throws -> Int {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let units = ["": 1, "B": 1, "KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30]
        guard let number = Int(digits), number > 0,
            let unit = units[text.dropFirst(digits.count).uppercased()],
            case let (bytes, overflow) = number.multipliedReportingOverflow(by: unit), !overflow
        else {
            throw ValidationError("a size such as 512MB or 2GB is needed, not '\(text)'")
        }
        return bytes
    }

    /// Refuses options that are for a local directory where another answers.
    func checkLocalOptions() throws(ValidationError) { try checkLocalOptions(for: service) }

    /// The same settings of the environment or a file are not refused: they wait for local runs.
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
    func settings(timeout: Duration?) throws -> Configuration {
        try settings(timeout: timeout, over: try configured.load())
    }

    /// What the command line says, and for what it does not mention what was found elsewhere.
    func settings(timeout: Duration?, over found: Configuration) throws -> Configuration {
        var flags = Configuration()
        flags.service = service
        flags.templates = templates.mentioned
        flags.seed = seed
        flags.time = time?.mode
        flags.timeout = timeout
        let settings = flags.over(found)
        try checkLocalOptions(for: settings.service)
        return settings
    }

    /// The way to the directory that settings name.
    static func connection(_ settings: Configuration) throws -> (
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

    /// How scripts are run by settings.
    func scriptOptions(
        _ settings: Configuration, isRemote: Bool, color: ColorChoice
    ) -> ScriptOptions {
        var options = ScriptOptions(
            time: isRemote ? .real : settings.time ?? .virtual,
            seed: settings.seed ?? (isRemote ? .random(in: .min ... .max) : 1))
        options.memoryLimitBytes = memoryLimit
        options.environment = ConfigurationOptions.variable
        options.inspection = Terminal.style(
            width: Terminal.columns, isColored: color.isEnabled(on: Terminal.isOutputTerminal))
        return options
    }
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
