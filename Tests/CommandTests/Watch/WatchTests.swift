import Foundation
import TerminalSupport
import Testing

@Suite struct `Tests that are watched` {
    private static let files = [
        "a_spec.lua": "local name = require 'name' it(name, function() end)",
        "b_spec.lua": "it('second', function() end)",
        "name.lua": "return 'first'",
    ]
    private static let all = ["a_spec.lua › first: passed", "b_spec.lua › second: passed"]

    /// Runs `body` with a watch that has run all tests once, and with its folder; then ends it.
    private func watch(
        _ arguments: [String] = [], files: [String: String] = files,
        environment: [String: String] = [:], first: [String] = all,
        _ body: @escaping @Sendable (WatchedRun, TestFolder) throws -> Void
    ) async throws {
        let folder = try TestFolder(files)
        defer { folder.remove() }
        let (run, ending) = try await Gate.run {
            let watch = try WatchedRun(
                in: folder, arguments.map { $0.replacing("FOLDER", with: folder.path) },
                environment: environment)
            let run = try watch.next()
            try body(watch, folder)
            return (run, watch.interrupt())
        }
        #expect(run.results.map { $0.replacing(folder.path, with: "FOLDER") } == first)
        #expect(ending.status == .exit(130))
        #expect(ending.outputText == "")
        #expect(ending.errorText == "")
    }

    @Test func `run once, and those of a file again when it has changed`() async throws {
        try await watch { watch, folder in
            try folder.write("it('second', function() error 'no' end)", to: "b_spec.lua")
            let failed = try watch.next()
            #expect(failed.results == ["b_spec.lua › second: error"])
            #expect(failed.exitCode == 1)

            try folder.write("it('alone', function() end)", to: "a_spec.lua")
            #expect(try watch.next().results == ["a_spec.lua › alone: passed"])
        }
    }

    @Test func `are all run again when a module has changed`() async throws {
        try await watch { watch, folder in
            try folder.write("return 'other'", to: "name.lua")
            #expect(
                try watch.next().results == ["a_spec.lua › other: passed", Self.all[1]])
        }
    }

    @Test func `are those of a new file, too`() async throws {
        try await watch { watch, folder in
            try folder.write("it('new', function() end)", to: "c_spec.lua")
            #expect(try watch.next().results == ["c_spec.lua › new: passed"])
        }
    }

    @Test func `are those that are left when a file is gone, and may be none`() async throws {
        try await watch { watch, folder in
            try folder.removeFile("b_spec.lua")
            #expect(try watch.next().results == [Self.all[0]])

            try folder.removeFile("a_spec.lua")
            #expect(try watch.nextRun() == WatchedRun.Run(seed: "1", exitCode: 4))
            #expect(
                try watch.waitForPause().map { $0.prefix(34) } == [
                    "muster: no file of tests was found"
                ])

            try folder.write("it('back', function() end)", to: "b_spec.lua")
            #expect(try watch.next().results == ["b_spec.lua › back: passed"])
        }
    }

    @Test func `wait until a file is mended that does not load`() async throws {
        try await watch { watch, folder in
            try folder.write("it('second', function()", to: "b_spec.lua")
            let broken = try watch.next()
            #expect(broken.results == ["b_spec.lua does not load"])
            #expect(broken.exitCode == 2)

            try folder.write("it('second', function() end)", to: "b_spec.lua")
            #expect(try watch.next().results == [Self.all[1]])
        }
    }

    /// The size stays the same, and so does the time that the file tells.
    @Test func `are run again after a change that hardly shows`() async throws {
        try await watch { watch, folder in
            for name in ["third_", "fourth", "fifth_", "sixth_"] {
                try folder.overwrite("b_spec.lua", with: "it('\(name)', function() end)")
                #expect(try watch.next().results == ["b_spec.lua › \(name): passed"])
            }
        }
    }

    @Test func `are known by whatever path they are asked for`() async throws {
        try await watch(["FOLDER"], first: Self.all.map { "FOLDER/" + $0 }) { watch, folder in
            try folder.write("it('third', function() end)", to: "b_spec.lua")
            #expect(
                try watch.next().results == [folder.path + "/b_spec.lua › third: passed"])
        }
    }

    @Test func `may lie elsewhere, with a link to them here`() async throws {
        let elsewhere = try TestFolder(["real.lua": "it('second', function() end)"])
        defer { elsewhere.remove() }
        let folder = try TestFolder(["a_spec.lua": "it('first', function() end)"])
        defer { folder.remove() }
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/b_spec.lua", withDestinationPath: elsewhere.path + "/real.lua")
        let ending = try await Gate.run {
            let watch = try WatchedRun(in: folder)
            #expect(try watch.next().results == Self.all)
            try elsewhere.write("it('third', function() end)", to: "real.lua")
            #expect(try watch.next().results == ["b_spec.lua › third: passed"])
            return watch.interrupt()
        }
        #expect(ending.status == .exit(130))
    }

    @Test func `run by the settings as they are then`() async throws {
        try await watch(files: Self.files.merging([".muster.lua": "return { seed = 5 }"]) { $1 }) {
            watch, folder in
            try folder.write("return { seed = 6 }", to: ".muster.lua")
            let run = try watch.next()
            #expect(run.results == Self.all)
            #expect(run.seed == "6")

            try folder.write("return { sed = 7 }", to: ".muster.lua")
            let complaint = try watch.waitForPause().joined()
            #expect(complaint.hasPrefix(folder.realPath + "/.muster.lua:"), "\(complaint)")

            try folder.write("return { seed = 8 }", to: ".muster.lua")
            #expect(try watch.next().seed == "8")
        }
    }

    @Test func `are run again when a template has changed, wherever it lies`() async throws {
        let template = try String(
            contentsOfFile: Repository.cases + "/Files/squad.json", encoding: .utf8)
        let elsewhere = try TestFolder(["squad.json": template])
        defer { elsewhere.remove() }
        try await watch(["--template", elsewhere.path + "/squad.json"]) { watch, _ in
            try elsewhere.write(template + " ", to: "squad.json")
            #expect(try watch.next().results == Self.all)
        }
    }

    @Test func `are not run again for what is reported of them`() async throws {
        try await watch(["--coverage-json", "a.json", "--json-lines", "a_test.lua"]) {
            watch, folder in
            for name in ["third", "fourth"] {
                try folder.write("it('\(name)', function() end)", to: "b_spec.lua")
                #expect(try watch.next().results == ["b_spec.lua › \(name): passed"])
            }
            #expect(try folder.text("a_test.lua").contains("fourth"))
        }
    }

    /// New to the watch, what they write counts once.
    @Test func `may write files that are the same each time`() async throws {
        let writes = """
            it('writes', function()
              local file = assert(io.open('state.json', 'w'))
              file:write('{}')
              file:close()
            end)
            """
        let all = ["a_spec.lua › writes: passed", "b_spec.lua › second: passed"]
        let files = ["a_spec.lua": writes, "b_spec.lua": Self.files["b_spec.lua"] ?? ""]
        try await watch(files: files, first: all) { watch, folder in
            #expect(try watch.next().results == all)
            try folder.write("it('third', function() end)", to: "b_spec.lua")
            #expect(try watch.next().results == ["b_spec.lua › third: passed"])
            try folder.write(writes + " ", to: "a_spec.lua")
            #expect(try watch.next().results == [all[0]])
        }
    }

    @Test func `are waited for when they cannot be run as they are`() async throws {
        try await watch(environment: ["CI": "true"]) { watch, folder in
            try folder.write("it.only('second', function() end)", to: "b_spec.lua")
            #expect(
                try watch.waitForPause() == [
                    "muster: tests are marked with 'only', which would hide all others in a pipeline "
                        + "(CI is set): take the mark away from",
                    "  b_spec.lua › second",
                ])
            try folder.write("it('second', function() end)", to: "b_spec.lua")
            #expect(try watch.next().results == [Self.all[1]])
        }
    }

    @Test func `tell what ran when they are interrupted, and nothing more`() async throws {
        let folder = try TestFolder([
            "a_spec.lua": "it('goes on', function() while true do end end)"
        ])
        defer { folder.remove() }
        let ending = try await Gate.run {
            let watch = try WatchedRun(in: folder)
            try watch.wait(for: "test_started")
            return watch.interrupt()
        }
        #expect(ending.status == .exit(130))
        #expect(ending.outputText.contains("\"ending\":\"interrupted\""))
        #expect(ending.errorText == "")
    }

    @Test func `end with Ctrl-C in a terminal`() async throws {
        var run = PromptRun(["test", "--watch", "--color", "never"])
        run.files = Self.files
        try await run.run { program, home in
            try program.waitFor(WatchedRun.pause)
            #expect(program.screen.text.contains("2 passed"))
            try home.write("it('third', function() end)", to: "b_spec.lua")
            try program.waitFor("the second run") { screen in
                screen.text.contains("› third") && screen.text.hasSuffix(WatchedRun.pause)
            }
            try program.type("{C-c}")
            #expect(try program.waitForEnd() == .exit(130))
        }
    }
}
