import Foundation

/// A process in a group of its own, with its output in pipes, and a hard limit on how long it may
/// take. Its calls block: they belong on a thread of ``Gate``.
final class ChildProcess {
    private let pid: pid_t
    private let deadline: ContinuousClock.Instant
    private var output: Stream
    private var error: Stream
    /// Ends when the process does: nobody else has its other end.
    private var life: Stream
    /// A pipe that nothing is written to.
    private let silence: (read: Int32, write: Int32)
    private var isReaped = false
    private static let starting = NSLock()

    /// The read end of a pipe and what came out of it.
    private struct Stream {
        var descriptor: Int32?
        var bytes: [UInt8] = []

        mutating func close() {
            if let descriptor { _ = Foundation.close(descriptor) }
            descriptor = nil
        }

        /// Takes a line away, without its end; nil when none is complete.
        mutating func takeLine() -> String? {
            guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            defer { bytes.removeSubrange(...end) }
            return String(decoding: bytes[..<end], as: UTF8.self)
        }

        /// Takes what is there; at the end of the pipe, closes it.
        mutating func take() {
            guard let descriptor else { return }
            var chunk = [UInt8](repeating: 0, count: 65_536)
            let count = read(descriptor, &chunk, chunk.count)
            if count > 0 { bytes += chunk[..<count] } else { close() }
        }
    }

    /// Starts a program.
    init(
        _ program: String, _ arguments: [String], input: Invocation.Input,
        environment: [String: String], folder: String, limit: Duration
    ) throws {
        // Pipes close themselves in a child only once they were told to: no other child may start
        // in between.
        Self.starting.lock()
        defer { Self.starting.unlock() }
        let pipes = try (0..<4).map { _ in try Self.pipe() }
        defer { for pipe in pipes.prefix(3) { close(pipe.write) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        switch input {
        case .nothing: posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        case .file(let path): posix_spawn_file_actions_addopen(&actions, 0, path, O_RDONLY, 0)
        case .silence: posix_spawn_file_actions_adddup2(&actions, pipes[3].read, 0)
        case .closed: posix_spawn_file_actions_addclose(&actions, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, pipes[0].write, 1)
        posix_spawn_file_actions_adddup2(&actions, pipes[1].write, 2)
        // Last, since descriptor 3 may be one of the pipes.
        posix_spawn_file_actions_adddup2(&actions, pipes[2].write, 3)
        let words = ["/bin/sh", "-c", "cd -- \"$0\" && exec \"$@\"", folder, program] + arguments
        pid = try Self.spawn(words, environment, &actions)
        deadline = .now + limit
        output = Stream(descriptor: pipes[0].read)
        error = Stream(descriptor: pipes[1].read)
        life = Stream(descriptor: pipes[2].read)
        silence = pipes[3]
    }

    deinit {
        if !isReaped {
            kill(-pid, SIGKILL)
            var status: Int32 = 0
            waitpid(pid, &status, 0)
        }
        output.close()
        error.close()
        life.close()
        close(silence.read)
        close(silence.write)
    }

    /// Reads its output until a line is complete.
    ///
    /// - Returns: the line without its end; nil when the output ended or the time was up before.
    func readLine() -> String? {
        while true {
            if let line = output.takeLine() { return line }
            guard output.descriptor != nil, takeSome() else { return nil }
        }
    }

    /// Reads its standard error in the same way.
    func readErrorLine() -> String? {
        while true {
            if let line = error.takeLine() { return line }
            guard error.descriptor != nil, takeSome() else { return nil }
        }
    }

    /// Reads no more of its output: what it still writes finds no reader.
    func closeOutput() { output.close() }

    /// Sends a signal to it alone.
    func signal(_ number: Int32) { kill(pid, number) }

    /// Reads what it says until it ends; kills it when the time is up.
    func finish() -> Ending {
        var isHung = false
        while output.descriptor != nil || error.descriptor != nil || life.descriptor != nil {
            guard takeSome() else {
                isHung = true
                break
            }
        }
        kill(-pid, SIGKILL)
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        isReaped = true
        let signal = status & 0x7f
        return Ending(
            status: isHung ? .hung : signal == 0 ? .exit((status >> 8) & 0xff) : .signal(signal),
            output: output.bytes, error: error.bytes)
    }

    /// Waits for anything to happen; false when the time is up.
    private func takeSome() -> Bool {
        let streams = [output, error, life]
        var polled = streams.map {
            pollfd(fd: $0.descriptor ?? -1, events: Int16(POLLIN), revents: 0)
        }
        let left = deadline - .now
        guard left > .zero else { return false }
        let milliseconds = left / .milliseconds(1)
        guard poll(&polled, nfds_t(polled.count), Int32(milliseconds.rounded(.up))) > 0 else {
            return errno == EINTR
        }
        if polled[0].revents != 0 { output.take() }
        if polled[1].revents != 0 { error.take() }
        if polled[2].revents != 0 { life.take() }
        return true
    }

    private static func pipe() throws -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        guard Foundation.pipe(&ends) == 0 else { throw ProcessFault("open a pipe", errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    private static func spawn(
        _ words: [String], _ environment: [String: String],
        _ actions: inout posix_spawn_file_actions_t
    ) throws -> pid_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
        posix_spawnattr_setflags(&attributes, Int16(flags))
        posix_spawnattr_setpgroup(&attributes, 0)
        let arguments = words.map { strdup($0) }
        let variables = environment.sorted { $0.key < $1.key }.map {
            strdup("\($0.key)=\($0.value)")
        }
        defer { for text in arguments + variables { free(text) } }
        var pid: pid_t = 0
        let code = posix_spawn(
            &pid, words[0], &actions, &attributes, arguments + [nil], variables + [nil])
        guard code == 0 else { throw ProcessFault("start \(words[0])", code) }
        return pid
    }
}

/// Something that the system refused.
struct ProcessFault: Error, CustomStringConvertible {
    let description: String

    init(_ action: String, _ code: Int32) {
        description = "could not \(action): \(String(cString: strerror(code)))"
    }
}
