import Foundation
import TerminalSupport

/// `muster` in a terminal, and the folder that is its home: nothing of the environment of the tests
/// gets in.
struct PromptRun: Sendable {
    var arguments: [String] = []
    /// What the environment has beside a home and a terminal; nil takes one of those away.
    var environment: [String: String?] = [:]
    var width = 80
    var height = 24
    /// The files of the home, by their names.
    var files: [String: String] = [:]
    /// After this the process and its group are killed.
    var limit = Duration.seconds(60)

    init(_ arguments: [String] = []) { self.arguments = arguments }

    /// Runs `body` with the program, in a folder of its own; the program is ended after it.
    func run(
        _ body: @escaping @Sendable (TerminalProgram, Home) throws -> Void
    ) async throws {
        try await TerminalThread.run { [self] in
            let home = try Home(files)
            defer { home.remove() }
            try body(try start(in: home), home)
        }
    }

    /// Starts the program.
    func start(in home: Home) throws -> TerminalProgram {
        try start(try Repository.binary(), in: home)
    }

    /// Starts another program in its place.
    func start(_ program: String, in home: Home) throws -> TerminalProgram {
        var all: [String: String] = ["HOME": home.path, "TERM": "xterm-256color"]
        for (name, value) in ProcessInfo.processInfo.environment
        where name.hasSuffix("SAN_OPTIONS") { all[name] = value }
        for (name, value) in environment { all[name] = value }
        return try TerminalProgram(
            program, arguments, environment: all, folder: home.path, width: width, height: height,
            limit: limit)
    }
}

/// A folder that somebody works in.
struct Home: Sendable {
    let path: String

    init(_ files: [String: String] = [:]) throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "muster-" + UUID().uuidString).resolvingSymlinksInPath()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.path
        for (name, text) in files { try write(text, to: name) }
    }

    func write(_ text: String, to name: String) throws {
        try text.write(toFile: path + "/" + name, atomically: true, encoding: .utf8)
    }

    /// The text of a file; nil when there is none.
    func text(of name: String) -> String? {
        try? String(contentsOfFile: path + "/" + name, encoding: .utf8)
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
