package import Foundation

/// A process in a session of its own, whose controlling terminal is a pseudo-terminal that is read
/// into an emulated screen.
///
/// Its calls block: they belong on a ``TerminalThread``. Whatever is waited for has one hard limit, which
/// is only a guard; when the value goes, so does the process with its group.
package final class TerminalProgram {
    /// How a process ended.
    package enum Ending: Hashable, Sendable {
        case exit(Int32)
        case signal(Int32)
    }

    /// What the terminal shows.
    package private(set) var screen: TerminalEmulator
    /// All bytes that were written to the terminal.
    package private(set) var transcript: [UInt8] = []
    /// What the driver of the terminal does with keys and output; also after the process has ended.
    package var terminalFlags: TerminalFlags { terminal.flags }
    /// The number of the process.
    package let processNumber: pid_t

    private let terminal: PseudoTerminal
    private let limit: Duration
    /// Ends when the process does, and all others that it started: nobody else has its other end.
    private let life: Int32
    private var isOver = false
    private var ending: Ending?
    private static let starting = NSLock()

    /// Starts a program with this environment alone, and its standard files the terminal.
    package init(
        _ program: String, _ arguments: [String] = [], environment: [String: String],
        folder: String = "/", width: Int = 80, height: Int = 24, limit: Duration = .seconds(60)
    ) throws {
        // What is opened closes itself in a child only once it was told to: no other child may start
        // in between.
        Self.starting.lock()
        defer { Self.starting.unlock() }
        terminal = try PseudoTerminal(width: width, height: height)
        screen = TerminalEmulator(width: width, height: height)
        self.limit = limit
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw TerminalFault(call: "open a pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[1]) }
        life = ends[0]
        let words = ["/bin/sh", "-c", "cd -- \"$0\" && exec \"$@\"", folder, program] + arguments
        do {
            processNumber = try Self.spawn(words, environment, terminal.path, life: ends[1])
        } catch {
            close(ends[0])
            throw error
        }
        _ = fcntl(terminal.master, F_SETFL, O_NONBLOCK)
    }

    deinit {
        kill(-processNumber, SIGKILL)
        if ending == nil {
            var status: Int32 = 0
            while waitpid(processNumber, &status, 0) < 0, errno == EINTR {}
        }
        close(life)
    }

    // MARK: - What a person does

    /// Types keys in the notation of ``TypedKeys``.
    package func type(_ keys: String) throws { try send(TypedKeys.bytes(of: keys)) }

    /// Sends bytes as if they were typed, and reads meanwhile what is written.
    package func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        let deadline = ContinuousClock.now + limit
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { write(terminal.master, $0.baseAddress, $0.count) }
            if written > 0 {
                rest = rest.dropFirst(written)
                take()
            } else if written < 0, errno != EAGAIN, errno != EINTR {
                throw TerminalFault(call: "type")
            } else if try !step(until: deadline, canWrite: true) {
                throw fault("somebody to read the keys")
            }
        }
    }

    /// Gives the terminal another size, of which the process is told.
    package func resize(width: Int, height: Int) {
        take()
        screen.resize(width: width, height: height)
        terminal.resize(width: width, height: height)
    }

    /// Sends a signal to the process alone.
    package func signal(_ number: Int32) { kill(processNumber, number) }

    /// The group of processes that has the terminal now, such as the job of a shell.
    package var foregroundGroup: pid_t { tcgetpgrp(terminal.master) }

    // MARK: - What is waited for

    /// Reads until the screen meets a condition.
    ///
    /// - Throws: ``TerminalFault`` with the screen, if the process ends or the limit is over before.
    package func waitFor(
        _ what: String = "the screen", _ condition: (TerminalEmulator) throws -> Bool
    ) throws {
        let deadline = ContinuousClock.now + limit
        while try !condition(screen) {
            guard !isOver, try step(until: deadline, canWrite: false) else {
                take()
                if try condition(screen) { return }
                throw fault(what)
            }
        }
    }

    /// Reads until the screen has a text, in the rows that went out at the top too.
    package func waitFor(_ text: String) throws {
        try waitFor("\"\(text)\"") { $0.text.contains(text) }
    }

    /// Reads until the text of the whole screen is this.
    package func waitForScreen(_ text: String) throws {
        try waitFor("the screen\n\(text)\n") { $0.text == text }
    }

    /// Looks again and again until something is so that is not on the screen.
    package func waitUntil(_ what: String, _ condition: () throws -> Bool) throws {
        let deadline = ContinuousClock.now + limit
        while try !condition() {
            guard ContinuousClock.now < deadline else { throw fault(what) }
            _ = try step(until: .now + .milliseconds(5), canWrite: false)
        }
    }

    /// Reads until the process has ended.
    package func waitForEnd() throws -> Ending {
        if let ending { return ending }
        let deadline = ContinuousClock.now + limit
        while !isOver {
            guard try step(until: deadline, canWrite: false) else { throw fault("the end") }
        }
        take()
        var status: Int32 = 0
        while waitpid(processNumber, &status, 0) < 0 {
            guard errno == EINTR else { throw TerminalFault(call: "wait for a process") }
        }
        let signal = status & 0x7f
        let ending = signal == 0 ? Ending.exit((status >> 8) & 0xff) : .signal(signal)
        self.ending = ending
        return ending
    }

    /// Waits for anything to happen, and reads it; false when time is up.
    private func step(until deadline: ContinuousClock.Instant, canWrite: Bool) throws -> Bool {
        let left = deadline - .now
        guard left > .zero else { return false }
        let events = canWrite ? POLLIN | POLLOUT : POLLIN
        var polled = [
            pollfd(fd: terminal.master, events: Int16(events), revents: 0),
            pollfd(fd: isOver ? -1 : life, events: Int16(POLLIN), revents: 0),
        ]
        let time = (left / .milliseconds(1)).rounded(.up)
        let count = poll(&polled, 2, Int32(time))
        guard count > 0 else { return count < 0 && errno == EINTR }
        if polled[0].revents != 0 { take() }
        if polled[1].revents != 0 { isOver = true }
        return true
    }

    private func take() {
        let bytes = terminal.takeBytes()
        transcript += bytes
        screen.receive(bytes)
    }

    private func fault(_ what: String) -> TerminalFault {
        let state = isOver ? "the program ended" : "nothing else came"
        return TerminalFault("waited for \(what), but \(state); on the screen:\n\(screen.text)")
    }

    // MARK: - Starting

    private static func spawn(
        _ words: [String], _ environment: [String: String], _ terminal: String, life: Int32
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // The first terminal that the leader of a session opens controls the session.
        posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        // A copy that is not closed when the program begins.
        posix_spawn_file_actions_adddup2(&actions, life, 3)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        let session: Int32 = 0x80  // POSIX_SPAWN_SETSID
        let flags = session | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)
        posix_spawnattr_setflags(&attributes, Int16(flags))
        let arguments = words.map { strdup($0) }
        let variables = environment.sorted { $0.key < $1.key }.map {
            strdup("\($0.key)=\($0.value)")
        }
        defer { for text in arguments + variables { free(text) } }
        var number: pid_t = 0
        let code = posix_spawn(
            &number, words[0], &actions, &attributes, arguments + [nil], variables + [nil])
        guard code == 0 else {
            errno = code
            throw TerminalFault(call: "start \(words[0])")
        }
        return number
    }
}
