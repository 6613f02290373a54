import Directory
import Foundation
import Scripting
import TestRunner
import Testing

@testable import REPL

/// What `.save` writes: golden files beside the stories, and that they run.
@Suite struct `A conversation that is written down` {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Transcripts/Written")

    private static let people =
        "stacy, omar = service:user { xuid = '5500461', gamertag = 'stacy' }, "
        + "service:user { xuid = '5500462', gamertag = 'omar' }"
    private static let lobby =
        "lobby = stacy:write(ref, muster.request():reserve(omar):set('map', 'dust')"
        + ":join { active = true })"

    /// Conversations, by the names of their files.
    private static let stories: [(name: String, inputs: [String])] = [
        (
            "lobby",
            [
                "local " + people, "ref = service:reference('quick', 'lobby')", lobby,
                "lobby:get().members[1].gamertag", ".clock 31s", "stacy:get(ref)", ".sessions",
                "lobby.etag", "{ id = muster.guid(), at = tostring(muster.clock), n = 0.5 }",
            ]
        ),
        (
            "values",
            [
                "1 + 1 -- said", "_ * 2", "_1 + _", "=7;",
                "local a, b = 1, { 'x', nested = { 2 } }",
                "a, #b", "b", "(function() return 'called' end)()", "local c = a + 1 return c",
                "if c == 2 then return 'early' end", "for i = 1, 2 do\n  a = a + i\nend", "a",
                "return", "-- nothing", "x = = 1", "print('said')", "local check = 'mine'",
                "check", "'a \"quoted\"\\n\\0 text'", "muster.null", "nil", "_ == muster.null",
                "#!/bin/muster\na = 9",
                "a", "2^53, math.huge", "shape = 1 open = 2", "shape + open",
            ]
        ),
        (
            "failures",
            [
                people, "ref = service:reference('quick', 'lobby')",
                "lobby = stacy:create(ref, muster.request():join { active = true })",
                "stacy:create(ref, muster.request():join())", "muster.slep '1s'",
                "lobby = stacy:get(ref) error 'after a request'", "error { code = 1 }",
                "lobby.changeNumber", ".network latency=5ms", ".network", "prompt.sessions()",
            ]
        ),
        (
            "undone",
            [
                people, "ref = service:reference('quick', 'lobby')", lobby,
                "count = #lobby.members",
                "local word = 'kept'", ".undo", "word",
                "other = omar:create(ref, muster.request():set('word', word):join())",
                "other.properties.custom.word",
            ]
        ),
    ]

    private static var names: [String] { stories.map(\.name) }

    private func told(_ name: String) throws -> Spoken {
        let spoken = try Spoken()
        spoken.enter(Self.stories.first { $0.name == name }?.inputs ?? [])
        return spoken
    }

    private func compare(_ text: String, with name: String) throws {
        let file = Self.folder.appendingPathComponent(name)
        let expected = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        guard text != expected else { return }
        if ProcessInfo.processInfo.environment["UPDATE_EXPECTED"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        } else {
            Issue.record("\(name) is now:\n\(text)")
        }
    }

    @Test(arguments: names) func `is the script and the test that are expected`(name: String) throws
    {
        let spoken = try told(name)
        try compare(spoken.conversation.transcript.script, with: name + ".lua")
        try compare(spoken.conversation.transcript.test, with: name + "_test.lua")
        let printed = try running(spoken.conversation.transcript.script)
        try compare(printed.joined(separator: "\n") + "\n", with: name + ".out")
        #expect(!printed.contains { $0.hasPrefix("failed: ") })
    }

    @Test(arguments: names, [UInt64(1), 2, 99])
    func `passes as a test under any seed`(name: String, seed: UInt64) throws {
        #expect(
            try verdict(of: try told(name).conversation.transcript.test, seed: seed) == "passed")
    }

    @Test func `fails as a test where something else comes of it`() throws {
        let spoken = try Spoken()
        spoken.enter(["t = { deep = { map = 'dust' } }", "t.deep"])
        let test = spoken.conversation.transcript.test
        let other = test.replacing(
            "= { deep = { map = 'dust' } }", with: "= { deep = { map = 'ice' } }")
        #expect(other != test)
        let line = Self.line(
            of: "expect(t):to_equal({ [\"deep\"] = { [\"map\"] = \"dust\" } })", in: test)
        #expect(line > 0)
        #expect(
            try verdict(of: other).hasPrefix(
                "saved.lua:\(line): expected { deep = { map = \"ice\" } } to equal "
                    + "{ deep = { map = \"dust\" } }"))
    }

    @Test func `fails as a test where a refusal does not come, or another one`() throws {
        let spoken = try Spoken()
        spoken.enter([
            Self.people, "ref = service:reference('quick', 'lobby')",
            "stacy:create(ref, muster.request():join { active = true })",
            "stacy:create(ref, muster.request():join())",
        ])
        let test = spoken.conversation.transcript.test
        let allowed = test.replacing(
            "  return stacy:create(ref, muster.request():join())", with: "  return 1")
        #expect(try verdict(of: allowed).contains(" to fail"))
        let broken = test.replacing(
            "  return stacy:create(ref, muster.request():join())", with: "  error 'else'")
        let found = try verdict(of: broken)
        #expect(
            found.contains(
                "not with saved.lua:\(Self.line(of: "  error 'else'", in: broken)): else"),
            "\(found)")
    }

    /// How the one test of a file ends: its verdict, or where and why it failed.
    private func verdict(of text: String, seed: UInt64 = 1) throws -> String {
        let file = TestFile(name: "saved.lua", source: Array(text.utf8))
        let world = try TestWorld(
            file, ScriptOptions(time: .virtual, seed: seed), connection: .local(.builtIn)
        ) { _ in }
        let report = try world.declare() ?? world.run(#require(world.tests.first).place)
        guard let failure = report.failure else { return report.verdict.rawValue }
        return "\(failure.location.map { "\($0): " } ?? "")\(failure.message)"
    }

    private static func line(of text: String, in script: String) -> Int {
        (script.split(separator: "\n", omittingEmptySubsequences: false)
            .firstIndex { $0 == text } ?? -1) + 1
    }

    @Test func `is not written over a file that is there`() throws {
        let spoken = try Spoken()
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("muster \(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("saved flow.lua").path
        spoken.enter(["1 + 1"])
        #expect(
            spoken.answer(".save \(path)") == "wrote \(path); 'muster run \(path)' runs it\n")
        #expect(
            spoken.answer(".save --test \(path)")
                == "could not write \(path): File exists; choose another name, or remove it first\n"
        )
        #expect(
            try String(contentsOfFile: path, encoding: .utf8)
                == "-- Written down at the prompt.\nlocal muster = require \"muster\"\n"
                + "local service = muster.service()\n\nprint(1 + 1)\n")
        #expect(spoken.answer(".load \(path)") == "2\n")
    }

    @Test func `is loaded with a first line for the system, and not with an error of syntax`()
        throws
    {
        let spoken = try Spoken()
        let folder = FileManager.default.temporaryDirectory.path
        let path = folder + "/muster-\(UUID()).lua"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try "#!/usr/bin/env muster\nlocal kept = 3\nprint 'ran'\n"
            .write(toFile: path, atomically: true, encoding: .utf8)
        #expect(spoken.answer(".load \(path)") == "ran\n")
        #expect(spoken.answer("kept") == "3\n")
        #expect(spoken.answer("prompt.load '\(path)'") == "ran\n")
        try "local x = 1\nlocal = 2\n".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(
            spoken.answer(".load \(path)") == "\(path):2: <name> expected near '='\n"
                + "  1 | local x = 1\n> 2 | local = 2\n    |       ^\n")
        #expect(spoken.answer(".load \(folder)") == "could not read \(folder): Is a directory\n")
    }
}
