import Directory
import JSON
import Sessions
import Testing

/// Definitions of role types, and what may be said about them later (15.1 to 15.4, 15.7).
@Suite struct `The role types of a session` {
    let world = World()

    private static func types(_ type: JSONValue) -> JSONValue { ["roleTypes": ["class": type]] }

    private static func role(_ settings: JSONValue) -> JSONValue {
        types(["roles": ["medic": settings]])
    }

    @Test func `are those of the template and then those of the request (15.1)`() throws {
        let created = world.a.put(
            .owned, .act.with(["roleTypes": ["side": ["roles": ["red": ["target": 2]]]]]))

        #expect(created.status == 201)
        #expect(created["roleTypes"]?.objectValue?.names == ["class", "side"])
        #expect(
            created["roleTypes/side"] == [
                "roles": ["red": ["target": 2, "count": 0, "memberXuids": []]]
            ])
    }

    @Test func `are the same at older contracts, and absent where there are none (4.1)`() throws {
        let without = try world.a.given(.quick, .act)
        let created = try world.a.given(.owned, .act)

        #expect(!without.has("roleTypes"))
        #expect(world.a.get(.owned, contract: 104)["roleTypes"] == created["roleTypes"])
    }

    @Test func `may be repeated as the template has them, and not otherwise (15.1)`() {
        let same: JSONValue = [
            "roles": ["tank": ["max": 2], "medic": ["target": 1, "max": 1.0]],
            "ownerManaged": false, "mutableRoleSettings": [],
        ]

        let other = world.a.put(.owned, .act.with(Self.role(["max": 2])))
        let equal = world.a.put(.owned, .act.with(Self.types(same)))

        #expect(other.status == 409)
        #expect(other.response.rule == "15.1")
        #expect(other.text?.contains("'/roleTypes/class'") == true)
        #expect(equal.status == 201)
    }

    @Test(
        arguments: [
            (["roleTypes": []], "15", "/roleTypes"),
            (["roleTypes": ["Class": [:]]], "15.2", "/roleTypes/Class"),
            (["roleTypes": ["": [:]]], "15.2", "/roleTypes/"),
            (
                ["roleTypes": [.init(repeating: "a", count: 101): [:]]], "15.2",
                "/roleTypes/a"
            ),
            (["roleTypes": ["class": 1]], "15", "/roleTypes/class"),
            (types(["roles": ["a b": [:]]]), "15.2", "/roleTypes/class/roles/a b"),
            (types(["roles": []]), "15", "/roleTypes/class/roles"),
            (types(["colour": 1]), "15", "/roleTypes/class/colour"),
            (types(["ownerManaged": 1]), "15", "/roleTypes/class/ownerManaged"),
            (types(["ownerManaged": true]), "15.4", "/roleTypes/class/ownerManaged"),
            (
                types(["mutableRoleSettings": ["count"]]), "15",
                "/roleTypes/class/mutableRoleSettings"
            ),
            (
                types(["mutableRoleSettings": "max"]), "15",
                "/roleTypes/class/mutableRoleSettings"
            ),
            (role(["max": 0]), "15.3", "/roleTypes/class/roles/medic/max"),
            (role(["max": 1.5]), "15.3", "/roleTypes/class/roles/medic/max"),
            (role(["max": "1"]), "15.3", "/roleTypes/class/roles/medic/max"),
            (role(["target": -1]), "15.3", "/roleTypes/class/roles/medic/target"),
            (role(["max": 1, "target": 2]), "15.3", "/roleTypes/class/roles/medic/target"),
            (role(["count": 1]), "15", "/roleTypes/class/roles/medic/count"),
        ] as [(JSONValue, String, String)])
    func `are refused when they are not legal (15.2, 15.3, 15.4)`(
        body: JSONValue, rule: String, path: String
    ) {
        let answer = world.a.put(.quick, .act.with(body))

        #expect(answer.status == 400)
        #expect(answer.response.rule == rule)
        #expect(answer.text?.contains("'\(path)") == true)
        #expect(world.v.get(.quick).status == 204)
    }

    @Test func `are not those of a large session (14.4)`() {
        let answer = world.a.put(.big, .act.with(Self.role(["max": 1])))

        #expect(answer.status == 400)
        #expect(answer.response.rule == "14.4")
    }

    @Test func `are judged after who may create the session (2.7)`() {
        var phone = world.a
        phone.caller?.deviceType = "Android"

        #expect(phone.put(.quick, .act.with(Self.role(["max": 0]))).status == 403)
    }

    @Test func `have a limit (13.1)`() {
        var types = JSONObject()
        for number in 0...100 { types["t\(number)"] = [:] }
        var roles = JSONObject()
        for number in 0...100 { roles["r\(number)"] = [:] }

        let tooManyTypes = world.a.put(.quick, .act.with(["roleTypes": .object(types)]))
        let tooManyRoles = world.a.put(
            .quick, .act.with(Self.types(["roles": .object(roles)])))

        #expect(tooManyTypes.response.rule == "13.1")
        #expect(tooManyRoles.response.rule == "13.1")
    }
}

@Suite struct `A later write of role types` {
    let world = World()

    private func given(_ target: DirectoryTarget = .quick) throws {
        try world.a.given(
            target,
            .act.with([
                "roleTypes": [
                    "class": [
                        "mutableRoleSettings": ["target", "max"],
                        "roles": ["medic": ["max": 2, "target": 1], "tank": [:]],
                    ],
                    "side": ["mutableRoleSettings": ["max"], "roles": ["red": ["max": 3]]],
                ]
            ]))
    }

    private func role(_ type: String, _ role: String, _ settings: JSONValue) -> JSONValue {
        ["roleTypes": [type: ["roles": [role: settings]]]]
    }

    @Test func `changes settings that are mutable (15.7)`() throws {
        try given()

        let raised = world.a.put(.quick, role("class", "medic", ["max": 3, "target": 3]))
        let set = world.a.put(.quick, role("class", "tank", ["max": 1]))
        let removed = world.a.put(.quick, role("class", "medic", ["target": nil]))

        #expect(raised["roleTypes/class/roles/medic/max"] == 3)
        #expect(raised["roleTypes/class/mutableRoleSettings"] == ["max", "target"])
        #expect(raised["changeNumber"] == 2)
        #expect(set["roleTypes/class/roles/tank/max"] == 1)
        #expect(!removed.has("roleTypes/class/roles/medic/target"))
    }

    @Test(
        arguments: [
            ["roleTypes": ["rank": [:]]], ["roleTypes": ["side": ["roles": ["blue": [:]]]]],
            ["roleTypes": ["side": ["roles": ["red": ["target": 1]]]]],
            ["roleTypes": ["side": ["ownerManaged": true]]],
            ["roleTypes": ["side": ["mutableRoleSettings": ["max", "target"]]]],
        ] as [JSONValue])
    func `is refused where something is fixed (15.7)`(body: JSONValue) throws {
        try given()

        let answer = world.a.put(.quick, body)

        #expect(answer.status == 409)
        #expect(answer.response.rule == "15.7")
    }

    @Test func `is refused below the number of members with the role (15.7)`() throws {
        try given()
        try world.a.given(.quick, .roles(["class": "medic"]))
        try world.c.given(.quick, .act.with(.roles(["class": "medic"])))

        let refused = world.a.put(.quick, role("class", "medic", ["max": 1, "target": 1]))
        let unlimited = world.a.put(.quick, role("class", "medic", ["max": nil]))

        #expect(refused.status == 400)
        #expect(refused.response.rule == "15.7")
        #expect(unlimited.status == 200)
    }

    @Test(arguments: [["max": 0], ["target": 3], ["max": "x"], ["count": 1]] as [JSONValue])
    func `is refused when it is not legal (15.3)`(settings: JSONValue) throws {
        try given()

        #expect(world.a.put(.quick, role("class", "medic", settings)).status == 400)
    }

    @Test func `may be made by any member, and only by owners where there are some (15.7)`()
        throws
    {
        try given()
        try given(.endowned)
        try world.c.given(.quick, .act)
        try world.c.given(.endowned, .act)
        let change = role("class", "medic", ["max": 3])

        let refused = world.c.put(.endowned, change)

        #expect(world.c.put(.quick, change).status == 200)
        #expect(refused.status == 403)
        #expect(refused.session != nil)
        #expect(refused.response.rule == "15.7")
        #expect(world.c.put(.endowned, role("rank", "x", [:])).status == 403)
        #expect(world.c.put(.endowned, role("class", "medic", ["max": 2])).status == 200)
        #expect(world.v.put(.endowned, change).status == 200)
        #expect(world.a.put(.endowned, role("class", "medic", ["max": 4])).status == 200)
    }
}
