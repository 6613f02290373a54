import Scripting
import TestRunner
import Testing

@Suite struct `A world of tests that begins from an image` {
    private static let pristine = """
        assert(type(string.rep) == "function" and ("x"):rep(2) == "xx" and getmetatable(_G) == nil)
        assert(rawget(_G, "leaked") == nil and getmetatable(nil) == nil)
        assert(collectgarbage "isrunning" and collectgarbage "incremental" == "incremental")
        assert(io.output() == io.stdout and type(table.insert) == "function")
        local muster = require "muster"
        assert(type(muster.service) == "function" and muster.clock ~= nil)
        expect(os.clock()):to_be(0.0)
        expect(math.random(1000000)):to_be(first_random)
        assert.are.same({ 1, { 2 } }, { 1, { 2 } })
        assert.is_nil(rawget(assert, "leaked"))
        local seat = service:users(1)[1]
        expect(seat:create(service:reference "quick")):to_have_member(seat)
        """

    @Test(arguments: [
        "leaked = 1 string.rep = nil setmetatable(_G, { __index = error })",
        "collectgarbage 'generational' collectgarbage 'stop' for i = 1, 1e4 do local t = { i } end",
        "local m = package.loaded.muster m.service = nil m.clock = nil package.loaded.muster = nil",
        "debug.setmetatable('', nil) debug.setmetatable(nil, { __index = function() end })",
        "for name in pairs(_G) do if name ~= '_G' then _G[name] = nil end end collectgarbage = nil",
        "assert.leaked = 1 stub(table, 'insert') expect = nil",
        "math.random(5) require 'muster'.sleep(5) leaked = coroutine.wrap(function() end)",
        "local t = {} for i = 1, 5000 do t[i] = ('x'):rep(i) end leaked = t",
        "setmetatable({}, { __gc = function() leaked = 1 end })",
        "service:users(3) require 'muster'.spawn(function() require 'muster'.sleep(1000) end)",
        "os.exit(3)",
    ])
    func `finds nothing of the one before`(spoiler: String) throws {
        let results = try SuiteHarness.run(
            """
            math.randomseed(1, 0)
            local first_random = math.random(1000000)
            math.randomseed(1, 0)
            it("spoils", { timeout = "1s" }, function() \(spoiler) end)
            it("finds all", function() \(Self.pristine) end)
            """)
        let end = try #require(results.last)
        #expect(end.name == "finds all")
        #expect(end.report.verdict == .passed, "\(end.report)")
    }

    @Test func `is filled anew while another one is open`() throws {
        let image = try #require(try TestWorldImage())
        let source = "it('counts', function() n = (n or 0) + 1 assert.are.equal(1, n) end)"
        let worlds = try (1...3).map { _ in
            try SuiteHarness.world(source, from: image) { _ in }
        }
        for world in worlds {
            #expect(world.declare() == nil)
            let place = try #require(world.tests.first?.place)
            #expect(world.run(place).verdict == .passed)
        }
    }
}
