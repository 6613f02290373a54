import Foundation
import Testing

@testable import Scripting

/// What busted and luassert themselves said of the same texts stands beside them.
@Suite struct `Files of busted` {
    private static let folder = "Tests/ScriptingTests/Assertions/Specs/"

    @Test func `have the verdicts that busted gives, at the same lines`() throws {
        let expected = try RepositoryFiles.text(Self.folder + "verdicts.expected")
        var texts: [String: String] = [:]
        var found = ""
        for line in expected.split(separator: "\n") {
            let match = try #require(line.firstMatch(of: /^[a-z]+ ([\w.]+)(?::\d+)?: (.*)$/))
            let file = String(match.1)
            let text = try texts[file] ?? RepositoryFiles.text(Self.folder + file)
            texts[file] = text
            // A test has a state of its own.
            let world = try AssertionWorld()
            let verdict = try #require(
                try world.verdict(ofTest: String(match.2), in: text, name: file))
            let place = verdict.line.map { ":\($0)" } ?? ""
            found += "\(verdict.status) \(verdict.file ?? file)\(place): \(match.2)\n"
        }
        let paths = RepositoryFiles.paths(in: Self.folder, ending: "_spec.lua")
        #expect(texts.count == paths.count)
        #expect(found == expected)
    }

    @Test func `have expressions that hold as in luassert, and give the same`() throws {
        let world = try AssertionWorld()
        let text = try RepositoryFiles.text(Self.folder + "expressions.lua")
        #expect(try world.run(text) == nil)
        let expected = try RepositoryFiles.text(Self.folder + "expressions.expected")
        let lines = expected.split(separator: "\n").map(String.init)
        let differing = zip(lines, world.lines).filter { $0 != $1 }.map { "\($0), not \($1)" }
        #expect(differing == [])
        #expect(lines.count == world.lines.count && lines.count > 1000)
    }
}
