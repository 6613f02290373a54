import JSON
import Sessions
import Testing

@Suite struct `A server that acts for users` {
    // 2.3
    @Test func `sends the headers that say so`() throws {
        let run = try ScriptHarness.run(
            """
            local server = service:server()
            server:acting_for(ada):get(ref)
            server:acting_for({ grace, "7" }, { title = 8397267, deny_scope = true }):get(ref)
            server:acting_for({ ada }, { multiplayer = false }):get(ref)
            server:get(ref)
            """)
        let sent = run.requests.map {
            [$0.onBehalfOfUsers ?? "-", $0.onBehalfOfTitle ?? "-", $0.denyScope ?? "-"]
        }

        #expect(run.ending == .finished)
        #expect(
            sent == [
                ["1;priv=multiplayer", "-", "-"],
                ["2;priv=multiplayer,7;priv=multiplayer", "8397267", "Multiplayer.Manage"],
                ["1", "-", "-"], ["-", "-", "-"],
            ])
    }

    // 5.7.2, 5.7.3
    @Test func `writes the entries of one, of all, or of those in the session`() throws {
        let run = try ScriptHarness.run(
            """
            local both = service:server():acting_for { grace, ada }
            local session = both:create(ref, muster.request():join_for("all", { active = true }))
            print(both, session, session.me)
            session = both:write(ref, muster.request()
              :join_for(ada, { ready = true, custom = { skill = 3 } })
              :join_for("2", { constants = muster.null }))
            print(session.membersInfo.count, session:member(ada).properties.custom.skill)
            print(both:write(ref, muster.request():leave_for(grace)))
            print(both:write(ref, muster.request():leave_for "allInSession"))
            """)
        let keys = run.requests.map { request -> [String] in
            guard case .json(let body) = request.body else { return [] }
            return body["members"]?.objectValue?.names ?? []
        }

        #expect(
            run.lines == [
                "server for grace, ada\tsession quick #1 open: 0 2 active, 1 1 active\tnil",
                "2\t3", "session quick #3 open: 1 1 ready", "nil",
            ])
        #expect(keys == [["me_all"], ["me_1", "me_2"], ["me_2"], ["me_allInSession"]])
    }

    // 5.7.1
    @Test func `joins and leaves for all of several, and as plain me for one`() throws {
        let run = try ScriptHarness.run(
            """
            local server = service:server()
            local both = server:acting_for { ada, grace }
            both:create(ref)
            local one = server:acting_for(ada)
            print(one, one:write(ref, active).me.xuid)
            print(both:join(ref))
            print(both:leave(ref))
            print(refusal(both.write, both, ref, active))
            """)

        #expect(
            run.lines == [
                "server for ada\t1", "session quick #2 open: 0 1 active, 1 2 active", "nil",
                "server for ada, grace could not write to quick/lobby (400 bad_request): The "
                    + "member 'me' can't stand for the 2 users that the server acts for. "
                    + "[rule 5.7.1]",
            ])
    }

    // 2.3, 5.7.2, 9.2
    @Test func `is refused where the rules say so`() throws {
        let lines = try lines(
            """
            local server = service:server()
            local denied = server:acting_for(ada, { deny_scope = true })
            local private = service:reference("raw", "r")
            grace:create(private, active)
            print(refusal(denied.write, denied, private, active).status)
            print(server:acting_for(ada):write(private, active))
            local one = server:acting_for(ada)
            print(refusal(one.write, one, ref, muster.request():join_for(grace)).rule)
            local user = ada:acting_for(grace)
            print(refusal(user.get, user, ref).rule)
            """)

        #expect(
            lines == ["403", "session raw #2 private: 0 grace active, 1 1 active", "5.7.2", "2.3"])
    }

    @Test func `names what is wrong with its arguments`() throws {
        let lines = try lines(
            """
            local server = service:server()
            print(refusal(server.acting_for, server))
            print(refusal(server.acting_for, server, "x"))
            print(refusal(server.acting_for, server, server))
            print(refusal(server.acting_for, server, ada, { deny = true }))
            print(refusal(active.join_for, active, "everybody"))
            print(refusal(active.join_for, active, ada, { activ = true }))
            print(refusal(active.leave_for, active, server))
            """)

        #expect(
            lines
                == [
                    "bad argument #1 to 'acting_for' (user or string or list expected, got no value)",
                    "bad xuid 'x' (the decimal digits of a 64-bit number expected)",
                    "bad argument #1 to 'acting_for' (a user expected, got a server, which has no "
                        + "xuid)",
                    "bad argument #2 to 'acting_for' (unknown field 'deny')",
                    "bad argument #1 to 'join_for' (a user, a xuid, 'all' or 'allInSession' "
                        + "expected, got 'everybody')",
                    "bad argument #2 to 'join_for' (unknown field 'activ'; did you mean 'active'?)",
                    "bad argument #1 to 'leave_for' (a user expected, got a server, which has no "
                        + "xuid)",
                ].map { "flow.lua:1: \($0)" })
    }
}

@Suite struct `The matchmaking server` {
    // 6.8
    @Test func `is written by a service and read by everybody`() throws {
        let lines = try lines(
            """
            local server = service:server()
            local found = service:reference("quick", "found")
            ada:create(ref, active)
            server:write(ref, muster.request():matchmaking_server {
              status = "searching", typicalWait = 30, lockId = "l", custom = { hopper = "duel" } })
            server:write(ref, muster.request():matchmaking_server {
              status = "found", targetSessionRef = found, lockId = null })
            local properties = ada:get(ref).servers.matchmaking.properties
            local system = properties.system
            print(system.status, system.typicalWait, system.lockId, system.targetSessionRef.name,
              properties.custom.hopper)
            print(refusal(ada.write, ada, ref, muster.request():matchmaking_server { lockId = "x" }).status)
            print(refusal(active.matchmaking_server, active, { status = "serching" }))
            print(refusal(active.matchmaking_server, active, { typicalwait = 1 }))
            """)

        #expect(
            lines == [
                "found\t30\tnil\tfound\tduel", "403",
                "flow.lua:1: bad argument #1 to 'matchmaking_server' (field 'status': invalid "
                    + "option 'serching'; did you mean 'searching'?)",
                "flow.lua:1: bad argument #1 to 'matchmaking_server' (unknown field 'typicalwait'; "
                    + "did you mean 'typicalWait'?)",
            ])
    }
}

@Suite struct `A title` {
    @Test func `makes users, servers and references of its own`() throws {
        let lines = try lines(
            """
            local scid = "00000000-0000-0000-0000-000000000000"
            local game = service:title { id = 7, scid = scid }
            print(game, game.id, game.scid, service:title("8").scid == ref.scid)
            print(game:user("3").title, game:user({ xuid = "4", title = "9" }).title,
              game:users(2)[2].title, game:server().title, #game:users(0))
            print(game:reference("quick", "x").scid == scid, #game:reference("quick").name)
            local player = game:user "3"
            player:create(game:reference("quick", "x"), active)
            print(player:activity(game:reference("quick", "x")).titleId)
            print(refusal(service.title, service, { scid = scid }))
            print(refusal(game.users, game, -1))
            """)

        #expect(
            lines == [
                "title 7\t7\t00000000-0000-0000-0000-000000000000\ttrue", "7\t9\t7\t7\t0",
                "true\t36", "7",
                "flow.lua:1: bad argument #1 to 'title' (field 'id' is missing)",
                "flow.lua:1: bad argument #1 to 'users' (a number from 0 to 100000 expected)",
            ])
    }
}

@Suite struct `Limits on rates` {
    // 13.2
    @Test func `hold once they are switched on, for each user, until they are switched off`() throws
    {
        let lines = try lines(
            """
            local function count(user)
              for i = 1, 40 do
                local e = refusal(user.get, user, ref)
                if e ~= "no error" then return i, e.status, e.kind, e.retry_after, e.retryable end
              end
              return "all"
            end
            print(count(ada))
            service:limit_rates()
            print(count(ada))
            print(count(grace))
            print(count(service:server()))
            muster.sleep "15s"
            print((count(ada)))
            service:limit_rates(false)
            print(count(ada))
            """)

        #expect(
            lines == [
                "all", "31\t429\ttoo_many_requests\t15\ttrue",
                "31\t429\ttoo_many_requests\t15\ttrue",
                "all", "31", "all",
            ])
    }
}
