import Directory
import JSON
import Sessions
import Testing

/// The roles of members (15.4 to 15.6, 15.8).
@Suite struct `The roles of members` {
    let world = World()
    let types: JSONValue = [
        "class": ["roles": ["medic": ["max": 1, "target": 1], "tank": ["max": 2]]],
        "side": ["roles": ["red": [:], "blue": ["target": 1]]],
    ]

    private func given() throws {
        try world.a.given(.quick, .act.with(["roleTypes": types]))
    }

    @Test func `are shown with the member, and counted with the role (15.8)`() throws {
        try given()
        try world.c.given(.quick, .act)

        let answer = world.c.put(.quick, .roles(["class": "tank", "side": "red"]))
        let both = world.a.put(.quick, .roles(["class": "tank"]))

        #expect(answer["members/1/roles"] == ["class": "tank", "side": "red"])
        #expect(!answer.has("members/0/roles"))
        #expect(
            answer["roleTypes/class/roles"] == [
                "medic": ["max": 1, "target": 1, "count": 0, "memberXuids": []],
                "tank": ["max": 2, "count": 1, "memberXuids": [.string(world.c.xuid)]],
            ])
        #expect(answer["roleTypes/side/roles/red"]?["count"] == 1)
        #expect(
            both["roleTypes/class/roles/tank/memberXuids"]
                == [.string(world.a.xuid), .string(world.c.xuid)])
    }

    @Test func `are merged by type, and null gives one up (15.5)`() throws {
        try given()
        try world.a.given(.quick, .roles(["class": "tank", "side": "red"]))

        let answer = world.a.put(.quick, .roles(["class": nil, "side": "blue"]))
        let none = world.a.put(.quick, .roles(["side": nil, "class": nil]))

        #expect(answer["members/0/roles"] == ["side": "blue"])
        #expect(answer["roleTypes/class/roles/tank/count"] == 0)
        #expect(answer["roleTypes/side/roles/red/count"] == 0)
        #expect(!none.has("members/0/roles"))
    }

    @Test func `are freed by who leaves (15.8)`() throws {
        try given()
        try world.c.given(.quick, .act.with(.roles(["class": "medic"])))
        try world.a.given(.quick, .custom(["a": 1]))

        #expect(world.d.put(.quick, .act.with(.roles(["class": "medic"]))).status == 409)
        let left = try world.c.given(.quick, .leave)
        #expect(left["roleTypes/class/roles/medic/count"] == 0)
        let joined = world.d.put(.quick, .act.with(.roles(["class": "medic"])))
        #expect(joined["roleTypes/class/roles/medic/memberXuids"] == [.string(world.d.xuid)])
    }

    @Test func `are freed by a timer (7.3, 15.8)`() throws {
        try given()
        try world.c.given(.quick, .act.with(.roles(["class": "medic"])))
        try world.c.given(.quick, .status(["active": false]))

        let read = world.a.get(.quick)

        #expect(read.names("members") == ["0"])
        #expect(read["roleTypes/class/roles/medic/count"] == 0)
    }

    @Test func `are limited, and a write beyond the limit is not applied (15.6)`() throws {
        try given()
        try world.a.given(.quick, .roles(["class": "medic"]))

        let refused = world.c.put(.quick, .act.with(.roles(["class": "medic"])))

        #expect(refused.status == 409)
        #expect(refused.response.rule == "15.6")
        #expect(world.a.get(.quick)["membersInfo/count"] == 1)
        #expect(world.a.put(.quick, .roles(["class": "medic"])).status == 200)
    }

    @Test func `can be changed for others in one request of a server (5.8, 15.6)`() throws {
        try given()
        try world.a.given(.quick, .roles(["class": "medic"]))
        try world.c.given(.quick, .act)

        let answer = world.v.acting(for: world.c, world.a).put(
            .quick,
            JSONValue.member(of: world.c, ["roles": ["class": "medic"]])
                .with(.member(of: world.a, ["roles": ["class": "tank"]])))

        #expect(answer["members/0/roles/class"] == "tank")
        #expect(answer["members/1/roles/class"] == "medic")
    }

    @Test(arguments: ["Class1", "", "a-b", "ä"])
    func `are refused under a name that no type can have (13.3)`(name: String) throws {
        try given()

        let roles = JSONObject([(name, JSONValue.string("x"))])

        let answer = world.a.put(.quick, .roles(.object(roles)))

        #expect(answer.status == 400)
        #expect(answer.response.rule == "15.5")
        #expect(answer.text == Text.illegalRoleType(name))
    }

    @Test(
        arguments: [
            ["rank": "x"], ["rank": nil], ["class": "healer"], ["class": "Medic"], ["class": 1], [],
            nil,
        ] as [JSONValue])
    func `are refused when the session has no such type or role (15.5)`(roles: JSONValue) throws {
        try given()

        let answer = world.a.put(.quick, .roles(roles))

        #expect(answer.status == 400)
        #expect(answer.response.rule == "15.5")
    }

    @Test func `are no part of a reservation (5.5.3)`() throws {
        try given()

        let answer = world.a.put(
            .quick,
            JSONValue.reserve(world.b).with(["members": ["reserve_0": ["roles": ["class": "tank"]]]]
            ))

        #expect(answer.status == 400)
        #expect(answer.response.rule == "5.1")
    }

    @Test func `come with the element of the member (3.4.9)`() throws {
        try given()

        let answer = world.a.put(DirectoryTarget.quick.me, ["roles": ["class": "tank"]])

        #expect(answer.status == 200)
        #expect(answer["roles"] == ["class": "tank"])
    }

    @Test func `that owners manage are assigned by owners alone (15.4)`() throws {
        try world.a.given(
            .endowned,
            .act.with(.roles(["rank": "captain"])).with([
                "roleTypes": ["rank": ["ownerManaged": true, "roles": ["captain": [:]]]]
            ]))
        try world.c.given(.endowned, .act)

        let refused = world.c.put(.endowned, .roles(["rank": "captain"]))

        #expect(refused.status == 403)
        #expect(refused.session != nil)
        #expect(refused.response.rule == "15.4")
        let unknownToo = world.c.put(.endowned, .roles(["class": "x", "rank": "captain"]))
        #expect(unknownToo.response.rule == "15.4")  // 2.7: rights come before values
        #expect(world.c.put(.endowned, .roles(["rank": nil])).status == 200)
        let byServer = world.v.acting(for: world.c).put(.endowned, .roles(["rank": "captain"]))
        #expect(byServer["members/1/roles/rank"] == "captain")
        #expect(world.c.put(.endowned, .roles(["rank": nil])).status == 403)
        #expect(world.a.put(.endowned, .roles(["rank": nil])).status == 200)
    }
}
