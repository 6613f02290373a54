import JSON
import Sessions
import Testing

@Suite struct `Elements of a session` {
    let world = World()

    @Test func `case 8: the properties of a missing session cannot be written`() {
        let answer = world.a.put(.q1.properties, ["system": [:], "custom": [:]])

        #expect(answer.status == 404)
        #expect(answer.text == Text.sessionNotFound)
        #expect(world.v.get(.q1).status == 204)
    }

    @Test func `case 9: a write of the properties answers the merged properties`() throws {
        let before = try world.a.given(.q1, .act.with(.custom(["a": 1])))
        let answer = world.a.put(
            .q1.properties, ["system": [:], "custom": ["x": 1]], ifMatch: before.etag)

        #expect(answer.status == 200)
        #expect(answer.json == ["system": ["turn": []], "custom": ["a": 1, "x": 1]])
        #expect(answer.etag != nil)
        #expect(answer.etag != before.etag)
        let now = world.a.get(.q1)
        #expect(now.etag == answer.etag)
        #expect(now["properties"] == answer.json)
    }

    @Test func `case 10: a stale write of the properties answers the whole session`() throws {
        let stale = try world.a.given(.q1, .act.with(.custom(["a": 1])))
        let current = try world.a.given(.q1, .custom(["b": 1]))
        let answer = world.a.put(
            .q1.properties, ["system": [:], "custom": ["x": 1]], ifMatch: stale.etag)

        #expect(answer.status == 412)
        #expect(answer.json == current.json)
        #expect(answer.has("members"))
        #expect(answer.etag == current.etag)
    }

    @Test func `case 135: the caller's own member is deleted`() throws {
        try world.c.given(.quick, .act)
        try world.a.given(.quick, .act)
        let answer = world.a.delete(.quick.me)

        #expect(answer.status == 204)
        #expect(answer.isBare)
        #expect(world.v.get(.quick).names("members") == ["0"])
    }

    @Test func `case 135: deleting the last member ends the session`() throws {
        try world.a.given(.quick, .act)

        #expect(world.a.delete(.quick.me).status == 204)
        #expect(world.v.get(.quick).status == 204)
    }

    @Test func `case 135: members/me of a session without the caller is not there`() throws {
        try world.c.given(.quick, .act)
        let answer = world.a.get(.quick.me)

        #expect(answer.status == 204)
        #expect(answer.isBare)
        #expect(world.a.delete(.quick.me).status == 204, "3.4.5: already absent")
        #expect(world.v.get(.quick).names("members") == ["0"])
    }

    @Test func `case 136: only a server deletes a member by index`() throws {
        try world.a.given(.quick, .act)
        try world.c.given(.quick, .act)

        #expect(world.c.delete(.quick.member(0)).status == 403)
        #expect(world.v.get(.quick).names("members") == ["0", "1"])
        let answer = world.v.delete(.quick.member(0))
        #expect(answer.status == 204)
        #expect(answer.isBare)
        #expect(world.v.get(.quick).names("members") == ["1"])
    }
}
