import JSON
import Sessions
import Testing

@Suite struct `Evaluation by the title` {
    let world = World()

    @Test func `case 75: a lone creator waits for the title's decision`() {
        let answer = world.a.put(.ext, .act.with(.initialize))

        #expect(answer.status == 201)
        #expect(
            answer["initializing"] == [
                "stage": "evaluating", "stageStartTime": world.time(.zero), "episode": 1,
            ])
        #expect(answer["nextTimer"] == world.time(.seconds(5)))
    }

    @Test func `case 76: success ends the episode and is not shown`() throws {
        try world.a.given(.ext, .act.with(.initialize))
        let answer = world.a.put(.ext, .system(["initializationSucceeded": true]))

        #expect(answer.status == 200)
        #expect(!answer.has("initializing"))
        #expect(answer["properties/system"] == ["turn": []])  // 8.8.1
        #expect(!answer.has("members/0/initializationFailure"))
    }

    @Test func `case 77: failure fails the session and the member`() throws {
        try world.a.given(.ext, .act.with(.initialize))
        let answer = world.a.put(.ext, .system(["initializationSucceeded": false]))

        #expect(answer.status == 200)
        #expect(answer["initializing/stage"] == "failed")
        #expect(answer["members/0/initializationFailure"] == "episode")
    }

    @Test func `case 78: no decision in time is a failure`() throws {
        try world.a.given(.ext, .act.with(.initialize))
        world.move(to: .seconds(5))
        let answer = world.a.get(.ext)

        #expect(answer["initializing/stage"] == "failed")  // 8.8.2
        #expect(answer["members/0/initializationFailure"] == "episode")
    }
}
