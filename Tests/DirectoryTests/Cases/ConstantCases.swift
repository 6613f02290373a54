import JSON
import Sessions
import Testing

@Suite struct `Constants` {
    let world = World()

    @Test func `case 38: a request cannot change a constant of the template`() {
        let answer = world.a.put(.raw, .act.with(.constants(["visibility": "open"])))

        #expect(answer.status == 409)
        #expect(answer.text == Text.constantConflict("/constants/system/visibility"))
        #expect(world.v.get(.raw).status == 204)
    }

    @Test func `case 39: a request may repeat constants of the template`() {
        let answer = world.a.put(
            .raw, .act.with(.constants(["visibility": "private", "version": 1])))

        #expect(answer.status == 201)
    }

    @Test func `case 40: empty capabilities in a template admit none in a request`() {
        let answer = world.a.put(
            .raw, .act.with(.constants(["capabilities": ["connectivity": true]])))

        #expect(answer.status == 409)
        #expect(world.v.get(.raw).status == 204)
    }

    @Test func `case 41: a request may set what the template leaves open`() {
        let answer = world.a.put(
            .quick, .act.with(.constants(["capabilities": ["connectivity": true]])))

        #expect(answer.status == 201)
        #expect(answer["constants/system"] == ["capabilities": ["connectivity": true]])
    }

    @Test func `case 42: a constant cannot be added to an existing session`() throws {
        let before = try world.a.given(.quick, .act)
        let answer = world.a.put(
            .quick, .constants(["inviteProtocol": "game"]).with(.custom(["z": 1])))

        #expect(answer.status == 409)
        let now = world.a.get(.quick)
        #expect(!now.has("properties/custom/z"))
        #expect(now["changeNumber"] == before["changeNumber"])
    }

    @Test func `case 42: a constant equal to the default is no conflict`() throws {
        let before = try world.a.given(.quick, .act)
        let answer = world.a.put(.quick, .constants(["maxMembersCount": 100]))

        #expect(answer.status == 200)
        #expect(answer.etag == before.etag)
        #expect(answer.json == before.json)
    }

    @Test func `case 45: a member's constants are fixed once it has joined`() throws {
        let constants: (JSONValue) -> JSONValue = { .me(["constants": ["custom": ["k": $0]]]) }
        let before = try world.a.given(.q1, .act.with(constants(1)))
        #expect(before["members/0/constants/custom"] == ["k": 1])

        let repeated = world.a.put(.q1, constants(1))
        #expect(repeated.status == 200)
        #expect(repeated.etag == before.etag)
        #expect(repeated.json == before.json)
        #expect(world.a.put(.q1, constants(2)).status == 409)
    }
}
