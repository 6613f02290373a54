import Testing

@Suite struct `A session` {
    /// Every member of 4.1 and 4.2, as some service might send it.
    static let whole = """
        {"contractVersion": 107, "branch": "bd6c41c3-01c3-468a-a3b5-3e0fe8133862", "changeNumber": 9,
         "correlationId": "0fe81338-ee96-46e3-a3b5-2dbbd6c41c3b",
         "startTime": "2030-01-01T00:00:00.0000000Z", "nextTimer": "2030-01-01T00:00:30.0000000Z",
         "initializing": {"stage": "joining", "episode": 1,
                          "stageStartTime": "2030-01-01T00:00:00.0000000Z"}, "hostCandidates": ["aa", "bb"],
         "constants": {"system": {"visibility": "private"}, "custom": {"k": 1}},
         "properties": {"system": {"turn": [4]}, "custom": {"p": 2}},
         "members": {
           "4": {"next": 6, "gamertag": "grace", "deviceToken": "aa", "nat": "open",
                 "activeTitleId": "7", "joinTime": "2030-01-01T00:00:02.0000000Z", "turn": true,
                 "initializationFailure": "latency", "initializationEpisode": 1,
                 "roles": {"squad": "leader"},
                 "constants": {"system": {"index": 4, "xuid": "2"}, "custom": {}},
                 "properties": {"system": {"active": true}, "custom": {}}},
           "1": {"next": 4, "reserved": true, "joinTime": "2030-01-01T00:00:01.0000000Z",
                 "constants": {"system": {"index": 1, "xuid": "1"}, "custom": {}},
                 "properties": {"system": {}, "custom": {}}}},
         "membersInfo": {"first": 1, "next": 6, "count": 2, "accepted": 1, "active": 1},
         "servers": {"eu": {"constants": {}, "properties": {}}},
         "roleTypes": {"squad": {"ownerManaged": true}}, 
         "searchHandle": "8d050174-412b-4d51-a29b-d55a34edfdb7"}
        """

    @Test func `has every member of the protocol's document by its own name`() async throws {
        let run = try await ScriptHarness.run(
            """
            local s = ada:get(ref)
            local function show(...) print(json.encode(json.array { ... })) end
            show(s.contractVersion, s.branch, s.changeNumber, s.correlationId, s.searchHandle)
            show(s.startTime, s.nextTimer, s.initializing, s.hostCandidates, s.host_candidates)
            show(s.constants, s.properties, s.membersInfo, s.servers, s.roleTypes)
            show(s.etag)
            print(s.reference == ref, s.user.xuid, #s.members, s.raw.members["4"].nat)
            local first, second = s.members[1], s.members[2]
            show(first.index, first.xuid, first.status, first.reserved, first.active, first.ready,
              first.turn, first.joinTime, first.next, first.constants, first.properties)
            print(first.gamertag, first.deviceToken, first.nat, first.activeTitleId, first.roles,
              first.initializationFailure, first.initializationEpisode)
            show(second.index, second.xuid, second.status, second.reserved, second.active,
              second.ready, second.turn, second.joinTime, second.next)
            show(second.gamertag, second.deviceToken, second.nat, second.activeTitleId,
              second.roles, second.initializationFailure, second.initializationEpisode)
            print(s, first, second, s.me)
            """, over: try ScriptedTransport(document: Self.whole))

        #expect(
            run.lines == [
                #"[107,"bd6c41c3-01c3-468a-a3b5-3e0fe8133862",9,"#
                    + #""0fe81338-ee96-46e3-a3b5-2dbbd6c41c3b","#
                    + #""8d050174-412b-4d51-a29b-d55a34edfdb7"]"#,
                #"["2030-01-01T00:00:00.0000000Z","2030-01-01T00:00:30.0000000Z","#
                    + #"{"episode":1,"stage":"joining","#
                    + #""stageStartTime":"2030-01-01T00:00:00.0000000Z"},["aa","bb"],["aa","bb"]]"#,
                #"[{"custom":{"k":1},"system":{"visibility":"private"}},"#
                    + #"{"custom":{"p":2},"system":{"turn":[4]}},"#
                    + #"{"accepted":1,"active":1,"count":2,"first":1,"next":6},"#
                    + #"{"eu":{"constants":{},"properties":{}}},{"squad":{"ownerManaged":true}}]"#,
                #"["\"1\""]"#, "true\t1\t2\topen",
                #"[1,"1","reserved",true,false,false,false,"2030-01-01T00:00:01.0000000Z",4,"#
                    + #"{"custom":{},"system":{"index":1,"xuid":"1"}},"#
                    + #"{"custom":{},"system":{}}]"#,
                "nil\tnil\tnil\tnil\tnil\tnil\tnil",
                #"[4,"2","active",false,true,false,true,"2030-01-01T00:00:02.0000000Z",6]"#,
                #"["grace","aa","open","7",{"squad":"leader"},"latency",1]"#,
                "session quick #9 private: 1 1 reserved, 4 grace active\tmember 1 1 reserved\t"
                    + "member 4 grace active\tmember 1 1 reserved",
            ])
        #expect(run.ending == .finished)
    }

    @Test func `has nil for what a document does not have`() throws {
        let lines = try lines(
            """
            local s = ada:create(ref, active)
            print(s.nextTimer, s.initializing, s.hostCandidates, s.host_candidates, s.roleTypes,
              s.searchHandle)
            print(s.contractVersion, s.changeNumber, s.etag, s.startTime, #s.branch,
              #s.correlationId)
            print(json.encode { s.constants, s.properties, s.membersInfo, s.servers })
            print(service:server():get(ref).me)
            """)

        #expect(
            lines == [
                "nil\tnil\tnil\tnil\tnil\tnil",
                "107\t1\t\"0000000000000001\"\t2030-01-01T00:00:00.0000000Z\t36\t36",
                #"[{"custom":{},"system":{}},{"custom":{},"system":{"turn":[]}},"#
                    + #"{"accepted":1,"active":1,"count":1,"first":0,"next":1},{}]"#,
                "nil",
            ])
    }

    @Test func `finds members by user, xuid and index`() throws {
        let lines = try lines(
            """
            local s = ada:create(ref, active:reserve(grace))
            print(s:member(grace), s:member "2", s:member(1), s:member(1.0))
            print(s:member(0), s.me)
            print(s:member(7), s:member(-1), s:member "7", s:member "x", s:member "",
              s:member(service:server()), s:member(math.mininteger))
            print(refusal(s.member, s))
            print(refusal(s.member, s, {}))
            """)

        let grace = "member 1 2 reserved"
        let expected = "flow.lua:1: bad argument #1 to 'member' (user or string or integer expected"
        #expect(
            lines == [
                "\(grace)\t\(grace)\t\(grace)\t\(grace)",
                "member 0 ada active\tmember 0 ada active", "nil\tnil\tnil\tnil\tnil\tnil\tnil",
                "\(expected), got no value)", "\(expected), got table)",
            ])
    }

    @Test func `lists its members in the order of their indices`() throws {
        let lines = try lines(
            """
            local users = service:users(12)
            local request = active
            for _, user in ipairs(users) do request = request:reserve(user) end
            ada:create(ref, request)
            users[3]:join(ref)
            local s = service:server():write(ref, muster.request():remove(1))
            local indices = {}
            for i, member in ipairs(s.members) do indices[i] = member.index end
            print(table.concat(indices, " "), s.members[3].status, s.members[3].next)
            """)

        #expect(lines == ["0 2 3 4 5 6 7 8 9 10 11 12\tactive\t4"])
    }

    @Test func `never changes, whatever happens to what it gave`() throws {
        let lines = try lines(
            """
            local s = ada:create(ref, active:set("map", "dust"))
            s.properties.custom.map = "changed"
            s.raw.changeNumber = 99
            table.remove(s.members)
            grace:write(ref, active:set("map", "mirage"))
            print(s, s.properties.custom.map, #s.members, s.changeNumber)
            print(refusal(function() s.members = {} end))
            print(refusal(function() s.me.active = false end))
            """)

        #expect(
            lines == [
                "session quick #1 open: 0 ada active\tdust\t1\t1",
                "flow.lua:7: field 'members' of a session cannot be set",
                "flow.lua:8: field 'active' of a member cannot be set",
            ])
    }

    @Test func `has no field that the protocol does not have`() throws {
        let lines = try lines(
            """
            local s = ada:create(ref)
            print(refusal(function() return s.memebrs end))
            print(refusal(function() return s.colour end))
            print(refusal(function() return s[1] end))
            print(refusal(function() s.colour = 1 end))
            print(refusal(function() return s.me.gamertga end))
            """)

        #expect(
            lines == [
                "flow.lua:2: session has no field or method 'memebrs'; did you mean 'members'?",
                "flow.lua:3: session has no field or method 'colour'",
                "flow.lua:4: attempt to index a session with a number",
                "flow.lua:5: session has no field 'colour'",
                "flow.lua:6: member has no field or method 'gamertga'; did you mean 'gamertag'?",
            ])
    }

    @Test func `writes, reads again and leaves as the user who read it`() throws {
        let lines = try lines(
            """
            local mine = ada:create(ref, active)
            local hers = grace:join(ref)
            print(mine:write(muster.request():set("map", "dust")))
            print(hers:refresh().properties.custom.map, mine.properties.custom.map)
            print(mine:write())
            print(mine:leave())
            print(hers:leave(), hers:refresh(), mine:refresh())
            """)

        let both = "0 ada active, 1 grace active"
        #expect(
            lines == [
                "session quick #3 open: \(both)", "dust\tnil", "session quick #3 open: \(both)",
                "session quick #4 open: 1 grace active", "nil\tnil\tnil",
            ])
    }

    @Test func `shows what a service principal wrote`() throws {
        let lines = try lines(
            """
            local server = service:server()
            local s = server:create(ref, muster.request():reserve(ada):turn { 0 }
              :server("eu", { properties = { custom = { ip = "1" } } }))
            print(s, json.encode(s.servers), s.members[1].turn)
            print(json.encode(server:write(ref, muster.request():remove_server "eu").servers))
            print(server:write(ref, muster.request():remove(0)))
            """)

        #expect(
            lines == [
                "session quick #1 open: 0 1 reserved\t"
                    + #"{"eu":{"constants":{},"properties":{"custom":{"ip":"1"}}}}"# + "\ttrue",
                "{}", "nil",
            ])
    }

    @Test(arguments: ["[]", #""text""#, "7", "null"])
    func `is refused when an answer is none`(document: String) async throws {
        let run = try await ScriptHarness.run(
            """
            local e = refusal(ada.get, ada, ref)
            print(e, e.kind, e.rule, e.retryable, e.status)
            """, over: try ScriptedTransport(document: document))

        #expect(
            run.lines == [
                "the service sent no session: The document must be a session document."
                    + "\tmalformed\t4.1\tfalse\tnil"
            ])
        #expect(run.ending == .finished)
    }

    @Test func `tells what is wrong with a document where it is read`() async throws {
        let run = try await ScriptHarness.run(
            """
            local s = ada:get(ref)
            print(s.changeNumber)
            local e = refusal(function() return s.members end)
            print(e.kind, e.message)
            print(refusal(tostring, s).kind)
            """, over: try ScriptedTransport(document: #"{"changeNumber": "x"}"#))

        #expect(
            run.lines == [
                "x", "malformed\tThe field '/changeNumber' must be an integer.", "malformed",
            ])
    }
}

@Suite struct `The list of members` {
    @Test func `refuses what can be no position`() throws {
        let lines = try lines(
            """
            local members = ada:write(ref, active).members
            print(#members, members[1].gamertag, members[2])
            for _, member in ipairs(members) do print(member.index) end
            print(refusal(function() return members[0].gamertag end))
            print(refusal(function() return members.ada end))
            """)

        let hint = "it counts from 1; session:member(...) finds a member by user, xuid or index"
        #expect(
            lines == [
                "1\tada\tnil", "0", "flow.lua:4: the list of members has no 0: \(hint)",
                "flow.lua:5: the list of members has no 'ada': \(hint)",
            ])
    }
}
