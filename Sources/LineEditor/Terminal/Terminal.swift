#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The terminal at the edge: bytes in and out, its size, and the signals that are about it.
///
/// Not to be shared between threads; `wake()` of its waker is what others may call.
public final class Terminal {
    /// What was waited for; nothing when time is over.
    public enum Happening: Sendable, Equatable {
        case bytes([UInt8])
        case resized
        /// The process goes on after it was stopped.
        case continued
        /// Somebody asks the process to stop (SIGTSTP).
        case stopRequested
        case woken
        /// The other end was closed.
        case closed
    }

    /// Ends a wait from another thread.
    public struct Waker: Sendable {
        fileprivate let pipe: Int32

        /// Makes the current or the next wait end.
        public func wake() {
            // A pipe that is full wakes as well.
            Descriptor(number: pipe).offer(0)
        }
    }

    /// Whether colours are wanted: `NO_COLOR` is not set, or is empty.
    public let hasColors: Bool
    /// Ends a wait from another thread.
    public var waker: Waker { Waker(pipe: pipeEnds[1]) }

    /// The numbers of the files that are read and written.
    var inputNumber: Int32 { input.number }
    var outputNumber: Int32 { output.number }

    private let input: Descriptor
    private let output: Descriptor
    private var pipeEnds: [Int32] = [-1, -1]

    /// Takes two open files that are a terminal; they are not closed.
    ///
    /// - Parameters:
    ///   - input: The number of the file to read.
    ///   - output: The number of the file to write.
    ///   - environment: The variables of the process.
    /// - Returns: nil if one of them is no terminal, or `TERM` says that it cannot move its cursor.
    public init?(
        input: Int32 = 0, output: Int32 = 1, environment: [String: String]
    ) throws(LineEditorError) {
        let kind = environment["TERM"] ?? ""
        guard isatty(input) == 1, isatty(output) == 1, !kind.isEmpty, kind != "dumb" else {
            return nil
        }
        hasColors = (environment["NO_COLOR"] ?? "").isEmpty
        self.input = Descriptor(number: input)
        self.output = Descriptor(number: output)
        guard pipe(&pipeEnds) == 0 else { throw .system(call: "pipe", code: errno) }
        for end in pipeEnds {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
    }

    deinit {
        if isRaw { TerminalMode.end() }
        for end in pipeEnds { close(end) }
    }

    /// Whether keys come one by one and are not echoed.
    public private(set) var isRaw = false

    /// The columns and rows, or 80 by 24 where the terminal does not say.
    public var size: (width: Int, height: Int) {
        var size = winsize()
        guard ioctl(output.number, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return (80, 24)
        }
        return (Int(size.ws_col), max(Int(size.ws_row), 1))
    }

    /// Has keys sent one by one, and pastes marked as such.
    public func beginRaw() throws(LineEditorError) {
        guard !isRaw else { return }
        try TerminalMode.begin(
            input: input.number, output: output.number, pipe: pipeEnds[1])
        isRaw = true
        try write("\u{1B}[?2004h")
    }

    /// Puts everything back as it was.
    public func endRaw() throws(LineEditorError) {
        guard isRaw else { return }
        isRaw = false
        defer { TerminalMode.end() }
        try write("\u{1B}[?2004l")
    }

    /// Stops the process, with the terminal as it was; comes back in raw mode when it goes on.
    public func stopProcess() throws(LineEditorError) {
        try write("\u{1B}[?2004l")
        TerminalMode.pause()
        TerminalMode.stopProcess()
        try resume()
    }

    /// Turns raw mode on again, since somebody else may have used the terminal meanwhile.
    public func resume() throws(LineEditorError) {
        try TerminalMode.enter()
        try write("\u{1B}[?2004h")
    }

    /// Writes a text as it is.
    public func write(_ text: String) throws(LineEditorError) {
        if !text.isEmpty { try output.write(text.utf8) }
    }

    /// Whether something was typed that was not read.
    var hasInput: Bool {
        var poller = pollfd(fd: input.number, events: Int16(POLLIN), revents: 0)
        return poll(&poller, 1, 0) > 0 && poller.revents & Int16(POLLIN) != 0
    }

    /// Waits until something happens, at most so long; nil waits for ever.
    ///
    /// - Returns: All that has happened, each once: what others ask for before what was typed.
    public func wait(for time: Duration?) throws(LineEditorError) -> [Happening] {
        var pollers = [
            pollfd(fd: pipeEnds[0], events: Int16(POLLIN), revents: 0),
            pollfd(fd: input.number, events: Int16(POLLIN), revents: 0),
        ]
        let count = poll(&pollers, 2, Self.milliseconds(time))
        if count < 0, errno != EINTR { throw .system(call: "poll", code: errno) }
        guard count > 0 else { return [] }
        var happenings: [Happening] = []
        if pollers[0].revents != 0 {
            for byte in try Descriptor(number: pipeEnds[0]).read(1 << 12) {
                let happening = Self.happening(byte)
                if !happenings.contains(happening) { happenings.append(happening) }
            }
        }
        if pollers[1].revents != 0 {
            let bytes = try input.read(1 << 16)
            happenings.append(bytes.isEmpty ? .closed : .bytes(bytes))
        }
        return happenings
    }

    private static func happening(_ byte: UInt8) -> Happening {
        switch Int32(byte) {
        case SIGWINCH: .resized
        case SIGCONT: .continued
        case SIGTSTP: .stopRequested
        default: .woken
        }
    }

    /// Rounded up, so that nothing wakes before its time.
    private static func milliseconds(_ time: Duration?) -> Int32 {
        guard let time else { return -1 }
        let (seconds, attoseconds) = time.components
        guard seconds < 1_000_000 else { return 1_000_000_000 }
        let milliseconds =
            seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int32(max(milliseconds, 0))
    }
}
