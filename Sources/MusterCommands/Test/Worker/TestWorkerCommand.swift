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
///
/// It is nobody's to type, and has no options.
enum TestWorkerCommand {
    static let name = "test-worker"

    /// Works until nobody asks any more; then, or when nobody ever did, ends the process.
    static func run() -> Never {
        var lines = LineReader(descriptor: WorkerPipes.requests)
        guard let first = lines.next(), case .settings(let settings)? = request(first) else {
            Terminal.writeError("muster: test-worker is for 'muster test' to start\n")
            ExitStatus.misuse.exitNow()
        }
        WorkerPipes.endWithParent()
        do {
            let worker = TestWorker(settings, connection: try connection(settings))
            while let line = lines.next(), let request = request(line) {
                guard let answer = worker.answer(request) else { continue }
                Terminal.flushOutput()
                guard WorkerPipes.write(answer.json.text + "\n", to: WorkerPipes.answers) else {
                    break
                }
            }
        } catch {
            // What was wrong with the command line is told already.
            if !(error is ExitCode) { Terminal.writeError("muster: \(error)\n") }
            ExitStatus.misuse.exitNow()
        }
        ExitStatus.success.exitNow()
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
