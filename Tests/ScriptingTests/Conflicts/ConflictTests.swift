import Testing

@Suite struct `A write that lost against another` {
    private static let race = """
        local lobby = ada:write(ref, active:set("map", "dust"):set("round", 1))
        grace:join(ref)
        grace:write(ref, muster.request():set("map", "inferno"))
        local mine = muster.request():set("map", "mirage"):set("round", null):join { ready = true }
        local e = refusal(lobby.write, lobby, mine, "synchronized")

        """

    @Test func `shows base, mine and theirs by path`() throws {
        let lines = try lines(
            Self.race + """
                for i = 1, 3 do print(e.conflicts[i], e.conflicts[i].contested) end
                local first, other = e.conflicts[1], e.conflicts[4]
                print(first.path, first.base, first.mine, first.theirs)
                print(other.path, other.base, other.mine, other.theirs.gamertag)
                """)

        #expect(
            lines == [
                #"/properties/custom/map: base "dust", mine "mirage", theirs "inferno""# + "\ttrue",
                "/properties/custom/round: base 1, mine removes it, theirs 1\tfalse",
                "/members/0/properties/system/ready: base nothing, mine true, theirs nothing"
                    + "\tfalse", "/properties/custom/map\tdust\tmirage\tinferno",
                "/members/1\tnil\tnil\tgrace",
            ])
    }

    @Test func `says in its line what both changed`() throws {
        #expect(
            try lines(Self.race + "print(e)") == [
                "ada could not write to quick/lobby (412 out_of_sync): the session has changed "
                    + "since the version that the write names [rule 2.4.3]; others changed "
                    + #"/properties/custom/map: base "dust", mine "mirage", theirs "inferno""#
            ])
    }

    @Test func `says when nothing of it is contested`() throws {
        let lines = try lines(
            """
            local lobby = ada:write(ref, active)
            grace:write(ref, muster.request():join { active = true }:set("round", 1))
            print(refusal(lobby.write, lobby, muster.request():set("map", 1), "synchronized"))
            """)

        #expect(
            lines[0].hasSuffix(
                "; others changed /properties/custom/round and 5 more, and nothing that this "
                    + "write says"))
    }

    @Test func `finds its base by the etag that it names`() throws {
        let lines = try lines(
            """
            local lobby = ada:write(ref, active)
            grace:join(ref)
            local e = refusal(ada.write, ada, ref, muster.request():if_match(lobby.etag))
            print(e.conflicts[1].path)
            print(refusal(ada.write, ada, ref, muster.request():if_match "x").conflicts)
            print(refusal(ada.create, ada, ref).conflicts)
            """)

        #expect(lines == ["/members/1", "nil", "nil"])
    }
}

@Suite struct `A write through a handle that lost against another` {
    @Test func `shows its conflicts by the etag that it names`() throws {
        let lines = try lines(
            """
            local lobby = ada:write(ref, active)
            local handle = ada:activity(ref)
            grace:write(ref, muster.request():set("map", "inferno"))
            local mine = muster.request():set("map", "mirage"):if_match(lobby.etag)
            print(refusal(handle.write, handle, mine).conflicts[1])
            """)

        #expect(
            lines == [
                #"/properties/custom/map: base nothing, mine "mirage", theirs "inferno""#
            ])
    }
}
