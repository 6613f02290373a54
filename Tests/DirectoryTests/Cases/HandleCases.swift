import JSON
import Sessions
import Testing

@Suite struct `Handles` {
    let world = World()

    @Test func `case 95: an activity handle is answered whole, and located`() throws {
        try world.a.given(.quick, .act)

        let made = world.a.post(.handles, .activity(.quick))

        #expect(made.status == 201)
        #expect(GUID(made.handleID) != nil)
        #expect(made["type"] == "activity")
        #expect(made["sessionRef"] == DirectoryTarget.quick.referenceObject)
        #expect(made.response.location == "/handles/\(made.handleID)")
    }

    @Test func `case 96: a user has one activity in a title`() throws {
        try world.a.given(.quick, .act)
        try world.a.given(.sticky, .act)
        try _ = world.a.givenHandle(.activity(.quick))

        try _ = world.a.givenHandle(.activity(.sticky))
        let found = world.b.post(.handleQuery, .activities(of: world.a))

        #expect(
            found.results.map { $0.at("sessionRef") } == [DirectoryTarget.sticky.referenceObject])
    }

    @Test func `case 97: a query tells of the session of an activity`() throws {
        try world.a.given(.quick, .act)
        try _ = world.a.givenHandle(.activity(.quick))

        let result = world.b.post(
            .handleQuery, .activities(of: world.a), include: "relatedInfo,customProperties"
        ).results[0]

        let related = result.at("relatedInfo")
        #expect(related?.at("visibility") == "open")
        #expect(related?.at("joinRestriction") == "none")
        #expect(related?.at("closed") == false)
        #expect(related?.at("maxMembersCount") == 100)
        #expect(related?.at("membersCount") == 1)
        #expect(result.at("customProperties") == [:])
        #expect(result.at("titleId") == "8397267")
        #expect(result.at("ownerXuid") == .string(world.a.xuid))
    }

    @Test func `case 98: an activity ends when its user leaves`() throws {
        try world.a.given(.quick, .act)
        try _ = world.a.givenHandle(.activity(.quick))

        #expect(world.a.put(.quick, .leave).status == 204)

        let found = world.b.post(.handleQuery, .activities(of: world.a))
        #expect(found.json == ["results": []])
    }

    @Test func `case 99: an invite opens a restricted session to one user`() throws {
        let invite = try inviteToRestrictedSession()

        let joined = world.c.put(invite.handleSession, .act)
        #expect(joined.status == 200)
        #expect(joined.response.contentLocation?.split(separator: "/").count == 6)
        let refused = world.d.put(invite.handleSession, .act)
        #expect(refused.status == 403)
        #expect(refused.session?.at("membersInfo/count") == 2)
    }

    @Test func `case 100: an invite to a closed session is good for reading`() throws {
        let invite = try inviteToRestrictedSession()
        try world.a.given(.quick, .system(["closed": true]))

        #expect(world.c.get(invite.handleSession).status == 200)
        let refused = world.c.put(invite.handleSession, .act)
        #expect(refused.status == 403)
        #expect(refused.session?.at("membersInfo/count") == 1)
    }

    @Test func `case 101: a transfer handle takes members of a lobby to its game`() throws {
        let (lobby, game) = (
            DirectoryTarget.target("lobby", "L"), DirectoryTarget.target("lobby", "G")
        )
        let connections = [world.a.connect(), world.b.connect(), world.c.connect()]
        try world.a.given(lobby, .act(over: connections[0]))
        try world.a.given(lobby, .reserve(world.b))
        try world.b.given(lobby, .act(over: connections[1]))
        try world.a.given(game, .act(over: connections[0]))

        let made = world.a.post(.handles, .transfer(game, from: lobby))
        #expect(made.status == 201)
        #expect(GUID(made.handleID) != nil)
        #expect(world.b.put(made.handleSession, .act(over: connections[1])).status == 200)
        #expect(world.c.put(made.handleSession, .act(over: connections[2])).status == 403)
        let missing = DirectoryTarget.target("lobby", "missing")
        #expect(world.a.post(.handles, .transfer(missing, from: lobby)).status == 403)
    }

    @Test func `case 106: a session without the capability can't be searched`() throws {
        try world.a.given(.quick, .act)

        #expect(world.a.post(.handles, .search(.quick)).status == 403)
    }

    @Test func `case 107: a handle that cannot be is not found`() {
        let zeroes = world.a.get(.handleSession(id: "00000000-0000-0000-0000-000000000000"))
        #expect(zeroes.status == 404)
        #expect(zeroes.text == Text.handleID)
        let random = world.a.get(.handleSession(id: "bd6c41c3-01c3-468a-a3b5-3e0fe8133862"))
        #expect(random.status == 404)
    }

    @Test func `case 108: a query for activities names their owners in one way`() {
        let both: JSONValue = [
            "xuids": ["1"], "people": ["moniker": "people", "monikerXuid": "1"],
        ]
        #expect(world.a.post(.handleQuery, ["type": "activity", "owners": both]).status == 400)
        let neither = world.a.post(.handleQuery, ["type": "activity"])
        #expect(neither.status == 400)
        #expect(neither.text == Text.queryWithoutOwners)
    }

    /// The invite of C by A to a session that those may join whom a member follows.
    private func inviteToRestrictedSession() throws -> Answer {
        try world.a.given(.quick, .act)
        try world.a.given(.quick, .system(["joinRestriction": "followed"]))
        return try world.a.givenHandle(.invite(.quick, world.c))
    }
}
