import Lua
import Reporting
import Scripting
import Testing

@Suite struct `A hostile value` {
    private let style = InspectionStyle(width: 60)

    @Test func `that is nested very deeply is folded`() throws {
        let run = try ShownRun("value = {} for _ = 1, 100000 do value = { value } end")
        #expect(
            try run.text(style) { $0.note = "" } == "{ { { { {… 1 more} } } } }")
        let deep = try run.text(InspectionStyle(width: 100_000), depth: 1_000) { $0.note = "" }
        #expect(
            deep
                == String(repeating: "{ ", count: 100) + "{… 1 more}"
                + String(repeating: " }", count: 100))
    }

    @Test func `with a text of its own is shown by it only where that is asked for`() throws {
        let run = try ShownRun(
            #"""
            value = setmetatable({ 1 }, { __tostring = function() return "own\27[31m\ntext" end })
            """#)
        #expect(try run.text(style) == "{ 1 }")
        #expect(try run.text(style) { $0.usesToString = true } == "own\\27[31m\ntext")
    }

    @Test func `whose own text fails is shown without it`() throws {
        let run = try ShownRun("value = setmetatable({ 1 }, { __tostring = error })")
        #expect(try run.text(style) { $0.usesToString = true } == "{ 1 }")
    }

    @Test func `leaves the stack as it was`() throws {
        let run = try ShownRun(
            "value = { { {} }, print, stacy, [stacy] = 1, [{}] = 2, n = 0/0, [1.5] = 'x' }")
        let before = run.runner.lua.stack.count
        #expect(
            try run.text(style, depth: 1)
                == """
                {
                  {… 1 more},
                  function (built in),
                  stacy,
                  [1.5] = "x",
                  n = nan,
                  [stacy] = 1,
                  [{}] = 2,
                }
                some is left out: muster.inspect(_) gives more
                """)
        #expect(run.runner.lua.stack.count == before)
    }

    @Test func `that is a string of many lines stays on one`() throws {
        #expect(try shown(#""a\nb\r\tc""#) == #""a\nb\r\tc""#)
    }

    @Test func `that is a closed connection is named`() throws {
        let run = try ShownRun("value = stacy:connect() value:stop()")
        let text = try run.text(style)
        #expect(text.hasPrefix("stopped connection of stacy "))
    }

    @Test(arguments: [1, 2, 10])
    func `does not break a terminal of few columns`(width: Int) throws {
        let script = """
            local lobby = stacy:create(ref, muster.request():set("map", "dust"):join { active = true })
            value = lobby
            """
        let run = try ShownRun(script)
        let few = InspectionStyle(width: width)
        #expect(try run.text(few).split(separator: "\n").count > 3)
        #expect(run.changes(few).split(separator: "\n").allSatisfy { $0.count <= width })
        #expect(run.timeline(few).split(separator: "\n").allSatisfy { $0.count <= width })
        #expect(run.summary("quick", "lobby", lines: 9, few).split(separator: "\n").count <= 9)
    }
}
