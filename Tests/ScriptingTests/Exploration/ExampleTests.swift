import Directory
import Lua
import Scripting
import Testing
import TestRunner

@Suite struct `The examples` {
    private struct Told {
        var events: [String] = []
        var decisions: [Decision] = []
        var ending = ""
    }

    private static func run(_ path: String, under schedule: Schedule?) throws -> Told {
        var told = Told()
        var options = ScriptOptions()
        options.schedule = schedule
        let runner = try ScriptRunner(options, connection: .local(.builtIn)) {
            told.events.append("\($0)")
        }
        let text = try RepositoryFiles.text(path)
        told.ending = "\(Ending(runner.run(Array(text.utf8), name: path)))"
        told.decisions = runner.decisions
        return told
    }

    @Test func `measure`() throws {
        for path in RepositoryFiles.paths(in: "Examples", ending: ".lua") {
            var failed: [UInt64] = []
            var last = ""
            for seed in UInt64(1)...20 {
                let told = try Self.run(path, under: Schedule(seed: seed))
                if told.ending != "finished" { failed.append(seed); last = told.ending }
            }
            print(path, failed, last)
        }
    }
}
