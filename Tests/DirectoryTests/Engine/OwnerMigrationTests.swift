import Directory
import JSON
import Sessions
import Testing

/// What happens when the last owner has gone (6.10.6).
@Suite struct `The last owner` {
    let world = World()

    /// Template `owned` with other members, who join one second apart and reserve in between.
    private func given(_ others: Sender...) throws {
        try world.a.given(.owned, .act)
        try world.a.given(.owned, .reserve(xuids: others.map(\.xuid)))
    }

    @Test func `is followed by the accepted member who joined first`() throws {
        try given(world.b, world.c, world.d)
        world.move(to: .seconds(1))
        try world.d.given(.owned, .act)
        world.move(to: .seconds(2))
        try world.c.given(.owned, .act)

        let left = world.a.put(.owned, .leave)

        // B joined before both by its reservation, which does not count.
        #expect(left["properties/system/owners"] == [3])
    }

    @Test func `is followed by the lowest index among those who joined at once`() throws {
        try given(world.b, world.c, world.d)
        try world.d.given(.owned, .act)
        try world.c.given(.owned, .act)

        #expect(world.a.put(.owned, .leave)["properties/system/owners"] == [2])
    }

    @Test func `is followed by nobody when nobody has accepted`() throws {
        try given(world.b)

        let left = world.v.put(.owned, .remove(0))

        #expect(left.status == 200)
        #expect(!left.has("properties/system/owners"))
        let joined = try world.b.given(.owned, .act)
        #expect(!joined.has("properties/system/owners"))
    }

    @Test func `is not the last while another owner is there`() throws {
        try given(world.c, world.d)
        try world.c.given(.owned, .act)
        try world.d.given(.owned, .act)
        try world.a.given(.owned, .system(["owners": [2, 0]]))

        let left = world.a.put(.owned, .leave)

        #expect(left["properties/system/owners"] == [2])
    }

    @Test func `is not replaced when the same request names another`() throws {
        try given(world.c, world.d)
        try world.c.given(.owned, .act)
        try world.d.given(.owned, .act)

        let changed = world.v.put(.owned, .remove(0).with(.system(["owners": [2]])))

        #expect(changed["properties/system/owners"] == [2])
    }

    @Test func `is replaced when a timer takes it out (7.3)`() throws {
        let template: JSONValue = [
            "capabilities": ["hasOwners": true], "inactiveRemovalTimeout": 1000,
            "ownershipPolicies": ["migration": "Oldest"],
        ]
        try world.a.given(.quick, .act.with(.constants(template)))
        try world.c.given(.quick, .act)
        try world.a.given(.quick, .status(["active": false]))
        world.move(to: .seconds(1))

        let read = world.c.get(.quick)

        #expect(read.names("members") == ["1"])
        #expect(read["properties/system/owners"] == [1])
        #expect(read["constants/system/ownershipPolicies"] == ["migration": "oldest"])
    }

    @Test func `takes all members along where nothing else is said (10.1)`() throws {
        try world.a.given(
            .endowned, .act.with(.constants(["sessionEmptyTimeout": 60_000])))
        try world.c.given(.endowned, .act)

        let left = world.a.put(.endowned, .leave)

        #expect(left.status == 200)
        #expect(left["membersInfo/count"] == 0)
        #expect(left["nextTimer"] == world.time(.seconds(60)))
        #expect(!left.has("properties/system/owners"))
        world.move(to: .seconds(60))
        #expect(world.v.get(.endowned).status == 204)
    }

    @Test func `ends the session from its timers too (7.3, 10.1)`() throws {
        let system: JSONValue = [
            "capabilities": ["hasOwners": true], "inactiveRemovalTimeout": 1000,
        ]
        try world.a.given(.quick, .act.with(.constants(system)))
        try world.c.given(.quick, .act)
        try world.a.given(.quick, .status(["active": false]))
        world.move(to: .seconds(1))

        #expect(world.c.get(.quick).status == 204)
        #expect(world.c.put(.quick, .act).status == 201)
    }

    @Test func `takes its session along when a server removes it (3.4.6)`() throws {
        try world.a.given(.endowned, .act)
        try world.c.given(.endowned, .act)

        #expect(world.v.delete(DirectoryTarget.endowned.member(0)).status == 204)
        #expect(world.v.get(.endowned).status == 204)
    }

    @Test func `tells all whom it takes along, but not who left (10.9)`() throws {
        let connections = try openHall()

        let left = world.a.put(.quick, .leave)

        #expect(left.status == 204)
        #expect(connections.map { world.tapped($0).count { $0.changeNumber == 3 } } == [0, 1])
    }

    @Test func `tells nobody whom a server takes out with it (10.9)`() throws {
        let connections = try openHall()

        let left = world.v.acting(for: world.a, world.c).put(
            .quick, ["members": ["me_all": nil]])

        #expect(left.status == 204)
        #expect(connections.map { world.tapped($0).count { $0.changeNumber == 3 } } == [0, 0])
    }

    /// A session that ends with its owner A, with C; both subscribed.
    private func openHall() throws -> [GUID] {
        let connections = [world.a.connect(), world.c.connect()]
        let capabilities: JSONValue = [
            "connectionRequiredForActiveMembers": true, "hasOwners": true,
        ]
        for (user, connection) in zip([world.a, world.c], connections) {
            try user.given(
                .quick,
                .act(over: connection).with(.subscribe(["everything"]))
                    .with(.constants(["capabilities": capabilities])))
        }
        return connections
    }
}
