import JSON
import Sessions
import Testing

@Suite struct `Session queries` {
    let world = World()

    @Test func `case 109: a query needs a keyword or a user`() {
        #expect(world.a.query([]).status == 400)
    }

    @Test func `case 110: a user's session is listed with what it shows`() throws {
        try world.a.given(.quick, .act)

        let answer = world.a.query([("xuid", world.a.xuid)])

        #expect(answer.status == 200)
        #expect(
            answer["results"] == [
                [
                    "xuid": .string(world.a.xuid), "startTime": world.time(.zero),
                    "sessionRef": [
                        "scid": .string(Scid.s), "templateName": "quick", "name": "session-49",
                    ],
                    "accepted": 1, "status": "active", "visibility": "open",
                ]
            ])
    }

    @Test func `case 111: reservations are for the user itself`() throws {
        try world.a.given(.quick, .act)
        try world.a.given(.quick, .reserve(world.b))
        let reserved = [("xuid", world.b.xuid), ("reservations", "true")]

        #expect(world.c.query(reserved).status == 403)
        #expect(world.b.query(reserved).results.map { $0["status"] } == ["reserved"])
        #expect(world.b.query([("xuid", world.b.xuid)]).results == [])
    }

    @Test func `case 112: private sessions are for the user itself`() throws {
        try world.a.given(.raw, .act)
        let own = [("xuid", world.a.xuid)]

        #expect(world.a.query(own).results == [])
        let answer = world.a.query(own + [("private", "true")])
        #expect(answer.results.map { $0["visibility"] } == ["private"])
        #expect(world.c.query(own + [("private", "true")]).status == 403)
    }

    @Test func `case 113: inactive members are listed when they are asked for`() throws {
        try world.b.given(.sticky, .act)
        try world.b.given(.sticky, .status(["active": false]))
        let own = [("xuid", world.b.xuid)]

        #expect(world.b.query(own).results == [])
        let answer = world.b.query(own + [("inactive", "true")])
        #expect(answer.results.map { $0["status"] } == ["inactive"])
    }

    @Test func `case 114: take limits the results`() throws {
        for name in ["one", "two", "three"] {
            try world.a.given(.target("quick", name), .act)
        }
        let own = [("xuid", world.a.xuid)]

        #expect(world.a.query(own + [("take", "1")]).results.count == 1)
        #expect(world.a.query(own + [("take", "0")]).results == [])
        #expect(world.a.query(own + [("take", "101")]).status == 400)
        #expect(world.a.query(own + [("take", "x")]).status == 400)
    }

    @Test func `case 115: a keyword is found without regard to case`() throws {
        try world.a.given(.quick, .act.with(.system(["keywords": ["Hello"]])))

        let answer = world.c.query([("keyword", "hello")])

        #expect(answer.results.count == 1)
        #expect(answer.results.first?["keywords"] == ["Hello"])
        #expect(answer.results.first?["xuid"] == nil)
        #expect(answer.results.first?["status"] == nil)
    }

    @Test func `case 116: an open session without a free slot is shown as full`() throws {
        try world.a.given(.sticky, .act)
        try world.b.given(.sticky, .act)
        let own = [("xuid", world.a.xuid)]

        #expect(world.a.query(own).results.map { $0["visibility"] } == ["full"])
        #expect(world.a.query(own + [("visibility", "open")]).results == [])
    }

    @Test func `case 117: a batch groups by user in the order asked for`() throws {
        try world.a.given(.target("quick", "s1"), .act)
        try world.b.given(.target("quick", "s1"), .act)
        world.move(to: .seconds(1))
        try world.b.given(.target("quick", "s2"), .act)

        let answer = world.v.batch(["xuids": [.string(world.b.xuid), .string(world.a.xuid)]])

        #expect(answer.status == 200)
        #expect(
            answer.results.map { [$0["xuid"], $0["sessionRef"]?["name"]] } == [
                [.string(world.b.xuid), "s1"], [.string(world.b.xuid), "s2"],
                [.string(world.a.xuid), "s1"],
            ])
    }

    @Test func `case 118: the version is at most that of the contract`() throws {
        try world.a.given(.quick, .act)
        let own = [("xuid", world.a.xuid)]

        #expect(world.a.query(own + [("version", "8")]).status == 400)
        #expect(world.a.query(own + [("version", "7")]).results.count == 1)
    }

    @Test func `case 119: a session shows whose turn it is`() throws {
        try world.a.given(.quick, .act)
        try world.c.given(.quick, .act)
        try world.a.given(.quick, .system(["turn": [0]]))

        #expect(world.a.query([("xuid", world.a.xuid)]).results.first?["myTurn"] == true)
        #expect(world.a.query([("xuid", world.c.xuid)]).results.first?["myTurn"] == nil)
    }
}
