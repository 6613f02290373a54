import JSON
import Sessions
import Testing

@Suite struct `The decision of a title` {
    let world = World()

    private func given() throws {
        try world.a.given(
            .ext, .act.with(.initialize).with(.reserveInitialized(world.b)))
        try world.b.given(.ext, .act)
    }

    @Test func `may come from a server (8.8.3)`() throws {
        try given()

        let answer = world.v.put(.ext.properties, ["system": ["initializationSucceeded": true]])

        #expect(answer.json == ["system": ["turn": []], "custom": [:]])
        #expect(!world.a.get(.ext).has("initializing"))
    }

    @Test(
        arguments: [
            ("yes", 400), (1, 400), (nil, 200),
        ] as [(JSONValue, Int)])
    func `is a boolean, and null says nothing (6.5)`(value: JSONValue, status: Int) throws {
        try given()

        #expect(world.a.put(.ext, .system(["initializationSucceeded": value])).status == status)
        #expect(world.a.get(.ext)["initializing/stage"] == "evaluating")
    }

    @Test func `is refused in every other stage (8.8.3)`() throws {
        try world.a.given(.ext, .act.with(.initialize).with(.reserveInitialized(world.b)))
        let joining = world.a.put(.ext, .system(["initializationSucceeded": true]))
        try world.b.given(.ext, .act)
        try world.a.given(.ext, .system(["initializationSucceeded": false]))
        let failed = world.a.put(.ext, .system(["initializationSucceeded": true]))
        let created = world.a.put(
            .target("ext", "other"),
            .act.with(.initialize).with(.system(["initializationSucceeded": true])))

        for answer in [joining, failed, created] {
            #expect(answer.status == 400)
            #expect(answer.text == Text.initializationSucceeded)
        }
    }

    @Test func `against an episode fails all who had not failed before (8.8.4)`() throws {
        try world.a.given(
            .ext, .act.with(.initialize).with(.reserveInitialized(world.b, world.c)))
        try world.b.given(.ext, .status(["active": true, "initializationGroup": [2]]))
        try world.c.given(.ext, .leave)

        let answer = try world.a.given(.ext, .system(["initializationSucceeded": false]))

        #expect(answer["members/0/initializationFailure"] == "episode")
        #expect(answer["members/1/initializationFailure"] == "group")
        #expect(answer["initializing/stage"] == "failed")
    }

    @Test func `against a later episode leaves the session as it was (8.9.3)`() throws {
        try given()
        try world.a.given(.ext, .system(["initializationSucceeded": true]))
        try world.c.given(.ext, .act.with(.initialize))

        let answer = try world.a.given(.ext, .system(["initializationSucceeded": false]))

        #expect(!answer.has("initializing"))
        #expect(answer["members/2/initializationFailure"] == "episode")
        #expect(!answer.has("members/0/initializationFailure"))
        #expect(
            try world.d.given(.ext, .act.with(.initialize))["initializing/episode"] == 3)
    }

    @Test func `is not asked for when nobody has joined a later episode (8.4.4)`() throws {
        try given()
        try world.a.given(.ext, .system(["initializationSucceeded": true]))
        try world.a.given(.ext, .reserveInitialized(world.c))
        world.move(to: .seconds(10))
        let answer = world.a.get(.ext)

        #expect(answer.names("members") == ["0", "1"])
        #expect(!answer.has("initializing"))
    }

    @Test func `starts the episode of those who wait (8.9.5)`() throws {
        try given()
        try world.a.given(.ext, .reserveInitialized(world.c))
        world.move(to: .seconds(2))

        let answer = try world.a.given(.ext, .system(["initializationSucceeded": true]))

        #expect(
            answer["initializing"] == [
                "stage": "joining", "stageStartTime": world.time(.seconds(2)), "episode": 2,
            ])
    }

    @Test func `follows the measurements without the service judging them (8.5.4)`() throws {
        let constants: JSONValue = [
            "capabilities": ["connectivity": true], "inactiveRemovalTimeout": nil,
            "memberInitialization": ["externalEvaluation": true, "membersNeededToStart": 2],
            "peerToHostRequirements": [:],
        ]
        func device(_ address: JSONValue) -> JSONValue {
            .status(["active": true, "secureDeviceAddress": address])
        }
        try world.a.given(
            .quick,
            device("AAAA").with(.constants(constants)).with(.initialize)
                .with(.reserveInitialized(world.b, world.c)))
        try world.b.given(.quick, device("AAAB"))
        let joined = try world.c.given(
            .quick, device("AAAC").with(.status(["initializationGroup": [1]])))
        let token = try #require(joined["members/0/deviceToken"])
        try world.a.given(.quick, .status(["measurements": [:]]))
        try world.c.given(
            .quick, .measurements([(token, .measured(900, down: 1, up: 1))]))
        world.move(to: .seconds(30))
        let answer = world.a.get(.quick)

        #expect(answer["initializing/stage"] == "evaluating")
        #expect(answer["initializing/stageStartTime"] == world.time(.seconds(30)))
        #expect(!answer.has("members/0/initializationFailure"))
        #expect(answer["members/1/initializationFailure"] == "timeout")
        #expect(answer["members/2/initializationFailure"] == "group")
        // 8.5.5, 8.7.5: the one who is left could be the host.
        #expect(answer["hostCandidates"] == [token])
        #expect(answer["members/1/initializationEpisode"] == 1)
    }
}
