import Directory
import Lua
import Scripting
import Sessions
import Testing

@Suite struct `An expectation` {
    @Test(arguments: [
        "expect(1 + 1):to_be(2)", "expect(nil):to_be(nil)", "expect(1).never:to_be(2)",
        "expect({ 1, { a = 2 } }):to_equal { 1, { a = 2 } }",
        "expect({ a = false }):to_equal { a = false }",
        "expect({ 1 }).never:to_equal { 1, 2 }", "expect({ a = 1, b = 2 }):to_match { a = 1 }",
        "expect 'lobby':to_match '^lob'",
        "expect({ n = 5 }):to_match { n = function(v) return v > 4 end }",
        "expect(0):to_be_truthy()", "expect(false):to_be_falsy()", "expect(false):to_exist()",
        "expect(nil).never:to_exist()", "expect(ada):to_be_a 'user'",
        "expect(ada).never:to_be_a 'session'",
        "expect(0.1 + 0.2):to_be_near(0.3)", "expect(3):to_be_above(2)", "expect(3):to_be_below(4)",
        "expect(3):to_be_at_least(3)", "expect(3):to_be_at_most(3)",
        "expect({ 'a', { 1 } }):to_contain { 1 }", "expect('lobby'):to_contain 'obb'",
        "expect({ 1, 2 }):to_have_length(2)", "expect('four'):to_have_length(4)",
        "expect(lobby):to_have_member(ada)",
        "expect(lobby):to_have_member(ada, { status = 'active' })",
        "expect(lobby).never:to_have_member(grace)", "expect(lobby):to_match { changeNumber = 1 }",
        "expect(lobby):to_match { members = { { gamertag = 'ada' } } }",
        "expect(function() error 'lost' end):to_fail 'lost'",
        "expect(function() ada:create(ref, active) end):to_fail { status = 412 }",
        "expect(function() end).never:to_fail()",
        "local t = {} t.t = t local u = {} u.t = u expect(t):to_equal(u)",
    ])
    func `that holds says nothing`(text: String) throws {
        #expect(try ending(text) == .finished)
    }

    @Test(arguments: [
        ("expect(1):to_be(2)", "expected 1 to be 2"),
        ("expect(1).never:to_be(1)", "expected 1 never to be 1"),
        (
            "expect({ a = { b = 1, c = 2 } }):to_equal { a = { b = 1, c = 3 } }",
            "expected { a = { b = 1, c = 2 } } to equal { a = { b = 1, c = 3 } }\n  a.c: expected 3, got 2"
        ),
        (
            "expect({ 1 }):to_equal { 1, 2 }",
            "expected { 1 } to equal { 1, 2 }\n  2: expected 2, got nil"
        ),
        (
            "expect({ 1, 2 }):to_equal { 1 }",
            "expected { 1, 2 } to equal { 1 }\n  2: expected nil, got 2"
        ),
        ("expect 'arena':to_match '^lob'", "expected \"arena\" to match the pattern \"^lob\""),
        (
            "expect(lobby):to_have_member(grace)",
            "expected session quick #1 open: 0 ada active to have the member grace"
        ),
        (
            "expect(lobby):to_have_member(ada, { status = 'ready', index = 0 })",
            """
            expected session quick #1 open: 0 ada active to have the member ada with { index = 0, \
            status = "ready" }
              status: expected "ready", got "active"
            """
        ),
        (
            "expect(lobby):to_match { properties = { custom = { map = 'dust' } } }",
            """
            expected session quick #1 open: 0 ada active to match { properties = { custom = { map = "dust" } } }
              properties.custom.map: expected "dust", got nil
            """
        ),
        ("expect(5):to_have_member(ada)", "expected 5 to be a session"),
        (
            "expect(lobby):to_have_host(ada)",
            "expected session quick #1 open: 0 ada active to have the host ada"
        ),
        (
            "expect(function() error('lost', 0) end):to_fail 'found'",
            "expected function () to fail with \"found\", not with \"lost\""
        ),
        ("expect(function() end):to_fail()", "expected function () to fail"),
        ("expect('x'):to_be_above(2)", "expected \"x\" to be above 2"),
        ("expect({}):to_have_length(1)", "expected {} to have the length 1, not 0"),
        ("expect(nil):to_have_length(1)", "expected nil to have the length 1"),
    ])
    func `that does not hold says what was expected and found`(text: String, message: String) throws
    {
        guard case .failed(let found) = try ending(text) else {
            Issue.record("holds")
            return
        }
        #expect(found.replacing(/function \([^)]*\)/, with: "function ()") == message)
    }

    @Test func `is an error like others, at the line that made it`() throws {
        let run = try ScriptHarness.run(
            """
            local ok, problem = pcall(function()
              muster.expect(1):to_be(2)
            end)
            print(problem.kind, problem.message, problem.status, problem.where)
            """)
        #expect(run.lines == ["expectation\texpected 1 to be 2\tnil\tflow.lua:2"])
    }

    @Test func `is told as an event, whether it holds or not`() throws {
        let run = try ScriptHarness.run(
            """
            muster.sleep "2s"
            muster.expect(ada).never:to_be(grace)
            muster.expect({ a = 1 }):to_equal { a = 2 }
            """)
        let start = ScriptClock(.virtual).start
        let time = start.adding(milliseconds: 2_000)
        #expect(
            run.judgements == [
                .init(
                    "expected ada never to be grace", holds: true,
                    at: LuaLocation(chunk: "flow.lua", line: 2), time: time),
                .init(
                    "expected { a = 1 } to equal { a = 2 }\n  a: expected 2, got 1", holds: false,
                    at: LuaLocation(chunk: "flow.lua", line: 3), time: time),
            ])
    }

    @Test func `decides nothing where somebody looks at what comes of it`() throws {
        let run = try ScriptHarness.run(
            """
            local looks = 0
            clock:at("5s", function() looks = 10 end)
            muster.eventually(function() muster.expect(looks):to_be_above(5) end)
            muster.expect(function() muster.expect(1):to_be(2) end):to_fail()
            muster.expect(looks):to_be(10)
            pcall(function() muster.expect(1):to_be_a "session" end)
            """)
        #expect(
            run.judgements.map { "\($0.location?.line ?? 0) \($0.holds) \($0.isTrial)" } == [
                "3 false true", "3 true true", "4 false true", "4 true false", "5 true false",
                "6 false false",
            ])
    }

    private func ending(_ text: String) throws -> Ending {
        try ScriptHarness.run(
            "local expect = muster.expect local lobby = ada:create(ref, active) " + text
        ).ending
    }
}

@Suite struct `What is eventually so` {
    @Test func `is looked at when something has happened`() throws {
        let run = try ScriptHarness.run(
            """
            local looks = 0
            local done = false
            clock:at("5s", function() done = "yes" end)
            clock:at("9s", function() print "late" end)
            print(muster.eventually(function()
              looks = looks + 1
              assert(done)
              return done
            end), clock.elapsed, looks)
            """)
        #expect(run.lines == ["yes\t5.0\t2"])
    }

    @Test func `fails at once when nothing can happen any more`() throws {
        let run = try ScriptHarness.run(
            """
            local ok, problem = pcall(muster.eventually, function() muster.expect(1):to_be(2) end)
            print(ok, problem.message, clock.elapsed)
            """)
        #expect(run.lines == ["false\texpected 1 to be 2\t0.0"])
    }

    @Test func `fails when its time is over`() throws {
        let run = try ScriptHarness.run(
            """
            muster.spawn(function() while true do muster.sleep "1s" end end)
            local ok, problem = pcall(muster.eventually, function() error("never", 0) end, "3500ms")
            print(ok, problem, clock.elapsed)
            """)
        #expect(run.lines == ["false\tnever\t3.5"])
    }

    @Test func `may be awaited by several, who see what the others do`() throws {
        let run = try ScriptHarness.run(
            """
            local step = 0
            local function after(number)
              return function()
                muster.eventually(function() assert(step == number) end)
                step = step + 1
              end
            end
            muster.all { after(2), after(1), after(0) }
            print(step, clock.elapsed)
            """)
        #expect(run.lines == ["3\t0.0"])
    }

    @Test func `waits for the timers of a session`() throws {
        let run = try ScriptHarness.run(
            """
            ada:create(ref, active:reserve(grace))
            muster.eventually(function()
              muster.expect(ada:get(ref)).never:to_have_member(grace)
            end, "1m")
            print(clock.elapsed)
            """)
        #expect(run.lines == ["30.0"])
    }
}
