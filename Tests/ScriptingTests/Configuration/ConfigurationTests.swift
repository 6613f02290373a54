import Directory
import JSON
import Lua
import TestRunner
import Testing

@testable import Scripting

@Suite struct `A configuration file` {
    private func read(_ text: String) throws(ConfigurationError) -> Configuration {
        try Configuration(reading: Array(text.utf8), name: "muster.lua")
    }

    @Test func `sets what it mentions`() throws {
        let all = try read(
            """
            local folder = "templates"
            return {
              service = "http://127.0.0.1:8107", templates = { folder .. "/a.json", "b.json" },
              seed = 7, time = "real", timeout = "1.5s",
            }
            """)
        #expect(all.service == "http://127.0.0.1:8107")
        #expect(all.templates == ["templates/a.json", "b.json"])
        #expect(all.seed == 7)
        #expect(all.time == .real)
        #expect(all.timeout == .milliseconds(1500))
        #expect(try read("return {}") == Configuration())
        #expect(
            try read("#!/usr/bin/env lua\nreturn { templates = {}, timeout = 2 }").templates == [])
        #expect(try read("return { timeout = 2 }").timeout == .seconds(2))
    }

    @Test(arguments: [
        ("return 7", "muster.lua: the file must return a table, not number"),
        ("", "muster.lua: the file must return a table, not nil"),
        ("return {", "muster.lua:1: unexpected symbol near <eof>"),
        ("\nlocal x = nil + 1", "muster.lua:2: attempt to perform arithmetic on a nil value"),
        ("error 'no'", "muster.lua:1: attempt to call a nil value (global 'error')"),
        ("return { sede = 1 }", "muster.lua: unknown field 'sede'; did you mean 'seed'?"),
        ("return { 'local' }", "muster.lua: a table with named fields expected"),
        ("return { seed = 1.5 }", "muster.lua: field 'seed': integer expected, got number"),
        ("return { seed = -1 }", "muster.lua: field 'seed': a number from 0 up expected"),
        (
            "return { time = 'vitrual' }",
            "muster.lua: field 'time': invalid option 'vitrual'; did you mean 'virtual'?"
        ),
        (
            "return { templates = { 1 } }",
            "muster.lua: field 'templates': element 1: string expected, got number"
        ),
        (
            "return { timeout = 'soon' }",
            "muster.lua: field 'timeout': a duration such as \"30s\", or seconds, expected"
        ),
        (
            "return { timeout = 0 }",
            "muster.lua: field 'timeout': a duration such as \"30s\", or seconds, expected"
        ),
        ("while true do end", "muster.lua:1: the instruction budget is spent"),
        ("local s = 'x' while true do s = s .. s end", "muster.lua: not enough memory"),
    ])
    func `is refused for what is wrong in it`(text: String, message: String) throws {
        let error = try #require(throws: ConfigurationError.self) { try read(text) }
        #expect("\(error)".hasPrefix(message), "\(error)")
    }

    @Test(arguments: ["print", "os", "io", "require", "load", "string", "pairs", "_VERSION", "_G"])
    func `finds nothing of the world`(name: String) throws {
        #expect(try read("return { service = \(name) == nil and 'nothing' }").service == "nothing")
    }

    @Test func `finds no methods of strings`() throws {
        let error = try #require(throws: ConfigurationError.self) {
            try read("return { service = ('x'):rep(3) }")
        }
        #expect("\(error)".hasPrefix("muster.lua:1: attempt to index a string value"), "\(error)")
    }

    @Test func `is refused when it is no text`() throws {
        let error = try #require(throws: ConfigurationError.self) {
            try Configuration(reading: [0xff, 0xfe], name: "muster.lua")
        }
        #expect("\(error)".hasPrefix("muster.lua:1: "), "\(error)")
    }
}

@Suite struct `Settings of the environment` {
    private func read(_ variables: [String: String]) throws(ConfigurationError) -> Configuration {
        try Configuration { variables[$0] }
    }

    @Test func `have names of their own`() throws {
        let all = try read([
            "MUSTER_SERVICE": "http://127.0.0.1:1", "MUSTER_TEMPLATES": "a.json:b/c.json",
            "MUSTER_SEED": "18446744073709551615", "MUSTER_TIME": "real", "MUSTER_TIMEOUT": "2m",
        ])
        #expect(all.service == "http://127.0.0.1:1")
        #expect(all.templates == ["a.json", "b/c.json"])
        #expect(all.seed == .max)
        #expect(all.time == .real)
        #expect(all.timeout == .seconds(120))
        #expect(try read(["MUSTER_SEED": "", "OTHER": "x"]) == Configuration())
    }

    @Test(arguments: [
        ("MUSTER_SEED", "-1", "a number from 0 up"), ("MUSTER_TIME", "fast", "virtual or real"),
        ("MUSTER_TIMEOUT", "0s", "a duration such as 30s, 500ms or 2m"),
    ])
    func `are refused by name`(name: String, value: String, expected: String) throws {
        let error = try #require(throws: ConfigurationError.self) { try read([name: value]) }
        #expect("\(error)" == "\(name): \(expected) expected, got '\(value)'")
    }

    @Test func `go before those of a file, and after those of the command line`() throws {
        var flags = Configuration()
        flags.seed = 1
        let environment = try read(["MUSTER_SEED": "2", "MUSTER_TIME": "real"])
        var file = Configuration()
        (file.seed, file.time, file.timeout) = (3, .virtual, .seconds(9))
        let settings = flags.over(environment).over(file)
        #expect(settings.seed == 1)
        #expect(settings.time == .real)
        #expect(settings.timeout == .seconds(9))
        #expect(settings.service == nil)
        #expect(settings.templates == nil)
    }
}

@Suite struct `A new project` {
    private func file(_ path: String) throws -> String {
        try #require(ProjectFile.all.first { $0.path == path }).text
    }

    @Test func `has a flow that runs`() throws {
        #expect(
            try lines(of: "flows/first-flow.lua") == [
                "session quick #1 open: 0 stacy active, 1 5500462 reserved, 2 5500463 reserved",
                "session quick #2 open: 0 stacy active, 1 omar active, 2 5500463 reserved",
                "session quick #3 open: 0 stacy active, 1 omar active",
            ])
    }

    @Test func `has tests that pass`() throws {
        let results = try SuiteHarness.run(try file("tests/first-test.lua"))
        #expect(results.count == 3)
        #expect(results.allSatisfy { $0.report.verdict == .passed })
    }

    /// What a file prints that runs to its end.
    private func lines(of path: String) throws -> [String] {
        let log = EventLog()
        let runner = try ScriptRunner(ScriptOptions(), connection: .local(.builtIn)) {
            log.note($0)
        }
        let outcome = runner.run(Array(try file(path).utf8), name: path)
        let run = log.run(endingWith: outcome)
        #expect(run.ending == .finished)
        return run.lines
    }

    @Test func `has settings that can be read`() throws {
        let text = Array(try file(".muster.lua").utf8)
        let settings = try Configuration(reading: text, name: ".muster.lua")
        #expect(settings.service == "local")
        #expect(settings.templates == [])
        #expect(settings.seed == 1)
        #expect(settings.timeout == .seconds(60))
    }

    @Test func `tells the editor where the stubs are`() throws {
        let settings = try JSONValue(parsing: Array(try file(".luarc.json").utf8))
        let folder = try #require(settings["workspace.library"]?.arrayValue?.first?.stringValue)
        #expect(try file(folder + "/muster.lua") == ScriptReference.current.luacats)
        #expect(settings["runtime.version"]?.stringValue == "Lua 5.4")
    }

    @Test func `names only what is declared`() throws {
        for path in ["flows/first-flow.lua", "tests/first-test.lua"] {
            #expect(DeclaredNames(try file(path)).findings == [])
        }
    }

    @Test func `runs its flows in each pipeline by the same command`() throws {
        let commands = try [".github/workflows/flows.yml", ".gitlab-ci.yml"].map { path in
            try file(path).split(separator: "\n").compactMap { line in
                line.firstRange(of: "for flow in").map { String(line[$0.lowerBound...]) }
            }
        }
        #expect(commands[0].count == 1)
        #expect(commands[0] == commands[1])
    }
}
