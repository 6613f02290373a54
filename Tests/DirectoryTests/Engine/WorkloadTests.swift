import Directory
import JSON
import Sessions
import Testing

/// Seeded sequences of requests; the world checks every answer, refusal and repetition.
@Suite struct `Any sequence of requests` {
    @Test(arguments: UInt64(1)...12)
    func `keeps the invariants of 16.3`(seed: UInt64) {
        let world = World()
        var random = SeededRandom(seed: seed)
        var offset = Duration.zero
        var etag = "\"none\""
        let targets = [DirectoryTarget.quick, .sticky, .raw, .vis, .old, .owned, .endowned]
        let target = targets.pick(&random)
        for _ in 0..<180 {
            offset += .milliseconds(Int64([0, 0, 100, 15_000, 31_000, 200_000].pick(&random)))
            world.move(to: offset)
            let senders = [
                world.a, world.a2, world.b, world.c, world.d, world.v,
                world.v.acting(for: world.a, world.d),
                world.v.acting(for: world.c, deniesManage: true),
            ]
            let sender = senders.pick(&random)
            if random.next() % 8 == 0 {
                relate(senders[0..<5].pick(&random), senders[0..<5].pick(&random), &random)
            }
            let answer: Answer
            switch random.next() % 8 {
            case 0: answer = sender.get(target, contract: [104, 105, 106, 107].pick(&random))
            case 1: answer = sender.get([target.properties, target.me].pick(&random))
            case 2: answer = sender.delete([target.me, target.member(1)].pick(&random))
            default:
                answer = sender.put(
                    target, body(world, &random, removes: sender.delegation == nil),
                    ifMatch: [nil, nil, nil, "*", etag].pick(&random),
                    ifNoneMatch: [nil, nil, nil, nil, "*"].pick(&random),
                    nocommit: random.next() % 10 == 0)
            }
            etag = answer.etag ?? etag
        }
    }

    /// Begins or ends that one user follows or blocks another.
    private func relate(_ one: Sender, _ other: Sender, _ random: inout SeededRandom) {
        let (user, subject) = (one.userID, other.userID)
        switch random.next() % 4 {
        case 0: one.world.people.follow(subject, by: user)
        case 1: one.world.people.unfollow(subject, by: user)
        case 2: one.world.people.block(subject, by: user)
        default: one.world.people.unblock(subject, by: user)
        }
    }

    private func body(
        _ world: World, _ random: inout SeededRandom, removes: Bool
    ) -> JSONValue {
        let number = JSONValue.integer(Int64(random.next() % 3))
        let bodies: [JSONValue] = [
            .act, .act, .act, [:], .sample, .status(["ready": true]),
            .status(["active": false, "ready": false]), .custom(["a": number]),
            .custom(["a": nil, "b": ["c": number]]), .me(["properties": ["custom": number]]),
            .me(["constants": ["custom": ["k": number]]]),
            .reserve(world.b), .reserve(world.c, world.d), .reserve(world.b, custom: number),
            .system(["turn": [number]]), .system(["closed": true]),
            .system(["closed": nil, "locked": nil]), .system(["closed": true, "locked": true]),
            .system(["joinRestriction": "local"]), .system(["joinRestriction": nil]),
            .system(["joinRestriction": "followed", "readRestriction": "followed"]),
            .system(["owners": [number]]), .roles(["class": "medic"]), .roles(["class": "tank"]),
            .roles(["class": nil]), ["members": ["me_all": nil]],
            ["members": ["me_allInSession": ["roles": ["class": "tank"]]]],
            .member(of: world.d, ["properties": ["system": ["active": true]]]),
            [
                "roleTypes": [
                    "class": [
                        "mutableRoleSettings": ["max"], "roles": ["tank": ["max": number]],
                    ]
                ]
            ],
            .system(["keywords": ["k"]]), .system(["host": "aa"]),
            .constants(["maxMembersCount": 2]), .constants(["sessionEmptyTimeout": 20_000]),
            .constants(["capabilities": ["connectivity": true]]),
            .status(["secureDeviceAddress": "ryY="]), ["servers": ["s": ["properties": [:]]]],
            ["servers": ["s": nil]], ["foo": 1],
        ]
        // Taking a member out and adding the same user again, by reservation or because a server
        // acts for the user, is what does not come to rest when it is repeated.
        switch random.next() % 16 {
        case 0 where removes: return .remove(0, 2)
        case 1: return .leave
        default: break
        }
        let first = bodies.pick(&random)
        return random.next() % 4 == 0 ? first.with(bodies.pick(&random)) : first
    }
}

extension RandomAccessCollection where Index == Int {
    fileprivate func pick(_ random: inout SeededRandom) -> Element {
        self[startIndex + Int(random.next() % UInt64(count))]
    }
}
