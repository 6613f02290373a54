public import DirectoryRuntime
import DirectoryService
public import Logging

/// Runs a server on a free port while `body` runs, then stops it and waits for its end.
///
/// - Parameter body: gets the port.
public func withServer<Result: Sendable>(
    of directory: SharedDirectory, shutdownGrace: Duration = .seconds(5),
    logger: Logger = quietLogger,
    _ body: (Int) async throws -> Result
) async throws -> Result {
    let server = DirectoryServer(
        directory: directory, port: 0, shutdownGrace: shutdownGrace, logger: logger)
    let (ports, announce) = AsyncStream.makeStream(of: Int.self)
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            defer { announce.finish() }
            try await server.run { announce.yield($0) }
        }
        for await port in ports {
            let result = try await body(port)
            group.cancelAll()
            try await group.waitForAll()
            return result
        }
        try await group.waitForAll()
        throw ServerEndedEarly()
    }
}

/// A logger that drops everything.
public var quietLogger: Logger {
    Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

private struct ServerEndedEarly: Error {}
