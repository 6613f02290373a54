import JSON
import Sessions
import Testing

@Suite struct `The end of a session` {
    let world = World()

    @Test func `case 13: the session ends with its last member`() throws {
        try world.a.given(.q1, .act)
        let answer = world.a.put(.q1, .leave)

        #expect(answer.status == 204)
        #expect(answer.isBare)
        let read = world.a.get(.q1)
        #expect(read.status == 204)
        #expect(read.isBare)
    }

    @Test func `case 28: a session of the same name is a restart`() throws {
        let first = try world.a.given(.q1, .act)
        world.move(to: .seconds(10))
        #expect(world.a.put(.q1, .leave).status == 204)
        world.move(to: .seconds(60))
        let second = world.a.put(.q1, .act)

        #expect(second.status == 201)
        #expect(second["correlationId"] == first["correlationId"])
        #expect(second["startTime"] == world.time(.seconds(60)))
        #expect(second["branch"] != first["branch"])
        #expect(second["changeNumber"] == 1)
        #expect(second.names("members") == ["0"])
        #expect(second["members/0/constants/system/xuid"] == .string(world.a.xuid))
        #expect(second.etag != first.etag, "10.6: etags never repeat")
    }

    @Test func `case 48: the session ends with its last reservation`() throws {
        try world.v.given(.q1, .sample)
        world.move(to: .seconds(30))

        #expect(world.v.get(.q1).status == 204)
    }

    @Test func `case 48: a write that finds the session ended starts it anew`() throws {
        let first = try world.v.given(.q1, .sample)
        world.move(to: .seconds(30))
        let second = world.a.put(.q1, .act)

        #expect(second.status == 201)
        #expect(second["branch"] != first["branch"])
        #expect(second.names("members") == ["0"])
        #expect(!second.has("properties/custom/KANWE"))
    }

    @Test func `case 133: an empty session lives until its empty timeout`() throws {
        try world.a.given(.quick, .act.with(.constants(["sessionEmptyTimeout": 60000])))
        let answer = world.a.put(.quick, .leave)
        #expect(answer.status == 200)
        #expect(answer["members"] == [:])
        #expect(answer["nextTimer"] == world.time(.seconds(60)))

        world.move(to: .seconds(59))
        #expect(world.v.get(.quick).status == 200)
        world.move(to: .seconds(60))
        #expect(world.v.get(.quick).status == 204)
    }
}
