import Directory
import Lua
import Testing

@testable import Scripting

@Suite struct `An assertion in the forms of busted` {
    /// Runs a file of tests without a test around; what is judged, a line each.
    private func judgements(_ text: String, telling: Bool = true) throws -> [String] {
        let log = EventLog()
        var options = ScriptOptions()
        options.tellsWhatHolds = telling
        let world = try ScriptWorld(options, connection: .local(.builtIn)) { log.note($0) }
        world.host.assertions = try Assertions.install(in: world.lua)
        let function = try world.lua.load(text, name: "a_spec.lua")
        _ = world.host.scheduler.run(function, arguments: [])
        return log.run(endingWith: .finished).judgements.map { judgement in
            let mark = judgement.holds ? "holds" : judgement.isTrial ? "tries" : "fails"
            let trial = judgement.holds && judgement.isTrial ? " (trial)" : ""
            return "\(judgement.location?.description ?? "-") \(mark)\(trial): \(judgement.text)"
        }
    }

    @Test(arguments: [
        ("assert.are.equal(1, 1)", "assert.are_equal(1, 1)"),
        ("assert.is_true(true, 'so')", "assert.is_true(true, \"so\")"),
        ("assert.is_not_nil('a\\nb')", "assert.is_not_nil(\"a\\nb\")"),
        ("assert.same({ 1, { a = false } }, { 1, { a = false } })", nil),
        ("assert.has_error(function() error 'no' end, 'no')", nil),
        ("assert.near(1, 1.05, 0.1)", "assert.near(1, 1.05, 0.1)"),
        ("assert(3, 'a value')", "assert(3, \"a value\")"), ("assert(1)", "assert(1)"),
        (
            "local s = spy.new() s(1) assert.spy(s).was.called_with(match.is_number())",
            "assert.spy(…).was_called_with(match.is_number())"
        ),
        (
            "local s = spy.new() s(s) assert.spy(s).was_called_with(s)",
            "assert.spy(…).was_called_with(spy)"
        ),
        ("assert.message('m').is_nil(nil)", "assert.message(…).is_nil(nil)"),
        ("assert.array({ 1 }).has.no.holes()", "assert.array(…).has_no_holes()"),
    ])
    func `tells that it holds, and in which line`(text: String, expected: String?) throws {
        let judgements = try judgements("\n" + text)
        #expect(judgements.count == 1)
        #expect(judgements[0].hasPrefix("a_spec.lua:2 holds: assert"))
        if let expected { #expect(judgements == ["a_spec.lua:2 holds: \(expected)"]) }
        #expect(try self.judgements(text, telling: false).isEmpty)
    }

    @Test(
        arguments: [
            (
                "assert.are.equal(1, 2)",
                "assert.are_equal(1, 2)\nExpected objects to be equal.\nPassed in:\n2\nExpected:\n1"
            ),
            (
                "assert.are.same({ a = 1 }, { a = 2 }, 'said')",
                """
                assert.are_same({ a = 1 }, { a = 2 }, "said")
                said
                Expected objects to be the same.
                Passed in:
                { a = 2 }
                Expected:
                { a = 1 }
                  a: expected 1, got 2
                """
            ),
            ("assert(false, 'no lobby')", "assert(false, \"no lobby\")\nno lobby"),
            ("assert(nil)", "assert(nil)\nassertion failed!"),
            ("assert(nil, { 1 })", "assert(nil, { 1 })\n{ 1 }"),
            (
                "assert.spy(spy.new()).was.called()",
                """
                assert.spy(…).was_called()
                Expected to be called >0 time(s), but was called 0 time(s)
                """
            ),
            (
                "assert.truthy()",
                "the 'truthy' function requires a minimum of 1 arguments, got: 0"
            ),
        ], [true, false])
    func `tells that it does not hold, and its message`(
        failing: (text: String, expected: String), telling: Bool
    ) throws {
        #expect(
            try judgements(failing.text, telling: telling)
                == ["a_spec.lua:1 fails: \(failing.expected)"])
    }

    @Test func `tells only what fails where nobody asked what holds`() throws {
        let text = """
            assert.is_true(true) assert(true)
            pcall(function() assert.is_true(false) end)
            assert.is_true(true)
            """
        #expect(
            try judgements(text, telling: false).map { $0.prefix(20) } == ["a_spec.lua:2 fails: "])
        #expect(try judgements(text).count == 4)
    }

    @Test func `is a trial where something else decides what comes of it`() throws {
        let text = """
            local muster = require "muster"
            assert.has_error(function() assert.equal(1, 2) end)
            muster.expect(function() assert(false, "no") end):to_fail()
            assert.has_error(function() muster.expect(1):to_be(2) end)
            local ready = false
            muster.spawn(function() muster.sleep "1s" ready = true end)
            muster.eventually(function() assert.is_true(ready) end)
            """
        let judgements = try judgements(text).map { $0.prefix { $0 != "\n" } }
        #expect(
            judgements.map { $0.prefix { $0 != "(" } } == [
                "a_spec.lua:2 tries: assert.equal", "a_spec.lua:2 holds: assert.has_error",
                "a_spec.lua:3 tries: assert", "a_spec.lua:3 holds: expected function ",
                "a_spec.lua:4 tries: expected 1 to be 2", "a_spec.lua:4 holds: assert.has_error",
                "a_spec.lua:7 tries: assert.is_true", "a_spec.lua:7 tries: assert.is_true",
                "a_spec.lua:7 holds ",
            ], "\(judgements)")
    }

    @Test func `asks no formatter of the test to tell that it holds`() throws {
        let text = """
            assert:add_formatter(function(value) if value == 1 then error "asked" end end)
            assert.are.equal(1, 1)
            """
        #expect(try judgements(text) == ["a_spec.lua:2 holds: assert.are_equal(1, 1)"])
    }
}
