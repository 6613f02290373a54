import Directory
import JSON
import Sessions
import Testing

/// Details of merging and of what stays as it is (session-directory 5.2, 5.9, 6.1, 9.5, 9.6).
@Suite struct `What a write merges` {
    let world = World()

    @Test(
        arguments: [
            ([1, 2], ["a": 1], ["a": 1]), (["a": 1], [1, 2], [1, 2]), ("x", ["a": 1], ["a": 1]),
            (["a": 1], 5, 5), (["a": 1], nil, [:]),
        ] as [(JSONValue, JSONValue, JSONValue)])
    func `replaces a custom part when either side is no object (5.2.5)`(
        old: JSONValue, new: JSONValue, result: JSONValue
    ) throws {
        try world.a.given(.quick, .act.with(.custom(old)))
        let answer = try world.a.given(.quick, ["properties": ["custom": new]])

        #expect(answer["properties/custom"] == result)
    }

    @Test func `is validated after the merge (5.2.6)`() throws {
        try world.a.given(.sticky, .act)
        // Each half alone would break a rule; together they keep it.
        let both = try world.a.given(.sticky, .system(["locked": true, "closed": true]))

        #expect(both["properties/system/locked"] == true)
        #expect(world.a.put(.sticky, .system(["closed": false])).status == 400)
        #expect(world.a.put(.sticky, .system(["unheardOf": 1])).status == 400)
    }

    @Test func `is replaced as a whole but for the flags of the status (5.2.7)`() throws {
        try world.a.given(.sticky, .status(["ready": true]))
        let active = try world.a.given(.sticky, .status(["active": true]))

        #expect(active["members/0/properties/system/active"] == true)
        #expect(!active.has("members/0/properties/system/ready"))
    }

    @Test func `is one commit, with a number one higher (5.9.1)`() throws {
        let first = try world.a.given(.quick, .act)
        let second = try world.a.given(.quick, .custom(["a": 1]).with(.reserve(world.b)))

        #expect(first["changeNumber"] == 1)
        #expect(second["changeNumber"] == 2)
        #expect(second.etag != first.etag)
    }

    @Test func `leaves sessions as they are when their template changes (6.1.4)`() throws {
        var templates = TemplateCatalog()
        templates.add(SessionTemplate(scid: Scid.s, name: "quick", constants: ["system": [:]]))
        var random = SeededRandom(seed: 3)
        var directory = SessionDirectory(templates: templates)
        let put = DirectoryRequest.put(.quick, .act)
        _ = directory.handle(put, from: .a, at: WireTime.t0, entropy: random.entropy())
        let before = directory.handle(
            .get(.quick), from: .a, at: WireTime.t0, entropy: random.entropy())
        templates.add(
            SessionTemplate(
                scid: Scid.s, name: "quick", constants: ["system": ["visibility": "private"]]))
        directory.templates = templates
        let after = directory.handle(
            .get(.quick), from: .a, at: WireTime.t0, entropy: random.entropy())

        #expect(after.response == before.response)
    }

    @Test func `never shows whose places a lock keeps (9.5.5)`() throws {
        try world.a.given(.sticky, .act)
        try world.b.given(.sticky, .act)
        try world.a.given(.sticky, .system(["closed": true, "locked": true]))
        try world.b.given(.sticky, .leave)

        #expect(world.a.get(.sticky).json?.text.contains(world.b.xuid) == false)
    }

    @Test func `sets a restriction back to its default with null (9.6.4)`() throws {
        try world.a.given(.quick, .act.with(.system(["joinRestriction": "local"])))
        let answer = try world.a.given(.quick, .system(["joinRestriction": nil]))

        #expect(!answer.has("properties/system/joinRestriction"))
        #expect(world.c.put(.quick, .act).status == 200)
    }

    @Test func `limits who reads without an invite (9.6.2)`() throws {
        try world.a.given(
            .quick, .act.with(.system(["joinRestriction": "local", "readRestriction": "local"])))

        #expect(world.c.get(.quick).status == 403)
        #expect(world.a2.get(.quick).status == 200)
    }

    @Test func `gives the usual forms of joinability (9.6.5)`() throws {
        // Invite only: not closed, and local.
        try world.a.given(.quick, .act.with(.system(["joinRestriction": "local"])))
        #expect(world.c.put(.quick, .act).status == 403)
        // Closed: not even those on the same console.
        try world.a.given(.quick, .system(["closed": true]))
        #expect(world.a2.put(.quick, .act).status == 403)
    }
}
