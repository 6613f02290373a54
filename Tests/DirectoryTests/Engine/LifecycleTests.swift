import Directory
import JSON
import Sessions
import Testing

@Suite struct `The life of a session` {
    let world = World()
    let emptyAfterAMinute: JSONValue = .act.with(.constants(["sessionEmptyTimeout": 60_000]))

    @Test func `goes on empty for its timeout (10.1)`() throws {
        try world.a.given(.quick, emptyAfterAMinute)
        let left = world.a.put(.quick, .leave)
        world.move(to: .seconds(59))
        let before = world.v.get(.quick)
        world.move(to: .seconds(60))
        let after = world.v.get(.quick)

        #expect(left.status == 200)
        #expect(left["members"] == [:])
        #expect(
            left["membersInfo"] == [
                "first": 1, "next": 1, "count": 0, "accepted": 0, "active": 0,
            ])
        #expect(left["nextTimer"] == world.time(.seconds(60)))
        #expect(before.status == 200)
        #expect(after.status == 204)
    }

    @Test func `goes on for good when someone comes in time (10.2)`() throws {
        try world.a.given(.quick, emptyAfterAMinute)
        try world.a.given(.quick, .leave)
        world.move(to: .seconds(30))

        let joined = try world.c.given(.quick, .act)
        world.move(to: .seconds(90))

        #expect(joined["startTime"] == world.time(.zero))
        #expect(joined["members/1/constants/system/index"] == 1)
        #expect(!joined.has("nextTimer"))
        #expect(world.c.get(.quick).status == 200)
    }

    @Test func `starts anew under a PUT when its timers have ended it (10.10)`() throws {
        try world.v.given(.quick, .reserve(world.b))
        world.move(to: .seconds(30))

        let answer = world.a.put(.quick, .act)

        #expect(answer.status == 201)
        #expect(answer["changeNumber"] == 1)
        #expect(answer["startTime"] == world.time(.seconds(30)))
        #expect(answer.names("members") == ["0"])
    }

    @Test func `makes timers and the write that follows one commit (5.9.3)`() throws {
        try world.a.given(.quick, .act)
        try world.a.given(.quick, .reserve(world.b))
        world.move(to: .seconds(30))

        let answer = world.a.put(.quick, .custom(["a": 1]))

        #expect(answer["changeNumber"] == 3)
        #expect(answer.names("members") == ["0"])
    }

    @Test func `commits timers although the access is refused (7.3.7)`() throws {
        try world.a.given(.raw, .act)
        try world.a.given(.raw, .reserve(world.b))
        world.move(to: .seconds(30))

        #expect(world.c.get(.raw).status == 403)
        #expect(world.a.get(.raw)["changeNumber"] == 3)
    }

    @Test func `stores no timer under nocommit (3.3)`() throws {
        try world.a.given(.quick, .act)
        try world.a.given(.quick, .reserve(world.b))
        world.move(to: .seconds(30))

        let answer = world.a.put(.quick, .custom(["a": 1]), nocommit: true)

        #expect(answer.names("members") == ["0"])
        #expect(answer["changeNumber"] == 3)
        #expect(world.a.get(.quick)["changeNumber"] == 3)
    }

    @Test func `announces each commit and its end`() {
        var directory = SessionDirectory()
        func send(_ body: JSONValue, _ seed: UInt64) -> [DirectoryEffect] {
            directory.handle(
                .put(.quick, body), from: .a, at: WireTime.t0, entropy: Entropy(seed, seed)
            ).effects
        }
        guard case .session(let reference) = DirectoryTarget.quick else { return }

        let created = send(.act, 1)
        let unchanged = send([:], 2)
        let changed = send(.custom(["a": 1]), 3)
        let ended = send(.leave, 4)

        let branch = Entropy(1, 1).guid()
        #expect(created == [.committed(reference, branch: branch, changeNumber: 1)])
        #expect(unchanged == [])
        #expect(changed == [.committed(reference, branch: branch, changeNumber: 2)])
        #expect(ended == [.deleted(reference)])
    }

    @Test func `has a limit of sessions`() {
        var options = DirectoryOptions()
        options.sessionsLimit = 1
        var directory = SessionDirectory(options: options)
        func create(_ name: String) -> Int {
            directory.handle(
                .put(.target("quick", name), .act), from: .a, at: WireTime.t0,
                entropy: Entropy(1, 2)
            ).response.status
        }

        #expect(create("one") == 201)
        #expect(create("two") == 503)  // 2.6
        #expect(create("one") == 200)
    }

    @Test func `is the same value from the same inputs`() throws {
        func run() -> SessionDirectory {
            var directory = SessionDirectory()
            var random = SeededRandom(seed: 42)
            for step in 0..<200 {
                let caller: Caller = [.a, .b, .c, .d, .server][Int(random.next() % 5)]
                let bodies: [JSONValue] = [
                    .act, .leave, .custom(["n": .integer(Int64(step))]), .status(["ready": true]),
                    .reserve(xuids: ["5500461", "7"]), .remove(0, 1), .sample,
                ]
                let body = bodies[Int(random.next() % UInt64(bodies.count))]
                let now = WireTime.t0.adding(milliseconds: Int64(step) * 7000)
                _ = directory.handle(
                    .put(.quick, body), from: caller, at: now, entropy: random.entropy())
            }
            return directory
        }

        #expect(run() == run())
    }
}
