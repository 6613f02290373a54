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
/// before; SIGWINCH, SIGCONT and SIGTSTP are written to a pipe, each as a byte with its number. A SIGINT
/// that somebody handles already is theirs, with the mode as it is.
enum TerminalMode {
    /// What a handler needs; it may not wait for a lock nor allocate.
    private struct Shared {
        var isOn: sig_atomic_t = 0
        /// Whether signals are handled here; also after one of them has ended the mode, and was survived.
        var isHandling = false
        var input: Int32 = -1
        var output: Int32 = -1
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

    /// Ends bracketed paste, what is shown at once and any look, and shows the cursor.
    private static let reset: StaticString = "\u{1B}[?2004l\u{1B}[?2026l\u{1B}[m\u{1B}[?25h\r\n"

    static var isOn: Bool { shared.pointee.isOn != 0 }

    /// Turns raw mode on; output is still processed, so that others' line ends are shown as such.
    static func begin(input: Int32, output: Int32, pipe: Int32) throws(LineEditorError) {
        precondition(!shared.pointee.isHandling, "one owner of the terminal")
        var mode = termios()
        guard tcgetattr(input, &mode) == 0 else { throw .system(call: "tcgetattr", code: errno) }
        shared.pointee.input = input
        shared.pointee.output = output
        shared.pointee.pipe = pipe
        shared.pointee.saved = mode
        provideStack()
        shared.pointee.isHandling = true
        for signal in ending { handle(signal, restoreAndRaise) }
        for signal in reported { handle(signal, report) }
        shared.pointee.isOn = 1
        do {
            try enter()
        } catch {
            end()
            throw error
        }
    }

    /// Turns raw mode on again, after the process was stopped.
    static func enter() throws(LineEditorError) {
        try set(rawMode(allowsInterrupts: false), TCSADRAIN)
    }

    /// Has Ctrl-C be a signal, or a key again, from now on; no other key is, and none is lost.
    static func setInterrupts(_ areAllowed: Bool) throws(LineEditorError) {
        try set(rawMode(allowsInterrupts: areAllowed), TCSANOW)
    }

    /// Puts the terminal's mode back, and leaves the signals as they are handled.
    static func pause() {
        // What cannot be put back is gone.
        try? set(shared.pointee.saved, TCSADRAIN)
    }

    /// Puts the terminal's mode and what signals do back.
    static func end() {
        guard shared.pointee.isHandling else { return }
        if isOn { pause() }
        shared.pointee.isOn = 0
        shared.pointee.isHandling = false
        for signal in ending { putBack(signal, restoreAndRaise) }
        for signal in reported { putBack(signal, report) }
    }

    /// Stops the process as Ctrl-Z does elsewhere, and comes back when it goes on.
    static func stopProcess() {
        // Neither signal is to be reported when all this is over, by a thread that is late: who passes a
        // signal over is not sent it at all, and `raise` stops this very thread.
        pass(over: SIGTSTP)
        kill(0, SIGTSTP)
        for signal in [SIGTSTP, SIGCONT] { sigaction(signal, &actions[Int(signal)], nil) }
        raise(SIGTSTP)
        for signal in [SIGTSTP, SIGCONT] { handle(signal, report) }
    }

    private static func rawMode(allowsInterrupts: Bool) -> termios {
        var mode = shared.pointee.saved
        mode.c_iflag &= ~tcflag_t(BRKINT | ICRNL | INLCR | IGNCR | INPCK | ISTRIP | IXON)
        mode.c_lflag &= ~tcflag_t(ECHO | ECHONL | ICANON | IEXTEN | ISIG)
        mode.c_cflag |= tcflag_t(CS8)
        if allowsInterrupts { mode.c_lflag |= tcflag_t(ISIG | NOFLSH) }
        withUnsafeMutableBytes(of: &mode.c_cc) { bytes in
            bytes[Int(VMIN)] = 1
            bytes[Int(VTIME)] = 0
            guard allowsInterrupts else { return }
            bytes[Int(VINTR)] = 3
            bytes[Int(VQUIT)] = disabled
            bytes[Int(VSUSP)] = disabled
        }
        return mode
    }

    #if canImport(Darwin)
    private static let disabled: UInt8 = 0xFF
    #else
    private static let disabled: UInt8 = 0
    #endif

    private static func set(_ mode: termios, _ when: Int32) throws(LineEditorError) {
        var mode = mode
        while tcsetattr(shared.pointee.input, when, &mode) != 0 {
            guard errno == EINTR else { throw .system(call: "tcsetattr", code: errno) }
        }
    }

    // MARK: - Signals

    private typealias Handler = @convention(c) (Int32) -> Void

    private static func handle(_ signal: Int32, _ handler: @escaping Handler) {
        var before = sigaction()
        sigaction(signal, nil, &before)
        actions[Int(signal)] = before
        // What the process passes over, it passes over now too.
        let isEnding = ending.contains(signal)
        if isEnding, address(before) == address(of: SIG_IGN) { return }
        if signal == SIGINT, address(before) != address(of: SIG_DFL) { return }
        var action = sigaction()
        #if canImport(Darwin)
        action.__sigaction_u.__sa_handler = handler
        #else
        action.__sigaction_handler.sa_handler = handler
        #endif
        // On the thread's other stack, if it has one, for the first may be what is full.
        action.sa_flags = Int32(SA_RESTART) | Int32(SA_ONSTACK)
        sigfillset(&action.sa_mask)
        sigaction(signal, &action, nil)
    }

    // Allocated once and never freed; nothing but the handlers of the thread that reads runs on it.
    nonisolated(unsafe) private static let otherStack = UnsafeMutableRawPointer.allocate(
        byteCount: otherStackBytes, alignment: 16)
    private static let otherStackBytes = 1 << 16

    /// Has handlers of this thread run where there is place for them when its stack is full.
    private static func provideStack() {
        var present = stack_t()
        guard sigaltstack(nil, &present) == 0, present.ss_flags & Int32(SS_DISABLE) != 0
        else { return }
        var provided = stack_t()
        provided.ss_sp = otherStack
        provided.ss_size = otherStackBytes
        sigaltstack(&provided, nil)
    }

    private static func pass(over number: Int32) { signal(number, SIG_IGN) }

    /// Does as before, unless somebody has taken the signal meanwhile.
    private static func putBack(_ signal: Int32, _ handler: @escaping Handler) {
        var current = sigaction()
        sigaction(signal, nil, &current)
        guard address(current) == address(of: handler) else { return }
        sigaction(signal, &actions[Int(signal)], nil)
    }

    private static func address(_ action: sigaction) -> Int {
        #if canImport(Darwin)
        address(of: action.__sigaction_u.__sa_handler)
        #else
        address(of: action.__sigaction_handler.sa_handler)
        #endif
    }

    private static func address(of handler: Handler?) -> Int {
        // A function of C is its address, and nothing else tells two of them apart.
        unsafeBitCast(handler, to: Int.self)
    }

    private static let restoreAndRaise: Handler = { signal in
        if shared.pointee.isOn != 0 {
            shared.pointee.isOn = 0
            tcsetattr(shared.pointee.input, TCSANOW, &shared.pointee.saved)
            _ = write(shared.pointee.output, reset.utf8Start, reset.utf8CodeUnitCount)
        }
        // It is delivered once more when this handler has returned, to what was there before.
        sigaction(signal, &actions[Int(signal)], nil)
        raise(signal)
    }

    private static let report: Handler = { signal in
        let code = errno
        var byte = UInt8(truncatingIfNeeded: signal)
        _ = write(shared.pointee.pipe, &byte, 1)
        errno = code
    }
}
