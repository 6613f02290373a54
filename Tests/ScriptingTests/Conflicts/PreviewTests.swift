import Testing

@Suite struct `The preview of a write` {
    @Test func `shows what is asked for and what the service sets beside it`() throws {
        let lines = try lines(
            """
            local lobby = ada:write(ref, active)
            print(muster.request():set("map", "dust"):join { ready = true }:preview(lobby))
            local changes = muster.request():leave():set("map", "x"):preview(grace:join(ref))
            print(#changes, changes[1].path, changes[1].remark)
            """)

        #expect(
            lines == [
                """
                + /properties/custom/map "dust"
                + /members/0/properties/system/ready true
                - /members/0/properties/system/active true  (set by the service)
                - /members/0/activeTitleId "0"  (set by the service)
                ~ /membersInfo/active 1 -> 0  (set by the service)
                """, "5\t/properties/custom/map\tnil",
            ])
    }

    @Test func `takes a new member apart`() throws {
        let changes = try lines(
            """
            local lobby = ada:write(ref, active)
            for _, c in ipairs(muster.request():reserve(grace, { side = "red" }):preview(lobby)) do
              print(c.path, c.remark)
            end
            """)

        #expect(changes.contains("/members/1/constants/custom/side\tnil"))
        #expect(changes.contains("/members/1/constants/system/xuid\tnil"))
        #expect(changes.contains("/members/1/joinTime\tset by the service"))
        #expect(changes.contains("/membersInfo/count\tset by the service"))
    }

    @Test func `stores nothing`() throws {
        let lines = try lines(
            """
            local lobby = ada:write(ref, active)
            print(#muster.request():set("map", "dust"):preview(lobby))
            print(ada:get(ref).etag == lobby.etag, #ada:get(ref):history())
            """)

        #expect(lines == ["1", "true\t1"])
    }

    @Test func `tells what others changed since the session was read`() throws {
        let lines = try lines(
            """
            local lobby = ada:write(ref, active:set("map", "dust"))
            grace:join(ref)
            grace:write(ref, muster.request():set("round", 1))
            for _, c in ipairs(muster.request():set("map", "mirage"):preview(lobby)) do
              print(c.path, c.by)
            end
            """)

        #expect(lines.first == "/properties/custom/map\tnil")
        #expect(lines.contains("/properties/custom/round\tgrace"))
        #expect(lines.contains("/members/1\tgrace"))
    }

    @Test func `says that the session would end`() throws {
        #expect(
            try lines("print(muster.request():leave():preview(ada:write(ref, active)))")
                == ["- the session  (this write ends it)"])
    }

    @Test func `raises the refusal that the write would meet`() throws {
        let lines = try lines(
            """
            local lobby = ada:write(ref, active)
            local function try(request)
              local e = refusal(request.preview, request, lobby)
              print(e)
            end
            try(muster.request():raw("/bogus", 1))
            grace:join(ref)
            try(muster.request():set("map", 1):mode "synchronized")
            """)

        #expect(
            lines[0] == "ada could not preview a write to quick/lobby (400 bad_request): "
                + "The field '/bogus' is not allowed. [rule 5.1]")
        #expect(lines[1].contains("(412 out_of_sync)"))
        #expect(lines[1].hasSuffix("and nothing that this write says"))
    }
}
