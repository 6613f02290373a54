import Sessions
import Testing
import Transport

@Suite struct `The people around a user` {
    // 9.1, 11.9.6
    @Test func `are followed, favoured and left again`() throws {
        let lines = try lines(
            """
            local function show() print(table.concat(ada:people(), " "), #ada:people("favorites")) end
            ada:follow { grace, "9", "10" }:favorite(grace)
            show()
            ada:unfollow { "10", grace }
            show()
            ada:follow(ada:unfollow("9"))
            show()
            """)

        #expect(lines == ["2 9 10\t1", "9\t0", "1\t0"])
    }

    // 9.3
    @Test func `may join what is restricted to those who are followed`() throws {
        let lines = try lines(
            """
            ada:create(ref, active:joinRestriction "followed")
            print(refusal(grace.join, grace, ref).rule)
            ada:follow(grace)
            print(grace:join(ref).membersInfo.count)
            """)

        #expect(lines == ["9.6.1", "2"])
    }

    // 6.10.5, 5.5.7
    @Test func `are blocked from what the user owns, and muted ones get no seat`() throws {
        let lines = try lines(
            """
            local arena = service:reference("owned", "arena")
            ada:block(grace):create(arena, active)
            local way = grace:handle(ada:search_handle(arena))
            print(refusal(way.join, way).rule)
            ada:unblock(grace)
            print(way:join().membersInfo.count)
            ada:mute(grace)
            print(refusal(ada.create, ada, ref, active:reserve(grace)).rule)
            ada:unmute(grace)
            print(ada:create(ref, active:reserve(grace)).membersInfo.count)
            """)

        #expect(lines == ["6.10.5", "2", "5.5.7", "2"])
    }

    // 7.6
    @Test func `see the user become inactive who disappears`() throws {
        let lines = try lines(
            """
            local player = service:user { xuid = "3", title = "7" }
            player:create(ref, active:inactiveRemovalTimeout "1h")
            player:disappear "8"
            print(ada:get(ref).members[1].status)
            player:disappear(7)
            print(ada:get(ref).members[1].status)
            player:appear "7"
            print(player:write(ref, active).me.status)
            """)

        #expect(lines == ["active", "inactive", "active"])
    }

    // 14.6
    @Test func `are those met in the groups of large sessions`() throws {
        let lines = try lines(
            """
            local world = service:reference("big", "world")
            local kim = service:user "3"
            local function meet(user, group)
              user:write(world, muster.request():join { active = true, encounters = { group } })
            end
            meet(ada, "bridge")
            muster.sleep "20s"
            meet(grace, "bridge")
            muster.sleep "31s"
            meet(kim, "bridge")
            print(table.concat(ada:companions(), " "), table.concat(grace:companions(), " "),
              #kim:companions(), #service:user("4"):companions())
            """)

        #expect(lines == ["2\t1\t0\t0"])
    }

    @Test func `are named as they should be`() throws {
        let lines = try lines(
            """
            print(refusal(ada.follow, ada))
            print(refusal(ada.follow, ada, "x"))
            print(refusal(ada.follow, ada, { service:server() }))
            print(refusal(function() service:server():follow(ada) end))
            print(refusal(ada.people, ada, "favourites"))
            """)

        #expect(
            lines == [
                "flow.lua:1: bad argument #1 to 'follow' (user or string or list expected, got no "
                    + "value)",
                "flow.lua:1: bad xuid 'x' (the decimal digits of a 64-bit number expected)",
                "flow.lua:1: bad argument #1 to 'follow' (a user expected, got a server, which has "
                    + "no xuid)",
                "flow.lua:4: a server has no xuid, and so nothing of its own here",
                "flow.lua:1: bad argument #1 to 'people' (invalid option 'favourites'; did you "
                    + "mean 'favorites'?)",
            ])
    }
}

@Suite struct `What no protocol can ask` {
    @Test(arguments: [
        ("ada:follow(grace)", "follow"), ("ada:unfollow(grace)", "unfollow"),
        ("ada:favorite(grace)", "favorite"), ("ada:block(grace)", "block"),
        ("ada:unblock(grace)", "unblock"), ("ada:mute(grace)", "mute"),
        ("ada:unmute(grace)", "unmute"), ("ada:people()", "people"),
        ("ada:companions()", "companions"),
        ("ada:appear()", "appear"), ("ada:disappear()", "disappear"),
        ("ada:connect()", "connect"), ("service:limit_rates()", "limit_rates"),
    ])
    func `is refused for a directory elsewhere`(call: String, name: String) async throws {
        let run = try await ScriptHarness.run(
            "print(refusal(function() \(call) end))",
            over: ScriptedTransport(.failure(.cancelled)))

        #expect(
            run.lines == [
                "flow.lua:1: '\(name)' needs a local directory: http://127.0.0.1:1 cannot be asked "
                    + "for it over the protocol; run the script with --service local"
            ])
    }
}
