import Lua
import Testing

@testable import Scripting

@Suite struct `An assertion` {
    /// Names for the values of ours that tests compare.
    private static let names = """
        local muster = require "muster"; \
        local service = muster.service(); \
        local ada = service:user { xuid = "1", gamertag = "ada" }; \
        local grace = service:user { xuid = "2", gamertag = "grace" }; \
        local ref = service:reference("quick", "lobby"); 
        """

    private func verdict(_ text: String) throws -> AssertionWorld.Verdict {
        try AssertionWorld().verdict(of: Self.names + text)
    }

    @Test(arguments: [
        "assert.are.equal(ada, ada)", "assert.are.same({ ada }, { ada })",
        "assert.are_not.same({ ada }, { grace })", "assert.is_userdata(ada)",
        "assert.are.equal(muster.null, muster.null)", "assert.is_not_nil(muster.null)",
        "assert.are.same({ a = muster.null }, muster.json.decode '{ \"a\": null }')",
        "assert.are.same({ 1, { 2 } }, muster.json.decode '[1, [2]]')",
        "assert.are.same({}, muster.json.decode '[]')", "assert.truthy(ada:gamertag())",
        "assert.has_error(function() ada:delete(ref, 5, 6, 7) end)",
        "assert.error_matches(function() muster.expect(1):to_be(2) end, 'expected 1 to be 2')",
        "assert.has_error(function() muster.expect(1):to_be(2) end, 'expected 1 to be 2')",
        "local s = spy.new() s(ada) assert.spy(s).was.called_with(ada)",
        "local s = spy.on(muster, 'guid') muster.guid() assert.spy(s).was.called(1)",
        // luassert calls table.insert itself, and never returns.
        "local s = stub(table, 'insert') table.insert({}, 1) assert.stub(s).was.called(1)",
        "stub(string, 'format') stub(_G, 'type') assert.has_error(function() assert.is_true(1) end)",
        "assert.same({ [1] = false }, { false })", "require 'busted.runner'()",
    ])
    func `knows what is of ours`(text: String) throws {
        let verdict = try verdict(text.replacing("ada:gamertag()", with: "ada"))
        #expect(verdict.status == "success", "\(verdict)")
    }

    @Test func `may call what waits`() throws {
        let text = """
            assert.has_no.errors(function() muster.sleep "5s" end)
            local s = spy.new(function(time) muster.sleep(time) return "rested" end)
            assert.are.equal("rested", s("5s"))
            assert.are.equal(10, muster.clock.elapsed)
            assert.has_error(function() muster.sleep "5s" error "late" end, "late")
            """
        #expect(try verdict(text).status == "success")
    }

    @Test(arguments: [
        (
            "assert.are.equal(1, \"1\")",
            "Expected objects to be equal.\nPassed in:\n\"1\"\nExpected:\n1"
        ),
        (
            "assert.are.same({ a = { b = 1, c = false } }, { a = { b = 1, c = true } })",
            """
            Expected objects to be the same.
            Passed in:
            { a = { b = 1, c = true } }
            Expected:
            { a = { b = 1, c = false } }
              a.c: expected false, got true
            """
        ),
        (
            "assert.are.equal({ 1 }, { 1 })",
            """
            Expected objects to be equal.
            Passed in:
            { 1 }
            Expected:
            { 1 }
            (the contents are the same, but not the tables; 'same' compares contents)
            """
        ),
        (
            "assert.is_string(ada, 'no name')",
            "no name\nExpected objects to be the same.\nPassed in:\nada\nExpected:\ntype string"
        ),
        (
            "assert.has_error(function() error 'lost' end, 'found')",
            "Expected a different error.\nCaught:\n\"lost\"\nExpected:\n\"found\""
        ),
        (
            "local s = spy.new() s(1, 'a') assert.spy(s).was.called_with(match.is_not_number(), 'b')",
            """
            Function was never called with matching arguments.
            Called with (last call if any):
            (1, "a")
            Expected:
            (match.is_not_number(), "b")
            """
        ),
        (
            "assert.spy(spy.new()).was.called(2)",
            "Expected to be called 2 time(s), but was called 0 time(s)"
        ),
        ("assert.array({ 1 }).has.holes()", "Expected array to have holes, but none was found."),
        (
            "assert.are.equal(1)",
            "the 'equals' function requires a minimum of 2 arguments, got: 1"
        ),
        (
            "assert:register('assertion', 'odd', function() return false end, 'is not odd') "
                + "assert.is_odd(2)", "is not odd"
        ),
        ("assert(false, 'told')", "told"),
        ("assert(nil)", "assertion failed!"),
    ])
    func `that does not hold says what was expected and found`(
        text: String, message: String
    ) throws {
        let verdict = try verdict(text)
        #expect(verdict.status == "failure")
        #expect(verdict.message == message)
        #expect(verdict.line == 1)
    }

    @Test func `leaves out what is equal where there is much of it`() throws {
        let text = """
            local function lobby(map)
              local members = {}
              for i = 1, 12 do members[i] = { name = "player " .. i, ready = true } end
              return { members = members, settings = { map = map, mode = "capture" } }
            end
            assert.are.same(lobby "dust", lobby "docks")
            """
        let verdict = try verdict(text)
        #expect(
            verdict.message == """
                Expected objects to be the same.
                Passed in:
                { settings = { map = "docks" } }
                Expected:
                { settings = { map = "dust" } }
                (what is equal is left out)
                  settings.map: expected "dust", got "docks"
                """)
        #expect(verdict.line == 6)
    }

    @Test func `says which name was meant`() throws {
        let verdict = try verdict("assert.are.eqaul(1, 1)")
        #expect(verdict.status == "error")
        #expect(
            verdict.message
                == "test.lua:1: no assertion or modifier is called 'eqaul'; did you mean 'equal'?")
    }

    @Test(arguments: [
        ("assert(false, 'told')", true), ("error('told', 0)", false),
        ("pcall(assert, false, 'told') error('other', 0)", false),
        ("assert(false, { 1 })", true), ("pcall(assert, false, { 1 }) error { 1 }", false),
        ("local ok, e = pcall(assert.is_true, false) error(e)", true),
        ("assert(false, 5)", true), ("assert()", false), ("error()", false),
    ])
    func `is told from another error`(text: String, isFailure: Bool) throws {
        #expect(try verdict(text).status == (isFailure ? "failure" : "error"))
    }

    @Test func `loads only what it needs`() throws {
        func memory(after text: String) throws -> Int {
            let world = try AssertionWorld()
            #expect(try world.run("collectgarbage() " + text) == nil)
            _ = try world.run("collectgarbage() print(collectgarbage 'count' * 1024 // 1)")
            return try #require(world.lines.last.flatMap { Double($0).map { Int($0) } })
        }
        let none = try memory(after: "")
        let plain = try memory(after: "assert(true)")
        let equal = try memory(after: "assert.are.equal(1, 1)")
        let spies = try memory(after: "spy.new()")
        #expect(plain - none < 1000)
        #expect(equal - none > 10_000)
        #expect(spies - equal > 20_000)
    }

    @Test func `comes from a text that is compiled once, and tells its lines as ever`() throws {
        var asked = 0
        func text() -> String {
            asked += 1
            return "local a = ...\nreturn a + nil"
        }
        for _ in 0..<3 {
            let lua = try LuaState()
            let chunk = try lua.load(own: text(), key: "a test of own texts", name: "own")
            let error = #expect(throws: LuaError.self) { try chunk.call(1) }
            #expect(
                error?.message == "own:2: attempt to perform arithmetic on a nil value")
        }
        #expect(asked == 1)
    }

    @Test func `is no global of other scripts`() throws {
        #expect(
            try lines("print(type(assert), spy, stub, mock, match)")
                == ["function\tnil\tnil\tnil\tnil"])
    }
}
