import Directory
import JSON
import Sessions
import Testing

@Suite struct `A subscription` {
    let world = World()
    private let capable: JSONValue = .constants([
        "capabilities": ["connectionRequiredForActiveMembers": true]
    ])

    @Test func `is shown with its id in lower case and its types as they are documented (6.7)`()
        throws
    {
        let joined = try world.a.given(
            .lobby,
            .act(over: world.a.connect()).with(
                .subscribe(["MEMBERSLIST", "host", "membersList", "Everything"])))

        #expect(
            joined["members/0/properties/system/subscription"] == [
                "id": .string(JSONValue.subscription.lowercased()),
                "changeTypes": ["everything", "host", "membersList"],
            ])
    }

    @Test func `is replaced as a whole, and ended by null or no types (6.7)`() throws {
        let path = "members/0/properties/system/subscription"
        try world.a.given(
            .lobby, .act(over: world.a.connect()).with(.subscribe(["host"])))
        let replaced = try world.a.given(.lobby, .subscribe(["joinability"]))
        #expect(replaced["\(path)/changeTypes"] == ["joinability"])
        let ended = try world.a.given(.lobby, .subscribe([]))
        #expect(!ended.has(path))
        try world.a.given(.lobby, .subscribe(["host"]))
        #expect(!(try world.a.given(.lobby, .status(["subscription": nil]))).has(path))
    }

    @Test(
        arguments: [
            ("x", "6.7"), (["changeTypes": ["host"]], "6.7"),
            (["id": "x", "changeTypes": ["host"]], "6.7"),
            (["id": .string(JSONValue.subscription)], "6.7"),
            (["id": .string(JSONValue.subscription), "changeTypes": "host"], "6.7"),
            (["id": .string(JSONValue.subscription), "changeTypes": ["host"], "x": 1], "6.7"),
            (["id": .string(JSONValue.subscription), "changeTypes": ["hosts"]], "6.9"),
            (["id": .string(JSONValue.subscription), "changeTypes": ["host", 1]], "6.9"),
            (
                [
                    "id": .string(JSONValue.subscription),
                    "changeTypes": ["tournamentPropertyChange"],
                ],
                "6.9"
            ),
        ] as [(JSONValue, String)])
    func `has an id and known change types (6.7, 6.9)`(value: JSONValue, rule: String) throws {
        try world.a.given(.lobby, .act(over: world.a.connect()))
        let answer = world.a.put(.lobby, .status(["subscription": value]))
        #expect(answer.status == 400)
        #expect(answer.response.rule == rule)
        #expect(answer.text?.contains("/members/me/properties/system/subscription") == true)
    }

    @Test func `needs the capability that connects members (3.7.8)`() throws {
        let answer = world.a.put(
            .quick, .act(over: world.a.connect()).with(.subscribe(["everything"])))
        #expect(answer.status == 400)
        #expect(answer.response.rule == "3.7.8")
        #expect(world.a.put(.quick, .act.with(.subscribe([]))).status == 201)
    }

    @Test func `is not for large sessions (14.4, R55)`() throws {
        let large = DirectoryTarget.target("quick", "large")
        let capabilities: JSONValue = ["large": true, "connectionRequiredForActiveMembers": true]
        let id = world.a.connect()
        let opening = JSONValue.constants(["capabilities": capabilities]).with(.act(over: id))
        let answer = world.a.put(large, opening.with(.subscribe(["everything"])))
        #expect(answer.status == 400)
        #expect(answer.response.rule == "14.4")

        try world.a.given(large, opening)
        try world.b.given(large, .act(over: world.b.connect()))
        world.disconnect(id)
        world.move(to: .seconds(30))
        #expect(world.b.get(large)["membersInfo/active"] == 1, "its connections are watched")
    }

    @Test func `needs an active member (3.7.8)`() throws {
        try world.v.given(.sticky, capable)
        for body: JSONValue in [[:], .status(["ready": true]), .status(["active": false])] {
            let answer = world.a.put(.sticky, body.with(.subscribe(["everything"])))
            #expect(answer.status == 400)
            #expect(answer.response.rule == "3.7.8")
        }
    }

    @Test func `stays, silent, with a member who is inactive for a while (R50, R70)`() throws {
        let (first, ofB) = (world.a.connect(), world.b.connect())
        try world.v.given(.sticky, capable)
        try world.a.given(.sticky, .act(over: first).with(.subscribe(["everything"])))
        try world.b.given(.sticky, .act(over: ofB))
        let told = world.taps(of: first).count
        let inactive = try world.a.given(.sticky, .status(["active": false]))
        #expect(inactive.has("members/0/properties/system/subscription"))
        try world.b.given(.sticky, .custom(["a": 1]))
        #expect(world.taps(of: first).count == told)

        let second = world.a.connect()
        try world.a.given(.sticky, .act(over: second))
        try world.b.given(.sticky, .custom(["a": 2]))
        #expect(world.taps(of: second).count == 2)
    }

    @Test func `is one of ten at most of a connection (3.7.6)`() throws {
        let id = world.a.connect()
        let body = JSONValue.act(over: id).with(.subscribe(["everything"]))
        func lobby(_ number: Int) -> DirectoryTarget { .target("lobby", "lobby-\(number)") }
        for number in 1...10 { try world.a.given(lobby(number), body) }

        let refused = world.a.put(lobby(11), body)
        #expect(refused.status == 400)
        #expect(refused.response.rule == "3.7.6")
        #expect(world.v.get(lobby(11)).status == 204)
        #expect(world.a.put(lobby(11), .act(over: id)).status == 201)
        #expect(world.a.put(lobby(11), .subscribe(["host"])).response.rule == "3.7.6")
        #expect(world.a.put(lobby(3), .subscribe(["host"])).status == 200, "it has its place")

        let other = world.a.connect()
        #expect(
            world.a.put(lobby(11), .act(over: other).with(.subscribe(["host"]))).status == 200)
        #expect(world.a.put(lobby(11), .act(over: id)).response.rule == "3.7.6", "R50a")

        #expect(world.a.put(lobby(5), .subscribe([])).status == 200)
        #expect(world.a.put(lobby(11), .act(over: id)).status == 200)
        #expect(world.a.put(lobby(5), .subscribe(["host"])).response.rule == "3.7.6")
        #expect(world.a.put(lobby(6), .leave).status == 204)
        #expect(world.a.put(lobby(5), .subscribe(["host"])).status == 200)
    }

    @Test func `does not count where it was not stored (3.7.6, 3.3)`() throws {
        let world = World { $0.subscriptionsLimit = 1 }
        let id = world.a.connect()
        let body = JSONValue.act(over: id).with(.subscribe(["everything"]))
        #expect(world.a.put(.lobby, body, nocommit: true).status == 201)
        #expect(world.a.put(.lobby, body.with(["foo": 1])).status == 400)
        let one = DirectoryTarget.target("lobby", "one")
        #expect(world.a.put(one, body).status == 201)
        #expect(world.a.put(.lobby, body, nocommit: true).response.rule == "3.7.6")
    }

    @Test func `counts no session that the user has left, however many there were (3.7.6)`() throws
    {
        let id = world.a.connect()
        for number in 1...60 {
            let lobby = DirectoryTarget.target("lobby", "lobby-\(number)")
            try world.a.given(lobby, .act(over: id).with(.subscribe(["everything"])))
            if number % 7 != 0 { world.a.put(lobby, .leave) }
        }
        let earlier = world.effects.count
        world.disconnect(id)
        world.move(to: .seconds(30))
        #expect(world.effects.count == earlier + 8)
    }
}
