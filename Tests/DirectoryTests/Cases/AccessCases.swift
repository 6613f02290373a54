import JSON
import Sessions
import Testing

@Suite struct `Access` {
    let world = World()

    @Test func `case 84: a private session is closed to strangers`() throws {
        try world.a.given(.raw, .act)

        let read = world.c.get(.raw)
        #expect(read.status == 403)
        #expect(read.text == Text.readRefused)
        let write = world.c.put(.raw, .act)
        #expect(write.status == 403)
        #expect(write.session == nil)
    }

    @Test func `case 85: a reserved user reads and joins a private session`() throws {
        try world.a.given(.raw, .act)
        try world.a.given(.raw, .reserve(world.c))

        #expect(world.c.get(.raw).status == 200)
        #expect(world.c.put(.raw, .act).status == 200)
    }

    @Test func `case 86: a visible session is readable, and shown to who may not join it`()
        throws
    {
        try world.a.given(.vis, .act)

        #expect(world.c.get(.vis).status == 200)
        let write = world.c.put(.vis, .act)
        #expect(write.status == 403)
        #expect(write.session?.at("membersInfo/count") == 1)
        #expect(world.v.get(.vis).names("members") == ["0"])
    }

    @Test func `case 87: a full session takes only those who have a seat`() throws {
        try world.a.given(.sticky, .act)
        try world.a.given(.sticky, .reserve(world.b))

        #expect(world.c.get(.sticky).status == 200)
        #expect(world.c.put(.sticky, .act).status == 400)
        #expect(world.a.put(.sticky, .reserve(world.c)).status == 400)
        #expect(world.b.put(.sticky, .act).status == 200)
    }

    @Test func `case 88: a closed session is joined only by reservation`() throws {
        try world.a.given(.quick, .act)
        try world.a.given(.quick, .system(["closed": true]))

        let refused = world.c.put(.quick, .act)
        #expect(refused.status == 403)
        #expect(refused.session?.at("properties/system/closed") == true)
        #expect(world.a.put(.quick, .reserve(world.c)).status == 200)
        #expect(world.c.put(.quick, .act).status == 200)
    }

    @Test func `case 94: a private session has no keywords`() throws {
        try world.a.given(.raw, .act)

        #expect(world.a.put(.raw, .system(["keywords": ["k"]])).status == 400)
    }

    @Test
    func `case 89: a session restricted to followed users is joined by whom a member follows`()
        throws
    {
        try world.a.given(.quick, .act)
        try world.a.given(.quick, .system(["joinRestriction": "followed"]))
        world.follow(world.c, by: world.a)

        #expect(world.c.put(.quick, .act).status == 200)
        let refused = world.d.put(.quick, .act)
        #expect(refused.status == 403)
        #expect(refused.session?.at("membersInfo/count") == 2)
    }

    @Test func `case 91: user-style authorization restricts to local users by default`() throws {
        let created = try world.a.given(.lobby, .act(over: world.a.connect()))

        #expect(created["properties/system/joinRestriction"] == "local")
        #expect(created["properties/system/readRestriction"] == "local")
        let read = world.c.get(.lobby)
        #expect(read.status == 403)
        #expect(read.text == Text.readRefused)
    }

    @Test func `case 92: reading is at least as open as joining, and never open to all`() throws {
        try world.a.given(.lobby, .act(over: world.a.connect()))

        #expect(world.a.put(.lobby, .system(["joinRestriction": "followed"])).status == 400)
        let both = world.a.put(
            .lobby, .system(["joinRestriction": "followed", "readRestriction": "followed"]))
        #expect(both.status == 200)
        let none = world.a.put(.lobby, .system(["readRestriction": "none"]))
        #expect(none.status == 400)
        #expect(none.text == Text.restrictionNone("readRestriction"))
    }

    @Test func `case 90: a session restricted to local users is joined from the same device`()
        throws
    {
        try world.a.given(.quick, .act)
        try world.a.given(.quick, .system(["joinRestriction": "local"]))

        #expect(world.a2.put(.quick, .act).status == 200)
        let refused = world.c.put(.quick, .act)
        #expect(refused.status == 403)
        #expect(refused.session?.at("membersInfo/count") == 2)
    }

    @Test func `case 93: a locked session keeps the places of those who leave`() throws {
        try world.a.given(.sticky, .act)
        try world.b.given(.sticky, .act)

        #expect(world.a.put(.sticky, .system(["locked": true])).status == 400)
        #expect(world.a.put(.sticky, .system(["closed": true, "locked": true])).status == 200)
        #expect(world.b.put(.sticky, .leave).status == 200)
        let refused = world.c.put(.sticky, .act)
        #expect(refused.status == 403)
        #expect(refused.session?.at("membersInfo/count") == 1)
        #expect(world.b.put(.sticky, .act).status == 200)
    }
}
