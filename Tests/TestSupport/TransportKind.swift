import DirectoryRuntime
import HTTPTransport
public import Sessions
public import Transport

/// The transports that must behave alike. A new one joins by adding a case.
public enum TransportKind: CaseIterable, Sendable {
    case inProcess
    case http

    /// Runs `body` with a transport to a fresh fixture directory.
    ///
    /// - Parameter body: gets the transport and a way to move the directory's clock.
    public func run<Result: Sendable>(
        _ body: (any DirectoryTransport, (Timestamp) async -> Void) async throws -> Result
    ) async throws -> Result {
        switch self {
        case .inProcess:
            let directory = Fixtures.directory()
            return try await body(InProcessTransport(directory)) { Self.advance(directory, to: $0) }
        case .http:
            let directory = SharedDirectory(Fixtures.directory())
            return try await withServer(of: directory) { port in
                try await withHTTPTransport(to: "http://127.0.0.1:\(port)") { transport in
                    try await body(transport) { instant in
                        await directory.withDirectory { Self.advance($0, to: instant) }
                    }
                }
            }
        }
    }

    private static func advance(_ directory: LocalDirectory, to instant: Timestamp) {
        guard let clock = directory.clock as? VirtualClock else {
            preconditionFailure("fixture directories have a virtual clock")
        }
        clock.advance(to: instant)
    }
}

/// Runs `body` with an HTTP transport and shuts it down afterwards.
public func withHTTPTransport<Result: Sendable>(
    to baseURL: String, timeout: Duration = .seconds(30), answerLimitBytes: Int = 1 << 20,
    _ body: (any DirectoryTransport) async throws -> Result
) async throws -> Result {
    let transport = try HTTPClientTransport(
        baseURL: baseURL, timeout: timeout, answerLimitBytes: answerLimitBytes)
    do {
        let result = try await body(transport)
        await transport.shutdown()
        return result
    } catch {
        await transport.shutdown()
        throw error
    }
}
