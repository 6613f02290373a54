import JSON
import Sessions
import Testing

@Suite struct `Timers` {
    let world = World()

    @Test func `case 3: an inactive creator goes at the next access when its timeout is zero`()
        throws
    {
        try world.a.given(.q1, .sample)
        let answer = world.a.get(.q1)

        #expect(answer.status == 200)
        #expect(answer.names("members") == ["1"])
        #expect(answer["changeNumber"] == 2)
        #expect(
            answer["membersInfo"]
                == ["first": 1, "next": 2, "count": 1, "accepted": 0, "active": 0])
    }

    @Test func `case 47: a reservation lasts 30 seconds`() throws {
        try world.a.given(.quick, .act)
        let reserved = try world.a.given(.quick, .reserve(world.b))

        world.move(to: .milliseconds(29_900))
        let before = world.a.get(.quick)
        #expect(before.names("members") == ["0", "1"])
        #expect(before.etag == reserved.etag)

        world.move(to: .seconds(30))
        let after = world.a.get(.quick)
        #expect(after.names("members") == ["0"])
        let changeNumber = try #require(before["changeNumber"]?.integerValue)
        #expect(after["changeNumber"] == .integer(changeNumber + 1))
    }

    @Test func `case 47: a write that finds the reservation expired is one commit with it`()
        throws
    {
        try world.a.given(.quick, .act)
        try world.a.given(.quick, .reserve(world.b))
        world.move(to: .seconds(30))
        let answer = world.a.put(.quick, .custom(["a": 1]))

        #expect(answer.status == 200)
        #expect(answer.names("members") == ["0"])
        #expect(answer["changeNumber"] == 3)
    }

    @Test func `case 47: a refused write still finds the reservation expired`() throws {
        try world.a.given(.quick, .act)
        try world.a.given(.quick, .reserve(world.b))
        world.move(to: .seconds(30))

        #expect(world.a.put(.quick, .system(["turn": ["x"]])).status == 400)
        #expect(world.a.get(.quick)["changeNumber"] == 3)
    }

    @Test func `case 49: a ready member falls back to inactive, and goes at the next access`()
        throws
    {
        try world.a.given(.quick, .act)
        try world.b.given(.quick, .status(["ready": true]))
        world.move(to: .seconds(180))

        let first = world.a.get(.quick)
        #expect(first["members/1/constants/system/xuid"] == .string(world.b.xuid))
        #expect(first["members/1/properties/system"] == [:])
        #expect(first["nextTimer"] == world.time(.seconds(180)))
        #expect(world.a.get(.quick).names("members") == ["0"])
    }

    @Test func `case 50: with an infinite timeout an inactive member stays`() throws {
        try world.a.given(.sticky, .act)
        try world.b.given(.sticky, [:])
        world.move(to: .seconds(10 * 24 * 3600))
        let answer = world.a.get(.sticky)

        #expect(answer.names("members") == ["0", "1"])
        #expect(answer["members/1/properties/system"] == [:])
        #expect(!answer.has("nextTimer"))
    }

    @Test func `case 56: a session of active members has no next timer`() throws {
        try world.a.given(.quick, .act)
        try world.c.given(.quick, .act)
        let answer = world.a.get(.quick)

        #expect(answer.status == 200)
        #expect(!answer.has("nextTimer"))
        #expect(answer.response.expires == nil)
    }

    @Test func `case 57: the next timer is the earliest one`() throws {
        try world.a.given(.quick, .act)
        try world.a.given(.quick, .reserve(world.b))
        world.move(to: .seconds(10))
        try world.a.given(.quick, .reserve(world.d))
        let answer = world.a.get(.quick)

        #expect(answer.names("members") == ["0", "1", "2"])
        #expect(answer["nextTimer"] == world.time(.seconds(30)))
        #expect(answer.response.expires == WireTime.instant(.seconds(30)))
    }

    @Test func `case 58: a template of contract 104 keeps its defaults`() throws {
        try world.a.given(.old, .act)
        try world.b.given(.old, [:])

        let now = world.a.get(.old)
        #expect(now["constants/system"] == ["reservedRemovalTimeout": 10000])
        #expect(now.names("members") == ["0", "1"])
        #expect(now["nextTimer"] == world.time(.seconds(7200)))

        world.move(to: .seconds(3600))
        #expect(world.a.get(.old).names("members") == ["0", "1"])
        world.move(to: .seconds(7200))
        #expect(world.a.get(.old).names("members") == ["0"])
    }

    @Test func `case 58: contract 104 shows the template's timeouts under their old names`()
        throws
    {
        try world.a.given(.old, .act)
        let answer = world.a.get(.old, contract: 104)

        #expect(answer["constants/system"] == ["timeouts": ["reserved": 10000]])
    }
}
