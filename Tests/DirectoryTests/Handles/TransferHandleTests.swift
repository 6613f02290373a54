import JSON
import Sessions
import Testing

/// The way from one session to another (11.7).
@Suite struct `A transfer handle` {
    let world = World()
    let lobby = DirectoryTarget.target("quick", "lobby")
    let game = DirectoryTarget.target("quick", "game")

    /// A lobby of A and B, and a game of A that admits nobody else.
    private func prepare() throws {
        try world.a.given(lobby, .act)
        try world.b.given(lobby, .act)
        try world.a.given(game, .act)
        try world.a.given(game, .system(["joinRestriction": "local", "readRestriction": "local"]))
    }

    @Test func `names both sessions (11.3)`() throws {
        try prepare()

        let made = try world.a.givenHandle(.transfer(game, from: lobby))

        #expect(
            made.json
                == [
                    "id": .string(made.handleID), "type": "transfer", "version": 1,
                    "sessionRef": game.referenceObject, "originSessionRef": lobby.referenceObject,
                    "createTime": world.time(.zero),
                ])
    }

    @Test func `lets members of the origin read and join the target (11.7.1, 9.3)`() throws {
        try prepare()
        try world.a.given(lobby, .reserve(world.d))
        let made = try world.a.givenHandle(.transfer(game, from: lobby))

        #expect(world.b.get(game).status == 403)
        #expect(world.b.get(made.handleSession).status == 200)
        #expect(world.b.put(made.handleSession, .act).status == 200)
        #expect(world.c.get(made.handleSession).text == Text.readRefused)
        #expect(world.c.put(made.handleSession, .act).text == Text.writeRefused)
        // Who is only reserved in the origin is in it, too.
        #expect(world.d.put(made.handleSession, .act).status == 200)
    }

    @Test func `gives nothing to a user whose reservation in the origin is over (7.3.7)`() throws {
        try prepare()
        try world.a.given(lobby, .reserve(world.d))
        let made = try world.a.givenHandle(.transfer(game, from: lobby))

        world.move(to: .seconds(30))

        let before = world.v.get(game).etag
        #expect(world.d.put(made.handleSession, .act).status == 403)
        #expect(world.v.get(game).etag == before)
        #expect(world.v.get(lobby)["membersInfo/count"] == 2)
    }

    @Test func `does not run the timers of the origin for good under nocommit (3.3)`() throws {
        try prepare()
        try world.a.given(lobby, .reserve(world.d))
        let made = try world.a.givenHandle(.transfer(game, from: lobby))

        world.move(to: .seconds(30))

        #expect(world.d.put(made.handleSession, .act, nocommit: true).status == 403)
        #expect(world.b.put(made.handleSession, .act, nocommit: true).status == 200)
    }

    @Test func `does not open a closed target or make room (9.3)`() throws {
        try prepare()
        let made = try world.a.givenHandle(.transfer(game, from: lobby))
        try world.a.given(game, .system(["closed": true]))

        #expect(world.b.put(made.handleSession, .act).session != nil)

        try world.a.given(.sticky, .act)
        try world.a.given(.sticky, .reserve(world.c))
        let toFull = try world.a.givenHandle(.transfer(.sticky, from: lobby))
        #expect(world.b.put(toFull.handleSession, .act).status == 400)
    }

    @Test func `is made by an accepted member of both, which must exist (11.7.2)`() throws {
        try prepare()
        try world.a.given(game, .reserve(world.c))
        try world.c.given(lobby, .act)
        let missing = DirectoryTarget.target("quick", "missing")

        func refusal(_ sender: Sender, _ body: JSONValue) -> String? {
            let answer = sender.post(.handles, body)
            #expect(answer.status == 403)
            #expect(answer.response.rule == "11.7.2")
            return answer.text
        }
        #expect(
            refusal(world.a, .transfer(missing, from: lobby))
                == "The session of '/sessionRef' wasn't found.")
        #expect(
            refusal(world.a, .transfer(game, from: missing))
                == "The session of '/originSessionRef' wasn't found.")
        #expect(refusal(world.b, .transfer(game, from: lobby)) != nil)
        #expect(refusal(world.b, .transfer(lobby, from: game)) != nil)
        // C is only reserved in the game.
        #expect(refusal(world.c, .transfer(game, from: lobby)) != nil)
        #expect(world.v.post(.handles, .transfer(game, from: lobby)).status == 201)
    }

    @Test func `gives nothing once the origin is gone, and ends with the target (11.7.3, 11.7.4)`()
        throws
    {
        try prepare()
        let made = try world.a.givenHandle(.transfer(game, from: lobby))
        try world.b.given(lobby, .leave)
        #expect(world.a.put(lobby, .leave).status == 204)

        #expect(world.b.get(made.handleSession).status == 403)
        #expect(world.a.get(made.handle).status == 200)
        #expect(world.a.put(game, .leave).status == 204)
        #expect(world.a.get(made.handle).status == 404)
    }

    @Test func `is read by its maker and deleted by members of the target (11.8.1, 11.8.2)`() throws
    {
        try prepare()
        let made = try world.a.givenHandle(.transfer(game, from: lobby))

        #expect(world.b.get(made.handle).status == 403)
        #expect(world.b.delete(made.handle).status == 403)
        #expect(world.v.get(made.handle).status == 200)
        try world.a.given(game, .reserve(world.b))
        #expect(world.b.delete(made.handle).status == 204)
        #expect(world.a.get(made.handle).status == 404)
    }

    @Test func `to the session that it comes from makes one commit with its timers (5.9.3)`() throws
    {
        try prepare()
        try world.a.given(lobby, .reserve(world.d))
        let made = try world.a.givenHandle(.transfer(lobby, from: lobby))
        let before = world.effects.count

        world.move(to: .seconds(30))
        try world.b.given(made.handleSession, .custom(["map": "dunes"]))

        #expect(world.effects.count == before + 1)
        #expect(world.v.get(lobby)["membersInfo/count"] == 2)
    }

    @Test func `to the session that it comes from runs its timers once (7.3.2)`() throws {
        try prepare()
        try world.b.given(lobby, .status(["ready": true]))
        let before = world.effects.count

        world.move(to: .seconds(180))
        _ = try world.a.givenHandle(.transfer(lobby, from: lobby))

        // The ready member has become inactive, and goes at the next access only.
        #expect(world.effects.count == before + 2)
    }
}
