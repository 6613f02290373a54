import JSON
import Sessions
import Testing

@Suite struct `Reservations` {
    let world = World()

    /// A and C active as 0 and 1, then A reserves for B and D.
    private func reserveTwo() throws -> Answer {
        try world.a.given(.q1, .act)
        try world.c.given(.q1, .act)
        return world.a.put(.q1, .reserve(world.b, world.d))
    }

    @Test(arguments: [[1], [0, 2]])
    func `case 16: reservation keys count from zero without a gap`(numbers: [Int]) throws {
        try world.a.given(.q1, .act)
        let seats = zip(numbers, [world.b, world.d]).map { number, user in
            ("reserve_\(number)", ["constants": ["system": ["xuid": .string(user.xuid)]]])
                as (String, JSONValue)
        }

        #expect(world.a.put(.q1, ["members": .object(JSONObject(seats))]).status == 400)
    }

    @Test func `case 17: reserved seats are appended in the order of the request`() throws {
        let answer = try reserveTwo()

        #expect(answer.status == 200)
        #expect(answer.names("members") == ["0", "1", "2", "3"])
        #expect(answer["members/2/constants/system/xuid"] == .string(world.b.xuid))
        #expect(answer["members/2/reserved"] == true)
        #expect(answer["members/3/constants/system/xuid"] == .string(world.d.xuid))
        #expect(answer["members/3/reserved"] == true)
        #expect(
            answer["membersInfo"]
                == ["first": 0, "next": 4, "count": 4, "accepted": 2, "active": 2])
    }

    @Test func `case 18: a server removes a member, and its index stays unused`() throws {
        _ = try reserveTwo()
        let answer = world.v.put(.q1, .remove(1))

        #expect(answer.status == 200)
        #expect(answer.names("members") == ["0", "2", "3"])
        #expect(answer["members/0/next"] == 2)
        #expect(answer["membersInfo/next"] == 4)
        #expect(answer["membersInfo/count"] == 3)
    }

    @Test(arguments: [1, 0])
    func `case 19: a user removes no member by index, not even itself`(index: Int) throws {
        _ = try reserveTwo()
        let answer = world.a.put(.q1, .remove(index))

        #expect(answer.status == 403)
        #expect(answer.text == Text.memberReference)
    }

    @Test func `case 23: a server removes several members at once`() throws {
        try world.v.given(.q1, .reserve(xuids: ["501", "502", "503", "504", "505"]))
        let answer = world.v.put(.q1, .remove(0, 2, 3))

        #expect(answer.status == 200)
        #expect(answer.names("members") == ["1", "4"])
        #expect(answer["membersInfo/first"] == 1)
        #expect(answer["members/1/next"] == 4)
        #expect(answer["members/4/next"] == 5)
        #expect(answer["membersInfo/next"] == 5)
        #expect(answer["membersInfo/count"] == 2)
    }

    @Test func `case 29: a reservation has no properties`() throws {
        try world.a.given(.q1, .act)
        let body = JSONValue.reserve(world.b)
            .with(["members": ["reserve_0": ["properties": [:]]]])

        #expect(world.a.put(.q1, body).status == 400)
    }

    @Test func `case 30: reserving a seat again changes nothing`() throws {
        try world.a.given(.q1, .act)
        let before = try world.a.given(.q1, .reserve(world.b))
        let answer = world.a.put(.q1, .reserve(world.b))

        #expect(answer.status == 200)
        #expect(answer.etag == before.etag)
        #expect(answer.json == before.json)
    }

    @Test func `case 30: reserving a seat again with a constant it lacks is a conflict`() throws {
        try world.a.given(.q1, .act)
        try world.a.given(.q1, .reserve(world.b))

        #expect(world.a.put(.q1, .reserve(world.b, custom: ["type": "x"])).status == 409)
    }

    @Test func `case 30: reserving a seat again with another constant is a conflict`() throws {
        try world.a.given(.q1, .act)
        try world.a.given(.q1, .reserve(world.b, custom: ["type": "leader"]))

        #expect(world.a.put(.q1, .reserve(world.b, custom: ["type": "x"])).status == 409)
    }
}
