#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The raw mode of the one terminal that is being read, and how to end it from a signal handler.
///
/// While it is on, signals that end the process put the terminal back first, then do what they did
/// before; SIGWINCH, SIGCONT and SIGTSTP are written to a pipe, each as a byte with its number.
enum TerminalMode {
    /// What a handler needs; it may not wait for a lock nor allocate.
    private struct Shared {
        var isOn: sig_atomic_t = 0
        var terminal: Int32 = -1
        var pipe: Int32 = -1
        var saved = termios()
    }

    private static let ending = [
        SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP,
    ]
    private static let reported = [SIGWINCH, SIGCONT, SIGTSTP]
    private static let limit = 65

    // Allocated once and never freed. Signal handlers read both; they are written only by `begin` and
    // `end`, while the signals are not handled here or `isOn` is 0, and by the thread that owns the terminal.
    nonisolated(unsafe) private static let shared: UnsafeMutablePointer<Shared> = {
        let pointer = UnsafeMutablePointer<Shared>.allocate(capacity: 1)
        pointer.initialize(to: Shared())
        return pointer
    }()

    // The actions before ours, by the number of the signal. As above.
    nonisolated(unsafe) private static let actions: UnsafeMutablePointer<sigaction> = {
        let pointer = UnsafeMutablePointer<sigaction>.allocate(capacity: limit)
        pointer.initialize(repeating: sigaction(), count: limit)
        return pointer
    }()

    /// Ends bracketed paste and any look, shows the cursor.
    private static let reset: StaticString = "\u{1B}[?2004l\u{1B}[?2026l\u{1B}[m\u{1B}[?25h"

    static var isOn: Bool { shared.pointee.isOn != 0 }

    /// Turns raw mode on; output is still processed, so that others' line ends are shown as such.
    static func begin(terminal: Int32, pipe: Int32) throws(LineEditorError) {
        precondition(!isOn, "one owner of the terminal")
        var mode = termios()
        guard tcgetattr(terminal, &mode) == 0 else {
            throw .system(call: "tcgetattr", code: errno)
        }
        shared.pointee.terminal = terminal
        shared.pointee.pipe = pipe
        shared.pointee.saved = mode
        for signal in ending { handle(signal, restoreAndRaise) }
        for signal in reported { handle(signal, report) }
        shared.pointee.isOn = 1
        try enter()
    }

    /// Turns raw mode on again, after the process was stopped.
    static func enter() throws(LineEditorError) {
        var mode = shared.pointee.saved
        mode.c_iflag &= ~tcflag_t(BRKINT | ICRNL | INLCR | IGNCR | INPCK | ISTRIP | IXON)
        mode.c_lflag &= ~tcflag_t(ECHO | ECHONL | ICANON | IEXTEN | ISIG)
        mode.c_cflag |= tcflag_t(CS8)
        withUnsafeMutableBytes(of: &mode.c_cc) { bytes in
            bytes[Int(VMIN)] = 1
            bytes[Int(VTIME)] = 0
        }
        while tcsetattr(shared.pointee.terminal, TCSADRAIN, &mode) != 0 {
            guard errno == EINTR else { throw .system(call: "tcsetattr", code: errno) }
        }
    }

    /// Puts the terminal's mode back, and leaves the signals as they are handled.
    static func pause() {
        while tcsetattr(shared.pointee.terminal, TCSADRAIN, &shared.pointee.saved) != 0 {
            guard errno == EINTR else { return }
        }
    }

    /// Puts the terminal's mode and what signals do back.
    static func end() {
        guard isOn else { return }
        pause()
        shared.pointee.isOn = 0
        for signal in ending + reported { sigaction(signal, &actions[Int(signal)], nil) }
    }

    /// Stops the process as Ctrl-Z does elsewhere, and comes back when it goes on.
    static func stopProcess() {
        sigaction(SIGTSTP, &actions[Int(SIGTSTP)], nil)
        kill(0, SIGTSTP)
        handle(SIGTSTP, report)
    }

    private static func handle(
        _ signal: Int32, _ handler: @escaping @convention(c) (Int32) -> Void
    ) {
        var action = sigaction()
        #if canImport(Darwin)
        action.__sigaction_u.__sa_handler = handler
        #else
        action.__sigaction_handler.sa_handler = handler
        #endif
        action.sa_flags = Int32(SA_RESTART)
        sigfillset(&action.sa_mask)
        var before = sigaction()
        sigaction(signal, &action, &before)
        actions[Int(signal)] = before
        // What the process passes over, it passes over now too.
        if isIgnored(before), ending.contains(signal) { sigaction(signal, &before, nil) }
    }

    private static func isIgnored(_ action: sigaction) -> Bool {
        #if canImport(Darwin)
        let handler = action.__sigaction_u.__sa_handler
        #else
        let handler = action.__sigaction_handler.sa_handler
        #endif
        return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    private static let restoreAndRaise: @convention(c) (Int32) -> Void = { signal in
        if shared.pointee.isOn != 0 {
            shared.pointee.isOn = 0
            tcsetattr(shared.pointee.terminal, TCSANOW, &shared.pointee.saved)
            _ = write(shared.pointee.terminal, reset.utf8Start, reset.utf8CodeUnitCount)
            _ = write(shared.pointee.terminal, "\n", 1)
        }
        // It is delivered once more when this handler has returned, to what was there before.
        sigaction(signal, &actions[Int(signal)], nil)
        raise(signal)
    }

    private static let report: @convention(c) (Int32) -> Void = { signal in
        let code = errno
        var byte = UInt8(truncatingIfNeeded: signal)
        _ = write(shared.pointee.pipe, &byte, 1)
        errno = code
    }
}
