import Directory
import JSON
import Sessions
import Testing

@Suite struct `A large session` {
    let world = World()

    @Test(
        arguments: [
            (["capabilities": ["large": true, "connectivity": true]], "14.4"),
            (["capabilities": ["large": true, "userAuthorizationStyle": true]], "14.4"),
            (["capabilities": ["large": true], "maxMembersCount": 10_001], "6.2"),
            (["maxMembersCount": 101], "6.4"),
            (["capabilities": ["gameplay": true], "maxMembersCount": 101], "6.4"),
        ] as [(JSONValue, String)])
    func `has constants of its own (6.4, 14.1, 14.4)`(system: JSONValue, rule: String) {
        let answer = world.a.put(.quick, .act.with(.constants(system)))

        #expect(answer.status == 400)
        #expect(answer.response.rule == rule)
        #expect(world.a.get(.quick).status == 204)
    }

    @Test(
        arguments: ["memberInitialization", "measurementServerAddresses"])
    func `has no managed initialization and no servers to measure (14.4)`(name: String) {
        let system: JSONValue = [
            "capabilities": ["large": true], "autoPopulateServerCandidates": nil,
        ]
        var constants = system.objectValue ?? [:]
        constants["autoPopulateServerCandidates"] = JSONValue?.none
        constants[name] = [:]

        let answer = world.a.put(.quick, .act.with(.constants(.object(constants))))

        #expect(answer.status == 400)
        #expect(answer.text?.contains("/constants/system/\(name)") == true)
    }

    @Test func `reports in a template what does not go together (6.1.7, 14.4)`() {
        func problem(_ system: JSONValue) -> String? {
            SessionTemplate(scid: Scid.s, name: "t", constants: ["system": system]).problem?.rule
        }

        #expect(problem(["maxMembersCount": 101, "capabilities": [:]]) == "6.4")
        // A request may still ask for `large`.
        #expect(problem(["maxMembersCount": 101]) == nil)
        #expect(problem(["capabilities": ["large": true, "connectivity": true]]) == "14.4")
        #expect(problem(["maxMembersCount": 10_000, "capabilities": ["large": true]]) == nil)
    }

    @Test(
        arguments: [
            ["host": "aa"], ["joinRestriction": "followed"], ["turn": [7]],
            ["readRestriction": "local"],
        ] as [JSONValue])
    func `lacks properties of the session (14.4)`(system: JSONValue) throws {
        try world.a.given(.big, .act)

        #expect(world.a.put(.big, .system(system)).status == 400)
    }

    @Test(
        arguments: [
            ["initializationGroup": [0]], ["group": [0]],
            ["subscriptions": ["bd6c41c3-01c3-468a-a3b5-3e0fe8133862": ["profile": "party"]]],
            ["subscription": ["changeTypes": ["everything"]]],
        ] as [JSONValue])
    func `lacks properties of members (14.4, 14.5)`(system: JSONValue) throws {
        try world.a.given(.big, .act)

        let answer = world.a.put(.big, .status(system))

        #expect(answer.status == 400)
        #expect(answer.response.rule == "14.4")
    }

    @Test func `takes the same properties when they say nothing`() throws {
        try world.a.given(.big, .act)

        let system: JSONValue = ["turn": [], "host": nil, "joinRestriction": "none"]
        #expect(world.a.put(.big, .system(system)).status == 200)
        #expect(world.a.get(.big)["properties/system"] == ["joinRestriction": "none"])
        #expect(world.a.put(.big, .status(["initializationGroup": nil])).status == 200)
    }

    @Test func `names nobody else, whoever asks (14.2)`() throws {
        try world.a.given(.big, .act)
        try world.b.given(.big, .act)

        #expect(world.v.get(.big)["members"] == [:])
        #expect(world.a.get(DirectoryTarget.big.member(0)).status == 200)
        #expect(world.a.get(DirectoryTarget.big.member(1)).status == 204)
        #expect(world.v.get(DirectoryTarget.big.member(1)).status == 204)
        let own = world.b.get(DirectoryTarget.big.me)
        #expect(own["constants/system/index"] == 1)
        #expect(!own.has("next"))
    }

    @Test func `shows the own member in every answer that has a session (14.2)`() throws {
        try world.a.given(.big, .act)
        let created = try world.b.given(.big, .act)
        let older = world.b.get(.big, contract: 104)
        let stale = world.b.put(.big, .custom(["a": 1]), ifMatch: "\"stale\"")
        try world.a.given(.big, .system(["closed": true]))
        let refused = world.c.put(.big, .act)

        for answer in [created, older, stale] {
            #expect(answer.names("members") == ["me"])
            #expect(answer["members/me/gamertag"] == "stacy")
        }
        #expect(stale.status == 412)
        #expect(refused.status == 403)
        #expect(refused["members"] == [:])
    }

    @Test func `shows the own member in the legacy rendering (4.6, 14.2)`() throws {
        let world = World(legacyContracts: true)
        try world.a.given(.big, .act)
        try world.b.given(.big, .act)

        let answer = world.b.get(.big, contract: 103)

        #expect(answer["members/count"] == 2)
        #expect(answer["members/me/constants/system/xuid"] == 5_500_461)
        #expect(!world.c.get(.big, contract: 103).has("members/me"))
    }

    @Test func `refuses others by each way of naming them (14.3, 5.5.5)`() throws {
        try world.a.given(.big, .act)

        #expect(world.v.put(.big, .reserve(world.c)).response.rule == "5.5.5")
        #expect(world.c.put(.big, .act.with(.reserve(world.d))).status == 409)
        #expect(world.v.put(.target("big", "new"), .reserve(world.c)).status == 409)
        #expect(world.v.delete(DirectoryTarget.big.member(0)).status == 409)
        #expect(world.a.delete(DirectoryTarget.big.member(0)).status == 403)
        #expect(world.a.get(.big)["membersInfo/count"] == 1)
        #expect(world.a.delete(DirectoryTarget.big.me).status == 204)
    }

    @Test func `admits callers without a console (9.3)`() {
        var phone = world.a
        phone.caller?.deviceType = "Android"

        #expect(phone.put(.big, .act).status == 201)
        #expect(phone.put(.quick, .act).status == 403)
    }

    @Test func `counts, times and finds its thousands of members (14.1)`() throws {
        var directory = SessionDirectory()
        func put(_ number: Int, _ body: JSONValue, second: Int64) -> DirectoryResponse {
            var caller = Caller.a
            caller.user?.xuid = Xuid(rawValue: UInt64(number))
            return directory.handle(
                .put(.big, body), from: caller, at: WireTime.t0.adding(milliseconds: second * 1000),
                entropy: Entropy(UInt64(number), 7)
            ).response
        }
        for number in 0..<2000 {
            // One in ten only says that the game starts.
            _ = put(number, number % 10 == 0 ? .status(["ready": true]) : .act, second: 0)
        }
        #expect(put(2000, .act, second: 1).status == 400)
        #expect(put(77, .leave, second: 1).status == 200)

        let before = Answer(response: put(1999, [:], second: 179))
        let after = Answer(response: put(1999, [:], second: 180))
        let end = Answer(response: put(1999, [:], second: 181))

        #expect(before["membersInfo/count"] == 1999)
        #expect(before["membersInfo/active"] == 1799)
        #expect(after["membersInfo/count"] == 1999)
        #expect(end["membersInfo/count"] == 1799)
        #expect(end["membersInfo/next"] == 2000)
        #expect(end["members/me/constants/system/index"] == 1999)
    }
}
