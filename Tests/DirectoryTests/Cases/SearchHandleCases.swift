import Directory
import JSON
import Sessions
import Testing

@Suite struct `Search handles` {
    let world = World()

    @Test func `case 102: a search handle is shown by its session`() throws {
        let made = try searchHandle()

        #expect(made.status == 201)
        #expect(made.has("createTime"))
        #expect(world.a.get(.owned)["searchHandle"] == .string(made.handleID))
    }

    @Test func `case 103: a search handle is the way into a session that can be searched`() throws {
        let made = try searchHandle()

        #expect(world.c.put(.owned, .act).status == 403)
        #expect(world.c.put(made.handleSession, .act).status == 200)
    }

    @Test(
        arguments: [
            ("tags/any(d:tolower(d) eq 'randomheroes')", 1), ("numbers/rank gt 5", 0),
            ("numbers/level ne 0", 1), ("tolower(strings/map) eq 'dust' or numbers/rank lt 1", 1),
            ("numbers/rank eq 5 or numbers/rank eq 6 or numbers/rank eq 7", nil),
        ] as [(String, Int?)])
    func `case 104: a search finds sessions by their attributes`(filter: String, count: Int?) throws
    {
        try _ = searchHandle()

        let found = world.c.post(.handleQuery, query(filter))

        #expect(found.status == (count == nil ? 400 : 200))
        #expect(found.results.count == count ?? 0)
    }

    @Test func `case 105: a session without a search handle is not found`() throws {
        let made = try searchHandle()

        #expect(world.a.delete(made.handle).status == 204)

        #expect(world.c.post(.handleQuery, query("numbers/rank eq 5")).json == ["results": []])
        #expect(!world.a.get(.owned).has("searchHandle"))
    }

    @Test func `case 124: who joins through a search handle takes a role that is free`() throws {
        let made = try searchHandle(.me(["roles": ["class": "medic"]]))

        let taken = world.c.put(made.handleSession, .act.with(.me(["roles": ["class": "medic"]])))
        #expect(taken.status == 409)
        #expect(world.a.get(.owned)["membersInfo/count"] == 1)
        let joined = world.c.put(made.handleSession, .act.with(.me(["roles": ["class": "tank"]])))
        #expect(joined.status == 200)
        #expect(joined["roleTypes/class/roles/tank/count"] == 1)
        #expect(joined["roleTypes/class/roles/tank/memberXuids"] == [.string(world.c.xuid)])
        let illegal = world.c.put(made.handleSession, .me(["roles": ["Class1": "x"]]))
        #expect(illegal.status == 400)
        #expect(
            illegal.text
                == "A member's 'roles' section contains a role type with an invalid name: Class1")
    }

    @Test func `case 128: who is blocked by an owner does not join by search`() throws {
        let made = try searchHandle()
        let (owner, blocked) = (try xuid(world.a), try xuid(world.d))
        world.relate { $0.block(blocked, by: owner) }

        #expect(world.d.put(made.handleSession, .act).status == 403)
        #expect(world.c.put(made.handleSession, .act).status == 200)
    }

    // MARK: What cases share

    /// The search handle of case 102; A owns its session.
    private func searchHandle(_ body: JSONValue = [:]) throws -> Answer {
        try world.a.given(.owned, .act.with(body))
        return try world.a.givenHandle(
            .search(
                .owned,
                ["tags": ["RandomHeroes"], "numbers": ["rank": 5], "strings": ["map": "Dust"]]))
    }

    private func query(_ filter: String) -> JSONValue {
        JSONValue.searchQuery(filter).with(["templateName": "owned"])
    }

    private func xuid(_ sender: Sender) throws -> Xuid {
        try #require(sender.caller?.user?.xuid)
    }
}
