import Foundation
import Testing

@Suite struct `Settings` {
    private let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/muster-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder + "/flows/deep", withIntermediateDirectories: true)
    }

    private func remove() { try? FileManager.default.removeItem(atPath: folder) }

    private func write(_ text: String, to name: String) throws {
        try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    }

    private func run(
        _ code: String, options: [String] = [], _ environment: [String: String] = [:],
        in place: String = ""
    ) async throws -> Ending {
        var invocation = Invocation.code(code, options: options)
        invocation.folder = folder + place
        invocation.environment = environment
        return try await invocation.run()
    }

    private func guid(
        options: [String] = [], _ environment: [String: String] = [:]
    ) async throws -> String {
        let ending = try await run("print(require 'muster'.guid())", options: options, environment)
        #expect(ending.status == .exit(0), "\(ending.errorText)")
        return ending.outputText
    }

    @Test func `of the command line go before the environment, and that before the file`()
        async throws
    {
        defer { remove() }
        let none = try await guid()
        try write("return { seed = 2 }", to: ".muster.lua")
        let file = try await guid()
        let environment = try await guid(["MUSTER_SEED": "3"])
        let flag = try await guid(options: ["--seed", "1"], ["MUSTER_SEED": "3"])
        #expect(none == flag)
        #expect(Set([none, file, environment]).count == 3)
        #expect(try await guid(options: ["--seed", "2"], ["MUSTER_SEED": "3"]) == file)
        #expect(try await guid(["MUSTER_SEED": "1"]) == flag)
    }

    @Test func `are those of the nearest file above, with paths from there`() async throws {
        defer { remove() }
        let template = Repository.cases + "/Files/squad.json"
        try FileManager.default.copyItem(atPath: template, toPath: folder + "/squad.json")
        try write("return { templates = { 'squad.json' } }", to: ".muster.lua")
        let code = "for _, n in ipairs(require 'muster'.service():templates()) do print(n) end"
        let below = try await run(code, in: "/flows/deep")
        #expect(below.outputText.split(separator: "\n").contains("squad"), "\(below.errorText)")

        try write("return {}", to: "flows/.muster.lua")
        let nearer = try await run(code, in: "/flows/deep")
        #expect(nearer.status == .exit(0))
        #expect(!nearer.outputText.contains("squad"))
    }

    @Test func `for a local directory do not stand in the way of another`() async throws {
        defer { remove() }
        try write("return { templates = { 'none.json' }, time = 'virtual' }", to: ".muster.lua")
        let code = "local m = require 'muster' print(m.service().address, m.clock.mode)"
        let (url, ending) = try await Gate.run { [folder] in
            let server = try RunningServer()
            var invocation = Invocation.code(code)
            invocation.folder = folder
            invocation.environment = ["MUSTER_SERVICE": server.url]
            let ending = try invocation.start().finish()
            _ = server.stop()
            return (server.url, ending)
        }
        #expect(ending.outputText == "\(url)\treal\n")
        #expect(ending.errorText == "")
    }

    @Test func `may be a timeout`() async throws {
        defer { remove() }
        try write("return { timeout = '1s' }", to: ".muster.lua")
        let ending = try await run("while true do end")
        #expect(ending.status == .exit(124))
    }

    @Test func `of the environment that make no sense are refused`() async throws {
        defer { remove() }
        let ending = try await run("print(1)", ["MUSTER_TIME": "fast"])
        #expect(ending.status == .exit(64))
        #expect(ending.outputText == "")
        #expect(ending.errorText == "muster: MUSTER_TIME: virtual or real expected, got 'fast'\n")
    }
}

@Suite struct `The reference in a terminal` {
    @Test func `is as wide as the columns that there are`() async throws {
        for (columns, width) in [("50", 50), ("400", 100), ("", 80), ("x", 80)] {
            var invocation = Invocation(["doc", "session"])
            invocation.environment = ["COLUMNS": columns]
            let lines = try await invocation.run().outputText.split(separator: "\n")
            let widest = lines.filter { !$0.hasPrefix("      ") }.map(\.count).max() ?? 0
            #expect(widest <= width && widest > width - 15, "\(columns): \(widest)")
        }
    }
}
