import Scripting
import Sessions
import Testing

@Suite struct `A connection` {
    private static let lobby = """
        local lobby = service:reference("lobby", "l")
        local line = ada:connect()
        local function seat(id) return muster.request():join { active = true, connection = id } end

        """

    // 7.5.1
    @Test func `lets a member be active where the template demands one`() throws {
        let lines = try lines(
            Self.lobby + """
                print(refusal(ada.create, ada, lobby, active).rule)
                print(ada:create(lobby, seat(line.id)).me.status)
                print(ada:join(lobby, { connection = line }).me.properties.system.connection == line.id)
                print(#line.id, line.state, line.user, (tostring(line):gsub("%x+%-[%x%-]+", "ID")))
                print(json.encode(line) == json.encode(line.id))
                """)

        #expect(
            lines == [
                "7.5.1", "active", "true", "36\topen\tada\topen connection of ada ID", "true",
            ])
    }

    // 7.5.3, 7.5.4
    @Test func `that is lost makes its member inactive after 30 seconds`() throws {
        let lines = try lines(
            Self.lobby + """
                local session = ada:create(lobby, seat(line.id):inactiveRemovalTimeout "1h")
                line:disconnect()
                print(line.state)
                muster.sleep "29s"
                print(session:refresh().me.status)
                local seen = session:wait(function(s) return s.me.status == "inactive" end)
                print(clock.elapsed, seen.me.status, line:reconnect(), line.state)
                """)

        #expect(lines == ["lost", "active", "30.0\tinactive\tfalse\topen"])
    }

    // 7.5.5
    @Test func `that is back in time keeps its id and its member`() throws {
        let lines = try lines(
            Self.lobby + """
                local session = ada:create(lobby, seat(line.id):inactiveRemovalTimeout "1h")
                line:disconnect()
                muster.sleep "20s"
                print(line:reconnect(), line:reconnect(), line.state)
                muster.sleep "1min"
                print(session:refresh().me.status)
                """)

        #expect(lines == ["true\ttrue\topen", "active"])
    }

    // real-time-activity R70
    @Test func `that is stopped makes its member inactive at once`() throws {
        let lines = try lines(
            Self.lobby + """
                local session = ada:create(lobby, seat(line.id):inactiveRemovalTimeout "1h")
                line:stop()
                line:stop()
                line:disconnect()
                print(line.state, session:refresh().me.status, clock.elapsed)
                print(line:reconnect(), ada:write(lobby, seat(line.id)).me.status)
                """)

        #expect(lines == ["stopped\tinactive\t0.0", "false\tactive"])
    }
}

@Suite struct `Shoulder taps` {
    private static let lobby = """
        local lobby = service:reference("lobby", "l")
        local line, other = ada:connect(), grace:connect()
        local function seat(id) return muster.request():join { active = true, connection = id } end
        ada:create(lobby, seat(line.id):joinRestriction "followed":readRestriction "followed")
        ada:follow(grace)

        """

    // 3.7.2, 3.7.3, 3.7.5, 6.9
    @Test func `tell who waits of the changes that were asked for`() throws {
        let lines = try lines(
            Self.lobby + """
                local session = ada:subscribe(lobby, line, { "membersList" })
                print(#session.me.properties.system.subscription.id, line.state)
                muster.spawn(function()
                  muster.sleep "5s"
                  grace:write(lobby, seat(other.id))
                  grace:write(lobby, muster.request():set("map", "dust"))
                  grace:leave(lobby)
                end)
                local tap = line:next_tap()
                print(clock.elapsed, tap.changeNumber, tap.resourceType, tap.timestamp)
                print(tap.resource == ref.scid .. "~lobby~l", tap.branch == session.branch,
                  tap.subscription == session.me.properties.system.subscription.id)
                print(line:next_tap().changeNumber, ada:get(lobby).changeNumber)
                """)

        #expect(
            lines == [
                "36\topen", "5.0\t3\tmpsd/session\t2030-01-01T00:00:05.0000000Z",
                "true\ttrue\ttrue", "5\t5",
            ])
    }

    @Test func `can be looped over until the connection is stopped`() throws {
        let lines = try lines(
            Self.lobby + """
                ada:subscribe(lobby, line.id)
                muster.spawn(function()
                  for i = 1, 3 do
                    muster.sleep "1s"
                    ada:write(lobby, muster.request():set("round", i))
                  end
                  muster.sleep "1s"
                  line:stop()
                end)
                for tap in line do print(clock.elapsed, tap.changeNumber) end
                print(clock.elapsed, line:next_tap())
                """)

        #expect(
            lines == ["0.0\t2", "1.0\t3", "2.0\t4", "3.0\t5", "4.0\tnil"])
    }

    @Test func `do not arrive while the connection is lost`() throws {
        let lines = try lines(
            Self.lobby + """
                ada:subscribe(lobby, line, { "customProperty" })
                grace:write(lobby, seat(other.id))
                line:disconnect()
                grace:write(lobby, muster.request():set("round", 1))
                print(line:reconnect())
                grace:write(lobby, muster.request():set("round", 2))
                print(line:next_tap().changeNumber)
                print(refusal(muster.timeout, "1s", line.next_tap, line).kind)
                """)

        #expect(lines == ["true", "5", "timeout"])
    }

    // 3.7.8, 6.9
    @Test func `are refused where the rules say so, and to wrong arguments`() throws {
        let lines = try lines(
            Self.lobby + """
                ada:create(ref, active)
                print(refusal(ada.subscribe, ada, ref, line).rule)
                print(refusal(ada.subscribe, ada, lobby, other).rule)
                print(refusal(ada.subscribe, ada, service:reference("lobby", "none"), line).status)
                print(refusal(ada.subscribe, ada, lobby))
                print(refusal(ada.subscribe, ada, lobby, line, { "memberList" }))
                print(refusal(ada.subscribe, ada, lobby, line, "everything"))
                print(ada:subscribe(lobby, line, {}).me.properties.system.subscription)
                """)

        #expect(
            lines == [
                "3.7.8", "7.5.1", "412",
                "flow.lua:1: bad argument #2 to 'subscribe' (connection or string expected, got no "
                    + "value)",
                "flow.lua:1: bad argument #3 to 'subscribe' (element 1: invalid option "
                    + "'memberList'; did you mean 'membersList'?)",
                "flow.lua:1: bad argument #3 to 'subscribe' (list expected, got string)", "nil",
            ])
    }

    @Test func `tells of each tap that arrives`() throws {
        let run = try ScriptHarness.run(
            Self.lobby + """
                ada:subscribe(lobby, line, { "everything" })
                muster.sleep "5s"
                grace:write(lobby, seat(other.id))
                """)
        var taps: [String] = []
        for case .tapped(let user, let session, let number, let time, _) in run.events {
            taps.append("\(user) \(session) #\(number) at \(time)")
        }

        #expect(
            taps == [
                "ada lobby/l #2 at 2030-01-01T00:00:00.0000000Z",
                "ada lobby/l #3 at 2030-01-01T00:00:05.0000000Z",
            ])
    }
}
