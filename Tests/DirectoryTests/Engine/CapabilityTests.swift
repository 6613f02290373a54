import Directory
import JSON
import Sessions
import Testing

/// What capabilities need, exclude and allow (6.3, 6.4, 6.5).
@Suite struct `The capabilities of a session` {
    let world = World()

    @Test(
        arguments: [
            (["broadcast": true], "broadcast"), (["arbitration": true], "arbitration"),
            (["team": true, "gameplay": true], "team"), (["team": true, "large": true], "team"),
            (["arbitration": true, "gameplay": true, "large": true], "arbitration"),
        ] as [(JSONValue, String)])
    func `are refused beside or without others (6.3)`(capabilities: JSONValue, name: String) {
        let answer = world.a.put(
            .quick, .act.with(.constants(["capabilities": capabilities])))

        #expect(answer.status == 400)
        #expect(answer.response.rule == "6.3")
        #expect(answer.text?.contains("'/constants/system/capabilities/\(name)'") == true)
    }

    @Test(
        arguments: [
            ("ownershipPolicies", ["migration": "oldest"], "hasOwners"),
            ("arbitration", ["forfeitTimeout": 1], "arbitration"),
            ("cloudComputePackage", [:], "cloudCompute"),
        ] as [(String, JSONValue, String)])
    func `are needed by the constants that belong to them (6.4)`(
        name: String, value: JSONValue, capability: String
    ) {
        let system = JSONValue.object(JSONObject([(name, value)]))

        let answer = world.a.put(.quick, .act.with(.constants(system)))

        #expect(answer.status == 400)
        #expect(answer.response.rule == "6.4")
        #expect(answer.text?.contains("'\(capability)'") == true)
    }

    @Test func `are echoed with the constants that belong to them (6.2)`() {
        let answer = world.a.put(
            .quick,
            .act.with(
                .constants([
                    "capabilities": ["cloudCompute": true, "hasOwners": true, "team": true],
                    "cloudComputePackage": [
                        "titleId": "77", "gsiSet": "BD6C41C3-01C3-468A-A3B5-3E0FE8133862",
                        "crossSandbox": false, "variant": nil,
                    ],
                    "ownershipPolicies": [
                        "allowNonOwnerInviteHandles": true,
                        "nonOwnerModifiableSystemProperties": ["closed", "turn"],
                    ],
                ])))

        #expect(answer.status == 201)
        #expect(
            answer["constants/system"] == [
                "capabilities": ["cloudCompute": true, "hasOwners": true, "team": true],
                "cloudComputePackage": [
                    "titleId": "77", "gsiSet": "bd6c41c3-01c3-468a-a3b5-3e0fe8133862",
                    "crossSandbox": false,
                ],
                "ownershipPolicies": [
                    "allowNonOwnerInviteHandles": true,
                    "nonOwnerModifiableSystemProperties": ["closed", "turn"],
                ],
            ])
    }

    @Test func `take the policies under their other name (6.2)`() {
        let answer = world.a.put(
            .quick,
            .act.with(
                .constants([
                    "capabilities": ["hasOwners": true], "ownershipPolicy": ["migration": "OLDEST"],
                ])))

        #expect(answer["constants/system/ownershipPolicies"] == ["migration": "oldest"])
        #expect(
            world.a.put(.quick, .constants(["ownershipPolicies": ["migration": "Oldest"]])).status
                == 200)
    }

    @Test(
        arguments: [
            (["ownershipPolicies": 1], "ownershipPolicies"),
            (["ownershipPolicies": ["migration": "youngest"]], "ownershipPolicies/migration"),
            (
                ["ownershipPolicies": ["allowNonOwnerInviteHandles": 1]],
                "ownershipPolicies/allowNonOwnerInviteHandles"
            ),
            (
                ["ownershipPolicies": ["nonOwnerModifiableSystemProperties": ["colour"]]],
                "ownershipPolicies/nonOwnerModifiableSystemProperties"
            ),
            (
                ["ownershipPolicies": ["nonOwnerModifiableSystemProperties": "closed"]],
                "ownershipPolicies/nonOwnerModifiableSystemProperties"
            ),
            (["ownershipPolicies": ["unknown": nil]], "ownershipPolicies/unknown"),
            (["cloudComputePackage": ["titleId": 77]], "cloudComputePackage/titleId"),
            (["cloudComputePackage": ["gsiSet": "x"]], "cloudComputePackage/gsiSet"),
            (["cloudComputePackage": ["crossSandbox": 0]], "cloudComputePackage/crossSandbox"),
            (["cloudComputePackage": ["size": 1]], "cloudComputePackage/size"),
            (["arbitration": ["forfeitTimeout": -1]], "arbitration/forfeitTimeout"),
            (["arbitration": ["forfeitTimeout": 300_001]], "arbitration/arbitrationTimeout"),
            (["arbitration": ["arbitrationTimeout": 59_999]], "arbitration/arbitrationTimeout"),
            (["arbitration": ["when": 1]], "arbitration/when"),
        ] as [(JSONValue, String)])
    func `come with constants of a schema (6.2)`(system: JSONValue, path: String) {
        let capabilities: JSONValue = [
            "hasOwners": true, "cloudCompute": true, "arbitration": true, "gameplay": true,
        ]

        let answer = world.v.put(
            .quick,
            JSONValue.constants(system).with(.constants(["capabilities": capabilities])).with([
                "servers": ["arbitration": [:]]
            ]).with(.reserve(world.a)))

        #expect(answer.status == 400)
        #expect(answer.response.rule == "6.2")
        #expect(answer.text?.contains("'/constants/system/\(path)'") == true)
    }

    @Test func `let a service alone create an arbitrated session (6.3)`() throws {
        let system: JSONValue = [
            "capabilities": ["arbitration": true, "gameplay": true],
            "arbitration": ["forfeitTimeout": 60_000, "arbitrationTimeout": 60_000],
        ]
        let body: JSONValue = .constants(system).with(.reserve(world.a))
        let server: JSONValue = ["servers": ["Arbitration": [:]]]

        #expect(world.a.put(.quick, body).response.rule == "6.3")
        #expect(world.v.put(.quick, body).response.rule == "6.3")
        let created = world.v.put(.quick, body.with(server))
        #expect(created.status == 201)
        #expect(created["constants/system/arbitration/arbitrationTimeout"] == 60_000)
        #expect(world.a.put(.quick, .act).status == 200)
    }

    @Test func `let a broadcast be named by its broadcaster alone (6.3)`() {
        let body: JSONValue = .act.with(
            .constants(["capabilities": ["broadcast": true, "large": true]]))
        let ofA = DirectoryTarget.target("quick", world.a.xuid)

        let other = world.c.put(ofA, body)
        let unnamed = world.v.acting(for: world.a).put(.quick, body)

        #expect(other.status == 400)
        #expect(other.response.rule == "6.3")
        #expect(unnamed.response.rule == "6.3")
        #expect(world.a.put(ofA, body).status == 201)
    }

    @Test func `allow a member to say how matchmaking stands (6.5)`() throws {
        try world.a.given(
            .quick, .act.with(.constants(["capabilities": ["clientMatchmaking": true]])))
        let result: JSONValue = [
            "status": "searching", "statusDetails": "", "typicalWait": 0,
            "targetSessionRef": ["scid": "s", "templateName": "t", "name": "n"],
        ]

        let answer = world.a.put(.quick, .system(["matchmaking": ["clientResult": result]]))

        #expect(answer["properties/system/matchmaking/clientResult"] == result)
    }

    @Test(
        arguments: [
            1, ["status": "lost"], ["statusDetails": 1], ["typicalWait": -1],
            ["typicalWait": 0.5], ["targetSessionRef": "x"],
            ["targetSessionRef": ["scid": "s", "templateName": "t"]],
            ["targetSessionRef": ["scid": "s", "templateName": "t", "name": ""]], ["lockId": "x"],
        ] as [JSONValue])
    func `do not allow a member to say what has no meaning (6.5)`(result: JSONValue) throws {
        try world.a.given(
            .quick, .act.with(.constants(["capabilities": ["clientMatchmaking": true]])))

        let answer = world.a.put(.quick, .system(["matchmaking": ["clientResult": result]]))

        #expect(answer.status == 400)
        #expect(answer.response.rule == "6.5")
    }

    @Test func `allow members to ask for a cloud instance (6.5)`() throws {
        try world.a.given(
            .quick, .act.with(.constants(["capabilities": ["cloudCompute": true]])))

        let asked = world.a.put(.quick, .system(["allocateCloudCompute": true]))
        let taken = world.a.put(.quick, .system(["allocateCloudCompute": false]))

        #expect(asked["properties/system/allocateCloudCompute"] == true)
        #expect(!taken.has("properties/system/allocateCloudCompute"))
        #expect(world.a.put(.quick, .system(["allocateCloudCompute": 1])).status == 400)
    }
}
