import Scripting
import TestRunner
import Testing

@Suite struct `A file that runs again for one of its tests` {
    /// What each test prints, run for itself.
    private func lines(_ source: String) throws -> [String] {
        try SuiteHarness.run(source).map { result in
            #expect(result.report.verdict == .passed, "\(result)")
            return result.lines.joined(separator: " ")
        }
    }

    @Test func `runs that test, wherever loops and lines declare it`() throws {
        let source = """
            local function declare(name) it(name, function() print(name) end) end
            for n = 1, 3 do it("in a loop " .. n, function() print(n) end) end
            declare "by a function" declare "by it again"
            it("a", function() print "a" end) it("b", function() print "b" end)
            it("alone", function() print "alone" end)
            pending "is counted"
            it("of {}", cases { 7, 8 }, function(case) print(case) end)
            for n = 1, 2 do
              describe("block " .. n, { tags = "t" }, function()
                before_each(function() print("before " .. n) end)
                it("first", function() print("first " .. n) end)
                for m = 1, 2 do it("inner " .. m, function() print("inner " .. m) end) end
              end)
            end
            """
        #expect(
            try lines(source) == [
                "1", "2", "3", "by a function", "by it again", "a", "b", "alone", "7", "8",
                "before 1 first 1", "before 1 inner 1", "before 1 inner 2", "before 2 first 2",
                "before 2 inner 1", "before 2 inner 2",
            ])
    }

    /// Declares a file, and runs its last test in a file that reads otherwise.
    private func report(_ first: String, then second: String) throws -> TestReport {
        let place = try #require(try SuiteHarness.declare(first).tests.last).place
        let world = try SuiteHarness.world(second) { _ in }
        return world.declare(only: place) ?? world.run(place)
    }

    @Test(arguments: [
        ("it('a', print) it('b', print)", "it('a', print)"),
        ("it('a', print) it('b', print)", "it('a', print)\nit('b', print)"),
        ("it('a', print)", "local nothing"), ("it('a', print)", "\nit('a', print)"),
        ("it('a', print)", "for n = 1, 2 do it('a' .. n, print) end"),
        ("it('a', print)", "it 'a'"),
        ("it('a', cases { 1, 2 }, print)", "it('a', cases { 1 }, print)"),
        ("for n = 1, 3 do it('a' .. n, print) end", "for n = 1, 2 do it('a' .. n, print) end"),
        ("describe('x', function() it('a', print) end)", "describe('x', function() end)"),
        ("describe('x', function() it('a', print) end)", "it('a', print)"),
    ])
    func `says that the test is not there`(first: String, second: String) throws {
        let report = try report(first, then: second)
        #expect(report.verdict == .error)
        #expect(
            report.failure?.message
                == "the file did not declare this test when it ran again: what it declares has to "
                + "depend on nothing but its seed")
    }

    @Test func `finds a test by its line behind others that are new`() throws {
        let source = "if NEW then it('new', print) end\nit('a', function() print 'a' end)"
        let report = try report(source, then: "NEW = true " + source)
        #expect(report.verdict == .passed)
    }

    @Test func `is stopped where it declares without end`() throws {
        let report = try report(
            "for n = 1, 3 do it('a' .. n, print) end",
            then: "for n = 1, math.huge do it('a' .. n, print) end")
        #expect(
            report.failure?.message
                == "a file can declare 100000 tests, blocks and hooks, and no more")
    }

    @Test func `still refuses declarations where they make no sense`() throws {
        let results = try SuiteHarness.run(
            """
            for n = 1, 2 do it("test " .. n, function() it("inner", print) end) end
            it("block", function() describe("inner", print) end)
            """)
        #expect(
            results.map { $0.report.failure?.message.hasSuffix("in the body of a 'describe'") }
                == [true, true, true])
    }
}
