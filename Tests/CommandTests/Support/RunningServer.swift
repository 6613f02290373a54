import Foundation

/// A `muster serve` on a port of its own choice. Its calls block, as those of ``ChildProcess``.
final class RunningServer {
    /// What the server says where it is.
    let url: String
    private let process: ChildProcess

    /// Starts a server and waits until it says where it is.
    init(_ options: [String] = []) throws {
        process = try Invocation(["serve", "--port", "0"] + options).start()
        let announcement = "serving on "
        guard let line = process.readLine(), line.hasPrefix(announcement + "http://127.0.0.1:")
        else {
            throw ServerFault(ending: process.finish())
        }
        url = String(line.dropFirst(announcement.count))
    }

    /// The port in its URL.
    var port: UInt16 { url.split(separator: ":").last.flatMap { UInt16($0) } ?? 0 }

    /// Asks it to end and waits until it has.
    func stop(_ signal: Int32 = SIGTERM) -> Ending {
        process.signal(signal)
        return process.finish()
    }
}

/// A server that did not say where it is.
struct ServerFault: Error {
    let ending: Ending
}
