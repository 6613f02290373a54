import Directory
import JSON
import Sessions
import Testing

/// The invitation of one user (11.5).
@Suite struct `An invite handle` {
    let world = World()

    @Test func `says who invites whom, to what and until when (11.3, 11.5.3)`() throws {
        try world.a.given(.quick, .act.with(.constants(["inviteProtocol": "chat"])))
        let attributes: JSONValue = [
            "titleId": 1_717_986_918, "context": "mode=ctf", "contextString": "///letsplay",
        ]

        let made = try world.a.givenHandle(
            JSONValue.invite(.quick, world.c, attributes: attributes)
                .with(["id": "ignored", "invitedXuid": 2_814_660_000_000_003]))

        #expect(GUID(made.handleID) != nil)
        #expect(
            made.json
                == [
                    "id": .string(made.handleID), "type": "invite", "version": 1,
                    "sessionRef": DirectoryTarget.quick.referenceObject,
                    "invitedXuid": .string(world.c.xuid), "senderXuid": .string(world.a.xuid),
                    "inviteAttributes": [
                        "titleId": "1717986918", "context": "mode=ctf",
                        "contextString": "///letsplay",
                    ],
                    "expiration": world.time(.seconds(3600)), "createTime": world.time(.zero),
                    "inviteProtocol": "chat", "gameTypes": [:],
                ])
    }

    @Test func `invites to the title of the token when it names none (11.2)`() throws {
        try world.a.given(.quick, .act)

        let made = try world.a.givenHandle(.invite(.quick, world.c))

        #expect(made["inviteAttributes"] == ["titleId": "8397267"])
        #expect(!made.has("inviteProtocol"))  // 11.5.4: nothing to launch, so no toast
    }

    // handles-and-activity H24
    @Test func `is listed to who was invited, the oldest first, until it ends (11.5.3)`() throws {
        try world.a.given(.quick, .act)
        let first = try world.a.givenHandle(.invite(.quick, world.c))
        world.move(to: .seconds(60))
        let second = try world.a.givenHandle(.invite(.quick, world.c))
        _ = try world.a.givenHandle(.invite(.quick, world.d))

        let listed = world.directory.invites(to: world.c.userID, at: world.now)
        #expect(listed.map { .object($0) } == [first.json, second.json])
        world.move(to: .seconds(3600))
        let later = world.directory.invites(to: world.c.userID, at: world.now)
        #expect(later.map { .object($0) } == [second.json])
        #expect(world.directory.invites(to: world.a.userID, at: world.now).isEmpty)
    }

    @Test func `is sent by an accepted member or a server (11.5.1)`() throws {
        try world.a.given(.quick, .act)
        try world.a.given(.quick, .reserve(world.b))

        let stranger = world.d.post(.handles, .invite(.quick, world.c))
        #expect(stranger.status == 403)
        #expect(stranger.response.rule == "11.5.1")
        #expect(world.b.post(.handles, .invite(.quick, world.c)).status == 403)
        #expect(world.a.post(.handles, .invite(.target("quick", "none"), world.c)).status == 403)
        let server = world.v.post(.handles, .invite(.quick, world.c))
        #expect(server.status == 201)
        #expect(!server.has("senderXuid"))
    }

    @Test func `is sent for a full and closed session too (11.5.2)`() throws {
        try world.a.given(.sticky, .act.with(.system(["closed": true])))
        try world.a.given(.sticky, .reserve(world.b))

        #expect(world.a.post(.handles, .invite(.sticky, world.c)).status == 201)
    }

    @Test func `opens a restricted session to the invited user alone (11.5.3, 9.3, 9.6.2)`() throws
    {
        try world.a.given(.quick, .act)
        try world.a.given(
            .quick, .system(["joinRestriction": "local", "readRestriction": "local"]))
        let made = try world.a.givenHandle(.invite(.quick, world.c))

        #expect(world.d.get(made.handleSession).text == Text.readRefused)
        #expect(world.d.put(made.handleSession, .act).status == 403)
        #expect(world.c.get(.quick).status == 403)
        #expect(world.c.get(made.handleSession).status == 200)
        let joined = world.c.put(made.handleSession, .act)
        #expect(joined.status == 200)
        #expect(joined["membersInfo/count"] == 2)
        // It can be used again and again.
        try world.c.given(.quick, .leave)
        #expect(world.c.put(made.handleSession, .act).status == 200)
    }

    @Test func `only reads a closed session (11.5.3, 9.3)`() throws {
        try world.a.given(.quick, .act)
        try world.a.given(
            .quick,
            .system(["closed": true, "joinRestriction": "local", "readRestriction": "local"]))
        let made = try world.a.givenHandle(.invite(.quick, world.c))

        #expect(world.c.get(made.handleSession).status == 200)
        let join = world.c.put(made.handleSession, .act)
        #expect(join.status == 403)
        #expect(join.session != nil)
        #expect(join.response.rule == "9.5.1")
    }

    @Test func `does not make room in a full session (9.3)`() throws {
        try world.a.given(.sticky, .act)
        try world.a.given(.sticky, .reserve(world.b))
        let made = try world.a.givenHandle(.invite(.sticky, world.c))

        #expect(world.c.put(made.handleSession, .act).status == 400)
    }

    @Test func `grants nothing where only the reserved join (11.5.2, 9.3)`() throws {
        try world.a.given(.raw, .act)
        try world.a.given(.vis, .act)
        let toPrivate = try world.a.givenHandle(.invite(.raw, world.c))
        let toVisible = try world.a.givenHandle(.invite(.vis, world.c))

        #expect(world.c.get(toPrivate.handleSession).text == Text.readRefused)
        #expect(world.c.put(toPrivate.handleSession, .act).text == Text.writeRefused)
        #expect(world.c.get(toVisible.handleSession).status == 200)
        #expect(world.c.put(toVisible.handleSession, .act).session != nil)
        try world.a.given(.raw, .reserve(world.c))
        #expect(world.c.put(toPrivate.handleSession, .act).status == 200)
    }

    @Test func `ends after an hour (11.5.3, 11.8.5)`() throws {
        try world.a.given(.quick, .act)
        let made = try world.a.givenHandle(.invite(.quick, world.c))

        world.move(to: .seconds(3600) - .milliseconds(1))
        #expect(world.c.get(made.handleSession).status == 200)
        world.move(to: .seconds(3600))
        #expect(world.c.put(made.handleSession, .act, nocommit: true).status == 404)
        #expect(world.c.get(made.handleSession).status == 404)
        #expect(world.c.get(made.handle).status == 404)
    }

    @Test func `outlives its session and dangles (10.8)`() throws {
        try world.a.given(.quick, .act)
        let made = try world.a.givenHandle(.invite(.quick, world.c))
        #expect(world.a.put(.quick, .leave).status == 204)

        #expect(world.c.get(made.handleSession).status == 204)
        #expect(world.c.put(made.handleSession, .act, ifMatch: "*").status == 412)
        #expect(world.c.put(made.handleSession, .act).status == 201)
    }

    @Test func `is read and deleted by its two users or a server (11.8.1, 11.8.2)`() throws {
        try world.a.given(.quick, .act)
        let made = try world.a.givenHandle(.invite(.quick, world.c))

        #expect(world.d.get(made.handle).status == 403)
        #expect(world.d.delete(made.handle).status == 403)
        for reader in [world.a, world.c, world.v] {
            #expect(reader.get(made.handle).json == made.json)
        }
        #expect(world.c.delete(made.handle).status == 204)
        #expect(world.a.get(made.handle).status == 404)
        let second = try world.a.givenHandle(.invite(.quick, world.c))
        #expect(world.a.delete(second.handle).status == 204)
    }
}
