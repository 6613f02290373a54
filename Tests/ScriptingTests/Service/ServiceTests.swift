import Directory
import Testing

@Suite struct `A service` {
    @Test func `is one object with an address and the clock of the run`() throws {
        let lines = try lines(
            """
            print(service, service.address, service.clock)
            print(muster.service())
            """)

        #expect(
            lines == [
                "service (local)\tlocal\t2030-01-01T00:00:00.0000000Z", "service (local)",
            ])
    }

    @Test func `makes users from a xuid or from claims`() throws {
        let lines = try lines(
            """
            local function show(user)
              print(user, user.xuid, user.gamertag, user.title, user.device, user.is_server)
            end
            show(service:user "5500461")
            show(service:user { xuid = 5500462, gamertag = "omar", title = 7, device = "D1" })
            show(service:user { xuid = "5500463", title = "8397267", device_type = "Scarlett",
              sandbox = "XDKS.1", privileges = { 254 } })
            show(service:user { privileges = {} })
            show(service:user {})
            show(service:server())
            """)

        #expect(
            lines == [
                "5500461\t5500461\tnil\tnil\tL0-5500461\tfalse",
                "omar\t5500462\tomar\t7\tD1\tfalse",
                "5500463\t5500463\tnil\t8397267\tL0-5500463\tfalse",
                "2814660000100001\t2814660000100001\tnil\tnil\tL0-2814660000100001\tfalse",
                "2814660000100002\t2814660000100002\tnil\tnil\tL0-2814660000100002\tfalse",
                "server\tnil\tnil\tnil\tnil\ttrue",
            ])
    }

    @Test func `takes every 64-bit xuid and nothing else`() throws {
        let lines = try lines(
            """
            for _, xuid in ipairs { "1", "9223372036854775808", "18446744073709551615" } do
              print(service:user(xuid).xuid)
            end
            for _, xuid in ipairs { "18446744073709551616", "-1", "", "x", " 1", "1.5", "0x10" } do
              print(refusal(service.user, service, xuid))
            end
            print(refusal(service.user, service, { xuid = -1 }))
            print(refusal(service.user, service, { xuid = 1.5 }))
            print(refusal(service.user, service, { xuid = true }))
            """)

        let expected = " (the decimal digits of a 64-bit number expected)"
        #expect(
            lines == ["1", "9223372036854775808", "18446744073709551615"]
                + ["18446744073709551616", "-1", "", "x", " 1", "1.5", "0x10", "-1"]
                .map { "flow.lua:1: bad xuid '\($0)'\(expected)" }
                + ["number", "boolean"].map {
                    "flow.lua:1: bad argument #1 to 'user' (field 'xuid': "
                        + "string or integer expected, got \($0))"
                })
    }

    @Test func `refuses claims that it does not know or that have the wrong type`() throws {
        let lines = try lines(
            """
            local function try(claims) print(refusal(service.user, service, claims)) end
            try { gamertg = "ada" }
            try { colour = "red" }
            try { gamertag = 1 }
            try { title = {} }
            try { device = true }
            try { device_type = 1 }
            try { sandbox = 1 }
            try { privileges = "254" }
            try { privileges = { 254, "x" } }
            try { "5500461" }
            try(5500461)
            try(nil)
            """)

        #expect(
            lines
                == [
                    "unknown field 'gamertg'; did you mean 'gamertag'?",
                    "unknown field 'colour'",
                    "field 'gamertag': string expected, got number",
                    "field 'title': string or integer expected, got table",
                    "field 'device': string expected, got boolean",
                    "field 'device_type': string expected, got number",
                    "field 'sandbox': string expected, got number",
                    "field 'privileges': list expected, got string",
                    "field 'privileges': element 2: integer expected, got string",
                    "a table with named fields expected",
                    "string or table expected, got number",
                    "string or table expected, got nil",
                ].map { "flow.lua:1: bad argument #1 to 'user' (\($0))" })
    }

    @Test func `makes lists of users with ids of their own`() throws {
        let lines = try lines(
            """
            local users = service:users(3)
            print(#users, users[1].xuid, users[2].xuid, users[3].xuid)
            print(#service:users(0), service:users(1)[1].xuid)
            for _, count in ipairs { -1, 100001, math.maxinteger } do
              print(refusal(service.users, service, count))
            end
            """)

        let refused =
            "flow.lua:1: bad argument #1 to 'users' (a number from 0 to 100000 expected)"
        #expect(
            lines == [
                "3\t2814660000100001\t2814660000100002\t2814660000100003",
                "0\t2814660000100004", refused, refused, refused,
            ])
    }

    @Test func `lets two users share a device`() throws {
        let lines = try lines(
            """
            local here = service:user { xuid = "7", device = "D1" }
            local there = service:user { xuid = "8", device = "D1" }
            local address = muster.request():join { active = true, secureDeviceAddress = "c2RhMQ==" }
            local wide = service:reference("peer", "p")
            here:write(wide, address)
            local session = there:write(wide, address)
            print(here.device == there.device)
            print(session.members[1].deviceToken == session.members[2].deviceToken)
            print(session.members[1].deviceToken)
            """)

        #expect(lines == ["true", "true", "b97a3f1c"])
    }
}

@Suite struct `A reference` {
    @Test func `names a session by template and name, or by all three parts`() throws {
        let lines = try lines(
            """
            local function show(ref) print(ref, ref.scid, ref.templateName, ref.name) end
            show(service:reference("quick", "lobby"))
            show(service:reference { template = "quick", name = "lobby" })
            show(service:reference { scid = "S", template = "T", name = "N" })
            """)

        let scid = "8d050174-412b-4d51-a29b-d55a34edfdb7"
        #expect(
            lines == [
                "quick/lobby\t\(scid)\tquick\tlobby", "quick/lobby\t\(scid)\tquick\tlobby",
                "T/N\tS\tT\tN",
            ])
    }

    @Test func `gets a fresh name when it is given none`() throws {
        let lines = try lines(
            """
            local first, second = service:reference "quick", service:reference { template = "quick" }
            print(first.name ~= second.name, #first.name, #second.name)
            """)

        #expect(lines == ["true\t36\t36"])
    }

    @Test func `equals every reference to the same session, whatever the case`() throws {
        let lines = try lines(
            """
            print(ref == service:reference("quick", "lobby"))
            print(ref == service:reference("QUICK", "Lobby"))
            print(ref == service:reference("quick", "other"))
            print(ref == service:reference("raw", "lobby"))
            """)

        #expect(lines == ["true", "true", "false", "false"])
    }

    @Test func `needs a template and takes no other fields`() throws {
        let lines = try lines(
            """
            print(refusal(service.reference, service, {}))
            print(refusal(service.reference, service, { templete = "quick" }))
            print(refusal(service.reference, service, { template = 1 }))
            print(refusal(service.reference, service))
            print(refusal(service.reference, service, "quick", 1))
            print(refusal(function() ref.name = "x" end))
            print(refusal(function() return ref.template end))
            """)

        #expect(
            lines == [
                "flow.lua:1: bad argument #1 to 'reference' (field 'template' is missing)",
                "flow.lua:1: bad argument #1 to 'reference' (unknown field 'templete'; "
                    + "did you mean 'template'?)",
                "flow.lua:1: bad argument #1 to 'reference' (field 'template': "
                    + "string expected, got number)",
                "flow.lua:1: bad argument #1 to 'reference' (string or table expected, "
                    + "got no value)",
                "flow.lua:1: bad argument #2 to 'reference' (string expected, got number)",
                "flow.lua:6: field 'name' of a reference cannot be set",
                "flow.lua:7: reference has no field or method 'template'",
            ])
    }
}

@Suite struct `The templates of a service` {
    @Test func `are listed by name for one service configuration`() throws {
        let lines = try lines(
            """
            print(table.concat(service:templates(), " "))
            print(table.concat(service:templates "00000000-0000-0000-0000-000000000000", " "))
            print(refusal(service.templates, service, "elsewhere"))
            """)

        let shipped = TemplateCatalog.builtIn.all.filter { $0.scid.hasPrefix("8d050174") }
        #expect(
            lines == [
                shipped.map(\.name).sorted().joined(separator: " "), "quick",
                "could not list the templates of elsewhere (404 not_found): The requested service "
                    + "config is either invalid or not configured for sessions. [rule 3.5.3]",
            ])
    }
}
