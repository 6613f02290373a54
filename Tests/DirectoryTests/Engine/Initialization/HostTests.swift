import JSON
import Sessions
import Testing

@Suite struct `Candidates for the host` {
    let world = World()
    let good = JSONValue.measured(50, down: 5000, up: 5000)

    private func device(_ address: JSONValue) -> JSONValue {
        .status(["active": true, "secureDeviceAddress": address])
    }

    /// A and B in a session of `p2h` that has been initialized; returns their tokens.
    private func given() throws -> [JSONValue] {
        try world.a.given(
            .p2h, device("AAAA").with(.initialize).with(.reserveInitialized(world.b)))
        let joined = try world.b.given(.p2h, device("AAAB"))
        let tokens = try (0...1).map { try #require(joined["members/\($0)/deviceToken"]) }
        try world.a.given(.p2h, .measurements([(tokens[1], good)]))
        let answer = try world.b.given(.p2h, .measurements([(tokens[0], good)]))
        #expect(answer["hostCandidates"] == .array(tokens))
        return tokens
    }

    @Test func `are dropped when they leave (8.7.4)`() throws {
        let tokens = try given()

        #expect(try world.a.given(.p2h, .leave)["hostCandidates"] == [tokens[1]])
    }

    @Test func `stay while another member is on their device (8.7.4)`() throws {
        let tokens = try given()
        try world.a2.given(.p2h, device("AAAA"))

        #expect(try world.a.given(.p2h, .leave)["hostCandidates"] == .array(tokens))
        #expect(try world.a2.given(.p2h, .leave)["hostCandidates"] == [tokens[1]])
        #expect(world.b.put(.p2h, .leave).status == 204)
    }

    @Test func `stay when the host that is set is nobody's device (8.7.4, 6.5)`() throws {
        let tokens = try given()

        #expect(
            try world.a.given(.p2h, .system(["host": "ffffffff"]))["hostCandidates"]
                == .array(tokens))
    }

    @Test func `do not come back when the host goes (8.7.4)`() throws {
        let tokens = try given()
        try world.a.given(.p2h, .system(["host": tokens[0]]))

        #expect(!(try world.a.given(.p2h, .system(["host": nil]))).has("hostCandidates"))
    }

    @Test func `are not looked for where there is a host (8.7.1)`() throws {
        try world.a.given(
            .p2h, device("AAAA").with(.initialize).with(.reserveInitialized(world.b)))
        let joined = try world.b.given(.p2h, device("AAAB"))
        let tokens = try (0...1).map { try #require(joined["members/\($0)/deviceToken"]) }
        try world.a.given(.p2h, .system(["host": tokens[0]]))
        try world.a.given(.p2h, .status(["measurements": [:]]))
        let answer = try world.b.given(.p2h, .measurements([(tokens[0], good)]))

        // The host itself passes whatever it measured (8.6).
        #expect(!answer.has("initializing"))
        #expect(!answer.has("members/0/initializationFailure"))
        #expect(!answer.has("hostCandidates"))
    }

    @Test func `are looked for when the host never joins (5.8, 8.7.1)`() throws {
        let constants: JSONValue = [
            "memberInitialization": [:], "peerToHostRequirements": [:],
            "capabilities": ["connectivity": true],
        ]
        let created = try world.a.given(
            .quick,
            device("AAAA").with(.constants(constants)).with(.initialize)
                .with(.reserveInitialized(world.b)))
        let starting = try world.b.given(
            .quick, .status(["ready": true, "secureDeviceAddress": "AAAB"]))
        let host = try #require(starting["members/1/deviceToken"])
        try world.a.given(.quick, .system(["host": host]))
        world.move(to: .seconds(10))
        let answer = world.a.get(.quick)

        #expect(!answer.has("members/0/initializationFailure"))
        #expect(!answer.has("properties/system/host"))
        #expect(answer["hostCandidates"] == [try #require(created["members/0/deviceToken"])])
    }

    @Test func `are not looked for without measuring (8.7.6)`() throws {
        let constants: JSONValue = [
            "memberInitialization": [:], "capabilities": ["connectivity": true],
        ]
        let answer = try world.a.given(
            .quick, device("AAAA").with(.initialize).with(.constants(constants)))

        #expect(!answer.has("initializing"))
        #expect(!answer.has("hostCandidates"))
    }

    @Test func `lead the checks of later episodes (8.6)`() throws {
        let tokens = try given()
        try world.c.given(.p2h, device("AAAC").with(.initialize))

        let answer = try world.c.given(
            .p2h, .measurements([(tokens[0], .measured(351, down: 5000, up: 5000))]))

        #expect(!answer.has("initializing"))
        #expect(answer["members/2/initializationFailure"] == "latency")
        #expect(answer["hostCandidates"] == .array(tokens))
    }

    @Test func `are checked by nobody in later episodes when all are gone (8.6)`() throws {
        let tokens = try given()
        try world.a2.given(.p2h, device("AAAC"))
        try world.a.given(.p2h, .leave)
        try world.b.given(.p2h, .leave)
        try world.c.given(.p2h, device("AAAD").with(.initialize))

        let answer = try world.c.given(.p2h, .status(["measurements": [:]]))

        #expect(tokens.count == 2)
        #expect(!answer.has("initializing"))
        #expect(!answer.has("members/3/initializationFailure"))
    }
}
