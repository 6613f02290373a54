internal import ArgumentParser
internal import Directory
internal import JSON
internal import Lua
internal import Scripting

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// `muster test-worker`: what `muster test` starts to run tests in. It reads requests from descriptor
/// 3 and answers on descriptor 4; what tests print goes to its standard output and error.
struct TestWorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test-worker", abstract: "Runs tests for 'muster test'.",
        shouldDisplay: false)

    func run() throws {
        var lines = LineReader(descriptor: WorkerPipes.requests)
        guard let first = lines.next(), case .settings(let settings)? = Self.request(first) else {
            Terminal.writeError("muster: test-worker is for 'muster test' to start\n")
            throw ExitStatus.misuse.error
        }
        WorkerPipes.endWithParent()
        let connection = try Self.connection(settings)
        let worker = TestWorker(settings, connection: connection)
        while let line = lines.next(), let request = Self.request(line) {
            guard let answer = worker.answer(request) else { continue }
            Terminal.flushOutput()
            fflush(nil)
            guard WorkerPipes.write(answer.json.text + "\n") else { return }
        }
    }

    private static func request(_ line: [UInt8]) -> WorkerRequest? {
        (try? JSONValue(parsing: line, limits: .loosest)).flatMap(WorkerRequest.init(json:))
    }

    private static func connection(_ settings: WorkerSettings) throws -> ServiceConnection {
        var configuration = Configuration()
        configuration.service = settings.service
        configuration.templates = settings.templates
        return try WorldOptions.connection(configuration).connection
    }
}
