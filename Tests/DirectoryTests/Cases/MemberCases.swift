import JSON
import Sessions
import Testing

@Suite struct `Members` {
    let world = World()

    @Test func `case 14: a reserved user's first write accepts the reservation`() throws {
        try world.v.given(.q1, .sample)
        world.move(to: .seconds(5))
        let answer = world.b.put(.q1, .act)

        #expect(answer.status == 200)
        #expect(!answer.has("members/0/reserved"))
        #expect(answer["members/0/gamertag"] == "stacy")
        #expect(answer["members/0/activeTitleId"] == "8397267")
        #expect(answer["members/0/joinTime"] == world.time(.seconds(5)))
        #expect(answer["members/0/constants/custom"] == ["type": "leader"])
        #expect(answer["membersInfo/accepted"] == 1)
        #expect(answer["membersInfo/active"] == 1)
        #expect(!answer.has("nextTimer"))
        #expect(answer.response.expires == nil)
    }

    @Test func `case 15: a reserved user's write without me accepts it as inactive`() throws {
        try world.v.given(.q1, .sample)
        let answer = world.b.put(.q1, .custom(["a": 1]))

        #expect(answer.status == 200)
        #expect(!answer.has("members/0/reserved"))
        #expect(answer["members/0/gamertag"] == "stacy")
        #expect(answer["members/0/properties/system"] == [:])
        #expect(!answer.has("members/0/activeTitleId"))
        #expect(answer["membersInfo/accepted"] == 1)
        #expect(answer["membersInfo/active"] == 0)
        #expect(answer["properties/custom"] == ["KANWE": "MGMSY", "a": 1])
    }

    @Test func `case 24: a member whose index is in turn has its turn`() throws {
        try world.a.given(.q1, .act)
        try world.c.given(.q1, .act)
        let answer = world.a.put(.q1, .system(["turn": [0]]))

        #expect(answer.status == 200)
        #expect(answer["properties/system/turn"] == [0])
        #expect(answer["members/0/turn"] == true)
        #expect(!answer.has("members/1/turn"))
    }

    @Test func `case 24: the turn of a member ends when it leaves`() throws {
        try world.a.given(.q1, .act)
        try world.c.given(.q1, .act.with(.system(["turn": [0, 1]])))
        try world.c.given(.q1, .leave)

        #expect(world.a.get(.q1)["properties/system/turn"] == [0])
    }

    @Test(arguments: [["x"], [7]] as [JSONValue])
    func `case 25: turn names present members only`(turn: JSONValue) throws {
        try world.a.given(.q1, .act)
        let answer = world.a.put(.q1, .system(["turn": turn]))

        #expect(answer.status == 400)
        #expect(answer.text == Text.turn)
    }

    @Test func `case 46: nobody writes as another user`() throws {
        try world.a.given(.q1, .act)
        let answer = world.a.put(
            .q1, .me(["constants": ["system": ["xuid": .string(world.b.xuid)]]]))

        #expect(answer.status == 403)
    }

    @Test func `case 51: a member is not active and ready at once`() throws {
        try world.a.given(.q1, .act)

        #expect(world.a.put(.q1, .status(["active": true, "ready": true])).status == 400)
    }

    @Test func `case 52: a ready member becomes active`() throws {
        let before = try world.b.given(.q1, .status(["ready": true]))
        #expect(before["members/0/properties/system"] == ["ready": true])
        #expect(!before.has("members/0/activeTitleId"))

        let answer = world.b.put(.q1, .status(["active": true]))
        #expect(answer.status == 200)
        #expect(answer["members/0/properties/system"] == ["active": true])
        #expect(answer["members/0/activeTitleId"] == "8397267")
    }

    @Test func `case 53: an active member becomes inactive`() throws {
        try world.b.given(.sticky, .act)
        let answer = world.b.put(.sticky, .status(["active": false, "ready": false]))

        #expect(answer.status == 200)
        #expect(answer["members/0/properties/system"] == [:])
        #expect(!answer.has("members/0/activeTitleId"))
        #expect(answer["membersInfo/accepted"] == 1)
        #expect(answer["membersInfo/active"] == 0)
    }
}
