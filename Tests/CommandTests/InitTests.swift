import Foundation
import Testing

@Suite struct `A folder begun by init` {
    private let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/muster-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
    }

    private func run(_ arguments: String..., in place: String = "") async throws -> Ending {
        var invocation = Invocation(arguments)
        invocation.folder = folder + place
        return try await invocation.run()
    }

    private func remove() { try? FileManager.default.removeItem(atPath: folder) }

    private func files(_ place: String = "") -> [String] {
        let names = FileManager.default.enumerator(atPath: folder + place)?.compactMap {
            $0 as? String
        }
        return (names ?? []).filter {
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(
                atPath: "\(folder)\(place)/\($0)", isDirectory: &isFolder)
            return !isFolder.boolValue
        }.sorted()
    }

    private static let written = [
        ".github/workflows/flows.yml", ".gitlab-ci.yml", ".luarc.json", ".muster.lua",
        ".muster/library/muster.lua", "flows/first-flow.lua", "tests/first-test.lua",
    ]

    @Test func `has the files that init says`() async throws {
        defer { remove() }
        let ending = try await run("init", "games/flows")
        #expect(ending.status == .exit(0))
        #expect(ending.errorText == "")
        #expect(
            ending.outputText == """
                wrote games/flows/flows/first-flow.lua: a first flow, to run and to change
                wrote games/flows/tests/first-test.lua: a first test: what a flow must keep to
                wrote games/flows/.muster.lua: settings of `muster run`, `test` and `serve` here
                wrote games/flows/.luarc.json: settings of lua-language-server
                wrote games/flows/.muster/library/muster.lua: what scripts can use, for editors
                wrote games/flows/.github/workflows/flows.yml: runs flows and tests on GitHub Actions
                wrote games/flows/.gitlab-ci.yml: runs flows and tests on GitLab

                Begin with: muster run games/flows/flows/first-flow.lua

                """)
        #expect(files("/games/flows") == Self.written)
    }

    @Test func `may be the one that one is in`() async throws {
        defer { remove() }
        let ending = try await run("init")
        #expect(ending.status == .exit(0))
        #expect(ending.outputText.hasPrefix("wrote flows/first-flow.lua: "))
        #expect(files() == Self.written)
    }

    @Test func `has definitions that are those of doc`() async throws {
        defer { remove() }
        _ = try await run("init")
        let stubs = try await run("doc", "--luacats")
        let written = FileManager.default.contents(atPath: folder + "/.muster/library/muster.lua")
        #expect(written.map(Array.init) == stubs.output)
    }

    /// The command that both pipeline files run, with the program where they have built it.
    @Test func `runs its flows as its pipelines do`() async throws {
        defer { remove() }
        _ = try await run("init")
        let scripts = folder + "/muster-source/Scripts"
        try FileManager.default.createDirectory(
            atPath: scripts, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: scripts + "/muster", withDestinationPath: try Repository.binary())
        let pipeline = try String(contentsOfFile: folder + "/.gitlab-ci.yml", encoding: .utf8)
        let lines = pipeline.split(separator: "\n").filter { $0.contains("Scripts/muster ") }
            .map { String($0.drop { $0 == " " || $0 == "-" }) }
        #expect(lines.count == 2)
        for line in lines { #expect(try await shell(line) == 0, "\(line)") }
        #expect(files().contains("junit.xml"))

        let failing = "error 'no'\n"
        try failing.write(
            toFile: folder + "/flows/another.lua", atomically: true, encoding: .utf8)
        #expect(try await shell(lines[0]) == 2)
        try "it('fails', function() error 'no' end)".write(
            toFile: folder + "/tests/another-test.lua", atomically: true, encoding: .utf8)
        #expect(try await shell(lines[1]) == 1)
    }

    private func shell(_ command: String) async throws -> Int32 {
        try await Gate.run { [folder] in
            let process = Process()
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = ["-ec", command]
            process.currentDirectoryURL = URL(filePath: folder)
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            return process.terminationStatus
        }
    }

    @Test func `is not written to when one of the files is there`() async throws {
        defer { remove() }
        try "mine\n".write(toFile: folder + "/.muster.lua", atomically: true, encoding: .utf8)
        let ending = try await run("init", ".")
        #expect(ending.status == .exit(64))
        #expect(ending.outputText == "")
        #expect(
            ending.errorText
                == "muster: nothing was written, since these are there already: .muster.lua\n")
        #expect(files() == [".muster.lua"])
        #expect(try String(contentsOfFile: folder + "/.muster.lua", encoding: .utf8) == "mine\n")
    }

    @Test func `cannot be made inside a file`() async throws {
        defer { remove() }
        try "".write(toFile: folder + "/taken", atomically: true, encoding: .utf8)
        let ending = try await run("init", "taken")
        #expect(ending.status == .exit(64))
        #expect(ending.outputText == "")
        #expect(ending.errorText == "muster: could not write taken/flows: Not a directory\n")
    }
}
