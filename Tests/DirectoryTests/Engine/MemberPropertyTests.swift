import Directory
import JSON
import Sessions
import Testing

@Suite struct `The properties of a member` {
    let world = World()
    static let entryText = """
        Invalid member property serverMeasurements 'measurements1' provided, must be a JSON object.
        """
    let connectivity: JSONValue = .constants(["capabilities": ["connectivity": true]])

    @Test func `of one console share a device token (4.2)`() throws {
        try world.a.given(.quick, .act.with(connectivity))
        try world.a2.given(.quick, .act)

        let first = world.a.put(.quick, .status(["secureDeviceAddress": "ryY="]))
        let second = world.a2.put(.quick, .status(["secureDeviceAddress": "ryY="]))

        // The first eight digits of SHA-256 over the bytes af 26.
        #expect(first["members/0/deviceToken"] == "c0674343")
        #expect(second["members/1/deviceToken"] == "c0674343")
        #expect(!second.has("members/0/nat"))
    }

    @Test(arguments: [("AQA=", "open"), ("AQE=", "moderate"), ("AQI=", "strict")])
    func `show the NAT type of a V1 address (4.2)`(address: String, nat: JSONValue) throws {
        try world.a.given(.quick, .act.with(connectivity))

        let answer = world.a.put(.quick, .status(["secureDeviceAddress": .string(address)]))

        #expect(answer["members/0/nat"] == nat)
    }

    @Test func `carry the host, which goes with its device (6.5)`() throws {
        try world.a.given(.quick, .act.with(connectivity))
        let token = try #require(
            world.a.put(.quick, .status(["secureDeviceAddress": "ryY="]))["members/0/deviceToken"])

        let host = world.a.put(.quick, .system(["host": token]))
        let stranger = world.a.put(.quick, .system(["host": "ffffffff"]))
        try world.a.given(.quick, .system(["host": token]))
        let gone = world.a.put(.quick, .status(["secureDeviceAddress": ""]))

        #expect(host["properties/system/host"] == token)
        #expect(stranger.status == 200)
        #expect(!stranger.has("properties/system/host"))
        #expect(gone.status == 200)
        #expect(!gone.has("properties/system/host"))
        #expect(!gone.has("members/0/deviceToken"))
    }

    @Test func `are stored as documented (6.7)`() throws {
        try world.a.given(.quick, .act)

        let answer = world.a.put(
            .quick,
            .status([
                "groups": ["g"], "initializationGroup": [0],
                "serverMeasurements": ["measurements1": ["latency": 20]],
                "RolePreference": ["medic": 75],
                "subscriptions": [
                    "BD6C41C3-01c3-468a-a3b5-3e0fe8133862": ["profile": "roster"]
                ],
            ]))

        #expect(answer.status == 200)
        #expect(
            answer["members/0/properties/system"] == [
                "active": true, "groups": ["g"], "initializationGroup": [0],
                "serverMeasurements": ["measurements1": ["latency": 20]],
                "RolePreference": ["medic": 75],
                "subscriptions": [
                    "bd6c41c3-01c3-468a-a3b5-3e0fe8133862": ["profile": "roster"]
                ],
            ])
    }

    @Test func `have the older name of the group below contract 107 (2.2)`() throws {
        try world.a.given(.quick, .act)
        try world.a.given(.quick, .status(["initializationGroup": [0]]))

        let old = world.a.get(.quick, contract: 105)

        #expect(old["members/0/properties/system"] == ["active": true, "group": [0]])
        #expect(old["contractVersion"] == 105)
    }

    @Test(
        arguments: [
            (["secureDeviceAddress": "ryY="], nil, "6.7"),
            (["measurements": ["aa": [:]]], Text.measurements, "6.7"),
            (["serverMeasurements": ["measurements1": 5]], Self.entryText, "6.7"),
            (["active": 1], nil, "6.7"),
            (["groups": ["not legal"]], nil, "6.7"),
            (["initializationGroup": [1]], nil, "6.7"),
            (["RolePreference": ["medic": 101]], nil, "6.7"),
            (["subscription": ["id": "x", "changeTypes": ["host"]]], nil, "3.7.8"),
            (["unknown": 1], nil, "6.7"),
            (["subscriptions": ["x": nil]], nil, "6.7"),
        ] as [(JSONValue, String?, String)])
    func `are refused when they are not legal`(
        system: JSONValue, text: String?, rule: String
    ) throws {
        try world.a.given(.quick, .act)

        let answer = world.a.put(.quick, .status(system))

        #expect(answer.status == 400)
        #expect(answer.response.rule == rule)
        if let text { #expect(answer.text == text) }
    }

    @Test func `become inactive by either flag that is set false (7.2)`() throws {
        try world.a.given(.sticky, .act)

        let answer = world.a.put(.sticky, .status(["active": nil]))

        #expect(answer["members/0/properties/system"] == [:])
        #expect(answer["membersInfo/active"] == 0)
        #expect(!answer.has("members/0/activeTitleId"))
    }

    @Test func `name title 0 where the token has none`() throws {
        var sender = world.a
        sender.caller?.titleID = nil

        let answer = try sender.given(.quick, .act)

        #expect(answer["members/0/activeTitleId"] == "0")
    }
}
