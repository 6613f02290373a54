import Directory
import Lua
import Scripting
import TestRunner
import Testing

/// Runs files of tests as workers do: each test in a world of its own.
enum SuiteHarness {
    /// What came of one test.
    struct Result {
        var name: String
        var report: TestReport
        var lines: [String] = []

        /// All of it that a report tells.
        var text: String { "\(name) \(report) \(lines)" }
    }

    /// Declares what a file has.
    static func declare(_ source: String) throws -> (tests: [DeclaredTest], problem: TestReport?) {
        let world = try world(source) { _ in }
        let problem = world.declare()
        return (world.tests, problem)
    }

    /// Runs all tests of a file that are not skipped, in fresh states; and again one after the other
    /// from an image, which must give the same.
    static func run(_ source: String, seed: UInt64 = 1) throws -> [Result] {
        let (tests, problem) = try declare(source)
        if let problem { return [Result(name: "(file)", report: problem)] }
        let image = try #require(try TestWorldImage())
        return try tests.filter { $0.skipReason == nil }.map { test in
            let fresh = try run(test, of: source, seed, from: nil)
            let imaged = try run(test, of: source, seed, from: image)
            #expect(imaged.text == fresh.text)
            return fresh
        }
    }

    private static func run(
        _ test: DeclaredTest, of source: String, _ seed: UInt64, from image: TestWorldImage?
    ) throws -> Result {
        let log = EventLog()
        let world = try world(source, seed: seed, from: image) { log.note($0) }
        let report = world.declare(only: test.place) ?? world.run(test.place)
        return Result(
            name: test.test.id.fullName, report: report,
            lines: log.run(endingWith: .finished).lines)
    }

    /// The verdict of each test, a line each, with what its failure says first.
    static func verdicts(_ source: String) throws -> [String] {
        try run(source).map { result in
            var line = "\(result.name): \(result.report.verdict.rawValue)"
            if let failure = result.report.failure {
                let place = failure.location.map { "\($0): " } ?? ""
                line += " (\(place)\(failure.message))"
            }
            if let reason = result.report.skipReason { line += " (\(reason))" }
            return line
        }
    }

    static func world(
        _ source: String, seed: UInt64 = 1, from image: TestWorldImage? = nil,
        onEvent: @escaping (ScriptEvent) -> Void
    ) throws -> TestWorld {
        let file = TestFile(name: "flow_spec.lua", source: Array((names + source).utf8))
        return try TestWorld(
            file, ScriptOptions(time: .virtual, seed: seed), connection: .local(.builtIn),
            from: image, onEvent: onEvent)
    }

    /// What every file of these tests may name; it takes no line.
    private static let names = """
        local muster = require "muster"; local service = muster.service(); \
        local ada = service:user { xuid = "1", gamertag = "ada" }; 
        """
}
