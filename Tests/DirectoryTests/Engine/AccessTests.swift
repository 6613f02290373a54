import Directory
import JSON
import Sessions
import Testing

/// Section 9 as far as it needs no handles, owners or follow graph.
@Suite struct `Access to a session` {
    let world = World()

    @Test func `that is private is refused to strangers and granted to the reserved (9.2)`() throws
    {
        try world.a.given(.raw, .act)

        let read = world.c.get(.raw)
        let write = world.c.put(.raw, .act)
        try world.a.given(.raw, .reserve(world.c))

        #expect(read.status == 403)
        #expect(read.text == Text.readRefused)
        #expect(write.status == 403)
        #expect(write.text == Text.writeRefused)
        #expect(world.c.get(.raw).status == 200)
        #expect(world.c.put(.raw, .act).status == 200)
    }

    @Test func `that is visible lets strangers read alone (9.2)`() throws {
        try world.a.given(.vis, .act)

        let write = world.c.put(.vis, .act)

        #expect(world.c.get(.vis).status == 200)
        #expect(write.status == 403)
        #expect(write["membersInfo/count"] == 1)
        #expect(write.response.rule == "9.2")
    }

    @Test func `that is full refuses joins and reservations, not the reserved (9.4)`() throws {
        try world.a.given(.sticky, .act)
        try world.a.given(.sticky, .reserve(world.b))

        #expect(world.c.get(.sticky).status == 200)
        #expect(world.c.put(.sticky, .act).status == 400)
        #expect(world.a.put(.sticky, .reserve(world.c)).status == 400)
        #expect(world.v.put(.sticky, .reserve(world.c)).status == 400)
        #expect(world.b.put(.sticky, .act).status == 200)
    }

    @Test func `that is closed admits by reservation alone (9.5.1)`() throws {
        try world.a.given(.quick, .act.with(.system(["closed": true])))

        let join = world.c.put(.quick, .act)
        #expect(join.status == 403)
        #expect(join.response.rule == "9.5.1")
        #expect(join["membersInfo/count"] == 1)
        try world.a.given(.quick, .reserve(world.c))
        #expect(world.c.put(.quick, .act).status == 200)
    }

    @Test func `that is locked keeps the place of a member who left (9.5)`() throws {
        try world.a.given(.sticky, .act)
        try world.b.given(.sticky, .act)

        #expect(world.a.put(.sticky, .system(["locked": true])).status == 400)
        try world.a.given(.sticky, .system(["closed": true, "locked": true]))
        #expect(world.a.put(.sticky, .system(["closed": false])).status == 400)
        try world.b.given(.sticky, .leave)

        let other = world.c.put(.sticky, .act)
        #expect(other.status == 403)
        #expect(other.response.rule == "9.5.3")
        let reservation = world.a.put(.sticky, .reserve(world.c))
        #expect(reservation.status == 400)
        #expect(reservation.response.rule == "9.4.1")
        #expect(world.b.put(.sticky, .act).status == 200)
    }

    @Test func `frees the kept places when it is unlocked (9.5.4)`() throws {
        try world.a.given(.sticky, .act)
        try world.b.given(.sticky, .act)
        try world.a.given(.sticky, .system(["closed": true, "locked": true]))
        try world.b.given(.sticky, .leave)

        try world.a.given(.sticky, .system(["closed": nil, "locked": nil]))

        #expect(world.c.put(.sticky, .act).status == 200)
    }

    @Test func `restricted to local users admits the same console (9.1, 9.6.1)`() throws {
        try world.a.given(.quick, .act.with(.system(["joinRestriction": "local"])))

        #expect(world.c.put(.quick, .act).status == 403)
        #expect(world.a2.put(.quick, .act).status == 200)
    }

    @Test func `cannot be read less openly than joined (9.6.3)`() throws {
        try world.a.given(.quick, .act)

        let refused = world.a.put(.quick, .system(["readRestriction": "local"]))
        let both = world.a.put(
            .quick, .system(["readRestriction": "local", "joinRestriction": "Local"]))

        #expect(refused.status == 400)
        #expect(refused.response.rule == "9.6.3")
        #expect(both["properties/system/joinRestriction"] == "local")
        let stranger = world.c.get(.quick)
        #expect(stranger.status == 403)
        #expect(stranger.text == Text.readRefused)
    }

    @Test func `needs the multiplayer privilege (5.4.7)`() throws {
        let create = world.a.withoutPrivileges.put(.q1, .act)
        try world.a.given(.q1, .act)
        let read = world.b.withoutPrivileges.get(.q1)

        #expect(create.status == 403)
        #expect(create.text == Text.writeRefused)
        #expect(read.text == Text.readRefused)
    }

    @Test func `from another kind of device needs user-style authorization (9.3)`() throws {
        var phone = world.c
        phone.caller?.deviceType = "Android"
        try world.a.given(.quick, .act)

        #expect(phone.get(.quick).status == 403)
        #expect(phone.put(.target("quick", "other"), .act).status == 403)
        let created = phone.put(
            .target("quick", "style"),
            .act.with(.constants(["capabilities": ["userAuthorizationStyle": true]])))
        #expect(created.status == 201)
        #expect(created["properties/system/joinRestriction"] == "local")
        #expect(created["properties/system/readRestriction"] == "local")
    }

    @Test func `with user-style authorization cannot be opened to all (6.5)`() throws {
        try world.a.given(
            .quick, .act.with(.constants(["capabilities": ["userAuthorizationStyle": true]])))

        let refused = world.a.put(.quick, .system(["readRestriction": "none"]))
        let reset = world.a.put(.quick, .system(["readRestriction": nil]))

        #expect(refused.status == 400)
        #expect(
            refused.text
                == "Invalid session 'readRestriction' provided, cannot be set to none on sessions"
                + " with the 'userAuthorizationStyle' capability.")
        #expect(reset["properties/system/readRestriction"] == "local")
    }

    @Test func `can be created by its initiators alone (6.2)`() {
        let body: JSONValue = .act.with(.constants(["initiators": [.string(world.b.xuid)]]))

        #expect(world.a.put(.quick, body).status == 403)
        #expect(world.b.put(.quick, body).status == 201)
    }

    @Test func `is not joined by a stranger who leaves (5.4.3)`() throws {
        try world.a.given(.quick, .act)

        let leave = world.c.put(.quick, .leave)
        let more = world.c.put(.quick, .leave.with(.custom(["a": 1])))

        #expect(leave.status == 200)
        #expect(leave["changeNumber"] == 1)
        #expect(more.status == 403)
        #expect(more.response.rule == "5.4.3")
    }

    @Test func `is refused without a token (2.7)`() {
        let answer = world.a.world.send(.get(.quick), from: nil, at: #_sourceLocation)

        #expect(answer.status == 401)
        #expect(answer.isBare)
    }

    @Test func `is refused to callers of another sandbox (2.7)`() {
        var options = DirectoryOptions()
        options.sandbox = "XDKS.1"
        var directory = SessionDirectory(options: options)

        let answer = directory.handle(
            .get(.quick), from: .a, at: WireTime.t0, entropy: Entropy(1, 2)
        ).response

        #expect(answer.status == 403)
        #expect(answer.body == .text("The requested service config cannot be accessed."))
    }
}
