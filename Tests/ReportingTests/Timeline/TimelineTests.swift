import Reporting
import Scripting
import Testing

@Suite struct `A timeline` {
    @Test func `has a lane for each player and one for the service`() throws {
        let run = try ShownRun(
            #"""
            local lobby = stacy:create(ref, muster.request():set("map", "dust"):join { active = true }:reserve(omar, { type = "leader" }))
            omar:join(ref)
            stacy:write(ref, muster.request():set("map", null):set("score", { 1, 2, 3 }))
            omar:write(ref, muster.request():join { active = false, custom = { skill = 9 } })
            stacy:write(ref, muster.request():set("score", { 1, 2, 4 }):reserve(service:user { xuid = "77" }))
            muster.sleep "31s"
            stacy:get(ref)
            omar:leave(ref)
            """#)

        #expect(
            run.timeline(InspectionStyle(width: 72)).visible
                == #"""
                          stacy  omar   service
                  0.000s  ├──────┼─────▶│  PUT quick/lobby → 201
                          │      ├─────▶│  PUT quick/lobby → 200
                          ├──────┼─────▶│  PUT quick/lobby → 200
                          │      ├─────▶│  PUT quick/lobby → 200
                          ├──────┼─────▶│  PUT quick/lobby → 200
                 31.000s  ══ +31s ═══════
                          ├──────┼─────▶│  GET quick/lobby → 200
                          │      ├─────▶│  PUT quick/lobby → 200
                """#)
        #expect(
            run.timeline(InspectionStyle(width: 44)).visible
                == #"""
                          stacy  omar   service
                  0.000s  ├──────┼─────▶│  PUT quick/… → 201
                          │      ├─────▶│  PUT quick/… → 200
                          ├──────┼─────▶│  PUT quick/… → 200
                          │      ├─────▶│  PUT quick/… → 200
                          ├──────┼─────▶│  PUT quick/… → 200
                 31.000s  ══ +31s ═══════
                          ├──────┼─────▶│  GET quick/… → 200
                          │      ├─────▶│  PUT quick/… → 200
                """#)
        #expect(
            run.timeline(InspectionStyle(width: 72, isColored: true)).visible
                == #"""
                          ␛[1mstacy␛[0m  ␛[1momar␛[0m   ␛[1mservice␛[0m
                ␛[2m  0.000s  ␛[0m␛[32m├──────┼─────▶│  ␛[0mPUT quick/lobby → ␛[32m201␛[0m
                ␛[2m          ␛[0m␛[32m│      ├─────▶│  ␛[0mPUT quick/lobby → ␛[32m200␛[0m
                ␛[2m          ␛[0m␛[32m├──────┼─────▶│  ␛[0mPUT quick/lobby → ␛[32m200␛[0m
                ␛[2m          ␛[0m␛[32m│      ├─────▶│  ␛[0mPUT quick/lobby → ␛[32m200␛[0m
                ␛[2m          ␛[0m␛[32m├──────┼─────▶│  ␛[0mPUT quick/lobby → ␛[32m200␛[0m
                ␛[2m 31.000s  ␛[0m␛[2m══ +31s ═══════␛[0m
                ␛[2m          ␛[0m␛[32m├──────┼─────▶│  ␛[0mGET quick/lobby → ␛[32m200␛[0m
                ␛[2m          ␛[0m␛[32m│      ├─────▶│  ␛[0mPUT quick/lobby → ␛[32m200␛[0m
                """#)
        #expect(
            run.timeline(InspectionStyle(width: 72), isASCII: true).visible
                == #"""
                          stacy  omar   service
                  0.000s  |------+----->|  PUT quick/lobby -> 201
                          |      |----->|  PUT quick/lobby -> 200
                          |------+----->|  PUT quick/lobby -> 200
                          |      |----->|  PUT quick/lobby -> 200
                          |------+----->|  PUT quick/lobby -> 200
                 31.000s  == +31s =======
                          |------+----->|  GET quick/lobby -> 200
                          |      |----->|  PUT quick/lobby -> 200
                """#)
    }

    @Test func `shows latency, faults, losses, taps and logs`() throws {
        let run = try ShownRun(
            #"""
            service.network:set { latency = "40ms" }
            local lobby = service:reference("lobby", "x")
            local line = stacy:connect()
            stacy:create(lobby, muster.request():join { active = true, connection = line })
            stacy:subscribe(lobby, line, { "everything" })
            service:fault { kind = "unavailable", count = 1 }
            pcall(omar.join, omar, lobby)
            muster.log("half way \27[2J")
            stacy:write(lobby, muster.request():set("map", "dust"))
            service.network:set { latency = "0ms", loss = 1 }
            pcall(omar.get, omar, lobby)
            """#)

        #expect(
            run.timeline(InspectionStyle(width: 72)).visible
                == #"""
                          stacy  omar   service
                  0.000s  ├──────┼─────▶│  PUT lobby/x #1
                  0.040s  ══ +40ms ══════
                          │      │      │  #1 arrives
                  0.080s  ══ +40ms ══════
                          │◀─────┼──────┤  #1 → 201
                          ├──────┼─────▶│  PUT lobby/x #2
                  0.120s  ══ +40ms ══════
                          │      │      │  #2 arrives
                  0.160s  ══ +40ms ══════
                          │◀┄┄┄┄┄┼┄┄┄┄┄┄┤  tap lobby/x #2
                          │◀─────┼──────┤  #2 → 200
                          │      ├─────▶│  PUT lobby/x #3
                  0.200s  ══ +40ms ══════
                          │      │      │  #3 arrives
                          │      │      │  #3 fault unavailable
                  0.240s  ══ +40ms ══════
                          │      │◀─────┤  #3 → 503 [2.6]
                          │      │      │  half way \27[2J
                          ├──────┼─────▶│  PUT lobby/x #4
                  0.280s  ══ +40ms ══════
                          │      │      │  #4 arrives
                  0.320s  ══ +40ms ══════
                          │◀┄┄┄┄┄┼┄┄┄┄┄┄┤  tap lobby/x #3
                          │◀─────┼──────┤  #4 → 200
                          │      ├─────▶│  GET lobby/x #5
                          │      ├─────×│  #5 request lost
                  0.520s  ══ +200ms ═════
                          │      ├─────×│  #5 request lost
                  0.920s  ══ +400ms ═════
                          │      ├─────×│  #5 request lost
                  1.720s  ══ +800ms ═════
                          │      ├─────×│  #5 request lost
                  3.320s  ══ +1.6s ══════
                          │      ├─────×│  #5 request lost
                  6.520s  ══ +3.2s ══════
                          │      ├─────×│  #5 request lost
                 12.920s  ══ +6.4s ══════
                          │      ├─────×│  #5 request lost
                 25.720s  ══ +12.8s ═════
                          │      ├─────×│  #5 request lost
                 30.320s  ══ +4.6s ══════
                          │      │×─────┤  #5 no answer: no answer from the local direc…
                """#)
    }

    @Test func `draws messages that are late with ASCII alone, or in colour`() throws {
        let run = try ShownRun(
            #"""
            service.network:set { latency = "40ms" }
            local lobby = service:reference("lobby", "x")
            local line = stacy:connect()
            stacy:create(lobby, muster.request():join { active = true, connection = line })
            stacy:subscribe(lobby, line, { "everything" })
            service:fault { kind = "unavailable", count = 1 }
            pcall(omar.join, omar, lobby)
            muster.log("over")
            """#)

        #expect(
            run.timeline(InspectionStyle(width: 50), isASCII: true).visible
                == #"""
                          stacy  omar   service
                  0.000s  |------+----->|  PUT lobby/x #1
                  0.040s  == +40ms ======
                          |      |      |  #1 arrives
                  0.080s  == +40ms ======
                          |<-----+------|  #1 -> 201
                          |------+----->|  PUT lobby/x #2
                  0.120s  == +40ms ======
                          |      |      |  #2 arrives
                  0.160s  == +40ms ======
                          |<.....+......|  tap lobby/x #2
                          |<-----+------|  #2 -> 200
                          |      |----->|  PUT lobby/x #3
                  0.200s  == +40ms ======
                          |      |      |  #3 arrives
                          |      |      |  #3 fault unavailable
                  0.240s  == +40ms ======
                          |      |<-----|  #3 -> 503 [2.6]
                          |      |      |  over
                """#)
        #expect(
            run.timeline(InspectionStyle(width: 72, isColored: true)).visible
                == #"""
                          ␛[1mstacy␛[0m  ␛[1momar␛[0m   ␛[1mservice␛[0m
                ␛[2m  0.000s  ␛[0m␛[36m├──────┼─────▶│  ␛[0mPUT lobby/x #1
                ␛[2m  0.040s  ␛[0m␛[2m══ +40ms ══════␛[0m
                ␛[2m          ␛[0m│      │      │  ␛[2m#1 arrives␛[0m
                ␛[2m  0.080s  ␛[0m␛[2m══ +40ms ══════␛[0m
                ␛[2m          ␛[0m␛[32m│◀─────┼──────┤  ␛[0m#1 → ␛[32m201␛[0m
                ␛[2m          ␛[0m␛[36m├──────┼─────▶│  ␛[0mPUT lobby/x #2
                ␛[2m  0.120s  ␛[0m␛[2m══ +40ms ══════␛[0m
                ␛[2m          ␛[0m│      │      │  ␛[2m#2 arrives␛[0m
                ␛[2m  0.160s  ␛[0m␛[2m══ +40ms ══════␛[0m
                ␛[2m          ␛[0m␛[35m│◀┄┄┄┄┄┼┄┄┄┄┄┄┤  ␛[0m␛[35mtap lobby/x #2␛[0m
                ␛[2m          ␛[0m␛[32m│◀─────┼──────┤  ␛[0m#2 → ␛[32m200␛[0m
                ␛[2m          ␛[0m␛[36m│      ├─────▶│  ␛[0mPUT lobby/x #3
                ␛[2m  0.200s  ␛[0m␛[2m══ +40ms ══════␛[0m
                ␛[2m          ␛[0m│      │      │  ␛[2m#3 arrives␛[0m
                ␛[2m          ␛[0m│      │      │  ␛[31m#3 fault unavailable␛[0m
                ␛[2m  0.240s  ␛[0m␛[2m══ +40ms ══════␛[0m
                ␛[2m          ␛[0m␛[31m│      │◀─────┤  ␛[0m#3 → ␛[31m503␛[0m␛[2m [2.6]␛[0m
                ␛[2m          ␛[0m│      │      │  ␛[33mover␛[0m
                """#)
    }

    @Test func `keeps the lanes of those who did most`() throws {
        let run = try ShownRun(
            #"""
            for place, player in ipairs(service:users(9)) do
              for _ = 1, place % 3 == 0 and 3 or 1 do player:get(ref) end
            end
            """#)

        #expect(
            run.timeline(InspectionStyle(width: 60)).visible
                == #"""
                          …001 …003 …006 …009 oth… service
                  0.000s  ├────┼────┼────┼────┼───▶│  GET quick/lobby → 204
                          │    │    │    │    ├───▶│  …0100002: GET q… → 204
                          │    ├────┼────┼────┼───▶│  GET quick/lobby → 204
                          │    ├────┼────┼────┼───▶│  GET quick/lobby → 204
                          │    ├────┼────┼────┼───▶│  GET quick/lobby → 204
                          │    │    │    │    ├───▶│  …0100004: GET q… → 204
                          │    │    │    │    ├───▶│  …0100005: GET q… → 204
                          │    │    ├────┼────┼───▶│  GET quick/lobby → 204
                          │    │    ├────┼────┼───▶│  GET quick/lobby → 204
                          │    │    ├────┼────┼───▶│  GET quick/lobby → 204
                          │    │    │    │    ├───▶│  …0100007: GET q… → 204
                          │    │    │    │    ├───▶│  …0100008: GET q… → 204
                          │    │    │    ├────┼───▶│  GET quick/lobby → 204
                          │    │    │    ├────┼───▶│  GET quick/lobby → 204
                          │    │    │    ├────┼───▶│  GET quick/lobby → 204
                """#)
        #expect(
            run.timeline(InspectionStyle(width: 36)).visible
                == #"""
                          281… oth… service
                  0.000s  │    ├───▶│  …01000… → 204
                          │    ├───▶│  …01000… → 204
                          ├────┼───▶│  GET qu… → 204
                          ├────┼───▶│  GET qu… → 204
                          ├────┼───▶│  GET qu… → 204
                          │    ├───▶│  …01000… → 204
                          │    ├───▶│  …01000… → 204
                          │    ├───▶│  …01000… → 204
                          │    ├───▶│  …01000… → 204
                          │    ├───▶│  …01000… → 204
                          │    ├───▶│  …01000… → 204
                          │    ├───▶│  …01000… → 204
                          │    ├───▶│  …01000… → 204
                          │    ├───▶│  …01000… → 204
                          │    ├───▶│  …01000… → 204
                """#)
    }

    @Test func `cuts names, and gives none power over the terminal`() throws {
        let run = try ShownRun(
            #"""
            local evil = service:user { xuid = "9", gamertag = "\27[2Jevil\n" }
            local wide = service:user { xuid = "10", gamertag = "日本語の名前は長い" }
            evil:get(ref)
            wide:get(ref)
            """#)

        #expect(
            run.timeline(InspectionStyle(width: 60, columns: wideColumns)).visible
                == #"""
                          \27[2Jevil\n 日本語の名…  service
                  0.000s  ├────────────┼───────────▶│  GET quick/lobby → 204
                          │            ├───────────▶│  GET quick/lobby → 204
                """#)
        #expect(
            run.timeline(InspectionStyle(width: 34, columns: wideColumns)).visible
                == #"""
                          \27… 日…  service
                  0.000s  ├────┼───▶│  GET … → 204
                          │    ├───▶│  GET … → 204
                """#)
    }

    @Test func `of nothing says so`() throws {
        let run = try ShownRun(
            #"""
            print "hello"
            """#)

        #expect(
            run.timeline(InspectionStyle(width: 60)).visible
                == #"""
                nothing has happened yet
                """#)
    }
}
