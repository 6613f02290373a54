import Foundation
import Lua
import Testing

@testable import Scripting

/// Every Lua file that we give to people passes luacheck.
@Suite struct `Luacheck` {
    @Test func `finds nothing in the examples`() throws {
        let paths = RepositoryFiles.paths(in: "Examples", ending: ".lua")
        let texts = try paths.map { (name: $0, text: try RepositoryFiles.text($0)) }
        #expect(!texts.isEmpty)
        try check(texts)
    }

    @Test func `finds nothing in the scripts that the documents show`() throws {
        let blocks = try RepositoryFiles.luaBlocks(in: "README.md")
        try check(blocks.enumerated().map { ("README-\($0.offset).lua", $0.element) })
    }

    @Test func `finds nothing in a new project`() throws {
        let files = ProjectFile.all.filter { $0.path.hasSuffix(".lua") && !$0.isGenerated }
        #expect(!files.isEmpty)
        try check(files.map { ($0.path.replacing("/", with: "-"), $0.text) })
    }

    @Test func `finds what is wrong`() throws {
        let findings = try Self.findings(in: [("wrong.lua", "local x = 1\nprint(mustre)\n")])
        #expect(
            findings == [
                "wrong.lua:1:7: (W211) unused variable 'x'",
                "wrong.lua:2:7: (W113) accessing undefined variable 'mustre'",
            ])
    }

    private func check(_ texts: [(name: String, text: String)]) throws {
        #expect(try Self.findings(in: texts) == [])
    }

    /// What files of tests may name beside Lua's own globals and busted's.
    private static let globalsOfTests =
        SuiteGlobals.functions.map(\.name)
        + ExpectFunctions.all.map(\.name)

    /// What luacheck says of texts, with Lua's own globals as those that they may name, and those of
    /// files of tests where a text is one.
    private static func findings(in texts: [(name: String, text: String)]) throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "muster-luacheck-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var names: [String] = []
        let isOfTests = texts.contains { $0.text.contains("describe(") }
        for (name, text) in texts {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
            names.append(name)
        }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            ["luacheck", "--no-config", "--no-cache", "--std", "lua54", "--formatter", "plain"]
            + ["--codes"] + names
        if isOfTests {
            process.arguments? += ["--std", "lua54+busted", "--globals"] + globalsOfTests
        }
        process.currentDirectoryURL = folder
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus <= 2 else {
            throw LuacheckMissing(said: String(decoding: said, as: UTF8.self))
        }
        return String(decoding: said, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private struct LuacheckMissing: Error, CustomStringConvertible {
        let said: String

        var description: String {
            "luacheck did not run (\(said)); install the Debian package lua-check, as Scripts/test "
                + "does"
        }
    }
}
