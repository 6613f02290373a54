import Directory
import JSON
import Sessions
import Testing

@Suite struct `An episode` {
    let world = World()
    var pair: JSONValue { .act.with(.initialize).with(.reserveInitialized(world.b)) }

    private func managed(_ settings: JSONValue) -> JSONValue {
        .act.with(.constants(["memberInitialization": settings]))
    }

    /// A and B in a session of `pair` that has been initialized at T0.
    private func givenPair() throws {
        try world.a.given(.pair, pair)
        try world.b.given(.pair, .act)
    }

    // MARK: Who takes part

    @Test func `needs constants that switch it on (8.1.1, 6.6)`() throws {
        let answer = try world.a.given(.quick, .act.with(.initialize))

        #expect(answer["members/0/constants/system/initialize"] == true)
        #expect(!answer.has("members/0/initializationEpisode"))
        #expect(!answer.has("initializing"))
    }

    @Test func `of a lone creator ends in the request that creates the session (8.2)`() {
        let answer = world.a.put(.quick, managed([:]).with(.initialize))

        #expect(answer.status == 201)
        #expect(answer["changeNumber"] == 1)
        #expect(!answer.has("initializing"))
        #expect(!answer.has("members/0/initializationEpisode"))
    }

    @Test func `is refused when a server creates a session for nobody (8.2)`() {
        let answer = world.v.put(.pair, [:])

        #expect(answer.status == 400)
        #expect(answer.text == Text.membersNeeded(2))
        #expect(answer.response.rule == "8.2")
    }

    @Test func `that nobody is in at creation is skipped (8.2)`() throws {
        try world.a.given(.quick, managed(["membersNeededToStart": 0]))

        let answer = try world.a.given(.quick, .reserveInitialized(world.b))

        #expect(answer["initializing/episode"] == 2)
        #expect(answer["members/1/initializationEpisode"] == 2)
    }

    @Test func `does not take in members without initialize (8.10.4)`() throws {
        try world.a.given(.pair, pair)
        let reserved = try world.a.given(.pair, .reserve(world.c))
        world.move(to: .seconds(19))
        try world.b.given(.pair, .act)
        world.move(to: .seconds(30))

        #expect(!reserved.has("members/2/initializationEpisode"))
        #expect(world.a.get(.pair).names("members") == ["0", "1"])
    }

    @Test func `takes in who asks for it when accepting a reservation (5.3.6, 6.6)`() throws {
        try givenPair()
        try world.a.given(.pair, .reserve(world.c))

        let answer = try world.c.given(.pair, .status(["ready": true]).with(.initialize))

        #expect(answer["initializing/episode"] == 2)
        #expect(answer["members/2/initializationEpisode"] == 2)
    }

    @Test func `is shown at contract 104 as well, and not below (4.1, 4.6)`() throws {
        try world.a.given(.pair, pair)

        #expect(world.a.get(.pair, contract: 104)["initializing/stage"] == "joining")
        let legacy = World(legacyContracts: true)
        try legacy.a.given(.pair, pair)
        #expect(!legacy.a.get(.pair, contract: 103).has("initializing"))
    }

    // MARK: Joining

    @Test func `waits for members who are still starting (8.4.1)`() throws {
        try world.a.given(.pair, pair)

        let ready = try world.b.given(.pair, .status(["ready": true]))
        let active = try world.b.given(.pair, .act)

        #expect(ready["initializing/stage"] == "joining")
        #expect(!active.has("initializing"))
    }

    @Test func `takes whoever has written as joined, active or not (8.4.1)`() throws {
        try world.a.given(.pair, pair)

        #expect(!(try world.b.given(.pair, [:])).has("initializing"))
    }

    @Test func `has its own timeouts for reserved and ready members (8.1.6)`() throws {
        let short: JSONValue = ["reservedRemovalTimeout": 1000, "readyRemovalTimeout": 2000]
        try world.a.given(
            .pair,
            pair.with(.reserveInitialized(world.b, world.c))
                .with(.constants(short)))
        try world.b.given(.pair, .status(["ready": true]))
        world.move(to: .seconds(19))
        let before = world.a.get(.pair)
        world.move(to: .seconds(20))
        let after = world.a.get(.pair)

        #expect(before.names("members") == ["0", "1", "2"])
        #expect(before["members/1/properties/system/ready"] == true)
        #expect(before["nextTimer"] == world.time(.seconds(20)))
        #expect(after.names("members") == ["0"])
        #expect(!after.has("nextTimer"))
    }

    @Test func `that times out with enough members goes on (8.4.2, 8.4.4)`() throws {
        try world.a.given(.pair, pair.with(.reserveInitialized(world.b, world.c)))
        try world.b.given(.pair, .act)
        world.move(to: .seconds(20))
        let answer = world.a.get(.pair)

        #expect(answer.names("members") == ["0", "1"])
        #expect(!answer.has("initializing"))
        #expect(!answer.has("members/0/initializationFailure"))
    }

    // MARK: Groups

    @Test func `fails a whole chain of groups (8.4.3)`() throws {
        var body = pair.with(.reserveInitialized(world.b, world.c, world.d))
        body = body.with(.constants(["memberInitialization": ["membersNeededToStart": 0]]))
        try world.a.given(.quick, body.with(.status(["initializationGroup": [1]])))
        try world.b.given(.quick, .status(["active": true, "initializationGroup": [2]]))
        try world.c.given(.quick, .status(["active": true, "initializationGroup": [3]]))
        try world.d.given(.quick, .leave)
        let answer = world.a.get(.quick)

        #expect(!answer.has("initializing"))
        for index in 0...2 {
            #expect(answer["members/\(index)/initializationFailure"] == "group")
        }
    }

    @Test func `does not blame those who left before it (8.4.3)`() throws {
        try givenPair()
        try world.c.given(.pair, .act)
        try world.c.given(.pair, .leave)

        let answer = try world.d.given(
            .pair, .status(["active": true, "initializationGroup": [2]]).with(.initialize))

        #expect(!answer.has("initializing"))
        #expect(!answer.has("members/3/initializationFailure"))
    }

    @Test func `fails who is grouped with one who failed earlier (8.4.3, 8.9.4)`() throws {
        try world.a.given(.quick, managed(["externalEvaluation": true]).with(.initialize))
        try world.a.given(.quick, .system(["initializationSucceeded": true]))
        try world.b.given(.quick, .act.with(.initialize))
        let failed = try world.a.given(.quick, .system(["initializationSucceeded": false]))

        let answer = try world.c.given(
            .quick, .status(["active": true, "initializationGroup": [1]]).with(.initialize))

        #expect(failed["members/1/initializationFailure"] == "episode")
        #expect(!failed.has("initializing"))
        #expect(answer["members/2/initializationFailure"] == "group")
        #expect(answer["members/1/initializationFailure"] == "episode")
    }

    // MARK: Later episodes

    @Test func `after the first needs no number of members (8.10.3)`() throws {
        try givenPair()

        let answer = try world.c.given(.pair, .act.with(.initialize))

        #expect(!answer.has("initializing"))
        #expect(!answer.has("members/2/initializationFailure"))
    }

    @Test func `after the first ends when nobody joins (8.4.4)`() throws {
        try givenPair()
        try world.a.given(.pair, .reserveInitialized(world.c))
        world.move(to: .seconds(20))
        let answer = world.a.get(.pair)

        #expect(answer.names("members") == ["0", "1"])
        #expect(!answer.has("initializing"))
        #expect(!answer.has("members/0/initializationFailure"))
    }

    @Test func `ends when its last member leaves (8.3)`() throws {
        try givenPair()
        try world.c.given(.pair, .status(["ready": true]).with(.initialize))

        #expect(!(try world.c.given(.pair, .leave)).has("members/2"))
        #expect(!world.a.get(.pair).has("initializing"))
    }

    @Test func `keeps those who wait for it without a timeout (8.10.2)`() throws {
        try world.a.given(
            .pair, pair.with(.constants(["reservedRemovalTimeout": 1000])))
        try world.a.given(.pair, .reserveInitialized(world.c))
        try world.b.given(.pair, .status(["ready": true]))
        world.move(to: .seconds(10))
        let waiting = world.a.get(.pair)
        try world.b.given(.pair, .act)
        let begun = world.a.get(.pair)

        #expect(waiting["members/2/initializationEpisode"] == 2)
        #expect(waiting["nextTimer"] == world.time(.seconds(20)))
        #expect(begun["initializing/episode"] == 2)
        #expect(begun["nextTimer"] == world.time(.seconds(30)))
    }

    @Test func `that nobody waits for any more does not begin (8.9.5)`() throws {
        try world.a.given(.pair, pair)
        try world.a.given(.pair, .reserveInitialized(world.c))
        try world.v.given(.pair, .remove(2))

        #expect(!(try world.b.given(.pair, .act)).has("initializing"))
        #expect(
            try world.a.given(.pair, .reserveInitialized(world.d))["initializing/episode"] == 2)
    }

    @Test func `that fails first lets those who wait go their normal way (8.10.5)`() throws {
        try world.a.given(.pair, pair)
        world.move(to: .seconds(15))
        try world.a.given(.pair, .reserveInitialized(world.c))
        world.move(to: .seconds(20))
        let failed = world.a.get(.pair)
        world.move(to: .seconds(45))
        let later = world.a.get(.pair)

        #expect(failed["initializing/stage"] == "failed")
        #expect(!failed.has("members/1/initializationEpisode"))
        #expect(failed["nextTimer"] == world.time(.seconds(45)))
        #expect(later.names("members") == ["0"])
    }

    // MARK: Time

    @Test func `begins a stage at the time of the run that ends the one before (8.3)`() throws {
        let settings: JSONValue = ["externalEvaluation": true, "evaluationTimeout": 3000]
        try world.a.given(
            .quick, managed(settings).with(.initialize).with(.reserveInitialized(world.b)))
        world.move(to: .seconds(60))
        let evaluating = world.a.get(.quick)
        world.move(to: .seconds(63))
        let failed = world.a.get(.quick)

        #expect(evaluating["initializing/stage"] == "evaluating")
        #expect(evaluating["initializing/stageStartTime"] == world.time(.seconds(60)))
        #expect(evaluating["nextTimer"] == world.time(.seconds(63)))
        #expect(failed["initializing/stage"] == "failed")
    }

    @Test func `advances one stage by timeout in one run (8.3, 7.3.3)`() throws {
        let settings: JSONValue = [
            "externalEvaluation": true, "joinTimeout": 0, "evaluationTimeout": 0,
        ]
        let created = world.a.put(
            .quick, managed(settings).with(.initialize).with(.reserveInitialized(world.b)))
        let first = world.a.get(.quick)
        let second = world.a.get(.quick)

        #expect(created["initializing/stage"] == "joining")
        #expect(created["nextTimer"] == world.time(.zero))
        #expect(first["initializing/stage"] == "evaluating")
        #expect(first.names("members") == ["0"])
        #expect(second["initializing/stage"] == "failed")
        #expect(second["changeNumber"] == 3)
    }

    @Test func `and the timers of members are one commit (7.3.6)`() throws {
        try world.a.given(.pair, pair)
        try world.c.given(.pair, .status(["ready": true]))
        try world.c.given(.pair, .status(["ready": false]))
        world.move(to: .seconds(20))
        let answer = world.a.get(.pair)

        #expect(answer.names("members") == ["0"])
        #expect(answer["initializing/stage"] == "failed")
        #expect(answer["changeNumber"] == 4)
    }

    @Test func `goes on when a timer takes out the one it waited for (7.3.6, 8.3)`() throws {
        let settings: JSONValue = ["membersNeededToStart": 1]
        let servers: JSONValue = ["eu": ["secureDeviceAddress": "AAAA"]]
        let timeout: JSONValue = ["inactiveRemovalTimeout": 1000]
        try world.a.given(
            .quick,
            managed(settings).with(.constants(["measurementServerAddresses": servers]))
                .with(.constants(timeout)).with(.initialize)
                .with(.reserveInitialized(world.b)))
        try world.b.given(.quick, [:])
        let waiting = try world.a.given(
            .quick, .status(["serverMeasurements": ["eu": ["latency": 5]]]))
        world.move(to: .seconds(1))
        let answer = world.a.get(.quick)

        #expect(waiting["initializing/stage"] == "measuring")
        #expect(answer.names("members") == ["0"])
        #expect(!answer.has("initializing"))
        #expect(answer["changeNumber"] == 4)
    }

    @Test func `survives the emptiness of its session (8.3, 10.1)`() throws {
        let settings: JSONValue = ["externalEvaluation": true]
        try world.a.given(
            .quick,
            managed(settings).with(.initialize)
                .with(.constants(["sessionEmptyTimeout": 60_000])))
        let left = try world.a.given(.quick, .leave)
        world.move(to: .seconds(5))
        let failed = world.v.get(.quick)
        world.move(to: .seconds(60))

        #expect(left["initializing/stage"] == "evaluating")
        #expect(left["nextTimer"] == world.time(.seconds(5)))
        #expect(failed["initializing/stage"] == "failed")
        #expect(failed["nextTimer"] == world.time(.seconds(60)))
        #expect(world.v.get(.quick).status == 204)
    }

    @Test func `is not stored by nocommit (3.3)`() throws {
        try world.a.given(.pair, pair)
        let preview = world.b.put(.pair, .act, nocommit: true)

        #expect(!preview.has("initializing"))
        #expect(world.a.get(.pair)["initializing/stage"] == "joining")
    }
}
