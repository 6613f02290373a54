import JSON
import Sessions
import Testing

@Suite struct `Making a handle` {
    @Test func `sends the protocol's body for each type`() throws {
        let run = try ScriptHarness.run(
            """
            local game = service:reference("quick", "game")
            ada:create(ref, active)
            ada:create(game, active)
            ada:activity(ref)
            ada:invite(ref, grace, { context = "c", contextString = "///play" })
            ada:invite(ref, "3")
            ada:transfer(ref, game)
            refusal(ada.search_handle, ada, ref, { tags = {}, strings = { map = "dust" },
              numbers = { level = 5, ratio = 1.5 } })
            """)
        let bodies = run.requests.filter { $0.target == .handles }.map(\.body)
        let session = { (name: JSONValue) -> JSONValue in
            [
                "scid": "8d050174-412b-4d51-a29b-d55a34edfdb7", "templateName": "quick",
                "name": name,
            ]
        }

        #expect(
            bodies == [
                .json(["version": 1, "type": "activity", "sessionRef": session("lobby")]),
                .json([
                    "version": 1, "type": "invite", "sessionRef": session("lobby"),
                    "invitedXuid": "2",
                    "inviteAttributes": ["context": "c", "contextString": "///play"],
                ]),
                .json([
                    "version": 1, "type": "invite", "sessionRef": session("lobby"),
                    "invitedXuid": "3",
                ]),
                .json([
                    "version": 1, "type": "transfer", "sessionRef": session("game"),
                    "originSessionRef": session("lobby"),
                ]),
                .json([
                    "version": 1, "type": "search", "sessionRef": session("lobby"),
                    "searchAttributes": [
                        "tags": [], "strings": ["map": "dust"],
                        "numbers": ["level": 5, "ratio": 1.5],
                    ],
                ]),
            ])
    }

    // 11.4.2, 11.5.1, 11.6.1, 11.7.2
    @Test func `is refused to who may not`() throws {
        let lines = try lines(
            """
            ada:create(ref, active)
            print(refusal(grace.activity, grace, ref))
            print(refusal(grace.invite, grace, ref, ada).rule)
            print(refusal(ada.search_handle, ada, ref))
            print(refusal(ada.transfer, ada, ref, service:reference("quick", "none")).rule)
            local server = service:server()
            print(refusal(server.activity, server, ref).rule)
            """)

        #expect(
            lines == [
                "grace could not make an activity handle for quick/lobby (403 forbidden): Only an "
                    + "active member of the session can set it as the activity. [rule 11.4.2]",
                "11.5.1",
                "ada could not make a search handle for quick/lobby (403 forbidden): The session "
                    + "needs the capability 'searchable'. [rule 11.6.1]",
                "11.7.2", "5.7.6",
            ])
    }

    @Test func `takes the right arguments and names the near ones`() throws {
        let lines = try lines(
            """
            print(refusal(ada.activity, ada))
            print(refusal(ada.activity, ada, "quick"))
            print(refusal(ada.invite, ada, ref))
            print(refusal(ada.invite, ada, ref, grace, { contxt = "x" }))
            print(refusal(ada.invite, ada, ref, service:server()))
            print(refusal(ada.search_handle, ada, ref, { tags = "casual" }))
            print(refusal(ada.search_handle, ada, ref, { numbers = { level = "5" } }))
            print(refusal(ada.transfer, ada, ref))
            print(refusal(ada.handle, ada, 7))
            print(refusal(function() ada:activty(ref) end))
            """)

        #expect(
            lines == [
                "bad argument #1 to 'activity' (reference or session expected, got no value)",
                "bad argument #1 to 'activity' (reference or session expected, got string)",
                "bad argument #2 to 'invite' (user or string expected, got no value)",
                "bad argument #3 to 'invite' (unknown field 'contxt'; did you mean 'context'?)",
                "bad argument #2 to 'invite' (a user expected, got a server, which has no xuid)",
                "bad argument #2 to 'search_handle' (field 'tags': list expected, got string)",
                "bad argument #2 to 'search_handle' (field 'numbers': field 'level': number "
                    + "expected, got string)",
                "bad argument #2 to 'transfer' (reference or session expected, got no value)",
                "bad argument #1 to 'handle' (handle or string expected, got number)",
            ].map { "flow.lua:1: \($0)" } + [
                "flow.lua:10: user has no field or method 'activty'; did you mean 'activity'?"
            ])
    }

    // 11.1.3, 11.2
    @Test func `of any body shows the service's own refusals`() throws {
        let lines = try lines(
            """
            local function try(document) print(refusal(ada.create_handle, ada, document)) end
            try { version = 1, type = "correlation", sessionRef = ref }
            try { version = 2, type = "activity", sessionRef = ref }
            try { version = 1, type = "activity" }
            print(ada:create_handle { version = 1, type = "activity", sessionRef = ref }.type)
            """)

        #expect(
            lines == [
                "ada could not make a handle (400 bad_request): The field '/type' must be "
                    + "'activity', 'invite', 'search' or 'transfer'. [rule 11.1.3]",
                "ada could not make a handle (400 bad_request): The field '/version' must be 1. "
                    + "[rule 11.2]",
                "ada could not make a handle (400 bad_request): The field '/sessionRef' is "
                    + "required. [rule 11.2]",
                "activity",
            ])
    }

    // 11.4.1, 11.8.2
    @Test func `of an activity replaces the one before, and clearing ends it`() throws {
        let lines = try lines(
            """
            local other = service:reference("quick", "other")
            ada:create(ref, active)
            ada:create(other, active)
            local first = ada:activity(ref)
            local second = ada:activity(other)
            print(refusal(first.refresh, first).status, #grace:activities(ada),
              grace:activities(ada)[1] == second)
            print(ada:clear_activity(), #grace:activities(ada), ada:clear_activity())
            """)

        #expect(lines == ["404\t1\ttrue", "true\t0\tfalse"])
    }

    // handles-and-activity H24
    @Test func `of an invite is listed to who was invited, until it ends`() throws {
        let lines = try lines(
            """
            local other = service:reference("quick", "other")
            ada:create(ref, active)
            ada:create(other, active)
            ada:invite(ref, grace)
            muster.sleep "30min"
            ada:invite(other, grace)
            ada:invite(other, "3")
            for _, invite in ipairs(grace:invites()) do print(invite.reference, invite.senderXuid) end
            print(grace:invites()[2]:join().membersInfo.count)
            muster.sleep "30min"
            print(#grace:invites(), grace:invites()[1].reference, #ada:invites())
            local server = service:server()
            print(refusal(server.invites, server))
            """)

        #expect(
            lines == [
                "quick/lobby\t1", "quick/other\t1", "2", "1\tquick/other\t0",
                "flow.lua:1: a server has no xuid, and so nothing of its own here",
            ])
    }

    @Test func `takes a snapshot where a session is named`() throws {
        let lines = try lines(
            """
            local lobby = ada:create(ref, active)
            local game = ada:create(service:reference("quick", "game"), active)
            print(ada:activity(lobby).reference == ref, grace:join(lobby).me.status)
            print(ada:transfer(lobby, game).origin == ref, grace:get(game), grace:leave(lobby))
            print(ada:invite(game, grace).reference)
            """)

        #expect(
            lines == [
                "true\tactive",
                "true\tsession quick #1 open: 0 ada active\tsession quick #3 open: 0 ada active",
                "quick/game",
            ])
    }

    // 11.7.3
    @Test func `of a transfer lets the members of the origin in`() throws {
        let lines = try lines(
            """
            local kim = service:user { xuid = "3", gamertag = "kim" }
            local game = service:reference("quick", "game")
            ada:create(ref, active)
            grace:join(ref)
            ada:create(game, active:joinRestriction "local")
            local transfer = ada:transfer(ref, game)
            print(transfer.origin == ref, transfer.reference == game)
            print(grace:handle(transfer):join())
            print(refusal(function() kim:handle(transfer):join() end).rule)
            """)

        #expect(
            lines == [
                "true\ttrue", "session quick #2 open: 0 ada active, 1 grace active", "9.6.1",
            ])
    }
}
