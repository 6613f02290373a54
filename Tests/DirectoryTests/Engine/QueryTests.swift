import Directory
import JSON
import Sessions
import Testing

@Suite struct `A session query` {
    let world = World()
    var own: [(name: String, value: String)] { [("xuid", world.a.xuid)] }

    @Test func `takes a user and a keyword together (12.1)`() throws {
        try world.a.given(.target("quick", "one"), .act.with(.system(["keywords": ["k"]])))
        try world.a.given(.target("quick", "two"), .act.with(.system(["keywords": ["l"]])))
        try world.c.given(.target("quick", "three"), .act.with(.system(["keywords": ["k"]])))

        let both = world.a.query(own + [("keyword", "K")])

        #expect(both.listedNames == ["one"])
        #expect(both.results.first?["status"] == "active")
        #expect(world.a.query([("keyword", "k")]).listedNames == ["one", "three"])
    }

    @Test(arguments: [
        ("keyword", "", "12"), ("xuid", "x", "12"), ("xuid", "18446744073709551616", "12"),
        ("reservations", "false", "12.3"), ("inactive", "1", "12.3"), ("private", "", "12.3"),
        ("visibility", "full", "12.9"), ("visibility", "visible", "12.9"),
        ("visibility", "private", "12.9"), ("version", "0", "12"), ("version", "-1", "12"),
        ("take", "-1", "12"), ("take", "", "12"),
    ])
    func `refuses a malformed parameter by its name`(name: String, value: String, rule: String) {
        let rest = name == "xuid" ? [("keyword", "k")] : own
        let answer = world.a.query(rest + [(name, value)])

        #expect(answer.status == 400)
        #expect(answer.response.rule == rule)
        #expect(answer.text?.contains("'\(name)'") == true)
    }

    @Test func `refuses a parameter that is given twice and ignores unknown ones (12.12)`() {
        let twice = world.a.query(own + [("take", "1"), ("TAKE", "1")])

        #expect(twice.status == 400)
        #expect(twice.response.rule == "12.12")
        #expect(world.a.query(own + [("x", "1"), ("x", "2")]).status == 200)
    }

    @Test(arguments: ["reservations", "inactive"])
    func `needs a user for reserved and inactive members (12.3)`(name: String) {
        let answer = world.v.query([("keyword", "k"), (name, "true")])

        #expect(answer.status == 400)
        #expect(answer.response.rule == "12.3")
    }

    @Test func `tells private and reserved only to servers and the user itself (12.2)`() throws {
        try world.a.given(.raw, .act)
        try world.a.given(.raw, .reserve(world.b))
        let privately = own + [("private", "true")]
        let reserved = [
            ("xuid", world.b.xuid), ("reservations", "true"), ("private", "true"),
        ]

        #expect(world.v.query(privately).listedNames == ["session-49"])
        #expect(world.v.query(reserved).results.first?["status"] == "reserved")
        #expect(world.c.query(reserved).status == 403)
        #expect(world.c.query([("xuid", "7"), ("private", "true")]).status == 403)
        // With only a keyword there is no user whose own sessions they could be.
        #expect(world.a.query([("keyword", "k"), ("private", "true")]).status == 403)
        #expect(world.v.query([("keyword", "k"), ("private", "true")]).status == 200)
        let mixed: JSONValue = ["xuids": [.string(world.a.xuid), .string(world.b.xuid)]]
        #expect(world.a.batch(mixed, [("private", "true")]).response.rule == "12.2")
        #expect(
            world.a.batch(["xuids": [.string(world.a.xuid)]], [("private", "true")]).listedNames
                == ["session-49"])
    }

    @Test func `shows the visibility and filters by it (12, 9.1)`() throws {
        try world.a.given(.raw, .act)
        try world.a.given(.vis, .act)
        try world.a.given(.quick, .act)
        let privately = own + [("private", "true")]

        #expect(
            world.a.query(privately).results.map { $0["visibility"] }
                == ["open", "private", "visible"])
        #expect(
            world.a.query(privately + [("visibility", "Private")]).results.map { $0["visibility"] }
                == ["private"])
        #expect(
            world.a.query(privately + [("visibility", "open")]).results.map { $0["visibility"] }
                == ["open"])
    }

    @Test func `shows a join restriction of open and full sessions (12.6)`() throws {
        try world.a.given(.quick, .act.with(.system(["joinRestriction": "local"])))
        try world.a.given(.vis, .act.with(.system(["joinRestriction": "local"])))

        #expect(world.a.query(own).results.map { $0["joinRestriction"] } == ["local", nil])
    }

    @Test func `counts a ready member as inactive (12)`() throws {
        try world.a.given(.quick, .status(["ready": true]))

        #expect(world.a.query(own).results == [])
        #expect(
            world.a.query(own + [("inactive", "true")]).results.map { $0["status"] }
                == ["inactive"])
    }

    @Test func `orders by start time, then by key (12.8)`() throws {
        for name in ["b", "C", "a"] { try world.a.given(.target("quick", name), .act) }
        world.move(to: .seconds(1))
        try world.a.given(.target("integration", "z"), .act)
        try world.a.given(.target("quick", "0"), .act)

        let names = world.a.query(own).listedNames
        #expect(names == ["a", "b", "C", "z", "0"])
        #expect(world.a.query(own + [("take", "2")]).listedNames == ["a", "b"])
    }

    @Test func `covers a service config or one template (12.13)`() throws {
        try world.a.given(.q1, .act)
        try world.a.given(.target("quick", "s"), .act)
        try world.a.given(.target("integration", "i"), .act)

        #expect(world.a.query(own).listedNames == ["i", "s"])
        #expect(world.a.query(own, scid: Scid.z).listedNames.count == 1)
        #expect(world.a.query(own, template: "QUICK").listedNames == ["s"])
        #expect(world.a.query(own, template: "none").status == 404)
        #expect(world.a.query(own, scid: "unheard-of").text == Text.unknownServiceConfig)
    }

    @Test func `lists sessions that the caller may not read (12.10)`() throws {
        try world.a.given(
            .quick, .act.with(.system(["joinRestriction": "local", "readRestriction": "local"])))

        #expect(world.c.get(.quick).status == 403)
        #expect(world.c.query(own).listedNames == ["session-49"])
    }

    @Test func `runs the timers of what it would list, and commits them (12.11, 7.3.7)`() throws {
        try world.a.given(.quick, .act)
        try world.a.given(.quick, .reserve(world.b))
        try world.v.given(.target("quick", "ends"), .reserve(world.b))
        world.move(to: .seconds(30))

        let reserved = world.b.query([("xuid", world.b.xuid), ("reservations", "true")])

        #expect(reserved.results == [])
        #expect(world.a.get(.quick)["changeNumber"] == 3)
        #expect(world.v.get(.target("quick", "ends")).status == 204)
    }

    @Test func `leaves sessions alone that it does not look at (12.11)`() throws {
        for name in ["one", "two"] {
            try world.a.given(.target("quick", name), .act)
            try world.a.given(.target("quick", name), .reserve(world.b))
        }
        world.move(to: .seconds(30))

        #expect(world.a.query(own + [("take", "0")]).results == [])
        let before = world.directory
        #expect(world.a.query(own + [("private", "x")]).status == 400)
        #expect(world.directory == before)
        #expect(world.a.query(own + [("take", "1")]).listedNames == ["one"])
        #expect(world.directory != before)
    }

    @Test func `is offered by GET and POST alone (3.1, 12)`() {
        let target = DirectoryTarget.sessions(scid: Scid.s, templateName: nil)
        let batch = DirectoryTarget.batch(scid: Scid.s, templateName: nil)

        #expect(world.a.put(target, [:]).response.allow == ["GET"])
        #expect(world.a.get(batch).response.allow == ["POST"])
    }

    @Test(
        arguments: [
            ([:], "12.1"), (["xuids": []], "12.1"), (["xuids": "1"], "12.1"), (["a"], "12.7"),
            (["xuids": ["x"]], "12.7"), (["xuids": ["1"], "more": 1], "12.7"),
        ] as [(JSONValue, String)])
    func `refuses a malformed batch (12.7)`(body: JSONValue, rule: String) {
        let answer = world.v.batch(body)

        #expect(answer.status == 400)
        #expect(answer.response.rule == rule)
    }

    @Test func `takes a batch with users as numbers, each once, up to its limit (12.7, 12.8)`()
        throws
    {
        try world.a.given(.target("quick", "one"), .act)
        try world.b.given(.target("quick", "two"), .act)
        let body: JSONValue = ["xuids": [5_500_461, "5500461", .string(world.a.xuid), 7]]

        #expect(world.v.batch(body).listedNames == ["two", "one"])
        #expect(world.v.batch(body, [("take", "1")]).listedNames == ["two"])
        #expect(world.v.batch(body, [("xuid", "7")]).response.rule == "12.7")
        #expect(world.v.batch(body, template: "none").status == 404)
    }
}

/// The indices must list what a look at every session would list.
@Suite struct `The index of sessions` {
    @Test(arguments: UInt64(1)...4)
    func `lists what a look at all sessions finds`(seed: UInt64) throws {
        let world = World()
        var random = SeededRandom(seed: seed)
        let targets = (0..<6).map { DirectoryTarget.target("quick", "s\($0)") }
        let senders = [world.a, world.a2, world.b, world.c, world.d]
        var offset = Duration.zero
        for _ in 0..<60 {
            offset += .milliseconds(Int64(random.next() % 9000))
            world.move(to: offset)
            let sender = senders[Int(random.next() % 5)]
            let target = targets[Int(random.next() % 6)]
            let word = JSONValue.string(["Red", "BLUE", "green"][Int(random.next() % 3)])
            let bodies: [JSONValue] = [
                .act, .act, .leave, .status(["active": false]), .reserve(world.b, world.d),
                .system(["keywords": [word]]), .system(["keywords": ["red", word]]),
                .system(["keywords": nil]),
            ]
            sender.put(target, bodies[Int(random.next() % UInt64(bodies.count))])
            try expectSameAsScan(world, senders, targets)
        }
    }

    private func expectSameAsScan(
        _ world: World, _ senders: [Sender], _ targets: [DirectoryTarget]
    ) throws {
        let flags = [("reservations", "true"), ("inactive", "true")]
        // A look at the sessions lets their timers run, as the queries after it do.
        var found = world.directory
        func ask(_ request: DirectoryRequest) -> Answer {
            Answer(
                response: found.handle(
                    request, from: .server, at: world.now, entropy: Entropy(1, 2)
                ).response)
        }
        for sender in senders {
            let query = DirectoryRequest(
                method: "GET", target: .sessions(scid: Scid.s, templateName: nil),
                query: ([("xuid", sender.xuid)] + flags).map { .init(name: $0.0, value: $0.1) })
            let listed = Set(ask(query).listedNames)
            let scanned = targets.filter { target in
                let members = ask(.get(target))["members"]?.objectValue ?? [:]
                return members.contains {
                    $0.value.at("constants/system/xuid") == .string(sender.xuid)
                }
            }
            #expect(listed == Set(scanned.compactMap(\.reference?.name)))
        }
        for word in ["red", "blue", "green"] {
            let query = DirectoryRequest(
                method: "GET", target: .sessions(scid: Scid.s, templateName: "quick"),
                query: [.init(name: "keyword", value: word)])
            let listed = Set(ask(query).listedNames)
            let scanned = targets.filter { target in
                let words = ask(.get(target))["properties/system/keywords"]?.arrayValue ?? []
                return words.contains { $0.stringValue?.lowercased() == word }
            }
            #expect(listed == Set(scanned.compactMap(\.reference?.name)))
        }
    }
}
