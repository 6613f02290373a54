import NIOCore
import NIOPosix

/// A bare TCP connection, for tests that must send what no HTTP client would.
public struct RawConnection: ~Copyable {
    private let writer: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var reader: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator

    /// Connects to a port of this machine while `body` runs.
    public static func run<Result: Sendable>(
        port: Int, _ body: (inout RawConnection) async throws -> Result
    ) async throws -> Result {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var connection = RawConnection(
                writer: outbound, reader: inbound.makeAsyncIterator())
            return try await body(&connection)
        }
    }

    /// Sends text as it is.
    public func send(_ text: String) async throws {
        try await writer.write(ByteBuffer(string: text))
    }

    /// Reads until the peer closes.
    public mutating func readToEnd() async throws -> String {
        var text = ""
        while let chunk = try await reader.next(isolation: #isolation) {
            text += String(buffer: chunk)
        }
        return text
    }

    /// Reads until the text read ends with `ending`, or the peer closes.
    public mutating func read(until ending: String) async throws -> String {
        var text = ""
        while !text.hasSuffix(ending), let chunk = try await reader.next(isolation: #isolation) {
            text += String(buffer: chunk)
        }
        return text
    }
}
