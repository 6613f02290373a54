import JSON
import Sessions
import Testing

@Suite struct `Measuring connections` {
    let world = World()

    /// The senders join a session with an address each, the first of them creating it; returns
    /// their device tokens.
    private func join(_ target: DirectoryTarget, _ others: Sender...) throws -> [JSONValue] {
        func device(_ number: Int) -> JSONValue {
            .status([
                "active": true, "secureDeviceAddress": .string(["AAAA", "AAAB", "AAAC"][number]),
            ])
        }
        let reservations =
            others.count == 1
            ? JSONValue.reserveInitialized(others[0])
            : .reserveInitialized(others[0], others[1])
        var answer = try world.a.given(target, device(0).with(.initialize).with(reservations))
        world.move(to: .seconds(1))
        for (position, sender) in others.enumerated() {
            answer = try sender.given(target, device(position + 1))
        }
        return try (0...others.count).map { try #require(answer["members/\($0)/deviceToken"]) }
    }

    @Test func `case 68: members who have joined measure each other`() throws {
        _ = try join(.p2p, world.b)
        let answer = world.a.get(.p2p)

        #expect(answer["initializing/stage"] == "measuring")  // 8.1.5, 8.4.5
        #expect(answer["initializing/stageStartTime"] == world.time(.seconds(1)))
        #expect(answer["nextTimer"] == world.time(.seconds(31)))
    }

    @Test func `case 69: a slow connection fails the one who joined later`() throws {
        let tokens = try join(.p2p, world.b)
        let first = world.a.put(
            .p2p, .measurements([(tokens[1], .measured(100, down: 20000, up: 20000))]))
        #expect(first["initializing/stage"] == "measuring")
        let answer = world.b.put(
            .p2p, .measurements([(tokens[0], .measured(300, down: 20000, up: 20000))]))

        #expect(answer["members/1/initializationFailure"] == "latency")  // 8.5.3
        #expect(answer["members/0/initializationFailure"] == "episode")
        #expect(answer["initializing/stage"] == "failed")
    }

    @Test func `case 70: good connections end the episode`() throws {
        let tokens = try join(.p2p, world.b)
        let good = JSONValue.measured(100, down: 20000, up: 20000)
        try world.a.given(.p2p, .measurements([(tokens[1], good)]))
        let answer = world.b.put(.p2p, .measurements([(tokens[0], good)]))

        #expect(!answer.has("initializing"))
        #expect(!answer.has("members/0/initializationFailure"))
        #expect(!answer.has("members/1/initializationFailure"))
        #expect(!answer.has("hostCandidates"))
    }

    @Test func `case 71: who uploads nothing in time fails`() throws {
        let tokens = try join(.p2p, world.b)
        try world.a.given(
            .p2p, .measurements([(tokens[1], .measured(100, down: 20000, up: 20000))]))
        world.move(to: .seconds(31))
        let answer = world.a.get(.p2p)

        #expect(answer["members/1/initializationFailure"] == "timeout")  // 8.5.2
        #expect(answer["members/0/initializationFailure"] == "episode")
        #expect(answer["initializing/stage"] == "failed")
    }

    @Test func `case 72: a missing measurement counts as no network, for the later member`() throws
    {
        let tokens = try join(.p2p, world.b)
        try world.a.given(.p2p, .status(["measurements": [:]]))
        let answer = world.b.put(
            .p2p, .measurements([(tokens[0], .measured(100, down: 20000, up: 20000))]))

        #expect(answer["members/1/initializationFailure"] == "network")
        #expect(answer["members/0/initializationFailure"] == "episode")
        #expect(answer["initializing/stage"] == "failed")
    }

    /// A, B and C measure each other: 50 between A and B, 60 between A and C, 200 between B and C.
    private func measureHosts() throws -> (tokens: [JSONValue], answer: Answer) {
        let tokens = try join(.p2h, world.b, world.c)
        let latencies: [[Int64]] = [[0, 50, 60], [50, 0, 200], [60, 200, 0]]
        var answer = world.a.get(.p2h)
        for (index, sender) in [world.a, world.b, world.c].enumerated() {
            let others = (0...2).filter { $0 != index }
            let entries = others.map { other in
                (tokens[other], JSONValue.measured(latencies[index][other], down: 5000, up: 5000))
            }
            answer = try sender.given(.p2h, .measurements(entries))
        }
        return (tokens, answer)
    }

    @Test func `case 73: devices that serve everybody are candidates for the host`() throws {
        let (tokens, answer) = try measureHosts()

        #expect(!answer.has("initializing"))
        #expect(answer["hostCandidates"] == .array(tokens))  // 8.7.1, 8.7.2, 8.7.3
    }

    @Test func `case 74: the candidates go when there is a host`() throws {
        let (tokens, _) = try measureHosts()
        let answer = world.a.put(.p2h, .system(["host": tokens[1]]))

        #expect(answer.status == 200)
        #expect(!answer.has("hostCandidates"))
        #expect(answer["properties/system/host"] == tokens[1])
    }

    @Test func `case 81: a member does not measure its own device`() throws {
        let tokens = try join(.p2p, world.b)
        let own = try #require(tokens[0].stringValue)
        let body = JSONValue.status([
            "measurements": .object(JSONObject([(own, ["latency": 1] as JSONValue)]))
        ])

        #expect(world.a.put(.p2p, body).status == 400)
    }

    @Test func `case 82: a measurement of a server is an object`() throws {
        _ = try join(.p2p, world.b)
        let answer = world.a.put(.p2p, .status(["serverMeasurements": ["measurements1": 5]]))

        #expect(answer.status == 400)
        #expect(
            answer.text == """
                Invalid member property serverMeasurements 'measurements1' provided, must be a \
                JSON object.
                """)
    }
}
