import Directory
import JSON
import Lua
import Reporting
import Scripting
import Testing

@Suite struct `The lines of scripts` {
    private func lines(_ script: String, isCounted: Bool = true) throws -> LineCoverage? {
        var options = ScriptOptions()
        options.countsLines = isCounted
        let runner = try ScriptRunner(options, connection: .local(.builtIn)) { _ in }
        let outcome = runner.run(Array(script.utf8), name: "flow.lua")
        guard case .finished = outcome else { throw Unfinished(outcome: "\(outcome)") }
        return runner.lineCoverage
    }

    private struct Unfinished: Error { let outcome: String }

    private static let story = """
        local muster = require "muster"
        local service = muster.service()
        local stacy = service:user "1"
        local ref = service:reference "quick"
        local lobby = stacy:write(ref, muster.request():join { active = true })
        muster.spawn(function()
          muster.sleep "5s"
          stacy:write(ref, muster.request():set("map", "Dust"))
        end)
        lobby:wait(function(now)
          return now.properties.custom.map
        end)
        if lobby.closed then
          print "closed"
        end
        """

    @Test func `count in tasks and in what the host calls back, and in no text of the host`()
        throws
    {
        // It is an error to name what a session does not have.
        let story = Self.story.replacing("lobby.closed", with: "lobby.searchHandle")
        let coverage = try #require(try lines(story))
        #expect(coverage.files.keys.sorted() == ["flow.lua"])
        let hits = coverage.files["flow.lua"] ?? [:]
        #expect(hits[7] == 1 && hits[8] == 1)
        #expect((hits[11] ?? 0) >= 1)
        #expect(hits[14] == 0)
        #expect(hits[9] == nil && hits[15] == nil)
    }

    @Test func `of tests count too, and all of a file are known`() throws {
        var options = ScriptOptions()
        options.countsLines = true
        let text = "local a = 1\nit(\"runs\", function()\n  a = 2\nend)\n"
        let file = TestFile(name: "tests.lua", source: Array(text.utf8))
        let world = try TestWorld(file, options, connection: .local(.builtIn)) { _ in }
        let masked = Array("local a = 1\n\n\n\n".utf8)
        #expect(world.declare(from: masked) == nil)
        var coverage = try #require(world.lineCoverage)
        #expect(coverage.files == ["tests.lua": [1: 1]])
        coverage.merge(try world.lines(of: file))
        #expect(coverage.files == ["tests.lua": [1: 1, 2: 0, 3: 0]])
    }

    @Test func `are not counted unless that is asked for`() throws {
        #expect(try lines("local x = 1", isCounted: false) == nil)
    }

    @Test func `are the same after their JSON form`() throws {
        let coverage = LineCoverage(files: ["b.lua": [10: 0, 9: 2], "a.lua": [1: .max]])
        #expect(
            coverage.json.text
                == #"{"version":1,"files":{"a.lua":{"1":9223372036854775807},"#
                + #""b.lua":{"9":2,"10":0}}}"#)
        #expect(LineCoverage(json: coverage.json) == coverage)
        #expect(LineCoverage(json: ["version": 2, "files": [:]]) == nil)
        #expect(LineCoverage(json: ["version": 1, "files": ["a": ["x": 1]]]) == nil)
        #expect(LineCoverage(json: ["version": 1, "files": ["a": ["1": -1]]]) == nil)
    }

    @Test func `are written as LCOV, sorted and without what is no file`() {
        let coverage = LineCoverage(files: [
            "./flows/b.lua": [10: 0, 9: 2], "/opt/a.lua": [1: 1], "(command line)": [1: 1],
            "empty.lua": [:], "two\nlines": [1: 1],
        ])
        #expect(
            coverage.lcov(sourceRoot: "/src") == """
                TN:
                SF:/src/flows/b.lua
                DA:9,2
                DA:10,0
                LF:2
                LH:1
                end_of_record
                TN:
                SF:/opt/a.lua
                DA:1,1
                LF:1
                LH:1
                end_of_record

                """)
        #expect(coverage.lcov().contains("SF:flows/b.lua\n"))
    }
}
