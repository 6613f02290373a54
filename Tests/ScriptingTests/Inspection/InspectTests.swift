import Testing

@Suite struct `muster.inspect` {
    @Test(arguments: [
        ("nil", "nil"), ("true", "true"), ("12", "12"), ("1.0", "1.0"), ("null", "null"),
        ("'it\\'s \"so\"\\n\\0' .. '1'", "\"it's \\\"so\\\"\\n\\0001\""),
        ("'\\xff\\xfeé'", "\"\\255\\254\\195\\169\""), ("'é😀'", "\"é😀\""),
        ("{}", "{}"), ("{ 1, 2, { 3 } }", "{ 1, 2, { 3 } }"),
        ("{ b = 1, a = 2, 'x' }", "{ \"x\", a = 2, b = 1 }"),
        (
            "{ ['x y'] = 1, ['end'] = 2, [true] = 3, [10] = 4, [-1.5] = 5 }",
            "{ [-1.5] = 5, [10] = 4, [\"end\"] = 2, [\"x y\"] = 1, [true] = 3 }"
        ),
        ("{ [{ 1 }] = 1 }", "{ [{ 1 }] = 1 }"),
        ("{ nil, 2 }", "{ nil, 2 }"),
    ])
    func `shows values as a table constructor would write them`(
        value: String, expected: String
    ) throws {
        #expect(try lines("print(muster.inspect(\(value)))") == [expected])
    }

    @Test func `keeps to the width`() throws {
        let lines = try lines(
            """
            local value = { name = "lobby", members = { { xuid = "1" }, { xuid = "2" } }, 1, 2 }
            print(muster.inspect(value, { width = 30 }))
            print(muster.inspect(value, { width = 200 }))
            """)

        #expect(
            lines == [
                """
                {
                  1,
                  2,
                  members = {
                    { xuid = "1" },
                    { xuid = "2" },
                  },
                  name = "lobby",
                }
                """,
                "{ 1, 2, members = { { xuid = \"1\" }, { xuid = \"2\" } }, name = \"lobby\" }",
            ])
    }

    @Test func `numbers tables that stand in several places, cycles among them`() throws {
        let lines = try lines(
            """
            local a = { name = "a" }
            a.self = a
            print(muster.inspect(a))
            local shared = { 1 }
            print(muster.inspect { shared, shared, other = { shared } })
            """)

        #expect(
            lines == [
                "<1>{ name = \"a\", self = <table 1> }",
                "{ <1>{ 1 }, <table 1>, other = { <table 1> } }",
            ])
    }

    @Test func `folds what lies too deep`() throws {
        let lines = try lines(
            """
            print(muster.inspect({ a = { b = { c = 1 } }, d = {} }, { depth = 1 }))
            print(muster.inspect({ a = { b = { c = 1 } } }, { depth = 2 }))
            local deep = {}
            for _ = 1, 100000 do deep = { deep } end
            print(#muster.inspect(deep, { width = 10000 }) > 100)
            """)

        #expect(lines == ["{ a = {… 1 more}, d = {} }", "{ a = { b = {… 1 more} } }", "true"])
    }

    @Test func `shows documents of sessions and requests`() throws {
        let lines = try lines(
            """
            print(muster.inspect(muster.request():set("a", null):join { active = true }))
            local session = ada:write(ref, active)
            print(muster.inspect(session, { depth = 1 }):find("membersInfo = {… 5 more}", 1, true) ~= nil)
            """)

        #expect(
            lines == [
                """
                {
                  properties = { custom = { a = null } },
                  members = { me = { properties = { system = { active = true } } } },
                }
                """, "true",
            ])
    }

    @Test func `shows a large table in part, and asks no metamethod`() throws {
        let lines = try lines(
            """
            local large = {}
            for i = 1, 100000 do large[i] = i end
            local text = muster.inspect(large)
            print(#text < 500000, text:sub(-17))
            local sly = setmetatable({ 1 }, { __index = error, __pairs = error, __len = error })
            print(muster.inspect(sly))
            print(muster.inspect(print):match("^function: builtin") or muster.inspect(print):match("^function"))
            """)

        #expect(lines == ["true\t… 80000 more,\n}", "{ 1 }", "function"])
    }

    @Test func `fills lines with the words of a list`() throws {
        let lines = try lines(
            """
            local list = {}
            for place = 1, 20 do list[place] = place * 111 end
            print(muster.inspect(list, { width = 40 }))
            """)

        #expect(
            lines == [
                """
                {
                  111, 222, 333, 444, 555, 666, 777,
                  888, 999, 1110, 1221, 1332, 1443,
                  1554, 1665, 1776, 1887, 1998, 2109,
                  2220,
                }
                """
            ])
    }

    @Test func `colours words when asked to`() throws {
        #expect(
            try lines("print(muster.inspect({ a = 1 }, { color = true }))")
                == ["{ \u{1B}[34ma\u{1B}[0m = \u{1B}[36m1\u{1B}[0m }"])
    }

    @Test(arguments: ["{ width = 0 }", "{ depth = -1 }", "{ color = 1 }", "{ witdh = 1 }", "5"])
    func `refuses options that mean nothing`(options: String) throws {
        let lines = try lines("print((refusal(muster.inspect, {}, \(options))))")
        #expect(lines[0].contains("bad argument #2"))
    }
}
