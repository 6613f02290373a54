import JSON
import Sessions
import Testing

@Suite struct `Uploaded measurements` {
    let world = World()
    let good = JSONValue.measured(10, down: 50_000, up: 50_000)
    /// The token of B's address `ryY=`.
    let b: JSONValue = "c0674343"

    private func device(_ address: JSONValue) -> JSONValue {
        .status(["active": true, "secureDeviceAddress": address])
    }

    /// A waits for B in a session of `p2p`; returns the token of A.
    private func givenWaiting() throws -> JSONValue {
        let answer = try world.a.given(
            .p2p,
            device("AAAA").with(.initialize).with(.reserveInitialized(world.b)))
        return try #require(answer["members/0/deviceToken"])
    }

    @Test func `count from the beginning of the stage (8.5.1, 8.1.7)`() throws {
        let a = try givenWaiting()
        try world.a.given(.p2p, .measurements([(b, good)]))
        world.move(to: .seconds(1))
        let joined = try world.b.given(
            .p2p, device("ryY=").with(.measurements([(a, good)])))
        world.move(to: .seconds(2))
        let again = world.a.put(.p2p, .measurements([(b, good)]))

        // What B wrote when it began the stage counts, what A wrote before does not.
        #expect(joined["initializing/stage"] == "measuring")
        #expect(again.status == 200)
        #expect(!again.has("initializing"))
    }

    @Test func `count although they change nothing that is shown (5.9.2, 8.1.7)`() throws {
        let a = try givenWaiting()
        try world.a.given(.p2p, .measurements([(b, good)]))
        world.move(to: .seconds(1))
        let joined = try world.b.given(.p2p, device("ryY="))
        world.move(to: .seconds(2))
        let upper: JSONValue = "C0674343"
        let unseen = world.a.put(.p2p, .measurements([(upper, good)]))
        let again = world.a.put(.p2p, .measurements([(upper, good)]))
        let last = world.b.put(.p2p, .measurements([(a, good)]))

        #expect(joined["initializing/stage"] == "measuring")
        #expect(unseen["initializing/stage"] == "measuring")
        #expect(again.etag == unseen.etag)
        #expect(!last.has("initializing"))
        #expect(!last.has("members/0/initializationFailure"))
    }

    @Test func `that a preview made do not count (3.3)`() throws {
        let a = try givenWaiting()
        try world.a.given(.p2p, .measurements([(b, good)]))
        world.move(to: .seconds(1))
        try world.b.given(.p2p, device("ryY="))
        world.a.put(.p2p, .measurements([(b, good)]), nocommit: true)

        #expect(
            try world.b.given(.p2p, .measurements([(a, good)]))["initializing/stage"]
                == "measuring")
    }

    @Test func `that are taken back are no upload (5.2.2)`() throws {
        let a = try givenWaiting()
        try world.b.given(.p2p, device("ryY=").with(.measurements([(a, good)])))
        let answer = try world.a.given(.p2p, .status(["measurements": nil]))

        #expect(answer["initializing/stage"] == "measuring")
        #expect(!answer.has("members/0/properties/system/measurements"))
    }

    @Test func `are not waited for where there is one device only (8.5.1, 8.6)`() throws {
        _ = try givenWaiting()

        let answer = try world.b.given(.p2p, device("AAAA"))

        #expect(!answer.has("initializing"))
        #expect(!answer.has("members/1/initializationFailure"))
    }

    @Test func `of servers are waited for where servers are set (8.1.5, 8.5.1)`() throws {
        let constants: JSONValue = [
            "memberInitialization": [:],
            "measurementServerAddresses": ["eu": ["secureDeviceAddress": "AAAA"]],
        ]
        let created = try world.a.given(
            .quick, .act.with(.constants(constants)).with(.initialize))

        let answer = try world.a.given(.quick, .status(["serverMeasurements": [:]]))

        #expect(created["initializing/stage"] == "measuring")
        #expect(answer["members/0/properties/system/serverMeasurements"] == [:])
        #expect(!answer.has("initializing"))
    }

    @Test func `of a member who leaves are not waited for (8.3)`() throws {
        let a = try givenWaiting()
        let constants: JSONValue = ["memberInitialization": ["membersNeededToStart": 1]]
        try world.a.given(
            .quick,
            device("AAAA").with(.initialize).with(.reserveInitialized(world.b))
                .with(.constants(["capabilities": ["connectivity": true]])).with(
                    .constants(constants)
                ).with(.constants(["peerToPeerRequirements": [:]])))
        try world.b.given(.quick, device("ryY=").with(.measurements([(a, good)])))

        #expect(!(try world.a.given(.quick, .leave)).has("initializing"))
    }

    @Test(
        arguments: [
            1, [1], ["aa": 1], ["aa": nil], ["aa": ["latency": -1]], ["aa": ["latency": "1"]],
            ["aa": ["jitter": 1]],
        ] as [JSONValue])
    func `are refused when they are not legal (6.7)`(value: JSONValue) throws {
        _ = try givenWaiting()

        let answer = world.a.put(.p2p, .status(["measurements": value]))

        #expect(answer.status == 400)
        #expect(answer.response.rule == "6.7")
        #expect(answer.text?.contains("/members/me/properties/system/measurements") == true)
    }

    @Test func `may lack metrics and have custom ones (6.7)`() throws {
        _ = try givenWaiting()
        let value: JSONValue = ["aa": ["latency": 1.5, "custom": ["x": nil]], "bb": [:]]

        let answer = try world.a.given(.p2p, .status(["measurements": value]))

        #expect(answer["members/0/properties/system/measurements"] == value)
    }

    @Test func `never name the own device, whatever the case (6.7, 1.15)`() throws {
        let a = try givenWaiting()
        let token = try #require(a.stringValue)

        let upper = world.a.put(
            .p2p,
            .status([
                "measurements": .object(JSONObject([(token.uppercased(), JSONValue.object([:]))]))
            ]))
        let both = world.a.put(
            .p2p, .status(["measurements": ["c0674343": [:]], "secureDeviceAddress": "ryY="]))

        #expect(upper.status == 400)
        #expect(both.status == 400)
    }

    @Test func `need metrics that are on (6.2, 6.7)`() throws {
        let constants: JSONValue = ["capabilities": ["connectivity": true]]
        try world.a.given(
            .quick,
            .act.with(.constants(constants)).with(.constants(["metrics": ["latency": false]])))
        try world.a.given(
            .target("quick", "two"),
            .act.with(.constants(constants)).with(.constants(["metrics": ["custom": true]])))
        let body = JSONValue.status(["measurements": ["aa": ["custom": 1]]])

        #expect(world.a.put(.quick, body).text == Text.measurements)
        #expect(world.a.put(.target("quick", "two"), body).status == 200)
    }
}
