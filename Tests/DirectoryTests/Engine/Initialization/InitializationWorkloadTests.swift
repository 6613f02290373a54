import Directory
import JSON
import Sessions
import Testing

/// Seeded sequences of requests; the world checks every answer, refusal and repetition.
@Suite struct `Any sequence of requests with managed initialization` {
    @Test(arguments: UInt64(1)...16)
    func `keeps the invariants of 16.3`(seed: UInt64) {
        let world = World()
        var random = SeededRandom(seed: seed)
        var offset = Duration.zero
        var stages: Set<String> = []
        let target = [DirectoryTarget.pair, .p2p, .p2h, .ext][Int(seed % 4)]
        let senders = [world.a, world.a2, world.b, world.c, world.d]
        for _ in 0..<150 {
            offset += .milliseconds(Int64([0, 0, 100, 2000, 4900, 31_000].pick(&random)))
            world.move(to: offset)
            let sender = senders.pick(&random)
            let answer: Answer
            switch random.next() % 9 {
            case 0: answer = world.v.get(target, contract: [104, 107].pick(&random))
            case 1: answer = sender.delete(target.me)
            case 2: answer = world.v.put(target, .remove(Int(random.next() % 5)))
            default:
                answer = sender.put(
                    target, body(world, &random), nocommit: random.next() % 12 == 0)
            }
            if let stage = answer["initializing/stage"]?.stringValue { stages.insert(stage) }
        }
        #expect(!stages.isEmpty)
    }

    private func body(_ world: World, _ random: inout SeededRandom) -> JSONValue {
        // The tokens of the addresses AAAA, AAAB and of nobody.
        let devices = ["709e80c8", "cf7605ed", "ffffffff"]
        func measured() -> JSONValue {
            let entries = devices.filter { _ in random.next() % 4 != 0 }.map { token in
                (token, JSONValue.measured([10, 300].pick(&random), down: 20_000, up: 20_000))
            }
            return .status(["measurements": .object(JSONObject(entries))])
        }
        let joined = JSONValue.act.with(.initialize)
        let bodies: [JSONValue] = [
            joined.with(.reserveInitialized(world.b, world.c)),
            joined.with(.reserveInitialized(world.d)), joined, .act, .act, [:],
            .act.with(measured()), measured(), measured(), .status(["measurements": [:]]),
            .status(["secureDeviceAddress": "AAAA", "active": true]),
            .status(["secureDeviceAddress": "AAAB", "active": true]),
            .status(["ready": true]), .status(["active": false]), .reserve(world.b),
            .reserveInitialized(world.a2, world.d),
            .status(["initializationGroup": [.integer(Int64(random.next() % 3))]]),
            .system(["host": .string(devices.pick(&random))]), .system(["host": nil]),
            .system(["initializationSucceeded": .bool(random.next() % 3 != 0)]),
            .status(["serverMeasurements": ["eu": ["latency": 1]]]), .custom(["a": 1]),
        ]
        let first = bodies.pick(&random)
        return random.next() % 3 == 0 ? first.with(bodies.pick(&random)) : first
    }
}

extension Array {
    fileprivate func pick(_ random: inout SeededRandom) -> Element {
        self[Int(random.next() % UInt64(count))]
    }
}
