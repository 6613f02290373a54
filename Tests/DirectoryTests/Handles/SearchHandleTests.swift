import Directory
import JSON
import Sessions
import Testing

/// What makes a session searchable (11.6).
@Suite struct `A search handle` {
    let world = World()

    private static let attributes: JSONValue = [
        "tags": ["RandomHeroes"], "numbers": ["rank": 5], "strings": ["map": "Dust"],
    ]

    @Test func `echoes its attributes and is shown by its session (11.3, 11.6.5, 4.1)`() throws {
        try world.a.given(.quick, .searchable)

        let made = try world.a.givenHandle(.search(.quick, Self.attributes))

        #expect(
            made.json
                == [
                    "id": .string(made.handleID), "type": "search", "version": 1,
                    "sessionRef": DirectoryTarget.quick.referenceObject,
                    "searchAttributes": Self.attributes, "createTime": world.time(.zero),
                ])
        let session = world.a.get(.quick)
        #expect(session["searchHandle"] == .string(made.handleID))
        #expect(session["changeNumber"] == 2)  // 5.9.1
        #expect(world.a.get(.quick, contract: 105)["searchHandle"] == .string(made.handleID))
    }

    @Test func `has no attributes when none are given (11.2)`() throws {
        try world.a.given(.quick, .searchable)
        let body: JSONValue = [
            "version": 1, "type": "search", "sessionRef": DirectoryTarget.quick.referenceObject,
        ]

        #expect(try world.a.givenHandle(body)["searchAttributes"] == [:])
        #expect(world.b.post(.handleQuery, .searchQuery()).results.count == 1)
    }

    @Test func `is made by an accepted member of a searchable session or a server (11.6.1)`() throws
    {
        #expect(world.a.post(.handles, .search(.quick)).status == 404)
        try world.a.given(.sticky, .act)
        let refused = world.a.post(.handles, .search(.sticky))
        #expect(refused.status == 403)
        #expect(refused.response.rule == "11.6.1")
        try world.a.given(.quick, .searchable)
        try world.a.given(.quick, .reserve(world.b))
        #expect(world.b.post(.handles, .search(.quick)).status == 403)
        #expect(world.c.post(.handles, .search(.quick)).status == 403)
        #expect(world.v.post(.handles, .search(.quick)).status == 201)
    }

    @Test func `replaces the earlier one of its session (11.6.2)`() throws {
        try world.a.given(.quick, .searchable)
        let first = try world.a.givenHandle(.search(.quick, ["tags": ["old"]]))

        let second = try world.a.givenHandle(.search(.quick, ["tags": ["new"]]))

        #expect(second.handleID != first.handleID)
        #expect(world.a.get(first.handle).status == 404)
        #expect(world.a.get(.quick)["searchHandle"] == .string(second.handleID))
        func found(_ tag: String) -> Int {
            world.a.post(.handleQuery, .searchQuery("tags/any(t:t eq '\(tag)')")).results.count
        }
        #expect(found("old") == 0)
        #expect(found("new") == 1)
    }

    @Test func `is deleted by a member, and the session shows it no more (11.6.6)`() throws {
        try world.a.given(.quick, .searchable)
        let made = try world.a.givenHandle(.search(.quick))

        let refused = world.c.delete(made.handle)
        #expect(refused.status == 403)
        #expect(refused.response.rule == "11.6.6")
        #expect(world.a.delete(made.handle).status == 204)
        let session = world.a.get(.quick)
        #expect(!session.has("searchHandle"))
        #expect(session["changeNumber"] == 3)
        #expect(world.a.post(.handleQuery, .searchQuery()).results.isEmpty)
        #expect(world.a.post(.handles, .search(.quick)).status == 201)
    }

    @Test func `ends with its session (10.8, 11.9.10)`() throws {
        try world.a.given(.quick, .searchable)
        let made = try world.a.givenHandle(.search(.quick))

        #expect(world.a.put(.quick, .leave).status == 204)

        #expect(world.a.get(made.handle).status == 404)
        #expect(world.a.post(.handleQuery, .searchQuery()).results.isEmpty)
        try world.a.given(.quick, .searchable)
        #expect(!world.a.get(.quick).has("searchHandle"))
    }

    @Test func `lets anyone past the restrictions of an open session (9.3)`() throws {
        try world.a.given(.quick, .searchable)
        try world.a.given(
            .quick, .system(["joinRestriction": "local", "readRestriction": "local"]))
        let made = try world.a.givenHandle(.search(.quick))

        #expect(world.c.put(.quick, .act).text == Text.writeRefused)
        #expect(world.c.get(made.handleSession).status == 200)
        #expect(world.c.put(made.handleSession, .act).status == 200)
        try world.a.given(.quick, .system(["closed": true]))
        let join = world.d.put(made.handleSession, .act)
        #expect(join.status == 403)
        #expect(join.session != nil)
        #expect(world.d.get(made.handle).status == 200)
    }

    @Test func `belongs to the commit of timers that are due (5.9.3)`() throws {
        try world.a.given(.quick, .searchable)
        try world.a.given(.quick, .reserve(world.b))
        let before = world.a.get(.quick)["changeNumber"]?.integerValue ?? 0
        world.move(to: .seconds(30))

        try _ = world.a.givenHandle(.search(.quick))

        let session = world.a.get(.quick)
        #expect(session["changeNumber"] == .integer(before + 1))
        #expect(session["membersInfo/count"] == 1)
    }

    @Test func `needs owners where the session admits weak platforms (6.3)`() {
        let capabilities: JSONValue = [
            "capabilities": ["searchable": true, "userAuthorizationStyle": true]
        ]

        let answer = world.a.put(.quick, .act.with(.constants(capabilities)))
        let template = SessionTemplate(
            scid: Scid.s, name: "weak", constants: ["system": capabilities])

        #expect(answer.status == 400)
        #expect(answer.response.rule == "6.3")
        #expect(template.problem?.rule == "6.3")
        #expect(template.problem?.path == "/constants/system/capabilities/searchable")
    }
}
