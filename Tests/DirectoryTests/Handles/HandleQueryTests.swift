import Directory
import JSON
import Sessions
import Testing

/// Queries for activities and for searchable sessions (11.9).
@Suite struct `A query for handles` {
    let world = World()

    @Test(
        arguments: [
            ([:], "The field '/type' must be 'activity' or 'search'."),
            (["type": "invite"], "The field '/type' must be 'activity' or 'search'."),
            ([1], "The request body must be an object."),
            (
                ["type": "activity"],
                "'scid', 'templateName', and 'sessionName' must be specified"
            ),
            (
                ["type": "activity", "owners": [:]],
                "'scid', 'templateName', and 'sessionName' must be specified"
            ),
            (["type": "activity", "owners": 5], "The field '/owners' must be an object."),
            (["type": "activity", "scid": 5], "The field '/scid' must be a string."),
            (["type": "activity", "foo": 1], "The field '/foo' is not allowed."),
            (
                ["type": "activity", "owners": ["xuids": [], "people": [:]]],
                "The field '/owners' can't have both 'xuids' and 'people'."
            ),
            (
                ["type": "activity", "owners": ["foo": 1]],
                "The field '/owners/foo' is not allowed."
            ),
            (
                ["type": "activity", "owners": ["xuids": "1"]],
                "The field '/owners/xuids' must be an array."
            ),
            (
                ["type": "activity", "owners": ["xuids": ["1", "x"]]],
                "The field '/owners/xuids/1' must be a decimal string."
            ),
            (
                ["type": "activity", "owners": ["people": [:]]],
                "The field '/owners/people/moniker' is required."
            ),
            (
                ["type": "activity", "owners": ["people": ["moniker": "enemies"]]],
                "The field '/owners/people/moniker' must be 'people', 'favorites' or 'friends'."
            ),
            (
                [
                    "type": "activity",
                    "owners": ["people": ["moniker": "people", "monikerXuid": "x"]],
                ],
                "The field '/owners/people/monikerXuid' must be a decimal string."
            ),
            (["type": "search", "templateName": "quick"], "The field '/scid' is required."),
            (["type": "search", "scid": "x"], "The field '/templateName' is required."),
            (["type": "search", "owners": [:]], "The field '/owners' is not allowed."),
        ] as [(JSONValue, String)])
    func `is refused when a member is wrong (11.9)`(body: JSONValue, text: String) {
        let answer = world.a.post(.handleQuery, body)

        #expect(answer.status == 400)
        #expect(answer.text == text)
    }

    @Test(
        arguments: [
            ("filter", 5), ("orderBy", 5), ("global", "x"), ("sessionMembers", []),
            ("sessionMembers", [:]), ("sessionMembers", ["people": ["moniker": "all"]]),
            ("sessionMembers", ["xuids": []]), ("orderBy", "numbers/rank"),
            ("orderBy", "numbers/rank up"), ("orderBy", "session/scid asc"),
            ("orderBy", "createTime asc"), ("orderBy", "tags asc"),
            ("orderBy", "numbers/rank asc desc"), ("orderBy", "asc"),
        ] as [(String, JSONValue)])
    func `for sessions is refused when a member is wrong (11.9, 11.10.8)`(
        name: String, value: JSONValue
    ) {
        let query = JSONValue.searchQuery()
        guard case .object(var body) = query else { return }
        body[name] = value

        let answer = world.a.post(.handleQuery, .object(body))

        #expect(answer.status == 400)
        #expect(answer.text?.hasPrefix("The field '/\(name)") == true)
    }

    @Test func `for sessions names a known service config and template (2.6)`() {
        let query = JSONValue.searchQuery()
        #expect(world.a.post(.handleQuery, query.with(["scid": "nowhere"])).status == 404)
        #expect(world.a.post(.handleQuery, query.with(["templateName": "none"])).status == 404)
    }

    @Test func `lists activities in the order of the users, each user once (11.9.7)`() throws {
        for sender in [world.a, world.b, world.c] {
            try sender.given(.quick, .act)
            try _ = sender.givenHandle(.activity(.quick))
        }

        let found = world.d.post(
            .handleQuery, .activities(of: world.c, world.a, world.d, world.c, world.b))

        let owners = found.results.map { $0.at("ownerXuid")?.stringValue }
        #expect(owners == [world.c.xuid, world.a.xuid, world.b.xuid])
        #expect(found.results[0].at("relatedInfo") == .none)
        #expect(found.results[0].at("customProperties") == .none)
    }

    @Test func `takes xuids as numbers and limits the service config (11.9, 1.16)`() throws {
        try world.b.given(.quick, .act)
        try _ = world.b.givenHandle(.activity(.quick))
        func count(_ scid: String?) -> Int {
            var query: JSONValue = ["type": "ACTIVITY", "owners": ["xuids": [5_500_461]]]
            if let scid { query = query.with(["scid": .string(scid)]) }
            return world.a.post(.handleQuery, query).results.count
        }

        #expect(count(nil) == 1)
        #expect(count(Scid.s.uppercased()) == 1)
        #expect(count(Scid.z) == 0)
    }

    @Test func `finds the people, favorites and friends of a user (11.9.6, 11.9.7)`() throws {
        for sender in [world.b, world.c, world.d] {
            try sender.given(.quick, .act)
            try _ = sender.givenHandle(.activity(.quick))
        }
        let ids = [world.a, world.b, world.c, world.d].compactMap { $0.caller?.user?.xuid }
        world.relate { people in
            people.follow(ids[3], by: ids[0])
            people.follow(ids[1], by: ids[0], isFavorite: true)
            people.follow(ids[0], by: ids[3])
            people.follow(ids[0], by: ids[2])
        }
        func owners(_ body: JSONValue, by sender: Sender) -> [String?] {
            sender.post(.handleQuery, body).results.map { $0.at("ownerXuid")?.stringValue }
        }

        #expect(
            owners(.activities("people", of: world.a), by: world.c)
                == [world.b.xuid, world.d.xuid])
        #expect(owners(.activities("Favorites", of: world.a), by: world.c) == [world.b.xuid])
        #expect(owners(.activities("friends", of: world.a), by: world.c) == [world.d.xuid])
        // The caller is meant where no user is named.
        let own: JSONValue = ["type": "activity", "owners": ["people": ["moniker": "people"]]]
        #expect(owners(own, by: world.a) == [world.b.xuid, world.d.xuid])
        #expect(owners(own, by: world.c) == [])
        #expect(world.v.post(.handleQuery, own).status == 400)
    }

    @Test func `adds what it is asked to include (11.9.3 to 11.9.5)`() throws {
        try world.a.given(.sticky, .act.with(.custom(["map": "dunes"])))
        try _ = world.a.givenHandle(.activity(.sticky))
        let query = JSONValue.activities(of: world.a)

        let result = world.b.post(
            .handleQuery, query, include: "RelatedInfo,customProperties,roleInfo,session"
        ).results[0]

        #expect(
            result.at("relatedInfo")
                == [
                    "visibility": "open", "joinRestriction": "none", "closed": false,
                    "maxMembersCount": 2, "membersCount": 1, "postedTime": world.time(.zero),
                ])
        #expect(result.at("customProperties") == ["map": "dunes"])
        #expect(result.at("roleInfo") == ["roleTypes": [:]])
        let unknown = world.b.post(.handleQuery, query, include: "relatedInfo,banana")
        #expect(unknown.status == 400)
        #expect(unknown.response.rule == "11.9.3")
        #expect(world.b.post(.handleQuery, query, include: "").status == 200)
        var twice = DirectoryRequest.post(.handleQuery, query)
        twice.query = [.init(name: "include", value: nil), .init(name: "Include", value: nil)]
        #expect(world.b.send(twice).status == 400)
    }

    @Test func `tells what joining meets (11.9.4, 9.1)`() throws {
        try world.a.given(.sticky, .act.with(.constants(["inviteProtocol": "game"])))
        try world.a.given(
            .sticky, .system(["closed": true, "joinRestriction": "local", "locked": true]))
        try world.a.given(.sticky, .reserve(world.b))
        try _ = world.a.givenHandle(.activity(.sticky))

        let related = world.c.post(
            .handleQuery, .activities(of: world.a), include: "relatedInfo"
        ).results[0].at("relatedInfo")

        #expect(related?.at("visibility") == "full")
        #expect(related?.at("joinRestriction") == "local")
        #expect(related?.at("closed") == true)
        #expect(related?.at("inviteProtocol") == "game")
    }

    @Test func `says nothing of a session that does not exist (11.9.4)`() throws {
        try _ = world.a.givenHandle(.activity(.quick))

        let result = world.b.post(
            .handleQuery, .activities(of: world.a),
            include: "relatedInfo,customProperties,roleInfo"
        ).results[0]

        #expect(result.at("relatedInfo") == .none)
        #expect(result.at("customProperties") == [:])
        #expect(result.at("roleInfo") == ["roleTypes": [:]])
    }

    @Test func `lists private sessions too (11.9.9)`() throws {
        try world.a.given(.raw, .act)
        try _ = world.a.givenHandle(.activity(.raw))

        let found = world.c.post(
            .handleQuery, .activities(of: world.a), include: "relatedInfo")

        #expect(found.results[0].at("relatedInfo/visibility") == "private")
    }

    @Test func `runs the timers of the sessions that it lists (7.3.7)`() throws {
        try world.a.given(.quick, .searchable)
        try world.a.given(.quick, .reserve(world.b))
        try _ = world.a.givenHandle(.search(.quick))
        world.move(to: .seconds(30))

        let found = world.c.post(.handleQuery, .searchQuery(), include: "relatedInfo")

        #expect(found.results[0].at("relatedInfo/membersCount") == 1)
    }

    @Test func `takes what session queries take in their query string (11.9.8, 12)`() throws {
        try world.a.given(.quick, .searchable.with(.system(["keywords": ["Hello"]])))
        try world.b.given(.quick, .act)
        try world.b.given(.raw, .act)
        try _ = world.a.givenHandle(.activity(.quick))
        try _ = world.a.givenHandle(.search(.quick))
        try _ = world.b.givenHandle(.activity(.raw))
        func answers(_ items: (String, String)..., by sender: Sender? = nil) -> [Int] {
            [JSONValue.activities(of: world.a, world.b), .searchQuery()].map { query in
                var request = DirectoryRequest.post(.handleQuery, query)
                request.query = items.map { .init(name: $0.0, value: $0.1) }
                let answer = (sender ?? world.c).send(request)
                return answer.status == 200 ? answer.results.count : answer.status
            }
        }

        #expect(answers(("foo", "1")) == [2, 1])
        #expect(answers(("take", "1")) == [1, 1])
        #expect(answers(("take", "0")) == [0, 0])
        #expect(answers(("take", "x")) == [400, 400])
        #expect(answers(("take", "1"), ("Take", "1")) == [400, 400])
        #expect(answers(("keyword", "hello")) == [1, 1])
        #expect(answers(("keyword", "bye")) == [0, 0])
        #expect(answers(("visibility", "open")) == [1, 1])
        #expect(answers(("visibility", "full")) == [400, 400])
        #expect(answers(("xuid", world.b.xuid)) == [1, 1])
        #expect(answers(("xuid", world.c.xuid)) == [0, 0])
        #expect(answers(("inactive", "true")) == [400, 400])
        #expect(answers(("version", "8")) == [400, 400])
        #expect(answers(("private", "true")) == [403, 403])
        #expect(answers(("private", "true"), by: world.v) == [2, 1])
        #expect(answers(("private", "true"), ("xuid", world.b.xuid), by: world.b) == [2, 1])
    }

    @Test func `answers 100 results at most (11.9.1)`() throws {
        for number in 0..<120 {
            var sender = world.a
            sender.caller?.user?.xuid = Xuid(rawValue: UInt64(1000 + number))
            let target = DirectoryTarget.target("quick", "s\(number)")
            try sender.given(target, .searchable)
            try _ = sender.givenHandle(.activity(target))
            try _ = sender.givenHandle(.search(target, ["numbers": ["n": .integer(Int64(number))]]))
            world.relate { $0.follow(Xuid(rawValue: UInt64(1000 + number)), by: Xuid(rawValue: 1)) }
        }
        var reader = world.b
        reader.caller?.user?.xuid = Xuid(rawValue: 1)

        let people = reader.post(.handleQuery, .activities("people", of: reader))
        #expect(people.listedNames == (0..<100).map { "s\($0)" })
        let search = reader.post(.handleQuery, .searchQuery())
        #expect(search.listedNames == (0..<100).map { "s\($0)" })
        let descending = reader.post(.handleQuery, .searchQuery(orderBy: "numbers/n desc"))
        #expect(descending.listedNames == (20..<120).reversed().map { "s\($0)" })
        let hundred = (0..<101).map { JSONValue.string(String(1000 + $0)) }
        #expect(
            reader.post(
                .handleQuery, ["type": "activity", "owners": ["xuids": .array(hundred)]]
            ).status == 400)
    }

    @Test func `keeps integers beyond 64 bits of doubles (4.5.7)`() throws {
        let number = JSONValue.number(JSONNumber(UInt64.max))
        try world.a.given(.quick, .act.with(.custom(["id": number])))
        let made = try world.a.givenHandle(.activity(.quick))

        let found = world.b.post(
            .handleQuery, .activities(of: world.a), include: "customProperties")

        #expect(found.results[0].at("customProperties/id") == number)
        #expect(world.b.get(made.handleSession)["properties/custom/id"] == number)
    }
}
