import Scripting
import TestRunner
import Testing

/// What declares tests is given whatever there is.
@Suite struct `A declaration` {
    private static let functions = [
        "describe", "it", "describe.only", "it.skip", "cases", "before_each", "after_all",
        "finally",
        "skip", "pending", "randomize", "expect", "eventually", "spy", "stub", "mock", "assert",
    ]
    private static let values = [
        "", "nil", "1", "-1.5", "'text'", "{}", "{ 1, nil, 3 }", "print", "coroutine.create(print)",
        "'x', {}", "'x', { tags = 1 }", "'x', 'y', 'z'", "'x', cases, print",
        "'x', { timeout = -1 }",
        "'x', { seed = 0.5 }, print", "'\\xff', { skip = '\\xfe' }",
        "setmetatable({}, { __index = error })",
    ]

    @Test(arguments: functions) func `takes any argument or says what is wrong`(name: String) throws
    {
        for value in Self.values {
            let problem = try SuiteHarness.declare("\(name)(\(value))").problem
            guard let failure = problem?.failure else { continue }
            // A function of the host as the body of a block has no line.
            let file = failure.location?.file ?? "flow_spec.lua"
            #expect(file == "flow_spec.lua", "\(name)(\(value)): \(failure.message)")
            #expect(!failure.message.isEmpty)
        }
    }

    @Test func `names the argument that is wrong by its place in the call`() throws {
        let message = try SuiteHarness.declare("it(5, {})").problem?.failure?.message
        #expect(message == "bad argument #1 to 'it' (string expected, got number)")
    }

    @Test func `refuses an option that is none, with the nearest`() throws {
        let message = try SuiteHarness.declare("it('x', { timeot = '1s' }, print)").problem?
            .failure?.message
        #expect(message?.contains("timeout") == true, "\(message ?? "-")")
    }
}
