import Foundation

/// A command line of `muster` and what it runs in: nothing of the environment of the tests gets in.
struct Invocation: Sendable {
    /// What the process finds on its standard input.
    enum Input: Sendable {
        case nothing
        case file(String)
        /// A pipe that stays open and empty.
        case silence
        /// No open file at all.
        case closed
    }

    var arguments: [String]
    var input = Input.nothing
    var environment: [String: String] = [:]
    var folder = Repository.cases
    /// After this the process and its group are killed.
    var limit = Duration.seconds(30)

    init(_ arguments: [String]) { self.arguments = arguments }

    /// A script text, run with options before it.
    static func code(_ code: String, options: [String] = []) -> Invocation {
        Invocation(["run"] + options + ["-e", code])
    }

    /// Runs the program to its end.
    func run() async throws -> Ending {
        try await Gate.run { try start().finish() }
    }

    /// Starts the program.
    func start() throws -> ChildProcess {
        var environment = environment
        // A sanitized program takes its options from here.
        for (name, value) in ProcessInfo.processInfo.environment
        where name.hasSuffix("SAN_OPTIONS") { environment[name] = value }
        return try ChildProcess(
            try Repository.binary(), arguments, input: input, environment: environment,
            folder: folder, limit: limit)
    }
}

/// How a process ended, and what it had said.
struct Ending: Sendable {
    enum Status: Sendable, Hashable {
        case exit(Int32)
        case signal(Int32)
        /// It did not end in time, and was killed.
        case hung
    }

    let status: Status
    let output: [UInt8]
    let error: [UInt8]

    var outputText: String { String(decoding: output, as: UTF8.self) }
    var errorText: String { String(decoding: error, as: UTF8.self) }
}
