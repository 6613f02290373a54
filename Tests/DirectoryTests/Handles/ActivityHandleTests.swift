import JSON
import Sessions
import Testing

/// What a user does now (11.4).
@Suite struct `An activity handle` {
    let world = World()

    @Test func `is set by an active member alone (11.4.2)`() throws {
        try world.a.given(.quick, .act)
        try world.a.given(.quick, .reserve(world.b))

        let stranger = world.c.post(.handles, .activity(.quick))
        #expect(stranger.status == 403)
        #expect(stranger.response.rule == "11.4.2")
        #expect(world.b.post(.handles, .activity(.quick)).status == 403)
        try world.b.given(.quick, .status(["ready": true]))
        #expect(world.b.post(.handles, .activity(.quick)).status == 403)
        try world.b.given(.quick, .act)
        #expect(world.b.post(.handles, .activity(.quick)).status == 201)
    }

    @Test func `is not set by a server (5.7.6)`() throws {
        try world.a.given(.quick, .act)

        let answer = world.v.post(.handles, .activity(.quick))

        #expect(answer.status == 403)
        #expect(answer.response.rule == "5.7.6")
    }

    @Test func `replaces the one of the same user and title (11.4.1)`() throws {
        try world.a.given(.quick, .act)
        try world.a.given(.sticky, .act)
        try world.b.given(.quick, .act)
        let first = try world.a.givenHandle(.activity(.quick))
        let other = try world.b.givenHandle(.activity(.quick))

        let again = try world.a.givenHandle(.activity(.quick))
        #expect(again.handleID != first.handleID)
        #expect(world.a.get(first.handle).status == 404)
        let second = try world.a.givenHandle(.activity(.sticky))
        #expect(world.a.get(again.handle).status == 404)
        #expect(world.a.get(second.handle).status == 200)
        #expect(world.a.get(other.handle).status == 200)
    }

    @Test func `stands beside that of another title of the same user (11.4.1)`() throws {
        var inOtherTitle = world.a
        inOtherTitle.caller?.titleID = "1"
        try world.a.given(.quick, .act)
        try inOtherTitle.given(.sticky, .act)
        let first = try world.a.givenHandle(.activity(.quick))
        let second = try inOtherTitle.givenHandle(.activity(.sticky))

        #expect(world.a.get(first.handle).status == 200)
        #expect(second["titleId"] == "1")
        let found = world.b.post(.handleQuery, .activities(of: world.a))
        #expect(found.listedNames == ["session-49", "session-49"])
        #expect(found.results.map { $0.at("titleId") } == ["8397267", "1"])
    }

    @Test(
        arguments: [
            .leave, .status(["active": false]), .status(["ready": true]),
        ] as [JSONValue])
    func `ends when its member leaves or is no longer active (11.4.3, 7.2)`(body: JSONValue) throws
    {
        try world.a.given(.sticky, .act)
        try world.b.given(.sticky, .act)
        let made = try world.a.givenHandle(.activity(.sticky))
        let other = try world.b.givenHandle(.activity(.sticky))

        try world.a.given(.sticky, body)

        #expect(world.a.get(made.handle).status == 404)
        #expect(world.b.get(other.handle).status == 200)
        #expect(world.b.post(.handleQuery, .activities(of: world.a, world.b)).results.count == 1)
    }

    @Test func `ends when a server removes its member (11.4.3)`() throws {
        try world.a.given(.sticky, .act)
        try world.b.given(.sticky, .act)
        let made = try world.b.givenHandle(.activity(.sticky))

        #expect(world.v.delete(DirectoryTarget.sticky.member(1)).status == 204)

        #expect(world.b.get(made.handle).status == 404)
    }

    @Test func `ends with its session (10.8)`() throws {
        try world.a.given(.quick, .act)
        let made = try world.a.givenHandle(.activity(.quick))

        #expect(world.a.put(.quick, .leave).status == 204)

        #expect(world.a.get(made.handle).status == 404)
    }

    @Test func `survives writes that leave its member active`() throws {
        try world.a.given(.quick, .act)
        let made = try world.a.givenHandle(.activity(.quick))

        try world.a.given(.quick, .act)
        try world.a.given(.quick, .custom(["a": 1]))
        try world.b.given(.quick, .act)

        #expect(world.a.get(made.handle).status == 200)
    }

    @Test func `survives what nocommit only tries (3.3)`() throws {
        try world.a.given(.quick, .act)
        let made = try world.a.givenHandle(.activity(.quick))

        #expect(world.a.put(.quick, .leave, nocommit: true).status == 204)
        #expect(world.a.put(.quick, .status(["active": false]), nocommit: true).status == 200)

        #expect(world.a.get(made.handle).status == 200)
    }

    @Test func `is deleted by its title for its user alone (11.4.3, 11.8.2, 11.1.5)`() throws {
        try world.a.given(.quick, .act)
        let made = try world.a.givenHandle(.activity(.quick))
        var inOtherTitle = world.a
        inOtherTitle.caller?.titleID = "1"
        var withoutTitle = world.a
        withoutTitle.caller?.titleID = nil

        for sender in [world.b, inOtherTitle, withoutTitle, world.v] {
            let answer = sender.delete(made.handle)
            #expect(answer.status == 403)
            #expect(answer.response.rule == "11.4.3")
        }
        let state = world.a.get(.quick)
        let deleted = world.a.delete(made.handle)
        #expect(deleted.status == 204)
        #expect(deleted.isBare)
        #expect(world.a.delete(made.handle).status == 404)
        #expect(world.a.get(.quick).etag == state.etag)
        #expect(world.b.post(.handleQuery, .activities(of: world.a)).results.isEmpty)
    }

    @Test func `gives its reader no right (9.3)`() throws {
        try world.a.given(.raw, .act)
        let made = try world.a.givenHandle(.activity(.raw))

        let read = world.c.get(made.handleSession)
        #expect(read.status == 403)
        #expect(read.text == Text.readRefused)
        #expect(world.c.put(made.handleSession, .act).text == Text.writeRefused)
    }

    @Test func `is the way into an open session, with the answer of the session itself (11.8.4)`()
        throws
    {
        try world.a.given(.quick, .act)
        let made = try world.a.givenHandle(.activity(.quick))

        let joined = world.c.put(made.handleSession, .act, ifMatch: "*")

        #expect(joined.status == 200)
        #expect(joined["membersInfo/count"] == 2)
        #expect(joined.etag == world.c.get(.quick).etag)
        #expect(
            joined.response.contentLocation?.split(separator: "/").count == 6)  // 2.5
        #expect(world.c.get(made.handleSession, ifNoneMatch: joined.etag).status == 304)
        #expect(world.c.put(made.handleSession, .act, ifMatch: "\"1\"").status == 412)
        #expect(world.c.put(made.handleSession, .leave).status == 200)
    }

    @Test func `dangles until its user is active in the session (11.4.2, 10.8)`() throws {
        let made = try world.a.givenHandle(.activity(.sticky))

        try world.b.given(.sticky, .act)
        #expect(world.a.get(made.handle).status == 200)
        try world.a.given(.sticky, .status(["ready": true]))
        #expect(world.a.get(made.handle).status == 200)
        try world.a.given(.sticky, .act)
        try world.a.given(.sticky, .status(["active": false]))
        #expect(world.a.get(made.handle).status == 404)
    }

    @Test func `that dangles outlives the session of others and lasts a day`() throws {
        let made = try world.a.givenHandle(.activity(.quick))
        try world.b.given(.quick, .act)
        #expect(world.b.put(.quick, .leave).status == 204)

        world.move(to: .seconds(86_400) - .milliseconds(1))
        #expect(world.a.get(made.handle).status == 200)
        world.move(to: .seconds(86_400))
        #expect(world.a.get(made.handle).status == 404)
        #expect(world.b.post(.handleQuery, .activities(of: world.a)).results.isEmpty)
    }

    @Test func `that has been bound does not end after a day`() throws {
        let made = try world.a.givenHandle(.activity(.quick))
        try world.a.given(.quick, .act)

        world.move(to: .seconds(86_400))

        #expect(world.a.get(made.handle).status == 200)
    }
}
