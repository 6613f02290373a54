import JSON
import Sessions
import Testing

@Suite struct `Candidates for the server` {
    let world = World()
    let constants: JSONValue = .constants([
        "capabilities": ["autoPopulateServerCandidates": true], "inactiveRemovalTimeout": nil,
        "measurementServerAddresses": [
            "eu": ["secureDeviceAddress": "AAAA"], "us": ["secureDeviceAddress": "AAAB"],
            "asia": ["secureDeviceAddress": "AAAC"], "africa": ["secureDeviceAddress": "AAAD"],
        ],
    ])
    let path = "properties/system/serverConnectionStringCandidates"

    private func latencies(_ latencies: [(String, JSONValue)]) -> JSONValue {
        .status([
            "serverMeasurements": .object(
                JSONObject(latencies.map { ($0.0, ["latency": $0.1]) }))
        ])
    }

    @Test func `come by reach, worst latency, mean latency and name (6.3)`() throws {
        try world.a.given(.quick, .act.with(constants))
        try world.b.given(.quick, .act)
        try world.a.given(
            .quick,
            latencies([("eu", 10), ("US", 5), ("asia", 20), ("africa", 20), ("moon", 1)]))
        let answer = try world.b.given(
            .quick, latencies([("eu", 30), ("asia", 30), ("africa", 30)]))

        // eu is better than the others by its mean, us is reached by one only.
        #expect(answer[path] == ["eu", "africa", "asia", "us"])
    }

    @Test func `count active members only (6.3)`() throws {
        try world.a.given(.quick, .act.with(constants))
        let inactive = try world.b.given(.quick, latencies([("eu", 1)]))
        let active = try world.a.given(.quick, latencies([("us", 9)]))

        #expect(!inactive.has(path))
        #expect(active[path] == ["us"])
    }

    @Test func `follow every change of measurements (6.3)`() throws {
        try world.a.given(.quick, .act.with(constants))
        let first = try world.a.given(.quick, latencies([("eu", 1)]))
        let second = try world.a.given(.quick, .status(["serverMeasurements": ["us": [:]]]))
        try world.a.given(.quick, latencies([("us", 1)]))
        let fourth = try world.a.given(.quick, .status(["serverMeasurements": nil]))

        #expect(first[path] == ["eu"])
        #expect(!second.has(path))
        #expect(!fourth.has(path))
    }

    @Test func `are not written by members (6.3)`() throws {
        try world.a.given(.quick, .act.with(constants))
        let answer = try world.a.given(.quick, latencies([("eu", 1)]))
        let name = "serverConnectionStringCandidates"

        let refused = world.a.put(.quick, .system([name: ["us"]]))
        let removed = world.a.put(.quick, .system([name: nil]))
        let copied = world.a.put(.quick, ["properties": try #require(answer["properties"])])
        let server = world.v.put(.quick, .system([name: ["us"]]))

        #expect(refused.status == 400)
        #expect(refused.response.rule == "6.3")
        #expect(removed.status == 400)
        #expect(copied.status == 200)
        #expect(copied.etag == answer.etag)
        #expect(server[path] == ["us"])
    }

    @Test func `are the members' own without the capability (6.5)`() throws {
        try world.a.given(.quick, .act)
        try world.a.given(.quick, latencies([("eu", 1)]))

        #expect(
            try world.a.given(
                .quick, .system(["serverConnectionStringCandidates": ["us"]]))[path] == ["us"])
    }
}
