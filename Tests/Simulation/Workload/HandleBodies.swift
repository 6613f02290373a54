import JSON

/// Bodies of requests about handles: pieces that mean something, put together by chance.
struct HandleBodies {
    var random: Choice

    /// A body that makes a handle of one of the scenario's sessions, or fails to.
    mutating func making() -> JSONValue {
        if random.isOne(in: 20) { return random.pick(Self.malformed) }
        var body: JSONValue = ["version": 1, "sessionRef": reference()]
        switch random.below(16) {
        case 0...3: body = body.with(["type": "activity"])
        case 4...7:
            body = body.with(["type": "invite", "invitedXuid": xuid()])
            if random.isOne(in: 2) {
                body = body.with(["inviteAttributes": random.pick(Self.inviteAttributes)])
            }
        case 8...12:
            body = body.with(["type": "search"])
            if !random.isOne(in: 8) {
                var attributes = random.pick(Self.searchAttributes)
                if random.isOne(in: 2) {
                    attributes = attributes.with(random.pick(Self.searchAttributes))
                }
                if random.isOne(in: 8) {
                    attributes = attributes.with(random.pick(Self.illegalAttributes))
                }
                body = body.with(["searchAttributes": attributes])
            }
        default: body = body.with(["type": "transfer", "originSessionRef": reference()])
        }
        if random.isOne(in: 30) { body = body.with(random.pick(Self.additions)) }
        return body
    }

    private mutating func xuid() -> JSONValue {
        let number = random.below(8) + 1
        return random.isOne(in: 5) ? .integer(Int64(number)) : .string("\(number)")
    }

    /// One of the sessions, in one of the spellings of its names (1.9, 1.10).
    private mutating func reference() -> JSONValue {
        let number = random.pick([0, 0, 0, 1, 1, 2])
        let name = Scenario.sessionNames[number]
        var reference: Fields = [
            "scid": .string(Scenario.scid), "templateName": .string("t\(number)"),
            "name": .string(name),
        ]
        switch random.below(30) {
        case 0: reference["name"] = .none
        case 1:
            reference["name"] = .string(name.uppercased())
            reference["templateName"] = .string("T\(number)")
        case 2: reference["scid"] = .string(Scenario.scid.uppercased())
        case 3: reference["name"] = "empty"
        default: break
        }
        return JSONValue(reference)
    }

    /// A body that asks for handles.
    mutating func query() -> JSONValue {
        if random.isOne(in: 20) { return random.pick(Self.malformedQueries) }
        return random.isOne(in: 2) ? activityQuery() : searchQuery()
    }

    private mutating func activityQuery() -> JSONValue {
        var body: JSONValue = ["type": "activity"]
        if random.isOne(in: 3) {
            body = body.with(["scid": .string(random.pick([Scenario.scid, "nowhere"]))])
        }
        if random.isOne(in: 3) {
            return body.with(["owners": ["people": people()]])
        }
        let xuids = (0..<random.pick([1, 2, 4])).map { _ in xuid() }
        return body.with(["owners": ["xuids": .array(xuids)]])
    }

    private mutating func people() -> JSONValue {
        var people: JSONValue = [
            "moniker": random.pick(
                ["people", "people", "people", "friends", "favorites", "enemies"] as [JSONValue])
        ]
        if !random.isOne(in: 4) { people = people.with(["monikerXuid": xuid()]) }
        return people
    }

    private mutating func searchQuery() -> JSONValue {
        let number = random.pick([0, 0, 0, 1, 1, 2])
        var body: JSONValue = [
            "type": "search", "scid": .string(Scenario.scid), "templateName": .string("t\(number)"),
        ]
        if random.isOne(in: 6) { body = body.with(["global": true]) }
        if !random.isOne(in: 3) { body = body.with(["filter": .string(filter())]) }
        if random.isOne(in: 3) {
            body = body.with(["orderBy": random.pick(Self.orders)])
        }
        if random.isOne(in: 8) { body = body.with(["sessionMembers": ["people": people()]]) }
        return body
    }

    private mutating func filter() -> String {
        if random.isOne(in: 8) { return random.pick(Self.illegalTerms) }
        var text = random.pick(Self.terms)
        for _ in 0..<3 where random.isOne(in: 3) {
            text += random.pick([" and ", " and ", " or ", " AND "]) + random.pick(Self.terms)
        }
        return text
    }
}

// MARK: Pieces

extension HandleBodies {
    private static let longName = String(repeating: "n", count: 99)
    private static let fullContext = JSONValue.string(String(repeating: "c", count: 256))

    private static let inviteAttributes: [JSONValue] = [
        [:], ["titleId": "55"], ["titleId": 55], ["titleId": "x"], ["context": "mode=ctf"],
        ["context": fullContext], ["context": .string(String(repeating: "=", count: 86))],
        ["contextString": "///letsplay", "senderString": "the service"], ["context": 5],
        ["other": "x"],
    ]

    private static let searchAttributes: [JSONValue] = [
        [:], ["tags": ["casual"]], ["tags": ["Casual", "Mic2"]], ["tags": []],
        ["tags": [.string(longName)]], ["strings": ["map": "dunes"]],
        ["strings": ["Map": "Arena Two"]], ["strings": ["map": .string(longName)]],
        ["numbers": ["rank": 5]], ["numbers": ["rank": 1.5, "Level": -2]],
        ["numbers": ["level": 3]], ["tags": ["casual"], "numbers": ["rank": 0]],
    ]

    private static let illegalAttributes: [JSONValue] = [
        ["tags": [.string(longName + "n")]], ["tags": ["1abc"]], ["tags": ["two words"]],
        ["strings": ["map": .string(longName + "n")]], ["strings": ["a b": "x"]],
        ["strings": ["map": 5]], ["strings": ["Map": "x", "map": "x"]], ["numbers": ["rank": "5"]],
        ["numbers": ["rank": 1, "RANK": 1]], ["other": [:]], ["tags": "casual"],
    ]

    private static let additions: [JSONValue] = [
        ["version": 2], ["id": "x"], ["other": 1], ["type": "correlation"], ["type": 5],
        ["sessionRef": ["scid": "nowhere"]], ["sessionRef": ["templateName": "none"]],
        ["sessionRef": ["name": "a~b"]], ["sessionRef": ["other": 1]], ["invitedXuid": "x"],
        ["originSessionRef": ["name": nil]], ["searchAttributes": []],
    ]

    private static let malformed: [JSONValue] = [
        5, [], nil, [:], ["version": 1, "type": "activity"],
        ["version": 1, "type": "activity", "sessionRef": "x"],
        ["type": "search", "sessionRef": ["scid": .string(Scenario.scid)]],
    ]

    private static let malformedQueries: [JSONValue] = [
        5, [:], ["type": "invite"], ["type": "activity"], ["type": "activity", "owners": [:]],
        [
            "type": "activity",
            "owners": ["xuids": ["1"], "people": ["moniker": "people", "monikerXuid": "1"]],
        ],
        ["type": "activity", "owners": ["xuids": ["x"]]], ["type": "activity", "owners": 5],
        ["type": "search", "scid": .string(Scenario.scid)],
        ["type": "search", "scid": .string(Scenario.scid), "templateName": "none"],
        ["type": "search", "scid": "nowhere", "templateName": "t0"],
        ["type": "search", "scid": .string(Scenario.scid), "templateName": "t0", "other": 1],
    ]

    private static let terms = [
        "tags/any(d:d eq 'casual')", "tags/any(d:tolower(d) eq 'casual')",
        "Tags/Any(d: tolower(d) ne 'casual')", "tags/any(d:d eq 'Casual')",
        "tags/any(d:d gt 'd') eq true", "tags/any(d:d eq 'mic2') eq false",
        "strings/map eq 'dunes'", "tolower(strings/map) eq 'arena two'", "strings/map ne 'dunes'",
        "string/map lt 'b'", "numbers/rank gt 1", "numbers/rank ne 0", "number/rank le 1.5",
        "numbers/level lt -1", "NUMBERS/RANK EQ 5", "numbers/rank ge 0",
        "session/membersCount ge 2", "session/maxMembersCountRemaining gt 0",
        "session/needs le 98", "session/targetMembersCount ne 3",
        "session/memberXuids/any(x:x eq '1')", "MemberXuids/any(x:x eq '3')",
        "session/ownerXuids/any(x:x eq '1')", "session/keywords/any(k:k eq 'one')",
        "session/roles/class/medic/count eq 1", "session/roles/class/tank/needs gt 0",
        "session/roles/class/medic/target ne 1", "session/templateName eq 't0'",
        "session/postedTime gt '2030-01-01T10:00:00Z'",
        "session/scheduledTime ne '2030-01-01T10:00:00Z'",
        "(numbers/rank gt 1 and session/membersCount eq 1)", "language ne 'de'",
        "achievementIds/any(a:a eq '1')",
        "session/registrationState ne 'x'",
        "strings/map eq 'it''s'",
    ]

    private static let illegalTerms = [
        "strings/map eq 5", "numbers/rank eq 'x'", "contains(strings/map, 'x')", "not numbers/rank",
        "(numbers/rank gt 1 or numbers/rank lt 0)", "strings/map eq 'open", "tags eq 'x'",
        "numbers/rank gt 1)", "session/other eq 1", "registrationState eq 'x'", "numbers/rank",
    ]

    private static let orders: [JSONValue] = [
        "Timestamp asc", "timestamp desc", "numbers/rank asc", "numbers/rank desc",
        "numbers/LEVEL desc", "strings/map asc", "strings/map desc", "session/membersCount desc",
        "session/membersCount asc", "session/postedTime desc", "createTime asc",
        "session/needs desc", "tags asc", "rank",
        "numbers/rank up", 5,
    ]
}
