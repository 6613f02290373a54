import Directory
import JSON
import Sessions
import Testing

/// The restriction `followed` (9.1, 9.6) and what blocks and silence do (6.10.5, 5.5.7).
@Suite struct `A session restricted to followed users` {
    let world = World()
    let followed: JSONValue = .system(["joinRestriction": "followed"])

    @Test func `admits whom an accepted member follows, and nobody who follows one (9.1)`() throws {
        try world.a.given(.quick, .act.with(followed))
        world.follow(world.a, by: world.c)
        world.follow(world.d, by: world.a)

        let refused = world.c.put(.quick, .act)

        #expect(refused.status == 403)
        #expect(refused.session != nil)
        #expect(refused.response.rule == "9.6.1")
        #expect(world.d.put(.quick, .act).status == 200)
    }

    @Test func `does not count whom a reserved member follows (9.1)`() throws {
        try world.a.given(.quick, .act.with(followed))
        try world.a.given(.quick, .reserve(world.b))
        world.follow(world.c, by: world.b)

        #expect(world.c.put(.quick, .act).status == 403)
        try world.b.given(.quick, .act)
        #expect(world.c.put(.quick, .act).status == 200)
    }

    @Test func `counts members who are not active (9.1)`() throws {
        try world.a.given(.sticky, .status(["active": false]).with(followed))
        world.follow(world.c, by: world.a)

        #expect(world.c.put(.sticky, .act).status == 200)
    }

    @Test func `admits local users too (9.1)`() throws {
        try world.a.given(.quick, .act.with(followed))

        #expect(world.a2.put(.quick, .act).status == 200)
    }

    @Test func `closes again when the last follower has left or unfollows (9.1)`() throws {
        try world.a.given(.quick, .act.with(followed))
        world.follow(world.c, by: world.a)
        try world.c.given(.quick, .act)
        try world.c.given(.quick, .leave)

        world.people.unfollow(world.c.userID, by: world.a.userID)

        #expect(world.c.put(.quick, .act).status == 403)
    }

    @Test func `can be restricted to the same readers (9.6.2)`() throws {
        try world.a.given(
            .quick,
            .act.with(.system(["joinRestriction": "followed", "readRestriction": "followed"])))
        world.follow(world.c, by: world.a)

        let refused = world.d.get(.quick)

        #expect(world.c.get(.quick).status == 200)
        #expect(refused.status == 403)
        #expect(refused.text == Text.readRefused)
    }

    @Test(
        arguments: [
            ("none", "followed", 200), ("none", "local", 200), ("followed", "local", 200),
            ("followed", "none", 400), ("local", "followed", 400), ("local", "none", 400),
        ])
    func `is read at least as openly as joined (9.6.3)`(
        read: String, join: String, status: Int
    ) throws {
        try world.a.given(.quick, .act)

        let answer = world.a.put(
            .quick,
            .system(["readRestriction": .string(read), "joinRestriction": .string(join)]))

        #expect(answer.status == status)
        if status == 400 { #expect(answer.response.rule == "9.6.3") }
    }

    @Test func `stays closed, full and reserved as any other (9.3)`() throws {
        try world.a.given(.sticky, .act.with(followed))
        world.follow(world.c, by: world.a)
        world.follow(world.d, by: world.a)
        try world.a.given(.sticky, .reserve(world.b))

        #expect(world.c.put(.sticky, .act).status == 400)
        #expect(world.b.put(.sticky, .act).status == 200)
        try world.b.given(.sticky, .leave)
        try world.a.given(.sticky, .system(["closed": true]))
        #expect(world.c.put(.sticky, .act).response.rule == "9.5.1")
    }
}

@Suite struct `The social graph of a directory` {
    let world = World()

    @Test func `keeps users whom an owner blocks out (6.10.5)`() throws {
        try world.a.given(.endowned, .act)
        try world.c.given(.endowned, .act)
        world.block(world.d, by: world.a)
        world.block(world.b, by: world.c)

        let refused = world.d.put(.endowned, .act)

        #expect(refused.status == 403)
        #expect(refused.text == Text.writeRefused)
        #expect(refused.response.rule == "6.10.5")
        #expect(world.d.get(.endowned).status == 200)
        // C blocks B too, but does not own the session.
        #expect(world.b.put(.endowned, .act).status == 200)
    }

    @Test func `leaves blocked members and reserved users in (9.3)`() throws {
        try world.a.given(.endowned, .act)
        try world.c.given(.endowned, .act)
        try world.a.given(.endowned, .reserve(world.d))
        world.block(world.c, by: world.a)
        world.block(world.d, by: world.a)

        #expect(world.c.put(.endowned, .custom(["a": 1])).status == 200)
        #expect(world.d.put(.endowned, .act).status == 200)
    }

    @Test func `blocks before anything else about the session is asked (9.3)`() throws {
        try world.a.given(.endowned, .act.with(.system(["closed": true])))
        world.block(world.d, by: world.a)

        #expect(world.d.put(.endowned, .act).response.rule == "6.10.5")
        #expect(world.c.put(.endowned, .act).response.rule == "9.5.1")
    }

    @Test func `forbids the reservation of users whom the caller may not talk to (5.5.7)`() throws {
        try world.a.given(.quick, .act)
        world.people.forbidCommunication(with: world.b.userID, by: world.a.userID)

        let refused = world.a.put(.quick, .reserve(world.c, world.b))

        #expect(refused.status == 403)
        #expect(refused.text == Text.writeRefused)
        #expect(refused.response.rule == "5.5.7")
        #expect(world.v.put(.quick, .reserve(world.b)).status == 200)
    }
}
