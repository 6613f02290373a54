import Foundation
import Testing

/// Files that were written for busted, run by both.
@Suite struct `A file for busted` {
    private static let folders = [
        "Tests/CommandTests/Cases/Files/busted", "Tests/ScriptingTests/Assertions/Specs",
    ]
    private static let handler = "Tests/ScriptingTests/Assertions/Specs/verdicts.lua"

    /// What busted says of each test: a line with verdict, file, line and name.
    private static func verdictsOfBusted(_ folder: String) async throws -> [String] {
        let output = try await Gate.run {
            let process = Process()
            process.executableURL = URL(filePath: "/bin/sh")
            // The interpreter is named, since busted's own first line takes any Lua.
            process.arguments = [
                "-c", "exec lua5.4 \"$(command -v busted)\" --output=\"$0\" --pattern=_spec .",
                Repository.root + "/" + handler,
            ]
            process.currentDirectoryURL = URL(filePath: Repository.root + "/" + folder)
            let pipe = Pipe()
            process.standardOutput = pipe
            process.standardError = FileHandle.nullDevice
            try process.run()
            let data = pipe.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return String(decoding: data, as: UTF8.self)
        }
        return output.split(separator: "\n").map(String.init).sorted()
    }

    /// The same of `muster test`.
    private static func verdicts(_ folder: String) async throws -> [String] {
        var run = Invocation(["test", "--format", "json"])
        run.folder = Repository.root + "/" + folder
        let ending = try await run.run()
        let words = [
            "passed": "success", "failed": "failure", "error": "error", "skipped": "pending",
        ]
        return try ending.outputText.split(separator: "\n").compactMap { line in
            let event = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            guard event?["event"] as? String == "attempt_ended",
                let test = event?["test"] as? [String: Any],
                let verdict = event?["verdict"] as? String
            else { return nil }
            let path = test["path"] as? [String] ?? []
            let failure = event?["failure"] as? [String: Any]
            let location = failure?["location"] as? [String: Any]
            let place = (location?["line"] as? Int).map { ":\($0)" } ?? ""
            return "\(words[verdict] ?? verdict) \(test["file"] ?? "")\(place): "
                + path.joined(separator: " ")
        }.sorted()
    }

    @Test(
        .enabled(if: Repository.hasProgram("busted") && Repository.hasProgram("lua5.4")),
        arguments: folders)
    func `has the same verdicts here, at the same lines`(folder: String) async throws {
        let verdicts = try await Self.verdicts(folder)
        #expect(verdicts.count > 10)
        #expect(try await Self.verdictsOfBusted(folder) == verdicts)
    }
}
