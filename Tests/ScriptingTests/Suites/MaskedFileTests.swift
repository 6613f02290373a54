import Directory
import Scripting
import TestRunner
import Testing

@Suite struct `A file of tests without the tests that do not run` {
    private func world(_ file: TestFile) throws -> TestWorld {
        try TestWorld(file, ScriptOptions(), connection: .local(.builtIn)) { _ in }
    }

    /// A file of three tests, of which only the last is wanted.
    private func file(_ end: String) -> TestFile {
        let lines = [
            "local n = 1", "", "it('first', function()", "  n = 2", "end)", "  ", "",
            "it('second', function() end)", "it('last', function() error 'here' end)", "n = 3",
        ]
        return TestFile(
            name: "flow_spec.lua", source: Array(lines.joined(separator: end).utf8))
    }

    @Test(arguments: ["\n", "\r\n", "\n\r"])
    func `has all lines where they were`(end: String) throws {
        let file = file(end)
        let declaring = try world(file)
        #expect(declaring.declare() == nil)
        let test = try #require(declaring.tests.last)
        let text = try #require(
            MaskedFile(file, declaring: declaring.tests).text(for: test.place))
        let shown = String(decoding: text, as: UTF8.self)
        #expect(!shown.contains("first") && !shown.contains("second") && shown.contains("n = 3"))

        let lines = try [nil, text].map { text in
            let running = try world(file)
            #expect(running.declare(only: test.place, from: text) == nil)
            return running.run(test.place).failure?.location?.line
        }
        #expect(lines[0] != nil && lines[1] == lines[0])
    }

    @Test(arguments: ["\r", "\r \n"])
    func `is the whole file where its lines are not counted for certain`(end: String) throws {
        let file = file(end)
        let declaring = try world(file)
        #expect(declaring.declare() == nil)
        let place = try #require(declaring.tests.last?.place)
        #expect(MaskedFile(file, declaring: declaring.tests).text(for: place) == nil)
    }
}
