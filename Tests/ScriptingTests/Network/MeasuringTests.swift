import Scripting
import Testing

@Suite struct `user:measure` {
    /// Ada, Grace and Alan with devices in one session; Ada's snapshot is `session`.
    private let peers = """
        local network = service.network
        local alan = service:user { xuid = "3", gamertag = "alan" }
        local peers = service:reference "peer"
        local function seat(user)
          return muster.request():join { active = true, secureDeviceAddress = network:address(user) }
        end
        local function token(session, user) return session:member(user).deviceToken end
        local function show(session, found, missing)
          for _, member in ipairs(session.members) do
            local m = found[member.deviceToken]
            if m then print(member.gamertag, m.latency, m.bandwidthDown, m.bandwidthUp) end
            local why = missing[member.deviceToken]
            if why then print(member.gamertag, why) end
          end
        end
        local function gather(...)
          for _, user in ipairs { ... } do user:write(peers, seat(user)) end
          return ada:get(peers)
        end

        """

    @Test func `finds what the network is like, and takes time`() throws {
        let lines = try lines(
            peers + """
                local session = gather(ada, grace, alan)
                network:link(ada, grace, { latency = "15ms", bandwidth_down = 4096, bandwidth_up = 1024 })
                network:link(ada, alan, { operation = "measure", latency = "30ms" })
                show(session, ada:measure(session))
                print(clock.elapsed)
                show(session, grace:measure(grace:get(peers), { probes = 1 }))
                print(clock.elapsed)
                """)
        // Eight trips of 60 ms take longer than eight of 30 ms and 16 KiB at 1 and at 4 Mbit/s. Then
        // one trip of 30 ms, and the same 160 ms for the bandwidth.
        #expect(
            lines == [
                "grace\t30\t4096\t1024", "alan\t60\t1000000\t1000000", "0.48",
                "ada\t30\t1024\t4096", "alan\t0\t1000000\t1000000", "0.67",
            ])
    }

    @Test func `leaves out whom it cannot reach, and says why`() throws {
        let lines = try lines(
            peers + """
                network:nat(ada, "strict"):nat(grace, "moderate")
                local dana = service:user { xuid = "4", gamertag = "dana" }
                local session = gather(ada, grace, alan, dana)
                print(session.me.nat, session:member(grace).nat, session:member(alan).nat)
                network:partition({ ada }, { alan })
                network:link(ada, dana, { loss = 1, operation = "measure" })
                show(session, ada:measure(session, { probes = 4, probe_timeout = "250ms" }))
                print(clock.elapsed)
                """)
        #expect(
            lines == [
                "strict\tmoderate\topen", "grace\tnat", "alan\tpartition", "dana\tlost", "1.0",
            ])
    }

    @Test func `gives what a session with managed initialization asks for`() throws {
        let lines = try lines(
            peers + """
                local ref = service:reference "p2h"
                local function join(user)
                  return muster.request():join {
                    active = true, initialize = true, secureDeviceAddress = network:address(user),
                  }
                end
                network:set { latency = "20ms", bandwidth_up = 5000, bandwidth_down = 9000 }
                network:line(alan, { latency = "1ms" })
                ada:write(ref, join(ada):reserve(grace, nil, { initialize = true })
                  :reserve(alan, nil, { initialize = true }))
                muster.all {
                  function() grace:write(ref, join(grace)) end,
                  function() alan:write(ref, join(alan)) end,
                }
                local tasks = {}
                for i, user in ipairs { ada, grace, alan } do
                  tasks[i] = function()
                    local found = user:measure(user:get(ref))
                    return user:write(ref, muster.request():join { measurements = found })
                  end
                end
                muster.all(tasks)
                local session = ada:get(ref)
                print(session.initializing, session.host_candidates[1] == token(session, alan))
                """)
        #expect(lines == ["nil\ttrue"])
    }

    @Test func `measures a device once, and not its own`() throws {
        let lines = try lines(
            peers + """
                local one = service:user { xuid = "5", gamertag = "one", device = "box" }
                local two = service:user { xuid = "6", gamertag = "two", device = "box" }
                local three = service:user { xuid = "7", gamertag = "three", device = "other" }
                gather(one, two, three)
                local session = three:get(peers)
                local found = three:measure(session)
                local count = 0
                for _ in pairs(found) do count = count + 1 end
                print(count, found[token(session, one)] ~= nil, token(session, one) == token(session, two))
                local others = one:measure(one:get(peers))
                print(next(others) == token(session, three))
                """)
        #expect(lines == ["1\ttrue\ttrue", "true"])
    }

    @Test func `says who cannot measure`() throws {
        let lines = try lines(
            peers + """
                local session = gather(ada)
                print(refusal(grace.measure, grace, session))
                local server = service:server()
                print(refusal(server.measure, server, session))
                local nobody = ada:measure(session)
                print(next(nobody), clock.elapsed)
                """)
        #expect(lines.count == 3)
        #expect(
            lines[0].contains(
                "as it was last seen; join it, and measure with the session that joining gives"))
        #expect(lines[1].hasSuffix("a server has no device to measure from"))
        #expect(lines[2] == "nil\t0.0")
    }

    @Test func `measures the servers that the session names`() throws {
        let lines = try lines(
            peers + """
                local ref = service:reference "peer"
                local session = ada:write(ref, active:measurementServerAddresses {
                  ["eu-west"] = { secureDeviceAddress = "ZXU=" },
                  ["us-east"] = { secureDeviceAddress = "dXM=" },
                })
                network:link(ada, "eu-west", { latency = "12ms" })
                network:partition({ ada }, { "us-east" })
                local found, missing = ada:measure_servers(session)
                print(found["eu-west"].latency, found["us-east"], missing["us-east"], clock.elapsed)
                session = ada:write(ref, muster.request():join { serverMeasurements = found })
                print(session.me.properties.system.serverMeasurements["eu-west"].latency)
                """)
        #expect(lines == ["24\tnil\tpartition\t4.0", "24"])
    }
}
