import Directory
import Lua
import Scripting
import Testing

@Suite struct `The chronicle of a run` {
    @Test func `tells of each version with the one before`() throws {
        var steps: [Chronicle.Step] = []
        let runner = try ScriptRunner(ScriptOptions(), connection: .local(.builtIn)) { _ in }
        runner.chronicle.onStep = { steps.append($0) }
        let script = """
            ada:create(ref, active)
            grace:join(ref)
            ada:get(ref)
            ada:leave(ref)
            """
        _ = runner.run(Array((ScriptHarness.names + script).utf8), name: "flow.lua")

        #expect(steps.map(\.version.changeNumber) == [1, 2, 3])
        #expect(steps.map { $0.before?.changeNumber } == [nil, 1, 2])
        #expect(steps.map(\.version.author) == ["ada", "grace", "ada"])
        #expect(steps.map(\.version.location?.line) == [1, 2, 4])
    }
}
