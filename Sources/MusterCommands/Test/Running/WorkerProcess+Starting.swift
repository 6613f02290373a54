#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Why a process for tests could not be started.
struct WorkerFailure: Error, CustomStringConvertible {
    /// What was attempted.
    let action: String
    /// The error number of the system.
    let code: CInt

    var description: String { "could not \(action): \(String(cString: strerror(code)))" }
}

/// Both ends of a pipe, which no process inherits by itself.
struct Pipe {
    let read: CInt
    let write: CInt

    /// Makes a pipe.
    init() throws(WorkerFailure) {
        var ends: [CInt] = [0, 0]
        guard pipe(&ends) == 0 else { throw WorkerFailure(action: "make a pipe", code: errno) }
        // Beyond the numbers that the worker knows them by, so that none is in another's way.
        let moved = ends.map { fcntl($0, F_DUPFD_CLOEXEC, 10) }
        for end in ends { close(end) }
        guard moved.allSatisfy({ $0 >= 0 }) else {
            throw WorkerFailure(action: "make a pipe", code: errno)
        }
        (read, write) = (moved[0], moved[1])
    }
}

extension WorkerProcess {
    /// Starts this program anew to work for this process.
    ///
    /// - Parameter descriptors: What the process has, and by which number.
    static func start(_ descriptors: [(own: CInt, its: CInt)]) throws(WorkerFailure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        for (own, its) in descriptors { posix_spawn_file_actions_adddup2(&actions, own, its) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A group of its own: what a person types to interrupt the run is for this process alone.
        posix_spawnattr_setpgroup(&attributes, 0)
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in [SIGINT, SIGPIPE] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGDEF))
        let words = [program, TestWorkerCommand.name]
            .map { (word: String) -> UnsafeMutablePointer<CChar>? in strdup(word) }
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, program, &actions, &attributes, words + [nil], environ)
        guard code == 0 else { throw WorkerFailure(action: "start \(program)", code: code) }
        return child
    }

    /// The file of this program.
    private static var program: String {
        var path = [CChar](repeating: 0, count: 4_096)
        let count = readlink("/proc/self/exe", &path, path.count - 1)
        guard count > 0 else { return CommandLine.arguments[0] }
        return String(decoding: path[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
