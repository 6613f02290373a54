import JSON
import Sessions
import Testing

@Suite struct `Preconditions` {
    let world = World()

    @Test func `case 31: create only succeeds once`() {
        #expect(world.a.put(.q1, .act, ifNoneMatch: "*").status == 201)

        let again = world.a.put(.q1, .act, ifNoneMatch: "*")
        #expect(again.status == 412)
        #expect(again.isBare)
    }

    @Test func `case 32: update only needs a session`() {
        let answer = world.a.put(.q1, .act, ifMatch: "*")

        #expect(answer.status == 412)
        #expect(answer.isBare)
        #expect(world.a.get(.q1).status == 204)
    }

    @Test func `case 33: a read with the current etag is not answered again`() throws {
        let etag = try #require(try world.a.given(.q1, .act).etag)

        let unchanged = world.a.get(.q1, ifNoneMatch: etag)
        #expect(unchanged.status == 304)
        #expect(unchanged.isBare)
        #expect(unchanged.etag == etag)

        try world.a.given(.q1, .custom(["a": 1]))
        let changed = world.a.get(.q1, ifNoneMatch: etag)
        #expect(changed.status == 200)
        #expect(changed["properties/custom"] == ["a": 1])
        #expect(changed.etag != etag)
    }

    @Test func `case 34: of two synchronized writes the second learns what the first wrote`()
        throws
    {
        try world.a.given(.q1, .act)
        let etag = try #require(try world.c.given(.q1, .act).etag)

        let first = world.a.put(.q1, .custom(["a": 1]), ifMatch: etag)
        #expect(first.status == 200)
        let second = world.c.put(.q1, .custom(["b": 1]), ifMatch: etag)
        #expect(second.status == 412)
        #expect(second.json == first.json)
        #expect(second["properties/custom"] == ["a": 1])
        #expect(second.etag == first.etag)
    }

    @Test(arguments: ["quoted", "bare", "weak"])
    func `case 34: an etag is accepted quoted, bare and with the prefix of weak ones`(
        form: String
    ) throws {
        let etag = try #require(try world.a.given(.q1, .act).etag)
        let forms = ["quoted": etag, "bare": etag.filter { $0 != "\"" }, "weak": "W/\(etag)"]

        let answer = world.a.put(.q1, .custom(["a": 1]), ifMatch: forms[form])
        #expect(answer.status == 200)
    }

    @Test func `case 44: nocommit answers the result and stores nothing`() throws {
        let before = try world.a.given(.q1, .act.with(.custom(["a": 1])))
        let answer = world.a.put(.q1, .custom(["a": 2]), nocommit: true)

        #expect(answer.status == 200)
        #expect(answer["properties/custom/a"] == 2)
        #expect(answer.etag == nil)
        let now = world.a.get(.q1)
        #expect(now["properties/custom/a"] == 1)
        #expect(now["changeNumber"] == before["changeNumber"])
        #expect(now.etag == before.etag)
    }

    @Test func `case 44: nocommit on no session answers as a creation and creates nothing`() {
        let answer = world.a.put(.q1, .act, nocommit: true)

        #expect(answer.status == 201)
        #expect(answer["members/0/properties/system/active"] == true)
        #expect(answer.etag == nil)
        #expect(world.a.get(.q1).status == 204)
    }
}
