internal import Lua
internal import Transport

/// The simulated network of a directory in process, as scripts see it.
let networkClass = LuaClass<Courier>(
    "network",
    doc: "What messages between users and the local directory meet; nothing until it is told.",
    example: """
        local network = service.network
        network:set { latency = "40ms", jitter = "10ms", loss = 0.01 }
        network:link(stacy, omar, { latency = { from = "15ms", to = "25ms" } })
        stacy:create(ref, muster.request():join { active = true })
        print(muster.clock.elapsed)
        """,
    methods: NetworkMethods.all,
    fields: [
        .init("timeout", "number", doc: "How many seconds a client waits for an answer.") {
            $1.push(Double($0.network.timeout.milliseconds) / 1000)
        },
        .init("quiet", "boolean", doc: "Whether every message arrives at once.") {
            $1.push($0.network.isQuiet)
        },
    ],
    metamethods: [
        HostFunction("__tostring", returns: "string", doc: "How much is said of it.") { call in
            let network = try call.object(1, of: networkClass).network
            call.push(
                network.isQuiet
                    ? "network (quiet)"
                    : "network (\(network.rules.count) rules, \(network.partitions.count) "
                        + "partitions)")
        }
    ])
