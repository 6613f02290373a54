#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A program at a pseudo-terminal, to be typed to.
final class TerminalChild {
    private let master: Int32
    private var process = pid_t()

    /// Starts a program that finds a terminal of 80 columns and 24 rows, and no history.
    init(_ words: [String]) throws(Unavailable) {
        var slave: Int32 = -1
        var master: Int32 = -1
        var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&master, &slave, nil, nil, &size) == 0 else {
            throw Unavailable(reason: "no pseudo-terminal is to be had")
        }
        self.master = master
        defer { close(slave) }
        _ = fcntl(master, F_SETFD, FD_CLOEXEC)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for number in 0...2 { posix_spawn_file_actions_adddup2(&actions, slave, Int32(number)) }
        let arguments = words.map { strdup($0) } + [nil]
        let variables = ["TERM=xterm", "PATH=/usr/bin:/bin", "MUSTER_HISTORY="]
            .map { (text: String) -> UnsafeMutablePointer<CChar>? in strdup(text) }
        defer { for text in arguments + variables { free(text) } }
        let code = posix_spawnp(&process, words[0], &actions, nil, arguments, variables + [nil])
        guard code == 0 else {
            close(master)
            throw Unavailable(reason: "\(words[0]) could not be started")
        }
    }

    deinit {
        kill(process, SIGKILL)
        var status: CInt = 0
        waitpid(process, &status, 0)
        close(master)
    }

    func type(_ keys: String) { _ = write(master, keys, keys.utf8.count) }

    /// Waits until the program has shown a text.
    func wait(for text: String) throws(Unavailable) {
        var shown = ""
        while !shown.contains(text) { shown += try read() }
    }

    /// Waits for whatever the program shows next.
    @discardableResult
    func read() throws(Unavailable) -> String {
        var poller = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&poller, 1, 10_000) == 1 else {
            throw Unavailable(reason: "a program shows nothing for ten seconds")
        }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = bytes.withUnsafeMutableBytes { systemRead(master, $0.baseAddress, $0.count) }
        guard count > 0 else { throw Unavailable(reason: "a program has ended too soon") }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}

private func systemRead(_ file: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(file, bytes, count)
}
