import Reporting
import Scripting
import Testing

@Suite struct `A value at the prompt` {
    @Test func `is shown as a table constructor would write it`() throws {
        let run = try ShownRun(
            #"""
            value = { nil, true, 3, 3.5, "it's \"so\"", null, map = "dust", ["x y"] = {}, [10] = 0/0 }
            """#)

        #expect(
            try run.text(InspectionStyle(width: 72)).visible
                == #"""
                {
                  nil,
                  true,
                  3,
                  3.5,
                  "it's \"so\"",
                  null,
                  [10] = nan,
                  ["x y"] = {},
                  map = "dust",
                }
                """#)
        #expect(
            try run.text(InspectionStyle(width: 30)).visible
                == #"""
                {
                  nil,
                  true,
                  3,
                  3.5,
                  "it's \"so\"",
                  null,
                  [10] = nan,
                  ["x y"] = {},
                  map = "dust",
                }
                """#)
        #expect(
            try run.text(InspectionStyle(width: 72, isColored: true)).visible
                == #"""
                {
                  ␛[33mnil␛[0m,
                  ␛[33mtrue␛[0m,
                  ␛[36m3␛[0m,
                  ␛[36m3.5␛[0m,
                  ␛[32m"it's \"so\""␛[0m,
                  ␛[33mnull␛[0m,
                  ␛[34m[10]␛[0m = ␛[36mnan␛[0m,
                  ␛[34m["x y"]␛[0m = {},
                  ␛[34mmap␛[0m = ␛[32m"dust"␛[0m,
                }
                """#)
    }

    @Test func `is folded at a depth, with the number of entries that are hidden`() throws {
        let run = try ShownRun(
            #"""
            value = { a = { b = { c = { d = { e = 1, f = 2 } } } }, empty = {} }
            """#)

        #expect(
            try run.text(InspectionStyle(width: 72)).visible
                == #"""
                { a = { b = { c = { d = {… 2 more} } } }, empty = {} }
                some is left out: muster.inspect(_) gives more
                """#)
    }

    @Test func `of ten thousand elements is cut, and says how to see more`() throws {
        let run = try ShownRun(
            #"""
            value = {}
            for place = 1, 10000 do value[place] = place * 1000 end
            """#)

        #expect(
            try run.text(InspectionStyle(width: 72)).visible
                == #"""
                {
                  1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10000, 11000,
                  12000, 13000, 14000, 15000, 16000, 17000, 18000, 19000, 20000, 21000,
                  22000, 23000, 24000, 25000, 26000, 27000, 28000, 29000, 30000, 31000,
                  32000, 33000, 34000, 35000, 36000, 37000, 38000, 39000, 40000, 41000,
                  42000, 43000, 44000, 45000, 46000, 47000, 48000, 49000, 50000,
                  … 9950 more,
                }
                some is left out: muster.inspect(_) gives more
                """#)
        #expect(
            try run.text(InspectionStyle(width: 40)).visible
                == #"""
                {
                  1000, 2000, 3000, 4000, 5000, 6000,
                  7000, 8000, 9000, 10000, 11000, 12000,
                  13000, 14000, 15000, 16000, 17000,
                  18000, 19000, 20000, 21000, 22000,
                  23000, 24000, 25000, 26000, 27000,
                  28000, 29000, 30000, 31000, 32000,
                  33000, 34000, 35000, 36000, 37000,
                  38000, 39000, 40000, 41000, 42000,
                  43000, 44000, 45000, 46000, 47000,
                  48000, 49000, 50000, … 9950 more,
                }
                some is left out: muster.inspect(_) gives more
                """#)
    }

    @Test func `with very many names is cut in their order`() throws {
        let run = try ShownRun(
            #"""
            value = {}
            for place = 10000, 1, -1 do value[string.format("name%05d", place)] = string.rep("x", place) end
            local few = {}
            for place = 1, 4 do few[place] = value end
            local long = string.rep("k", 1000)
            value = { few, [long] = 1 }
            """#)

        #expect(
            try run.text(InspectionStyle(width: 60)) { $0.entriesLimit = 6 }.visible
                == #"""
                {
                  {
                    <1>{
                      name00001 = "x",
                      name00002 = "xx",
                      name00003 = "xxx",
                      name00004 = "xxxx",
                      name00005 = "xxxxx",
                      name00006 = "xxxxxx",
                      … 9994 more,
                    },
                    <table 1>,
                    <table 1>,
                    <table 1>,
                  },
                  ["kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk…"] = 1,
                }
                some is left out: muster.inspect(_) gives more
                """#)
    }

    @Test func `names tables that hold themselves`() throws {
        let run = try ShownRun(
            #"""
            value = { name = "a", list = {} }
            value.self = value
            value.list[1] = value.list
            """#)

        #expect(
            try run.text(InspectionStyle(width: 72)).visible
                == #"""
                <1>{ list = <2>{ <table 2> }, name = "a", self = <table 1> }
                """#)
    }

    @Test func `that is a string of a megabyte is cut to the width inside of a table`() throws {
        let run = try ShownRun(
            #"""
            value = { text = string.rep("long ", 200000), last = string.rep("é", 500000) }
            """#)

        #expect(
            try run.text(InspectionStyle(width: 72)).visible
                == #"""
                {
                  last = "éééééééééééééééééééééééééééééééééééééééééééé…" +999912 bytes,
                  text = "long long long long long long long long long…" +999956 bytes,
                }
                some is left out: muster.inspect(_) gives more
                """#)
        #expect(
            try run.text(InspectionStyle(width: 30)).visible
                == #"""
                {
                  last = "éé…" +999996 bytes,
                  text = "lo…" +999998 bytes,
                }
                some is left out: muster.inspect(_) gives more
                """#)
    }

    @Test func `that is binary or orders a terminal about is shown in escapes`() throws {
        let run = try ShownRun(
            #"""
            value = { "\27[2J\27]0;title\7", "\xff\xfe\0001", "\u{9b}31m", "\u{202e}drawkcab", ["\27[1m"] = "\r\n\t" }
            """#)

        #expect(
            try run.text(InspectionStyle(width: 72)).visible
                == #"""
                {
                  "\27[2J\27]0;title\7",
                  "\255\254\0001",
                  "\u{9B}31m",
                  "\u{202E}drawkcab",
                  ["\27[1m"] = "\r\n\t",
                }
                """#)
        #expect(
            try run.text(InspectionStyle(width: 72, isColored: true)).visible
                == #"""
                {
                  ␛[32m"\27[2J\27]0;title\7"␛[0m,
                  ␛[32m"\255\254\0001"␛[0m,
                  ␛[32m"\u{9B}31m"␛[0m,
                  ␛[32m"\u{202E}drawkcab"␛[0m,
                  ␛[34m["\27[1m"]␛[0m = ␛[32m"\r\n\t"␛[0m,
                }
                """#)
    }

    @Test func `has the columns that wide characters take`() throws {
        let run = try ShownRun(
            #"""
            value = { "日本語の名前", "日本語の名前", "日本語の名前" }
            """#)

        #expect(
            try run.text(InspectionStyle(width: 54, columns: wideColumns)).visible
                == #"""
                { "日本語の名前", "日本語の名前", "日本語の名前" }
                """#)
        #expect(
            try run.text(InspectionStyle(width: 53, columns: wideColumns)).visible
                == #"""
                { "日本語の名前", "日本語の名前", "日本語の名前" }
                """#)
    }

    @Test func `that is a function, a thread or a file is named`() throws {
        let run = try ShownRun(
            #"""
            value = { print, function() end, coroutine.create(print), io.stdout, muster.sleep }
            """#)

        #expect(
            try run.text(InspectionStyle(width: 72)).visible
                == #"""
                {
                  function (built in),
                  function (flow.lua:1),
                  thread,
                  FILE*,
                  function (built in),
                }
                """#)
    }

    @Test func `is asked for no metamethod`() throws {
        let run = try ShownRun(
            #"""
            local trap = function() error("asked") end
            value = setmetatable({ 1, 2 }, {
              __tostring = trap, __index = trap, __pairs = trap, __len = trap, __name = "trap", __eq = trap,
            })
            debug.setmetatable(0, { __tostring = trap })
            debug.setmetatable(print, { __tostring = trap, __name = trap })
            debug.setmetatable(coroutine.create(trap), { __tostring = trap })
            value.f = print
            value.t = coroutine.create(trap)
            """#)

        #expect(
            try run.text(InspectionStyle(width: 72)).visible
                == #"""
                { 1, 2, f = function (built in), t = thread }
                """#)
    }

    @Test func `that is nothing, a number or a truth value is shown by itself`() throws {
        let run = try ShownRun(
            #"""
            value = nil
            """#)

        #expect(
            try run.text(InspectionStyle(width: 72)).visible
                == #"""
                nil
                """#)
        #expect(
            try run.text(InspectionStyle(width: 72, isColored: true)).visible
                == #"""
                ␛[33mnil␛[0m
                """#)
    }
}
