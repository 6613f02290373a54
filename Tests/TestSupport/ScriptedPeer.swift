import NIOCore
import NIOPosix

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A peer that accepts connections and then behaves badly, for tests of faults.
public enum ScriptedPeer: Sendable {
    /// Reads and never writes.
    case silent
    /// Closes the connection when the first bytes come in.
    case closes
    /// Resets the connection when the first bytes come in.
    case resets
    /// Writes these bytes when the first bytes come in, and keeps the connection.
    case answers(String)
    /// Writes these bytes when the first bytes come in, and closes the connection.
    case answersAndCloses(String)
    /// Does not listen.
    case gone

    /// Runs the peer on a free port while `body` runs.
    ///
    /// - Parameter body: gets the URL of the peer.
    public func run<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        if case .gone = self {
            let port = try ReservedPort()
            defer { withExtendedLifetime(port) {} }
            return try await body("http://127.0.0.1:\(port.number)")
        }
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        ScriptedPeerHandler(script: self))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let url = "http://127.0.0.1:\(listener.localAddress?.port ?? 0)"
        do {
            let result = try await body(url)
            try? await listener.close()
            return result
        } catch {
            try? await listener.close()
            throw error
        }
    }
}

private final class ScriptedPeerHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let script: ScriptedPeer
    private var hasAnswered = false

    init(script: ScriptedPeer) { self.script = script }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !hasAnswered else { return }
        hasAnswered = true
        switch script {
        case .silent, .gone:
            break
        case .closes:
            context.close(promise: nil)
        case .resets:
            // Closing with a linger time of zero sends a reset.
            let channel = context.channel
            guard let options = channel as? any SocketOptionProvider else { return }
            options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in
                channel.close(promise: nil)
            }
        case .answers(let text):
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
        case .answersAndCloses(let text):
            let channel = context.channel
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)))
                .whenComplete { _ in channel.close(promise: nil) }
        }
    }
}
