package import Foundation

/// A terminal without a window: what is written to `master` are its keys, what is read is shown.
package final class PseudoTerminal {
    package let master: Int32
    package let slave: Int32
    /// The path of the slave, for another process to open.
    package let path: String

    package init(width: Int, height: Int) throws {
        var (master, slave): (Int32, Int32) = (-1, -1)
        var name = [CChar](repeating: 0, count: 128)
        guard openpty(&master, &slave, &name, nil, nil) == 0 else {
            throw TerminalFault(call: "open a pseudo-terminal")
        }
        for end in [master, slave] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (self.master, self.slave) = (master, slave)
        path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        resize(width: width, height: height)
    }

    deinit {
        close(master)
        close(slave)
    }

    /// Gives it another size, of which the processes in its foreground are told.
    package func resize(width: Int, height: Int) {
        var size = winsize()
        size.ws_col = UInt16(width)
        size.ws_row = UInt16(height)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    /// What the driver of the terminal does with keys and output.
    package var flags: TerminalFlags {
        var mode = termios()
        tcgetattr(slave, &mode)
        return TerminalFlags(mode)
    }

    /// Sends keys, as many as the driver takes at once.
    package func press(_ keys: String) {
        let bytes = Array(keys.utf8)
        _ = write(master, bytes, bytes.count)
    }

    /// - Returns: Whether something was written to the terminal in that time.
    package func waitForOutput(seconds: Int32) -> Bool {
        var poller = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        return poll(&poller, 1, seconds * 1_000) == 1
    }

    /// What was written to the terminal and not taken yet.
    package func takeOutput() -> String { String(decoding: takeBytes(), as: UTF8.self) }

    /// The same, as it was written.
    package func takeBytes() -> [UInt8] {
        var output: [UInt8] = []
        var poller = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        var part = [UInt8](repeating: 0, count: 65_536)
        while poll(&poller, 1, 0) > 0, poller.revents & Int16(POLLIN) != 0 {
            let count = read(master, &part, part.count)
            guard count > 0 else { break }
            output += part[..<count]
        }
        return output
    }
}

/// What the driver of a terminal does with keys and output.
package struct TerminalFlags: Hashable, Sendable {
    package let input: tcflag_t
    package let output: tcflag_t
    package let control: tcflag_t
    package let local: tcflag_t
    /// The keys that mean something to the driver, by the numbers of `VINTR` and others.
    package let keys: [UInt8]

    init(_ mode: termios) {
        (input, output, control, local) = (mode.c_iflag, mode.c_oflag, mode.c_cflag, mode.c_lflag)
        keys = withUnsafeBytes(of: mode.c_cc) { Array($0) }
    }

    /// Whether keys come one by one, and none of them is a signal.
    package var isRaw: Bool { local & tcflag_t(ICANON | ECHO | ISIG | IEXTEN) == 0 }

    /// Whether lines come as a whole, are echoed, and Ctrl-C is a signal.
    package var isCooked: Bool {
        let wanted = tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
        return local & wanted == wanted
    }
}
