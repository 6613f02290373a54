import Scripting
import Testing
import TestRunner

@Suite struct `A file of tests` {
    @Test func `runs every test in a state of its own`() throws {
        let source = """
            local count = 0
            describe("a counter", function()
              it("begins at nothing", function() count = count + 1 expect(count):to_be(1) end)
              it("begins at nothing again", function() count = count + 1 expect(count):to_be(1) end)
            end)
            """
        #expect(
            try SuiteHarness.verdicts(source) == [
                "a counter begins at nothing: passed", "a counter begins at nothing again: passed",
            ])
    }

    @Test func `runs hooks from the outside in and back`() throws {
        let source = """
            before_all(function() print "file before all" end)
            after_all(function() print "file after all" end)
            before_each(function() print "file before" end)
            after_each(function() print "file after" end)
            describe("inner", function()
              before_all(function() print "inner before all" end)
              after_all(function() print "inner after all" end)
              before_each(function() print "inner before" end)
              after_each(function() print "inner after" end)
              it("runs", function()
                finally(function() print "finally" end)
                print "the test"
              end)
            end)
            """
        #expect(
            try SuiteHarness.run(source)[0].lines == [
                "file before all", "inner before all", "file before", "inner before", "the test",
                "finally", "inner after", "file after", "inner after all", "file after all",
            ])
    }

    @Test func `tells failures, errors and skips apart`() throws {
        let source = """
            it("fails", function() expect(1):to_be(2) end)
            it("errs", function() error "no" end)
            it("calls nothing", function() local a a() end)
            it("skips itself", function() skip "not here" end)
            it("skips itself as busted does", function() pending "later" end)
            it("passes", function() end)
            """
        #expect(
            try SuiteHarness.verdicts(source) == [
                "fails: failed (flow_spec.lua:1: expected 1 to be 2)",
                "errs: error (flow_spec.lua:2: no)",
                "calls nothing: error (flow_spec.lua:3: attempt to call a nil value (local 'a'))",
                "skips itself: skipped (not here)",
                "skips itself as busted does: skipped (later)", "passes: passed",
            ])
    }

    @Test func `runs what comes after a test however that ends`() throws {
        let source = """
            after_each(function() print "after" end)
            it("fails", function() finally(function() print "finally" end) error "no" end)
            it("can never end", function() muster.channel():receive() end)
            """
        let results = try SuiteHarness.run(source)
        #expect(results.map(\.lines) == [["finally", "after"], ["after"]])
        #expect(results.map(\.report.verdict) == [.error, .deadlocked])
    }

    @Test func `keeps the first failure and notes the others`() throws {
        let source = """
            after_each(function() error "second" end)
            it("fails", function() error "first" end)
            """
        let report = try SuiteHarness.run(source)[0].report
        #expect(report.failure?.message == "first")
        #expect(report.notes == ["then, after the test: flow_spec.lua:1: second"])
    }

    @Test func `does not run a test whose hook before it failed, but leaves its blocks`() throws {
        let source = """
            before_each(function() error "no" end)
            after_each(function() print "after" end)
            after_all(function() print "after all" end)
            it("never runs", function() print "the test" end)
            """
        let result = try SuiteHarness.run(source)[0]
        #expect(result.lines == ["after", "after all"])
        #expect(result.report.failure?.location == ScriptLocation(file: "flow_spec.lua", line: 1))
    }

    @Test func `lets tasks of hooks go on in the test and tells of those left behind`() throws {
        let source = """
            local seen = 0
            local ticker
            before_each(function()
              ticker = muster.spawn(function() while true do muster.sleep "1s" seen = seen + 1 end end)
            end)
            it("ticks", function() muster.sleep "3500ms" expect(seen):to_be(3) ticker:cancel() end)
            it("forgets", function() end)
            it("may forget", { leaks = true }, function() end)
            """
        let reports = try SuiteHarness.run(source).map(\.report)
        #expect(reports.map(\.verdict) == [.passed, .leaked, .passed])
        #expect(
            reports[1].leaks == [
                Attempt.Leak(
                    kind: "task", name: "task 3, which waits for 1s to pass since flow_spec.lua:4",
                    location: ScriptLocation(file: "flow_spec.lua", line: 4))
            ])
    }

    @Test func `fails when a task fails that nobody waits for`() throws {
        let source = """
            before_each(function() muster.spawn(function() muster.sleep "1s" error "in the back" end) end)
            it("waits", function() muster.sleep "2s" end)
            """
        #expect(
            try SuiteHarness.verdicts(source) == ["waits: error (flow_spec.lua:1: in the back)"])
    }

    @Test func `says who waits for what in a deadlock`() throws {
        let source = """
            it("waits for ever", function()
              local channel = muster.channel()
              muster.spawn(function() channel:receive() end)
              channel:receive()
            end)
            """
        let report = try SuiteHarness.run(source)[0].report
        #expect(report.verdict == .deadlocked)
        #expect(report.waits.map(\.location?.line) == [4, 3])
    }

    @Test func `takes os exit for an error and runs nothing more`() throws {
        let source = """
            after_each(function() print "after" end)
            it("leaves", function() os.exit(0) end)
            """
        let result = try SuiteHarness.run(source)[0]
        #expect(result.report.verdict == .error)
        #expect(result.lines.isEmpty)
    }
}

@Suite struct `What a file declares` {
    @Test func `is found in the order declared, with tags, cases and options`() throws {
        let source = """
            it("first #fast", function() end)
            describe("lobby #net", { timeout = "5s", retries = 2 }, function()
              it("knows {visibility}", cases { { visibility = "open" }, { visibility = "private" } },
                function(case) expect(case.visibility):to_be_a "string" end)
              it("same", { tags = { "slow" }, seed = 7 }, function() end)
              it("same", function() end)
              it "unwritten"
              it.skip("not now", function() end)
              it.only("this", function() end)
              pending("later", function() end)
            end)
            it("last", { skip = "flaky" }, function() end)
            """
        let tests = try SuiteHarness.declare(source).tests
        #expect(
            tests.map { "\($0.test.id.fullName) \($0.test.tags.sorted()) \($0.skipReason ?? "-")" }
                == [
                    "first #fast [\"fast\"] -", "lobby #net knows open #1 [\"net\"] -",
                    "lobby #net knows private #2 [\"net\"] -",
                    "lobby #net same [\"net\", \"slow\"] -", "lobby #net same (2) [\"net\"] -",
                    "lobby #net unwritten [\"net\"] not yet written",
                    "lobby #net not now [\"net\"] ", "lobby #net this [\"net\"] -",
                    "lobby #net later [\"net\"] pending", "last [] flaky",
                ])
        #expect(tests.filter(\.test.isOnly).map(\.test.id.name) == ["this"])
        #expect(tests[1].timeout == .seconds(5) && tests[1].retries == 2 && tests[3].seed == 7)
        #expect(tests[1].place == .init(blocks: [0], test: 0, caseIndex: 0, line: 3))
    }

    @Test func `is refused where it makes no sense`() throws {
        let source = """
            it("declares in a test", function() it("inner", function() end) end)
            it("declares in a hook", function() end)
            after_each(function() describe("x", function() end) end)
            """
        #expect(
            try SuiteHarness.run(source).map { $0.report.failure?.message } == [
                "'it' cannot be called inside of a test: tests are declared in the file or in the "
                    + "body of a 'describe'",
                "'describe' cannot be called in a hook: tests are declared in the file or in the "
                    + "body of a 'describe'",
            ])
        let bad = try SuiteHarness.declare("it('x', { timeot = '5s' }, function() end)").problem
        #expect(
            bad?.failure?.message.hasPrefix("bad argument #2 to 'it'") == true,
            "\(bad?.failure?.message ?? "-")")
    }

    @Test func `says why a file does not load`() throws {
        #expect(try SuiteHarness.verdicts("it('x',")[0].hasPrefix("(file): error (flow_spec.lua:1"))
        #expect(
            try SuiteHarness.verdicts("describe('x', function() error 'no' end)")
                == ["(file): error (flow_spec.lua:1: no)"])
    }

    @Test func `has a limit, which is told where it is reached`() throws {
        let source = "for number = 1, math.huge do it('test ' .. number, function() end) end"
        let failure = try SuiteHarness.declare(source).problem?.failure
        #expect(
            failure?.message
                == "a file can declare 100000 tests, blocks and hooks, and no more")
        #expect(failure?.location?.line == 1)
        let cases =
            "local list = {} for n = 1, 60000 do list[n] = n end "
            + "it('a', cases(list), print) it('b', cases(list), print)"
        #expect(try SuiteHarness.declare(cases).problem != nil)
    }
}
