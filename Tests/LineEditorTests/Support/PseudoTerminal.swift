import Foundation

@testable import LineEditor

/// A terminal without a window: what is written to `master` are its keys, what is read is shown.
final class PseudoTerminal {
    let master: Int32
    let slave: Int32

    init(width: Int, height: Int) throws {
        var (master, slave): (Int32, Int32) = (-1, -1)
        guard openpty(&master, &slave, nil, nil, nil) == 0 else {
            throw LineEditorError.system(call: "openpty", code: errno)
        }
        (self.master, self.slave) = (master, slave)
        resize(width: width, height: height)
    }

    deinit {
        close(master)
        close(slave)
    }

    func resize(width: Int, height: Int) {
        var size = winsize()
        size.ws_col = UInt16(width)
        size.ws_row = UInt16(height)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    /// What the driver of the terminal does with keys and output.
    var flags: [tcflag_t] {
        var mode = termios()
        tcgetattr(slave, &mode)
        return [mode.c_iflag, mode.c_oflag, mode.c_cflag, mode.c_lflag]
    }

    func press(_ keys: String) {
        let bytes = Array(keys.utf8)
        _ = write(master, bytes, bytes.count)
    }

    /// - Returns: Whether something was written to the terminal in that time.
    func waitForOutput(seconds: Int32) -> Bool {
        var poller = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        return poll(&poller, 1, seconds * 1_000) == 1
    }

    /// What was written to the terminal and not taken yet.
    func takeOutput() -> String {
        var output: [UInt8] = []
        var poller = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        var part = [UInt8](repeating: 0, count: 4_096)
        while poll(&poller, 1, 0) > 0, poller.revents & Int16(POLLIN) != 0 {
            let count = read(master, &part, part.count)
            guard count > 0 else { break }
            output += part[..<count]
        }
        return String(decoding: output, as: UTF8.self)
    }
}
