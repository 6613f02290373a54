internal import ArgumentParser

// The C streams are variables there, though nobody sets them.
#if canImport(Glibc)
@preconcurrency internal import Glibc
#elseif canImport(Musl)
@preconcurrency internal import Musl
#elseif canImport(Darwin)
@preconcurrency internal import Darwin
#endif

/// Every exit code of `muster`.
enum ExitStatus: Int32, CaseIterable {
    case success = 0
    case testFailed = 1
    case scriptFailed = 2
    case noTests = 4
    case misuse = 64
    case unreadableInput = 65
    case serviceUnreachable = 69
    case bug = 70
    case timedOut = 124
    case interrupted = 130

    /// What the code says, as a lower-case fragment.
    var meaning: String {
        switch self {
        case .success: "success"
        case .testFailed: "a test failed"
        case .noTests: "no test was found or selected"
        case .scriptFailed: "the script raised an error, or can never go on"
        case .misuse: "the command line is wrong, or names a file that cannot be used"
        case .unreadableInput: "a file does not parse"
        case .serviceUnreachable: "the service cannot be reached, or a port not be opened"
        case .bug: "a bug of muster"
        case .timedOut: "--timeout or --run-timeout was reached"
        case .interrupted: "interrupted"
        }
    }

    static let table =
        "Exit codes:\n"
        + allCases.map { status in
            let code = String(status.rawValue)
            return String(repeating: " ", count: 5 - code.count) + code + "  " + status.meaning
        }.joined(separator: "\n")

    /// The error that ends a command with this code.
    var error: ExitCode { ExitCode(rawValue) }

    /// Ends the process at once, from any thread; buffered output is written if nobody holds it.
    func exitNow() -> Never {
        if ftrylockfile(stdout) == 0 {
            fflush(stdout)
            funlockfile(stdout)
        }
        _exit(rawValue)
    }
}
