import JSON
import Sessions
import Testing

@Suite struct `Managed initialization` {
    let world = World()
    /// What case 59 sends, for sessions of `pair`.
    var creation: JSONValue {
        .act.with(.initialize).with(.reserveInitialized(world.b))
    }

    private func stage(_ stage: JSONValue, _ start: Duration, _ episode: JSONValue) -> JSONValue {
        ["stage": stage, "stageStartTime": world.time(start), "episode": episode]
    }

    @Test func `case 59: a session of two waits until both have joined`() {
        let answer = world.a.put(.pair, creation)

        #expect(answer.status == 201)
        #expect(answer["initializing"] == stage("joining", .zero, 1))  // 8.1.2, 8.1.4
        // 8.1.3
        #expect(answer["members/0/initializationEpisode"] == 1)
        #expect(answer["members/1/initializationEpisode"] == 1)
        #expect(answer["nextTimer"] == world.time(.seconds(20)))  // 7.4
    }

    @Test func `case 60: the episode ends when the second member joins`() throws {
        try world.a.given(.pair, creation)
        world.move(to: .seconds(5))
        let answer = world.b.put(.pair, .act)

        #expect(answer.status == 200)
        #expect(!answer.has("initializing"))  // 8.4.5, 8.9.1
        for index in 0...1 {
            #expect(!answer.has("members/\(index)/initializationEpisode"))
            #expect(!answer.has("members/\(index)/initializationFailure"))
        }
    }

    @Test func `case 61: too few members create no session`() {
        let answer = world.a.put(.pair, .act.with(.initialize))

        #expect(answer.status == 400)
        #expect(answer.text == Text.membersNeeded(2))
        #expect(world.a.get(.pair).status == 204)
    }

    @Test func `case 62: the first episode fails when the other member never joins`() throws {
        try world.a.given(.pair, creation)
        world.move(to: .seconds(20))
        let answer = world.a.get(.pair)

        #expect(answer.status == 200)
        #expect(answer.names("members") == ["0"])
        #expect(answer["initializing"] == stage("failed", .seconds(20), 1))  // 8.9.2
        #expect(!answer.has("members/0/initializationEpisode"))
        #expect(answer["members/0/initializationFailure"] == "episode")
    }

    /// A and B have been initialized; then A reserves C.
    private func reserveLateJoiner() throws -> Answer {
        try world.a.given(.pair, creation)
        world.move(to: .seconds(5))
        try world.b.given(.pair, .act)
        world.move(to: .seconds(6))
        return try world.a.given(.pair, .reserveInitialized(world.c))
    }

    @Test func `case 63: a late joiner begins a second episode`() throws {
        let answer = try reserveLateJoiner()

        #expect(answer["initializing"] == stage("joining", .seconds(6), 2))  // 8.10.1
        #expect(answer["members/2/initializationEpisode"] == 2)
        #expect(!answer.has("members/0/initializationEpisode"))
    }

    @Test func `case 64: who comes during an episode waits for the next one`() throws {
        _ = try reserveLateJoiner()
        let waiting = world.a.put(.pair, .reserveInitialized(world.d))
        #expect(waiting["members/3/initializationEpisode"] == 3)
        #expect(waiting["initializing"] == stage("joining", .seconds(6), 2))

        world.move(to: .seconds(7))
        let answer = world.c.put(.pair, .act)
        #expect(answer["initializing"] == stage("joining", .seconds(7), 3))
        #expect(!answer.has("members/2/initializationEpisode"))
        #expect(answer["members/3/initializationEpisode"] == 3)
    }

    @Test func `case 65: nothing starts in a session that has failed`() throws {
        try world.a.given(.pair, creation)
        world.move(to: .seconds(20))
        world.a.get(.pair)
        let answer = world.a.put(.pair, .reserveInitialized(world.c))

        #expect(answer.status == 200)
        #expect(!answer.has("members/2/initializationEpisode"))
        #expect(answer["initializing/stage"] == "failed")
    }

    @Test func `case 66: a session that needs nobody begins without an episode`() {
        let settings: JSONValue = ["membersNeededToStart": 0]
        let answer = world.a.put(
            .quick, .act.with(.constants(["memberInitialization": settings])))

        #expect(answer.status == 201)
        #expect(!answer.has("initializing"))
        #expect(answer["constants/system"] == ["memberInitialization": settings])
    }

    @Test func `case 67: a failure spreads to those who are grouped with it`() throws {
        try world.a.given(
            .pair,
            .act.with(.initialize).with(.reserveInitialized(world.b, world.c)))
        try world.b.given(.pair, .status(["active": true, "initializationGroup": [2]]))
        world.move(to: .seconds(20))
        let answer = world.a.get(.pair)

        #expect(answer.names("members") == ["0", "1"])
        #expect(answer["members/1/initializationFailure"] == "group")
        #expect(answer["members/0/initializationFailure"] == "episode")
        #expect(answer["initializing/stage"] == "failed")
    }
}
