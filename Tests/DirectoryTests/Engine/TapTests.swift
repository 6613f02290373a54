import Directory
import JSON
import Sessions
import Testing

@Suite struct `A shoulder tap` {
    let world = World()
    /// Like `lobby`, but open to all, and members and reservations stay.
    let hall = DirectoryTarget.target("quick", "Hall")
    private let opening: JSONValue = .constants([
        "capabilities": ["connectionRequiredForActiveMembers": true, "connectivity": true],
        "inactiveRemovalTimeout": nil, "reservedRemovalTimeout": nil, "maxMembersCount": 4,
    ])

    /// A, subscribed to `types`, and B, both active in the hall.
    private func open(_ types: JSONValue) throws -> GUID {
        let ofA = world.a.connect()
        try world.a.given(hall, opening.with(.act(over: ofA)).with(.subscribe(types)))
        try world.b.given(hall, .act(over: world.b.connect()))
        return ofA
    }

    /// What happened to be tapped for while `body` ran.
    private func taps(of id: GUID, during body: () throws -> Void) rethrows -> Int {
        let before = world.taps(of: id).count
        try body()
        return world.taps(of: id).count - before
    }

    @Test func `names the subscription, the session and the change (3.7.2, 3.7.3, 3.7.4)`() throws {
        world.move(to: .milliseconds(1_234))
        let ofA = world.a.connect()
        let created = try world.a.given(
            hall, opening.with(.act(over: ofA)).with(.subscribe(["everything"])))

        guard case .tapped(connection: ofA, let event)? = world.effects.last else {
            Issue.record("\(world.effects)")
            return
        }
        #expect(
            event.json == [
                "ncid": .string(event.ncid.description),
                "shoulderTaps": [
                    [
                        "timestamp": world.time(.milliseconds(1_234)),
                        "subscription": "c0ffee00-1111-4222-8333-444455556666",
                        "resourceType": "mpsd/session",
                        "resource": "8d050174-412b-4d51-a29b-d55a34edfdb7~quick~hall",
                        "branch": try #require(created["branch"]), "changeNumber": 1,
                    ]
                ],
            ])
        #expect(event.ncid != .zero)
    }

    @Test func `has an id that no other has (R57)`() throws {
        let ofA = try open(["everything"])
        try world.b.given(hall, .custom(["a": 1]))
        try world.b.given(hall, .subscribe(["everything"]))
        try world.a.given(hall, .custom(["a": 2]))
        world.disconnect(ofA)
        world.move(to: .seconds(30))

        let ids = world.effects.compactMap { effect -> GUID? in
            guard case .tapped(_, let event) = effect else { return nil }
            return event.ncid
        }
        #expect(ids.count == 8)
        #expect(Set(ids).count == ids.count)
    }

    @Test func `comes after its commit, in the order of the members (R64)`() throws {
        let ofA = try open(["everything"])
        let ofB = world.b.connect()
        try world.b.given(hall, .act(over: ofB).with(.subscribe(["customProperty"])))
        let earlier = world.effects.count
        try world.b.given(hall, .custom(["a": 1]))

        let news = world.effects.dropFirst(earlier).map { effect -> String in
            switch effect {
            case .committed: "commit"
            case .deleted: "end"
            case .tapped(connection: ofA, _): "A"
            case .tapped(connection: ofB, _): "B"
            case .tapped: "?"
            case .handleCreated, .handleDeleted: "handle"
            }
        }
        #expect(news == ["commit", "A", "B"])
    }

    @Test func `goes to the writer too, once for each commit (3.7.5, R65)`() throws {
        let ofA = try open(["everything"])
        #expect(world.taps(of: ofA) == [1, 2])
        try world.a.given(hall, .custom(["a": 1]))
        #expect(world.taps(of: ofA) == [1, 2, 3])
    }

    @Test func `is not sent for what changes nothing (5.9.2, R63)`() throws {
        let ofA = try open(["everything"])
        #expect(
            taps(of: ofA) {
                world.b.put(hall, [:])
                world.b.put(hall, .custom(["a": 1]), nocommit: true)
                world.b.put(hall, .system(["turn": ["x"]]))
                world.a.get(hall)
            } == 0)
    }

    @Test func `is one for a timer and the write that finds it (5.9.3)`() throws {
        let ofA = world.a.connect()
        try world.a.given(.lobby, .act(over: ofA).with(.subscribe(["membersList"])))
        try world.a.given(.lobby, .reserve(world.b))
        #expect(world.taps(of: ofA) == [1, 2])
        world.move(to: .seconds(30))
        let answer = try world.a.given(.lobby, .custom(["a": 1]))
        #expect(answer["changeNumber"] == 3)
        #expect(world.taps(of: ofA) == [1, 2, 3], "the write alone would be no membersList")

        try world.a.given(.lobby, .reserve(world.b))
        world.move(to: .seconds(60))
        #expect(world.a.put(.lobby, .system(["turn": ["x"]])).status == 400)
        #expect(world.taps(of: ofA) == [1, 2, 3, 4, 5], "7.3.7: the timer is a commit alone")
        try world.a.given(.lobby, .reserve(world.b))
        world.move(to: .seconds(90))
        world.a.put(.lobby, .custom(["a": 2]), nocommit: true)
        #expect(world.taps(of: ofA).last == 6)
        world.a.get(.lobby)
        #expect(world.taps(of: ofA).last == 7)
    }

    @Test func `does not reach who is not listening (R64)`() throws {
        let ofA = try open(["everything"])
        world.disconnect(ofA)
        #expect(try taps(of: ofA) { try world.b.given(hall, .custom(["a": 1])) } == 0)
        #expect(world.a.connect(resuming: ofA) == ofA)
        #expect(try taps(of: ofA) { try world.b.given(hall, .custom(["a": 2])) } == 1)
        try world.a.given(hall, .status(["active": false]))
        #expect(try taps(of: ofA) { try world.b.given(hall, .custom(["a": 3])) } == 0)
    }

    @Test func `tells a member of its removal by somebody else (R64)`() throws {
        let ofA = try open(["membersList"])
        #expect(try taps(of: ofA) { try world.v.given(hall, .remove(0)) } == 1)
        #expect(taps(of: ofA) { world.b.put(hall, .leave) } == 0, "A is no member any more")
    }

    @Test func `tells of no removal to who did not ask for it, or left (R64)`() throws {
        let ofA = try open(["customProperty"])
        #expect(try taps(of: ofA) { try world.v.given(hall, .remove(0)) } == 0)
        try world.a.given(hall, .act(over: ofA).with(.subscribe(["everything"])))
        #expect(try taps(of: ofA) { try world.a.given(hall, .leave) } == 0)
        try world.a.given(hall, .act(over: ofA).with(.subscribe(["everything"])))
        #expect(taps(of: ofA) { world.a.delete(hall.me) } == 0)
    }

    @Test func `tells of the end of a session, but not the last who leaves (10.9)`() throws {
        let ofA = world.a.connect()
        let joining = JSONValue.act(over: ofA).with(.subscribe(["customProperty"]))
        try world.a.given(.lobby, joining)
        #expect(taps(of: ofA) { world.a.put(.lobby, .leave) } == 0)
        #expect(world.v.get(.lobby).status == 204)

        try world.a.given(.lobby, joining)
        #expect(taps(of: ofA) { world.v.put(.lobby, .remove(0)) } == 1)
        #expect(world.v.get(.lobby).status == 204)
        #expect(world.taps(of: ofA) == [2])
    }

    @Test func `tells all members of an end that the last owner brings about (10.9, 6.10.6)`()
        throws
    {
        let owned = DirectoryTarget.target("quick", "owned")
        let capabilities: JSONValue = [
            "connectionRequiredForActiveMembers": true, "hasOwners": true,
        ]
        let (ofA, ofB, ofC) = (world.a.connect(), world.b.connect(), world.c.connect())
        let opening = JSONValue.constants(["capabilities": capabilities])
        let subscribing = JSONValue.subscribe(["customProperty"])
        try world.a.given(owned, opening.with(.act(over: ofA)).with(subscribing))
        try world.b.given(owned, .act(over: ofB).with(subscribing))
        let last = try world.c.given(owned, .act(over: ofC))

        #expect(world.a.put(owned, .leave).status == 204)
        #expect(world.taps(of: ofA) == [])
        let number = try #require(last["changeNumber"]?.integerValue)
        #expect(world.taps(of: ofB) == [number + 1])
        #expect(world.taps(of: ofC) == [], "C never subscribed")
    }
}
