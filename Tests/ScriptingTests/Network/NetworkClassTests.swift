import JSON
import Scripting
import Sessions
import Testing
import Transport

@Suite struct `service.network` {
    @Test func `shows what is set`() throws {
        let lines = try lines(
            """
            local network = service.network
            network:set { latency = { from = "10ms", to = "20ms" }, jitter = "5ms" }
            network:link(ada, grace, { latency = { mean = "1ms", deviation = "2ms" }, loss = 0.5 })
            network:line(grace, { bandwidth_down = 300, latency = { "1ms", "2ms" } })
            network:partition({ ada }, { "eu-west" })
            print(network, network.quiet)
            local function show(from, to, operation)
              local found = network:conditions(from, to, operation)
              print(found.latency, found.jitter, found.loss, found.bandwidth, found.partitioned)
            end
            show(ada, service, "write")
            show(ada, grace)
            show(service, grace)
            show(ada, "eu-west", "measure")
            print(network:reset(), network:conditions(ada, service).latency)
            """)
        #expect(
            lines == [
                "network (3 rules, 1 partitions)\tfalse",
                "10ms to 20ms\t5ms\t0.0\tnil\tfalse",
                "1ms ± 2ms\t5ms\t0.5\t300\tfalse",
                "one of 2\t5ms\t0.0\t300\tfalse",
                "10ms to 20ms\t5ms\t0.0\tnil\ttrue",
                "network (quiet)\t0ms",
            ])
    }

    @Test func `refuses what makes no sense, and says what does`() throws {
        let lines = try lines(
            """
            local network = service.network
            print(refusal(network.set, network, { latency = 40 }))
            print(refusal(network.set, network, { latencyy = "40ms" }))
            print(refusal(network.set, network, { latency = { from = "2s", to = "1s" } }))
            print(refusal(network.set, network, { latency = { from = "2s" } }))
            print(refusal(network.set, network, { jitter = "2h" }))
            print(refusal(network.set, network, { loss = 1.5 }))
            print(refusal(network.set, network, { bandwidth_up = 0 }))
            print(refusal(network.line, network, ada, { operation = "reed" }))
            print(refusal(network.link, network, ada, 7, {}))
            print(refusal(network.partition, network, {}))
            print(refusal(network.partition, network, { ada }, { 1 }))
            print(refusal(network.nat, network, ada, "close"))
            print(network.quiet)
            """)
        #expect(
            lines.withoutPlaces
                == [
                    "bad argument #1 to 'set' (field 'latency': a bare number counts seconds; text such as "
                        + "\"40ms\" expected)",
                    "bad argument #1 to 'set' (unknown field 'latencyy'; did you mean 'latency'?)",
                    "bad argument #1 to 'set' (field 'latency': 'from' not above 'to' expected)",
                    "bad argument #1 to 'set' (field 'latency': a duration, a list, { from =, to = } or "
                        + "{ mean =, deviation = } expected)",
                    "bad argument #1 to 'set' (field 'jitter': a duration from 0 to 1h, such as \"40ms\", "
                        + "expected)",
                    "bad argument #1 to 'set' (field 'loss': a number from 0 to 1 expected)",
                    "bad argument #1 to 'set' (field 'bandwidth_up': kbit/s, from 1 to 1000000000, expected)",
                    "bad argument #2 to 'line' (field 'operation': invalid option 'reed'; did you "
                        + "mean 'read'?)",
                    "bad argument #2 to 'link' (user or service or string expected, got number)",
                    "bad argument #1 to 'partition' (a group of nobody cannot be cut off)",
                    "bad argument #2 to 'partition' (element 1: user, service or string expected, got number)",
                    "bad argument #2 to 'nat' (invalid option 'close'; there is 'open', "
                        + "'moderate' and 'strict')",
                    "true",
                ])
    }

    @Test func `is only for a service in process`() async throws {
        let transport = ScriptedTransport(.success(DirectoryResponse(status: 204)))
        let run = try await ScriptHarness.run(
            """
            print(refusal(function() return service.network end))
            print(refusal(service.fault, service, { kind = "timeout" }))
            """, over: transport)
        #expect(
            run.lines.withoutPlaces == [
                "'network' needs a local directory: http://127.0.0.1:1 cannot be asked for it over "
                    + "the protocol; run the script with --service local",
                "'fault' needs a local directory: http://127.0.0.1:1 cannot be asked for it over "
                    + "the protocol; run the script with --service local",
            ])
    }

    @Test func `changes no identifier of the run`() throws {
        let script = "print(muster.guid(), ada:create(ref, active).branch, math.random())"
        let quiet = try lines(script)
        #expect(
            try lines("service.network:set { latency = '1ms', jitter = '1ms' } " + script) == quiet)
    }
}
