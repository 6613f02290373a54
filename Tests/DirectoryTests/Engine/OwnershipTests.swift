import Directory
import JSON
import Sessions
import Testing

/// Who owns a session and what only owners may do (6.10.1 to 6.10.3, 6.10.7).
@Suite struct `A session with owners` {
    let world = World()

    @Test func `belongs to the user who creates it (6.10.1)`() throws {
        let created = world.a.put(.endowned, .act.with(.reserve(world.b)))

        #expect(created.status == 201)
        #expect(created["properties/system/owners"] == [0])
        #expect(created["members/0/constants/system/xuid"] == .string(world.a.xuid))
    }

    @Test func `belongs to nobody when a bare server creates it (6.10.1)`() throws {
        let created = world.v.put(.endowned, .reserve(world.a))
        #expect(created.status == 201)
        #expect(!created.has("properties/system/owners"))

        let joined = try world.a.given(.endowned, .act)
        #expect(!joined.has("properties/system/owners"))
        #expect(world.a.put(.endowned, .system(["closed": true])).status == 403)
        let given = world.v.put(.endowned, .system(["owners": [0]]))
        #expect(given["properties/system/owners"] == [0])
        #expect(world.a.put(.endowned, .system(["closed": true])).status == 200)
    }

    @Test func `needs the capability (6.10)`() throws {
        let created = try world.a.given(.quick, .act)

        #expect(!created.has("properties/system/owners"))
        let refused = world.a.put(.quick, .system(["owners": [0]]))
        #expect(refused.status == 400)
        #expect(refused.response.rule == "6.10")
    }

    @Test func `can be shared and handed over by an owner alone (6.10.2)`() throws {
        try world.a.given(.endowned, .act)
        try world.c.given(.endowned, .act)

        let taken = world.c.put(.endowned, .system(["owners": [1]]))
        let shared = world.a.put(.endowned, .system(["owners": [0, 1, 1]]))
        let given = world.c.put(.endowned, .system(["owners": [1]]))

        #expect(taken.status == 403)
        #expect(taken.response.rule == "6.10.3")
        #expect(shared["properties/system/owners"] == [0, 1])
        #expect(given["properties/system/owners"] == [1])
        #expect(world.a.put(.endowned, .system(["closed": true])).status == 403)
    }

    @Test(arguments: [[], [7], [0, 7], ["x"], [0.5], nil, 0, true] as [JSONValue])
    func `cannot be given to nobody or to a stranger (6.10.7)`(owners: JSONValue) throws {
        try world.a.given(.endowned, .act)

        let answer = world.a.put(.endowned, .system(["owners": owners]))

        #expect(answer.status == 400)
        #expect(answer.response.rule == "6.10.7")
    }

    @Test func `is written by others only where the policies say so (6.10.3)`() throws {
        try world.a.given(.owned, .act)
        try world.a.given(.owned, .reserve(world.c))
        try world.c.given(.owned, .act)

        let turn = world.c.put(.owned, .system(["closed": true, "turn": [1]]))

        #expect(turn.status == 403)
        #expect(turn.response.rule == "6.10.3")
        #expect(turn.session?.at("properties/system/turn") == [])
        #expect(!turn.has("properties/system/closed"))
        #expect(world.c.put(.owned, .system(["closed": true])).status == 200)
        #expect(world.c.put(.owned, .custom(["a": 1])).status == 200)
        #expect(world.v.put(.owned, .system(["turn": [1]])).status == 200)
    }

    @Test func `takes its own properties back from everybody (5.1)`() throws {
        try world.a.given(.owned, .act.with(.system(["turn": [0], "keywords": ["k"]])))
        try world.a.given(.owned, .reserve(world.c))
        let read = try world.c.given(.owned, .act)
        let properties = try #require(read["properties"])

        let answer = world.c.put(.owned, ["properties": properties])
        let absent = world.c.put(.owned, .system(["host": nil, "locked": false]))

        #expect(answer.status == 200)
        #expect(answer.etag == read.etag)
        #expect(absent.status == 200)
    }

    @Test func `shows a joining stranger what may not be written (6.10.3)`() throws {
        try world.a.given(.endowned, .act)

        let refused = world.c.put(.endowned, .act.with(.system(["closed": true])))

        #expect(refused.status == 403)
        #expect(refused.response.rule == "6.10.3")
        #expect(refused.session?.at("membersInfo/count") == 1)
    }

    @Test func `loses members to its owners (6.10.2, 3.4.6)`() throws {
        try world.a.given(.endowned, .act)
        try world.c.given(.endowned, .act)
        try world.d.given(.endowned, .act)

        let byMember = world.c.delete(DirectoryTarget.endowned.member(2))
        let byStranger = world.b.put(.endowned, .remove(2))
        let byOwner = world.a.delete(DirectoryTarget.endowned.member(2))

        #expect(byMember.status == 403)
        #expect(byMember.text == Text.memberReference)
        #expect(byStranger.status == 403)
        #expect(byStranger.text == Text.memberReference)
        #expect(byOwner.status == 204)
        #expect(world.v.get(.endowned).names("members") == ["0", "1"])
        #expect(world.a.delete(DirectoryTarget.endowned.member(9)).status == 204)
    }

    @Test func `does not let an owner remove itself by index (5.6.1, 6.10.2)`() throws {
        try world.a.given(.endowned, .act)
        try world.c.given(.endowned, .act)

        let refused = world.a.put(.endowned, .remove(1, 0))

        #expect(refused.status == 403)
        #expect(refused.text == Text.memberReference)
        #expect(world.v.get(.endowned).names("members") == ["0", "1"])
    }

    @Test func `refuses index keys where there is nothing to own (2.7, 5.6.1)`() throws {
        #expect(world.a.put(.endowned, .act.with(.remove(0))).text == Text.memberReference)
        try world.a.given(.quick, .act)
        #expect(world.a.put(.quick, .remove(1)).text == Text.memberReference)
    }
}
