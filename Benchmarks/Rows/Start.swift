#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension Benchmark {
    /// A process that runs a script of one `print`.
    static let start = Benchmark("start", against: "lua5.4", budget: 6) {
        let program = try muster()
        let script = try TemporaryFile(text: "print 'hello'\n")
        return Sides(
            ours: { try run($0, [program, "run", script.path]) },
            peer: { try run($0, ["lua5.4", script.path]) })
    }

    /// The binary that is started.
    static func muster() throws(Unavailable) -> String {
        guard let muster = getenv("MUSTER_BINARY").map({ String(cString: $0) }) else {
            throw Unavailable(reason: "MUSTER_BINARY does not name the binary to start")
        }
        return muster
    }

    private static func run(_ times: Int, _ words: [String]) throws {
        for _ in 0..<times { try run(words) }
    }

    /// Runs a program to its end, without its output; it must end with an exit code.
    static func run(_ words: [String], exitCode: CInt = 0) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        let arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process = pid_t()
        guard posix_spawnp(&process, words[0], &actions, nil, arguments, environ) == 0 else {
            throw Unavailable(reason: "\(words[0]) could not be started")
        }
        var status: CInt = 0
        guard waitpid(process, &status, 0) == process, status == exitCode << 8 else {
            throw Unavailable(reason: "\(words[0]) did not end well")
        }
    }
}

/// A file that exists as long as this does.
final class TemporaryFile {
    let path: String

    init(text: String, ending: String = "") throws {
        var name = Array("\(Self.folder)/muster-bench-XXXXXX\(ending)".utf8CString)
        let descriptor = mkstemps(&name, CInt(ending.utf8.count))
        guard descriptor >= 0 else { throw Unavailable(reason: "no temporary file can be made") }
        defer { close(descriptor) }
        path = name.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        _ = write(descriptor, text, text.utf8.count)
    }

    deinit { unlink(path) }

    private static var folder: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }
}
