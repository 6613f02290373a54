import Foundation
import TerminalSupport

/// The program that reads statements at a prompt, in a terminal of its own.
enum ProgramUnderTest {
    /// The runtime's own report of a crash would ask questions.
    static let environment = [
        "TERM": "xterm", "PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no",
        // Under a sanitizer, too, the program's own handlers of signals are what is tested.
        "ASAN_OPTIONS": "handle_segv=0", "TSAN_OPTIONS": "handle_segv=0",
    ]

    /// Starts it, and waits until it reads.
    static func start(
        _ arguments: [String] = [], environment: [String: String] = [:], width: Int = 40,
        height: Int = 10
    ) throws -> TerminalProgram {
        let program = try TerminalProgram(
            binary(), arguments,
            environment: self.environment.merging(environment) { $1 }, width: width,
            height: height)
        try program.waitFor("the prompt") { $0.line.contains(">") }
        return program
    }

    /// The program that was built with these tests: products lie beside the test program.
    static func binary() -> String {
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        return program.deletingLastPathComponent().appending(path: "PromptProgram").path
    }
}
