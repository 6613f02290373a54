import Foundation

/// A TCP socket on this machine. Its calls block, and fail after ten seconds.
final class LocalSocket {
    private let descriptor: Int32

    private init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw ProcessFault("open a socket", errno) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(
                descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
    }

    deinit { close(descriptor) }

    /// Holds a port that answers nobody: calls are taken (`isListening`) or refused.
    static func silent(isListening: Bool) throws -> LocalSocket {
        let socket = try LocalSocket()
        try socket.withAddress(port: 0) { address, size in
            guard bind(socket.descriptor, address, size) == 0 else {
                throw ProcessFault("bind a socket", errno)
            }
        }
        if isListening { listen(socket.descriptor, 8) }
        return socket
    }

    /// Connects to a port.
    static func connected(to port: UInt16) throws -> LocalSocket {
        let socket = try LocalSocket()
        try socket.withAddress(port: port) { address, size in
            guard connect(socket.descriptor, address, size) == 0 else {
                throw ProcessFault("connect to port \(port)", errno)
            }
        }
        return socket
    }

    /// The port that the socket holds.
    var port: UInt16 {
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) {
            _ = $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(descriptor, $0, &size)
            }
        }
        return UInt16(bigEndian: address.sin_port)
    }

    /// Sends a text and reads the answer until the peer closes.
    func exchange(_ text: String) throws -> String {
        let bytes = Array(text.utf8)
        guard send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
        else { throw ProcessFault("send", errno) }
        var answer: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            guard count >= 0 else { throw ProcessFault("receive", errno) }
            guard count > 0 else { return String(decoding: answer, as: UTF8.self) }
            answer += chunk[..<count]
        }
    }

    private func withAddress(
        port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) throws -> Void
    ) throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        try withUnsafePointer(to: &address) {
            try $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                try body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
