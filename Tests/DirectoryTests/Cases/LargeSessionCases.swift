import JSON
import Sessions
import Testing

@Suite struct `Large sessions` {
    let world = World()

    @Test func `case 121: each caller sees at most the own member`() throws {
        try world.a.given(.big, .act)
        try world.b.given(.big, .act)

        let own = world.a.get(.big)
        let others = world.c.get(.big)

        #expect(own.names("members") == ["me"])
        #expect(own["members/me/constants/system/xuid"] == .string(world.a.xuid))
        #expect(!own.has("members/me/next"))
        #expect(own["membersInfo/count"] == 2)
        #expect(others["members"] == [:])
        #expect(others["membersInfo/count"] == 2)
    }

    @Test func `case 122: others are out of reach, and much is not to be set`() throws {
        try world.a.given(.big, .act)

        #expect(world.a.put(.big, .reserve(world.c)).status == 409)
        #expect(world.v.put(.big, .remove(0)).status == 409)
        #expect(world.a.put(.big, .system(["turn": [0]])).status == 400)
        #expect(world.a.put(.big, .system(["joinRestriction": "local"])).status == 400)
    }

    @Test func `case 123: groups are shown and encounters are consumed`() throws {
        try world.a.given(.big, .act)
        try world.a.given(.big, .status(["groups": ["g"], "encounters": ["e"]]))

        let answer = world.a.get(.big)

        #expect(answer["members/me/properties/system/groups"] == ["g"])
        #expect(!answer.has("members/me/properties/system/encounters"))
    }
}
