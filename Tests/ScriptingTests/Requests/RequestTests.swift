import Testing

@Suite struct `A request` {
    /// Steps with the document that they make of an empty request.
    static let steps: [(step: String, document: String)] = [
        (#"constant("mode", { 1, "x" })"#, #"{"constants":{"custom":{"mode":[1,"x"]}}}"#),
        (#"constant("mode", null)"#, #"{"constants":{"custom":{"mode":null}}}"#),
        (
            #"capability "connectivity""#,
            #"{"constants":{"system":{"capabilities":{"connectivity":true}}}}"#
        ),
        (
            #"capability("gameplay", false)"#,
            #"{"constants":{"system":{"capabilities":{"gameplay":false}}}}"#
        ),
        (#"set("map", "dust")"#, #"{"properties":{"custom":{"map":"dust"}}}"#),
        (#"set("id", math.maxinteger)"#, #"{"properties":{"custom":{"id":9223372036854775807}}}"#),
        (#"set("map", null)"#, #"{"properties":{"custom":{"map":null}}}"#),
        (#"set("a.b/c", {})"#, #"{"properties":{"custom":{"a.b/c":{}}}}"#),
        (#"set("list", json.array())"#, #"{"properties":{"custom":{"list":[]}}}"#),
        (
            "constants { system = { version = 1 }, custom = {} }",
            #"{"constants":{"custom":{},"system":{"version":1}}}"#
        ),
        ("properties { custom = { a = 1 } }", #"{"properties":{"custom":{"a":1}}}"#),
        ("join()", #"{"members":{"me":{}}}"#),
        (
            "join { active = true }",
            #"{"members":{"me":{"properties":{"system":{"active":true}}}}}"#
        ),
        (
            """
            join { custom = { a = 1 }, constants = { b = 2 }, initialize = true, \
            roles = { squad = "leader" } }
            """,
            #"{"members":{"me":{"constants":{"custom":{"b":2},"system":{"initialize":true}},"#
                + #""properties":{"custom":{"a":1}},"roles":{"squad":"leader"}}}}"#
        ),
        (
            "me { properties = { system = { ready = true } } }",
            #"{"members":{"me":{"properties":{"system":{"ready":true}}}}}"#
        ),
        ("leave()", #"{"members":{"me":null}}"#),
        (
            "leave():join { ready = true }",
            #"{"members":{"me":{"properties":{"system":{"ready":true}}}}}"#
        ),
        ("join { ready = true }:leave()", #"{"members":{"me":null}}"#),
        ("remove(3)", #"{"members":{"3":null}}"#),
        ("server 'eu'", #"{"servers":{"eu":{}}}"#),
        (
            "server('eu', { properties = { custom = { a = 1 } } })",
            #"{"servers":{"eu":{"properties":{"custom":{"a":1}}}}}"#
        ),
        ("remove_server 'eu'", #"{"servers":{"eu":null}}"#),
        (
            "role_types { squad = { ownerManaged = true } }",
            #"{"roleTypes":{"squad":{"ownerManaged":true}}}"#
        ),
        (
            "raw('/members/me/constants', { custom = 1 })",
            #"{"members":{"me":{"constants":{"custom":1}}}}"#
        ),
        ("raw('bogus', false)", #"{"bogus":false}"#),
        ("mode 'create'", "{}"), ("if_match '\"7\"'", "{}"), ("nocommit()", "{}"),
    ]

    @Test(arguments: steps)
    func `is built step by step`(step: String, document: String) throws {
        #expect(try value("json.encode(muster.request():\(step).body)") == document)
    }

    @Test func `starts empty or from a whole document`() throws {
        let lines = try lines(
            """
            print(muster.request())
            print(muster.request { properties = { custom = { a = 1 } } }:set("b", 2))
            print(refusal(muster.request, { 1, 2 }))
            print(refusal(muster.request, "{}"))
            print(refusal(muster.request, active))
            """)

        #expect(
            lines == [
                "request {}", #"request {"properties":{"custom":{"a":1,"b":2}}}"#,
                "flow.lua:1: bad argument #1 to 'request' (a table with named fields expected)",
                "flow.lua:1: bad argument #1 to 'request' (table expected, got string)",
                "flow.lua:1: bad argument #1 to 'request' (table expected, got request)",
            ])
    }

    @Test func `is never changed by the steps that extend it`() throws {
        let lines = try lines(
            """
            local shared = muster.request():visibility "open"
            local one = shared:set("a", 1):mode "create":nocommit()
            local two = shared:reserve "7":leave()
            print(shared) print(one) print(two)
            local body = one.body
            body.properties.custom.a = 99
            print(one, one.body.properties.custom.a)
            """)

        let open = #"{"constants":{"system":{"visibility":"open"}}"#
        #expect(
            lines == [
                "request \(open)}", #"request \#(open),"properties":{"custom":{"a":1}}}"#,
                #"request \#(open),"members":{"reserve_0":{"constants":{"system":{"xuid":"7"}}},"#
                    + #""me":null}}"#,
                #"request \#(open),"properties":{"custom":{"a":1}}}"# + "\t1",
            ])
    }

    @Test func `holds seats by users, by xuids, with constants, numbered from 0`() throws {
        let lines = try lines(
            """
            print(json.encode(muster.request():reserve(grace):reserve("7", { type = "x" })
              :reserve("8", nil, { initialize = true }).body))
            print(muster.request { members = { reserve_1 = {}, reserve_7 = {} } }
              :reserve "5":reserve "6")
            print(refusal(active.reserve, active, service:server()))
            print(refusal(active.reserve, active, 7))
            print(refusal(active.reserve, active, "7", "x"))
            print(refusal(active.reserve, active, "7", nil, { 1 }))
            """)

        #expect(
            lines == [
                #"{"members":{"reserve_0":{"constants":{"system":{"xuid":"2"}}},"#
                    + #""reserve_1":{"constants":{"custom":{"type":"x"},"system":{"xuid":"7"}}},"#
                    + #""reserve_2":{"constants":{"system":{"initialize":true,"xuid":"8"}}}}}"#,
                #"request {"members":{"reserve_1":{},"reserve_7":{},"#
                    + #""reserve_0":{"constants":{"system":{"xuid":"5"}}},"#
                    + #""reserve_2":{"constants":{"system":{"xuid":"6"}}}}}"#,
                "flow.lua:1: a server has no seat to hold",
                "flow.lua:1: bad argument #1 to 'reserve' (user or string expected, got number)",
                "flow.lua:1: bad argument #2 to 'reserve' (table expected, got string)",
                "flow.lua:1: bad argument #3 to 'reserve' (a table with named fields expected)",
            ])
    }

    @Test func `shows itself as text, as JSON and as a table`() throws {
        let lines = try lines(
            """
            local request = muster.request():set("map", "dust")
            print(request)
            print(request:json())
            print(request.body.properties.custom.map, json.encode(request))
            """)

        #expect(
            lines == [
                #"request {"properties":{"custom":{"map":"dust"}}}"#,
                """
                {
                  "properties": {
                    "custom": {
                      "map": "dust"
                    }
                  }
                }
                """,
                #"dust"# + "\t" + #"{"properties":{"custom":{"map":"dust"}}}"#,
            ])
    }

    @Test func `equals another that says the same`() throws {
        let lines = try lines(
            """
            local function new() return muster.request():set("a", 1):set("b", { 2 }) end
            print(new() == new(), new() == muster.request():set("b", { 2 }):set("a", 1))
            print(new() == new():set("a", 2), new() == new():mode "create")
            print(new() == new():if_match '"1"', new() == new():nocommit())
            print(new() == 1, new() == "request", new() == ada)
            """)

        #expect(
            lines == [
                "true\ttrue", "false\tfalse", "false\tfalse", "false\tfalse\tfalse",
            ])
    }

    @Test func `refuses what has no place in it, with what was meant`() throws {
        let lines = try lines(
            """
            local r = muster.request()
            print(refusal(function() return r:maxMemberCount(1) end))
            print(refusal(function() r.body = {} end))
            print(refusal(r.join, r, { actve = true }))
            print(refusal(r.join, r, { colour = 1 }))
            print(refusal(r.join, r, { 1 }))
            print(refusal(r.mode, r, "crate"))
            print(refusal(r.raw, r, "", 1))
            print(refusal(r.raw, r, "///", 1))
            print(refusal(r.set, r, "a"))
            print(refusal(r.set, r, "a", nil))
            print(refusal(r.set, r, 1, 2))
            print(refusal(r.set, r, "a", { b = { 1, print } }))
            print(refusal(r.set, r, "a", 0/0))
            print(refusal(r.set, r, "a", "\\xff"))
            print(refusal(r.remove, r, "1"))
            print(refusal(r.capability, r, "large", 1))
            print(refusal(r.capability, r, "lagre"))
            """)

        #expect(
            lines
                == [
                    "2: request has no field or method 'maxMemberCount'; "
                        + "did you mean 'maxMembersCount'?",
                    "3: field 'body' of a request cannot be set",
                    "1: bad argument #1 to 'join' (unknown field 'actve'; did you mean 'active'?)",
                    "1: bad argument #1 to 'join' (unknown field 'colour')",
                    "1: bad argument #1 to 'join' (a table with named fields expected)",
                    "1: bad argument #1 to 'mode' (invalid option 'crate'; did you mean 'create'?)",
                    "1: bad argument #1 to 'raw' (a path such as /properties expected)",
                    "1: bad argument #1 to 'raw' (a path such as /properties expected)",
                    "1: bad argument #2 to 'set' (value expected, got no value)",
                    "1: bad argument #2 to 'set' (the value is nil, which JSON cannot hold; "
                        + "use muster.null)",
                    "1: bad argument #1 to 'set' (string expected, got number)",
                    "1: bad argument #2 to 'set' (.b[2] is a function, which JSON cannot hold; "
                        + "leave it out)",
                    "1: bad argument #2 to 'set' (the value is nan, which JSON cannot hold; "
                        + "use a finite number or muster.null)",
                    "1: bad argument #2 to 'set' (the value is a string that is not UTF-8; "
                        + "encode it, for example as base64)",
                    "1: bad argument #1 to 'remove' (integer expected, got string)",
                    "1: bad argument #2 to 'capability' (boolean expected, got number)",
                    "1: bad argument #1 to 'capability' (invalid option 'lagre'; "
                        + "did you mean 'large'?)",
                ].map { "flow.lua:" + $0 })
    }

    @Test func `is nested 64 deep at most, also by requests inside requests`() throws {
        let lines = try lines(
            """
            local r = muster.request()
            print(#r:raw(("/a"):rep(64), 1):json() > 64)
            print(refusal(r.raw, r, ("/a"):rep(65), 1))
            print(refusal(r.raw, r, ("/a"):rep(1000000), 1))
            local depth = 0
            local _, message = pcall(function()
              for i = 1, 100000 do r = muster.request():set("a", r) depth = i end
            end)
            print(depth, message)
            local list = 1
            for _ = 1, 63 do list = { list } end
            print(refusal(r.set, muster.request(), "a", list))
            """)

        let refused =
            "a request may not hold more than 64 tables inside each other"
        #expect(
            lines == [
                "true", "flow.lua:1: \(refused)", "flow.lua:1: \(refused)",
                "21\tflow.lua:7: \(refused)", "flow.lua:1: \(refused)",
            ])
    }
}
