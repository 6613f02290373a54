import Reporting
import Scripting
import Testing

@Suite struct `The trace of a run` {
    @Test func `shows who sent what, and what came back`() throws {
        let run = try ShownRun(
            #"""
            stacy:create(ref, muster.request():set("map", "dust"):join { active = true })
            omar:join(ref)
            pcall(stacy.create, stacy, ref)
            stacy:get(ref)
            """#)

        #expect(
            run.trace(isColored: false)
                == #"""
                    0.000s → #1 stacy PUT quick/lobby If-None-Match: * {"properties":{"custom":{"map":"dust"}},"members":{"me":{"properties":{"system":{"active":true}}}}}
                           ← #1 201 change 1: 0 stacy active
                    0.000s → #2 omar PUT quick/lobby If-Match: * {"members":{"me":{"properties":{"system":{"active":true}}}}}
                           ← #2 200 change 2: 0 stacy active, 1 omar active
                    0.000s → #3 stacy PUT quick/lobby If-None-Match: * {}
                           ← #3 412 [rule 2.4.5]
                    0.000s → #4 stacy GET quick/lobby
                           ← #4 200 change 2: 0 stacy active, 1 omar active
                """#)
        #expect(
            run.trace(isColored: true)
                == #"""
                ␛[2m    0.000s␛[0m ␛[36m→␛[0m ␛[2m#1␛[0m ␛[1mstacy␛[0m PUT quick/lobby␛[2m If-None-Match: *␛[0m {"properties":{"custom":{"map":"dust"}},"members":{"me":{"properties":{"system":{"active":true}}}}}
                           ␛[36m←␛[0m ␛[2m#1␛[0m ␛[32m201␛[0m change 1: 0 stacy active
                ␛[2m    0.000s␛[0m ␛[36m→␛[0m ␛[2m#2␛[0m ␛[1momar␛[0m PUT quick/lobby␛[2m If-Match: *␛[0m {"members":{"me":{"properties":{"system":{"active":true}}}}}
                           ␛[36m←␛[0m ␛[2m#2␛[0m ␛[32m200␛[0m change 2: 0 stacy active, 1 omar active
                ␛[2m    0.000s␛[0m ␛[36m→␛[0m ␛[2m#3␛[0m ␛[1mstacy␛[0m PUT quick/lobby␛[2m If-None-Match: *␛[0m {}
                           ␛[36m←␛[0m ␛[2m#3␛[0m ␛[31m412␛[0m␛[2m [rule 2.4.5]␛[0m
                ␛[2m    0.000s␛[0m ␛[36m→␛[0m ␛[2m#4␛[0m ␛[1mstacy␛[0m GET quick/lobby
                           ␛[36m←␛[0m ␛[2m#4␛[0m ␛[32m200␛[0m change 2: 0 stacy active, 1 omar active
                """#)
    }

    @Test func `shows the network, taps and the clock`() throws {
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
            run.trace(isColored: false)
                == #"""
                    0.000s → #1 stacy PUT lobby/x If-None-Match: * {"members":{"me":{"properties":{"system":{"active":true,"connection":"efcba9fc-19b4-47dd-a79b-f9591d5dd367"}}}}}
                    0.040s · the clock moved 0.04 s
                    0.040s · #1 arrived
                    0.080s · the clock moved 0.04 s
                           ← #1 201 change 1: 0 stacy active
                    0.080s → #2 stacy PUT lobby/x If-Match: * {"members":{"me":{"properties":{"system":{"active":true,"connection":"efcba9fc-19b4-47dd-a79b-f9591d5dd367","subscription":{"id":"c9609708-a715-440f-a990-9295fa43c702","changeTypes":["everything"]}}}}}}
                    0.120s · the clock moved 0.04 s
                    0.120s · #2 arrived
                    0.160s · the clock moved 0.04 s
                    0.160s · tapped stacy: lobby/x #2
                           ← #2 200 change 2: 0 stacy active
                    0.160s → #3 omar PUT lobby/x If-Match: * {"members":{"me":{"properties":{"system":{"active":true}}}}}
                    0.200s · the clock moved 0.04 s
                    0.200s · #3 arrived
                    0.200s · #3 fault unavailable
                    0.240s · the clock moved 0.04 s
                           ← #3 503 [rule 2.6]
                    0.240s · half way \27[2J (flow.lua:8)
                    0.240s → #4 stacy PUT lobby/x {"properties":{"custom":{"map":"dust"}}}
                    0.280s · the clock moved 0.04 s
                    0.280s · #4 arrived
                    0.320s · the clock moved 0.04 s
                    0.320s · tapped stacy: lobby/x #3
                           ← #4 200 change 3: 0 stacy active
                    0.320s → #5 omar GET lobby/x
                    0.320s · #5 the request was lost, sent again in 0.2 s
                    0.520s · the clock moved 0.2 s
                    0.520s · #5 the request was lost, sent again in 0.4 s
                    0.920s · the clock moved 0.4 s
                    0.920s · #5 the request was lost, sent again in 0.8 s
                    1.720s · the clock moved 0.8 s
                    1.720s · #5 the request was lost, sent again in 1.6 s
                    3.320s · the clock moved 1.6 s
                    3.320s · #5 the request was lost, sent again in 3.2 s
                    6.520s · the clock moved 3.2 s
                    6.520s · #5 the request was lost, sent again in 6.4 s
                   12.920s · the clock moved 6.4 s
                   12.920s · #5 the request was lost, sent again in 12.8 s
                   25.720s · the clock moved 12.8 s
                   25.720s · #5 the request was lost, sent again in 25.6 s
                   30.320s · the clock moved 4.6 s
                           × #5 no answer: no answer from the local directory within 30.0 seconds
                """#)
    }

    @Test func `gives no text power over the terminal`() throws {
        let run = try ShownRun(
            #"""
            local evil = service:user { xuid = "9", gamertag = "\27[2Jevil\n" }
            evil:create(ref, muster.request():set("\27[1m", "\u{9b}31m"):join { active = true })
            muster.log("\27]0;title\7")
            """#)

        #expect(
            run.trace(isColored: false)
                == #"""
                    0.000s → #1 \27[2Jevil\n PUT quick/lobby If-None-Match: * {"properties":{"custom":{"\u001b[1m":"\u{9B}31m"}},"members":{"me":{"properties":{"system":{"active":true}}}}}
                           ← #1 201 change 1: 0 \27[2Jevil\n active
                    0.000s · \27]0;title\7 (flow.lua:3)
                """#)
        #expect(
            run.trace(isColored: true)
                == #"""
                ␛[2m    0.000s␛[0m ␛[36m→␛[0m ␛[2m#1␛[0m ␛[1m\27[2Jevil\n␛[0m PUT quick/lobby␛[2m If-None-Match: *␛[0m {"properties":{"custom":{"\u001b[1m":"\u{9B}31m"}},"members":{"me":{"properties":{"system":{"active":true}}}}}
                           ␛[36m←␛[0m ␛[2m#1␛[0m ␛[32m201␛[0m change 1: 0 \27[2Jevil\n active
                ␛[2m    0.000s␛[0m ␛[33m·␛[0m \27]0;title\7␛[2m (flow.lua:3)␛[0m
                """#)
    }
}
