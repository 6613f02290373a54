import JSON
import Sessions
import Testing

@Suite struct `Owners` {
    let world = World()

    /// A creates the session, and the others join by reservation in this order.
    private func given(_ target: DirectoryTarget, _ others: Sender...) throws {
        try world.a.given(target, .act)
        try world.a.given(target, .reserve(xuids: others.map(\.xuid)))
        for other in others { try other.given(target, .act) }
    }

    @Test func `case 125: who does not own the session writes what the policies allow`() throws {
        try given(.owned, world.c)

        let refused = world.c.put(
            .owned, .system(["joinRestriction": "followed", "readRestriction": "followed"]))
        #expect(refused.status == 403)
        #expect(refused.session?.at("properties/system/joinRestriction") == "local")
        #expect(world.c.put(.owned, .system(["closed": true])).status == 200)
        #expect(world.c.put(.owned, .custom(["a": 1])).status == 200)
    }

    @Test func `case 126: the member who joined first inherits the session`() throws {
        try given(.owned, world.c, world.d)

        let left = world.a.put(.owned, .leave)

        #expect(left.status == 200)
        #expect(left["properties/system/owners"] == [1])
        #expect(left["members/1/constants/system/xuid"] == .string(world.c.xuid))
    }

    @Test func `case 127: a session ends with its last owner`() throws {
        try given(.endowned, world.c)

        let left = world.a.put(.endowned, .leave)

        #expect(left.status == 204)
        #expect(left.isBare)
        #expect(world.a.get(.endowned).status == 204)
    }

    @Test func `case 141: an owner takes out another member`() throws {
        try given(.owned, world.c, world.d)

        let refused = world.c.put(.owned, .remove(2))
        #expect(refused.status == 403)
        #expect(refused.text == Text.memberReference)
        let removed = world.a.put(.owned, .remove(2))
        #expect(removed.status == 200)
        #expect(removed.names("members") == ["0", "1"])
        try world.a.given(.owned, .reserve(world.d))
        #expect(world.v.get(.owned).names("members") == ["0", "1", "3"])
    }
}
