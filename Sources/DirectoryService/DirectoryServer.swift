public import DirectoryRuntime
import HummingbirdCore
public import Logging
import NIOCore
import NIOPosix

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The session directory over HTTP/1.1.
///
/// Hummingbird's server is used without its `Application`, which would replace the `Date` header
/// with the system's time; clients take `Date` as the time of the session (session-directory 2.5).
///
/// What its HTTP parser refuses, among that methods that are in no registry, is answered with an
/// empty 400 and never reaches the directory.
///
/// Not built: TLS and the real-time activity socket.
public struct DirectoryServer: Sendable {
    private let directory: SharedDirectory
    private let host: String
    private let port: Int
    private let shutdownGrace: Duration
    private let logger: Logger

    /// Describes a server; nothing is opened before ``run(onListening:)``.
    ///
    /// - Parameters:
    ///   - host: the address to listen on; only this machine unless told otherwise.
    ///   - port: the port, or 0 for any that is free.
    ///   - shutdownGrace: how long requests under way may take once the server shall stop.
    public init(
        directory: SharedDirectory, host: String = "127.0.0.1", port: Int,
        shutdownGrace: Duration = .seconds(5), logger: Logger
    ) {
        self.directory = directory
        self.host = host
        self.port = port
        self.shutdownGrace = shutdownGrace
        self.logger = logger
    }

    /// Serves until the task is cancelled, and then until requests under way are answered.
    ///
    /// - Parameter onListening: called once, with the port, when connections are accepted.
    public func run(
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) async throws(DirectoryServiceError) {
        let responder = DirectoryResponder(directory: directory, logger: logger)
        let server = Server(
            childChannelSetup: HTTP1Channel(
                responder: { request, writer, _ in try await responder.respond(to: request, writer)
                },
                configuration: .init(idleTimeout: .seconds(60))),
            configuration: ServerConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? port) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
        // Not a child task: cancelling this call must not cut off the answers under way.
        let serving = Task { try await server.run() }
        let grace = shutdownGrace
        do {
            try await withTaskCancellationHandler {
                try await serving.value
            } onCancel: {
                // A handler cannot wait, so two tasks end the server: politely, then for good.
                Task { try? await server.shutdownGracefully() }
                Task {
                    try? await Task.sleep(for: grace)
                    serving.cancel()
                }
            }
        } catch {
            // A server that was stopped before it had started throws, too.
            guard !Task.isCancelled else { return }
            let reason = (error as? IOError)?.systemReason ?? String(describing: error)
            throw .couldNotListen(host: host, port: port, reason: reason)
        }
    }
}

extension IOError {
    /// What the system says about the error, as a lower-case fragment.
    fileprivate var systemReason: String { String(cString: strerror(errnoCode)).lowercased() }
}
