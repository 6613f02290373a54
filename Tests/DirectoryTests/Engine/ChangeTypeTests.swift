import Directory
import JSON
import Sessions
import Testing

/// What raises which type, in a session whose members are subscribed to one type each (6.9).
@Suite struct `The change type` {
    let world = World()
    let hall = DirectoryTarget.target("quick", "hall")
    /// The connection of the member who asks for each type.
    private let listeners: [String: GUID]

    private static let all = [
        "everything", "host", "initialization", "matchmakingStatus", "membersList",
        "membersStatus", "joinability", "customProperty", "membersCustomProperty",
    ]

    /// A is 0 and active; 1 to 9 listen; C, 10, is reserved; D, 11, is inactive; two places are left.
    init() throws {
        let capabilities: JSONValue = [
            "connectionRequiredForActiveMembers": true, "connectivity": true,
        ]
        let opening = JSONValue.constants([
            "capabilities": capabilities, "inactiveRemovalTimeout": nil,
            "reservedRemovalTimeout": nil, "maxMembersCount": 14,
        ])
        let device = JSONValue.status(["secureDeviceAddress": "ryY="])
        try world.a.given(hall, opening.with(.act(over: world.a.connect())).with(device))
        var listeners: [String: GUID] = [:]
        for (position, type) in Self.all.enumerated() {
            let user = UserClaims(xuid: Xuid(rawValue: UInt64(position + 1)))
            let listener = Sender(world: world, caller: Caller(user: user))
            let id = listener.connect()
            try listener.given(hall, .act(over: id).with(.subscribe([.string(type)])))
            listeners[type] = id
        }
        try world.a.given(hall, .reserve(world.c))
        try world.d.given(hall, [:])
        self.listeners = listeners
    }

    /// The types that a write raises, besides `everything`, which every commit raises.
    private func types(of body: JSONValue, by sender: Sender? = nil) throws -> Set<String> {
        let earlier = listeners.mapValues { world.taps(of: $0).count }
        try (sender ?? world.a).given(hall, body)
        let raised = listeners.filter { world.taps(of: $0.value).count > earlier[$0.key] ?? 0 }
        #expect(raised.keys.contains("everything"))
        return Set(raised.keys).subtracting(["everything"])
    }

    @Test func `host tells of the host (6.9)`() throws {
        let token = try #require(world.a.get(hall)["members/0/deviceToken"])
        #expect(try types(of: .system(["host": token])) == ["host"])
        #expect(try types(of: .system(["host": nil])) == ["host"])
    }

    @Test func `joinability tells of the rules for joining (6.9)`() throws {
        let steps: [JSONValue] = [
            ["closed": true], ["locked": true], ["closed": nil, "locked": nil],
            ["joinRestriction": "local"], ["readRestriction": "local"],
        ]
        for step in steps { #expect(try types(of: .system(step)) == ["joinability"]) }
    }

    @Test func `joinability tells of a session that becomes full, and of a place in it (6.9)`()
        throws
    {
        #expect(try types(of: .reserve(xuids: ["501"])) == ["membersList"])
        #expect(try types(of: .reserve(xuids: ["502"])) == ["membersList", "joinability"])
        let freed = try types(of: .remove(12), by: world.v)
        #expect(freed == ["membersList", "membersStatus", "joinability"])
    }

    @Test func `joinability counts the places that a lock keeps (6.9, 9.1)`() throws {
        try world.a.given(hall, .reserve(xuids: ["501", "502"]))
        try world.a.given(hall, .system(["closed": true, "locked": true]))
        #expect(try types(of: .leave, by: world.d) == ["membersList", "membersStatus"])
    }

    @Test func `membersList tells of who comes (6.9)`() throws {
        #expect(try types(of: [:], by: world.b) == ["membersList"])
    }

    @Test func `membersList and membersStatus tell of who goes (6.9, R60)`() throws {
        #expect(try types(of: .leave, by: world.d) == ["membersList", "membersStatus"])
        #expect(try types(of: .remove(10), by: world.v) == ["membersList", "membersStatus"])
    }

    @Test func `membersStatus tells of what members do (6.9)`() throws {
        #expect(try types(of: [:], by: world.c) == ["membersStatus"])
        #expect(try types(of: .status(["ready": true]), by: world.d) == ["membersStatus"])
    }

    @Test func `membersStatus tells of a connection that is given up (7.5.4, R66)`() throws {
        let earlier = try #require(listeners["membersStatus"].map { world.taps(of: $0).count })
        world.disconnect(try #require(listeners["host"]))
        world.move(to: .seconds(30))
        #expect(listeners["membersStatus"].map { world.taps(of: $0).count } == earlier + 1)
    }

    @Test func `customProperty tells of the session's own properties (6.9)`() throws {
        #expect(try types(of: .custom(["a": ["b": 1]])) == ["customProperty"])
        #expect(try types(of: .custom(["a": ["b": 2]])) == ["customProperty"])
    }

    @Test func `membersCustomProperty tells of the members' own properties (6.9)`() throws {
        let body = JSONValue.me(["properties": ["custom": ["a": 1]]])
        #expect(try types(of: body) == ["membersCustomProperty"])
        #expect(try types(of: body, by: world.b) == ["membersList"], "who comes with some")
    }

    @Test func `matchmakingStatus tells of the matchmaking server (6.9)`() throws {
        func types(of system: JSONValue) throws -> Set<String> {
            try self.types(
                of: ["servers": ["Matchmaking": ["properties": ["system": system]]]], by: world.v)
        }
        #expect(try types(of: [:]) == ["matchmakingStatus"])
        #expect(try types(of: ["status": "searching"]) == ["matchmakingStatus"])
        #expect(try types(of: ["typicalWait": 3]) == [])
        let reference: JSONValue = ["scid": "s", "templateName": "t", "name": "n"]
        #expect(try types(of: ["targetSessionRef": reference]) == ["matchmakingStatus"])
        let gone = try self.types(of: ["servers": ["matchmaking": nil]], by: world.v)
        #expect(gone == ["matchmakingStatus"])
        #expect(try self.types(of: ["servers": ["other": [:]]], by: world.v) == [])
    }

    @Test func `initialization tells of its stage, that comes, changes and goes (6.9)`() throws {
        let ext = DirectoryTarget.target("quick", "ext")
        let opening = JSONValue.constants([
            "capabilities": ["connectionRequiredForActiveMembers": true],
            "memberInitialization": ["externalEvaluation": true, "evaluationTimeout": 5_000],
        ])
        let initialize = JSONValue.me(["constants": ["system": ["initialize": true]]])
        let ofA = world.a.connect()
        let joining = JSONValue.act(over: ofA).with(initialize)
        try world.a.given(ext, opening.with(joining).with(.subscribe(["initialization"])))
        #expect(world.taps(of: ofA) == [1])
        try world.a.given(ext, .custom(["a": 1]))
        #expect(world.taps(of: ofA) == [1])
        try world.a.given(ext, .system(["initializationSucceeded": true]))
        #expect(world.taps(of: ofA) == [1, 3])
    }

    @Test(
        arguments: [
            .system(["turn": [0]]), .system(["keywords": ["k"]]),
            .status(["secureDeviceAddress": "AQAA"]), .status(["groups": ["g"]]),
        ] as [JSONValue])
    func `everything alone tells of the rest (6.9, R62)`(body: JSONValue) throws {
        #expect(try types(of: body) == [])
    }
}
