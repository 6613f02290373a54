internal import ArgumentParser
internal import Directory
internal import DirectoryRuntime
internal import DirectoryService
internal import Dispatch
internal import Logging
internal import Scripting

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// `muster serve`: the local directory over HTTP.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serves the directory over HTTP until it is interrupted.")

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 takes any that is free and says which.")
    var port: UInt16 = 8107

    @OptionGroup var templates: TemplateOptions

    @OptionGroup var configured: ConfigurationOptions

    @Option(help: "Decides every identifier; random by default.")
    var seed: UInt64?

    @Flag(help: "Answer contract versions 100 to 103, too.")
    var legacyContracts = false

    mutating func run() throws {
        var flags = Configuration()
        flags.templates = templates.mentioned
        flags.seed = seed
        let settings = flags.over(try configured.load())
        let catalog = try TemplateOptions.catalog(of: settings.templates ?? [])
        var options = DirectoryOptions()
        options.legacyContracts = legacyContracts
        let directory = SharedDirectory(
            LocalDirectory(
                SessionDirectory(templates: catalog, options: options),
                clock: SystemClock(), seed: settings.seed ?? .random(in: .min ... .max)))
        var logger = Logger(label: "muster", factory: StreamLogHandler.standardError(label:))
        logger.logLevel = .warning
        let server = DirectoryServer(
            directory: directory, host: host, port: Int(port), logger: logger)
        let host = host
        let status = Serving { () async -> ExitStatus in
            do throws(DirectoryServiceError) {
                try await server.run { port in
                    Terminal.writeOutput(Array("serving on http://\(host):\(port)\n".utf8))
                    Terminal.flushOutput()
                }
                return .success
            } catch {
                Terminal.writeError("muster: \(error)\n")
                return .serviceUnreachable
            }
        }.untilInterrupted()
        guard status == .success else { throw status.error }
    }
}

/// Runs a service beside the main thread until a signal asks for its end.
private final class Serving: Sendable {
    private let task: Task<ExitStatus, Never>
    private let start: AsyncStream<Never>.Continuation

    init(_ body: @escaping @Sendable () async -> ExitStatus) {
        let (started, start) = AsyncStream.makeStream(of: Never.self)
        self.start = start
        // The main thread of a command is no task.
        task = Task.detached {
            for await _ in started {}
            return await body()
        }
    }

    func untilInterrupted() -> ExitStatus {
        let sources: [any DispatchSourceSignal] = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [task] in task.cancel() }
            // Until then a signal would be ignored, and lost.
            let isRegistered = DispatchSemaphore(value: 0)
            source.setRegistrationHandler { isRegistered.signal() }
            source.activate()
            isRegistered.wait()
            return source
        }
        defer { for source in sources { source.cancel() } }
        // Nobody hears of the service before a signal can end it in order.
        start.finish()
        let ended = DispatchSemaphore(value: 0)
        let result = ServingResult()
        Task.detached { [task] in
            result.set(await task.value)
            ended.signal()
        }
        ended.wait()
        return result.get()
    }
}
