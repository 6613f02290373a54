import Directory
import JSON
import Sessions
import Testing

@Suite struct `The properties of a session` {
    let world = World()

    @Test func `are stored as documented (6.5)`() throws {
        try world.a.given(.quick, .act)

        let answer = world.a.put(
            .quick,
            .system([
                "keywords": ["Hello"], "turn": [0], "closed": true,
                "serverConnectionStringCandidates": ["eu", "us"], "matchmakingResubmit": false,
                "matchmaking": [
                    "targetSessionConstants": ["custom": [:]], "serverConnectionString": "eu",
                ],
            ]))

        #expect(
            answer["properties/system"] == [
                "turn": [0], "keywords": ["Hello"], "closed": true,
                "serverConnectionStringCandidates": ["eu", "us"], "matchmakingResubmit": false,
                "matchmaking": [
                    "targetSessionConstants": ["custom": [:]], "serverConnectionString": "eu",
                ],
            ])
    }

    @Test func `are the same as absent when false, empty or null (4.5.1)`() throws {
        try world.a.given(.quick, .act)
        try world.a.given(
            .quick,
            .system(["keywords": ["k"], "turn": [0], "closed": true, "matchmakingResubmit": true]))

        let answer = world.a.put(
            .quick,
            .system(["keywords": [], "turn": nil, "closed": false, "matchmakingResubmit": nil]))

        #expect(answer["properties/system"] == ["turn": []])
    }

    @Test func `lose the turn of a member who leaves (5.8)`() throws {
        try world.a.given(.quick, .act)
        try world.c.given(.quick, .act)
        try world.a.given(.quick, .system(["turn": [1, 0]]))

        let answer = try world.c.given(.quick, .leave)

        #expect(answer["properties/system/turn"] == [0])
    }

    @Test(
        arguments: [
            (["initializationSucceeded": true], Text.initializationSucceeded, "8.8.3"),
            (["turn": 0], Text.turn, "6.5"),
            (["turn": [0.5]], Text.turn, "6.5"),
            (["owners": [0]], nil, "6.10"),
            (["allocateCloudCompute": true], nil, "6.5"),
            (["matchmaking": ["clientResult": [:]]], nil, "6.5"),
            (["joinRestriction": "all"], nil, "6.5"),
            (["closed": "yes"], nil, "6.5"),
            (["keywords": "k"], nil, "6.5"),
            (["unknown": 1], nil, "6.5"),
        ] as [(JSONValue, String?, String)])
    func `are refused when they are not legal`(
        system: JSONValue, text: String?, rule: String
    ) throws {
        try world.a.given(.quick, .act)

        let answer = world.a.put(.quick, .system(system))

        #expect(answer.status == 400)
        #expect(answer.response.rule == rule)
        if let text { #expect(answer.text == text) }
    }

    @Test func `have no keywords on private sessions (6.5)`() throws {
        try world.a.given(.raw, .act)

        #expect(world.a.put(.raw, .system(["keywords": ["k"]])).status == 400)
    }

    @Test func `have a limit for custom data (13.1)`() throws {
        try world.a.given(.quick, .act)
        let fitting = String(repeating: "x", count: 64 * 1024 - 8)

        let fits = world.a.put(.quick, .custom(["a": .string(fitting)]))
        let exceeds = world.a.put(.quick, .custom(["a": .string(fitting + "y")]))

        #expect(fits.status == 200)
        #expect(exceeds.status == 400)
        #expect(exceeds.response.rule == "13.1")
    }

    @Test func `have a limit for the body of a request (13.1)`() throws {
        try world.a.given(.quick, .act)
        let half: JSONValue = .string(String(repeating: "x", count: 140_000))

        let answer = world.a.put(.quick, ["properties": ["custom": half], "servers": ["a": half]])

        #expect(answer.status == 400)
        #expect(answer.response.rule == "13.1")
    }
}
