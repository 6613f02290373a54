import Directory
import JSON
import Sessions
import Testing

@Suite struct `Connections` {
    let world = World()

    @Test func `case 54: an active member of a lobby needs a live connection`() throws {
        let refused = world.a.put(.lobby, .act)
        #expect(refused.status == 400)
        #expect(refused.response.rule == "7.5.1")

        let connection = world.a.connect()
        let created = world.a.put(.lobby, .act(over: connection))
        #expect(created.status == 201)
        #expect(
            created["members/0/properties/system"]
                == ["active": true, "connection": .string(connection.description)])
    }

    @Test func `case 55: a member who lost the connection goes inactive by itself, and is tapped`()
        throws
    {
        let (ofA, ofB) = (world.a.connect(), world.b.connect())
        try world.a.given(.lobby, .act(over: ofA).with(.subscribe(["everything"])))
        try world.a.given(.lobby, .reserve(world.b))
        let joined = try world.b.given(.lobby, .act(over: ofB))
        let changeNumber = try #require(joined["changeNumber"]?.integerValue)
        world.move(to: .seconds(5))
        world.disconnect(ofB)

        world.move(to: .seconds(34))
        let before = world.a.get(.lobby)
        #expect(before["members/1/properties/system/active"] == true)
        #expect(before.etag == joined.etag)
        #expect(before["nextTimer"] == world.time(.seconds(35)))

        world.move(to: .seconds(35))
        #expect(world.taps(of: ofA).last == changeNumber + 1)
        #expect(world.taps(of: ofB) == [])
        let after = world.a.get(.lobby)
        #expect(after.names("members") == ["0"])
        #expect(after["changeNumber"] == .integer(changeNumber + 2))
        #expect(world.taps(of: ofA).last == changeNumber + 2)
    }

    @Test func `case 91: a lobby is for local users unless told`() throws {
        try world.a.given(.lobby, .act(over: world.a.connect()))

        let own = world.a.get(.lobby)
        #expect(own["properties/system/joinRestriction"] == "local")
        #expect(own["properties/system/readRestriction"] == "local")
        let other = world.c.get(.lobby)
        #expect(other.status == 403)
        #expect(other.text == Text.readRefused)
    }

    @Test func `case 139: a subscriber to the list of members hears of a join, not of properties`()
        throws
    {
        let ofA = world.a.connect()
        world.follow(world.b, by: world.a)
        try world.a.given(.lobby, .act(over: ofA).with(.subscribe(["membersList"])))
        let followed: JSONValue = ["joinRestriction": "followed", "readRestriction": "followed"]
        try world.a.given(.lobby, .system(followed))
        let earlier = world.tapped(ofA).count
        let joined = try world.b.given(.lobby, .act(over: world.b.connect()))
        try world.b.given(.lobby, .me(["properties": ["custom": ["a": 1]]]))

        let taps = world.tapped(ofA).dropFirst(earlier)
        #expect(taps.count == 1)
        let tap = try #require(taps.first)
        #expect(tap.resource == "8d050174-412b-4d51-a29b-d55a34edfdb7~lobby~session-49")
        #expect(JSONValue.integer(tap.changeNumber) == joined["changeNumber"])
        #expect(JSONValue.string(tap.branch.description) == joined["branch"])
    }
}
