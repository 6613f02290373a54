import Directory
import JSON
import Sessions
import Testing

/// What a search finds, and in which order (11.10).
@Suite struct `A search` {
    let world = World()

    /// A session of `quick` with a search handle.
    private func session(
        _ name: String, _ attributes: JSONValue, _ body: JSONValue = [:]
    ) throws {
        let target = DirectoryTarget.target("quick", name)
        try world.a.given(target, .searchable.with(body))
        try _ = world.a.givenHandle(.search(target, attributes))
    }

    private func found(_ filter: String?, orderBy: String? = nil) -> [String] {
        let answer = world.c.post(.handleQuery, .searchQuery(filter, orderBy: orderBy))
        #expect(answer.status == 200, "\(answer.response.failureText)")
        return answer.listedNames
    }

    @Test func `looks at one template and one service config alone (11.9)`() throws {
        try session("one", [:])
        try world.a.given(.sticky, .searchable)
        try _ = world.a.givenHandle(.search(.sticky))
        try world.a.given(.q1, .searchable)
        try _ = world.a.givenHandle(.search(.q1))

        #expect(found(nil) == ["one"])
        #expect(found("") == ["one"])
        #expect(found(" ") == ["one"])
        let shouted = JSONValue.searchQuery()
            .with(["scid": .string(Scid.s.uppercased()), "templateName": "QUICK"])
        #expect(world.c.post(.handleQuery, shouted).listedNames == ["one"])
    }

    @Test(
        arguments: [
            ("tags/any(d:tolower(d) eq 'casual')", true),
            ("tags/any(d:d eq 'casual')", true),
            ("TAGS/ANY(D:TOLOWER(D) EQ 'casual')", true),
            ("tags/any(d:tolower(d) eq 'Casual')", false),
            ("tags/any(d:tolower(d) ne 'casual')", false),
            ("tags/any(d:tolower(d) ne 'ranked')", true),
            ("tags/any(d:tolower(d) eq 'casual') eq true", true),
            ("tags/any(d:tolower(d) eq 'casual') eq false", false),
            ("tags/any(d:tolower(d) ne 'casual') eq false", true),
            ("tags/any(d:d gt 'casual')", true), ("tags/any(d:d gt 'd')", true),
            ("tags/any(d:d lt 'c')", false),
            ("numbers/minlevel ge 10 and numbers/minlevel lt 20", true),
            ("numbers/MinLevel eq 10", true), ("numbers/minlevel eq 10.0", true),
            ("number/minlevel gt 9.5", true), ("numbers/minlevel lt -10", false),
            ("numbers/rank ne 0", true), ("numbers/rank gt 0", false), ("numbers/rank eq 0", false),
            ("numbers/rank le 0", false),
            ("strings/map eq 'it''s dust'", true), ("tolower(strings/map) eq 'it''s dust'", true),
            ("String/Map eq 'It''s Dust'", false), ("strings/map ne 'x'", true),
            ("strings/mode ne 'x'", true), ("strings/mode eq 'x'", false),
            ("strings/map ge 'it'", true), ("strings/map eq ''", false),
            ("(numbers/minlevel eq 10)", true), ("((tags/any(a:a eq 'casual')))", true),
            ("tags/any(a:a eq 'x') or numbers/minlevel gt 5 and session/membersCount eq 1", true),
            ("tags/any(a:a eq 'casual') and (numbers/minlevel gt 50 and strings/map ne '')", false),
            ("language eq 'en'", false), ("language ne 'en'", true),
            ("achievementIds/any(a:a eq 'x')", false), ("achievementIds/any(a:a ne 'x')", true),
            ("session/keywords/any(k:k eq 'hello')", true),
            ("session/keywords/any(k:tolower(k) ne 'bye')", true),
            ("session/memberXuids/any(x:x eq '2814660000000001')", true),
            ("MemberXuids/any(x:x eq '02814660000000001')", false),
            ("session/memberXuids/any(x:x ne '5500461')", true),
            ("session/memberXuids/any(x:x gt '28')", true),
            ("session/ownerXuids/any(x:x eq '2814660000000001')", false),
            ("OwnerXuids/any(x:x ne '1')", true),
            ("session/membersCount eq 1", true), ("session/maxMembersCount eq 8", true),
            ("session/maxMembersCountRemaining eq 7", true), ("session/needs eq 7", true),
            ("session/targetMembersCount gt 0", false),
            ("session/targetMembersCount ne 0", true),
            ("session/targetMembersCountRemaining ge 0", false),
            ("session/scid eq '8d050174-412b-4d51-a29b-d55a34edfdb7'", true),
            ("session/templateName eq 'quick'", true), ("session/templateName eq 'QUICK'", false),
            ("session/postedTime eq '2030-01-01T00:00:00Z'", true),
            ("session/postedTime lt '2030-01-01T00:00:00.0000001Z'", true),
            ("session/scheduledTime ne '2030-01-01T00:00:00Z'", true),
            ("session/scheduledTime le '2030-01-01T00:00:00Z'", false),
            ("session/registrationState eq 'open'", false),
            ("session/roles/class/tank/count eq 0", false),
            ("session/roles/class/tank/needs ne 0", true),
        ])
    func `finds what matches`(filter: String, matches: Bool) throws {
        // 11.10.1, 11.10.2, 11.10.3, 11.10.4; old spellings: 11.10.5; what has no source: 11.10.6;
        // numbers and times: 11.10.7.
        try session(
            "one",
            [
                "tags": ["Casual", "micrequired"], "numbers": ["MinLevel": 10],
                "strings": ["Map": "It's DUST"],
            ],
            .constants(["maxMembersCount": 8]).with(.system(["keywords": ["Hello"]])))

        #expect(found(filter) == (matches ? ["one"] : []))
    }

    @Test(
        arguments: [
            ("tags/any(a:a eq 'x') or tags/any(a:a eq 'y') or tags/any(a:a eq 'z')", 45),
            ("(tags/any(a:a eq 'x') or tags/any(a:a eq 'y'))", 22),
            ("contains(strings/map, 'x')", 20), ("startswith(strings/map)", 0),
            ("not tags/any(a:a eq 'x')", 0), ("strings/map add 1", 12),
            ("colours eq 'x'", 0), ("numbers eq 5", 0), ("numbers/ eq 5", 0),
            ("numbers/5 eq 5", 0), ("numbers/a/b eq 5", 0), ("session/foo eq 5", 0),
            ("session/roles/class/tank eq 5", 0), ("session/roles/class/tank/foo eq 5", 0),
            ("session/roles//tank/count eq 5", 0), ("language/any(a:a eq 'x')", 0),
            ("tags eq 'x'", 0), ("tags/any eq 'x'", 0), ("session/memberXuids eq 'x'", 0),
            ("numbers/rank eq '5'", 16), ("strings/map eq 5", 15), ("numbers/rank eq true", 16),
            ("session/postedTime gt 'today'", 22), ("session/postedTime gt 5", 22),
            ("tolower(numbers/rank) eq 'x'", 0), ("tolower(strings/map eq 'x'", 20),
            ("tags/any(a:b eq 'x')", 11), ("tags/any(a:tolower(b) eq 'x')", 19),
            ("tags/any(a eq 'x')", 11), ("tags/any(a:a eq 5)", 16), ("tags/any(a/b:a eq 'x')", 9),
            ("tags/any(a:a eq 'x'", 19), ("tags/any(a:a eq 'x') eq 5", 24),
            ("tags/any(a:a eq 'x') ne true", 21), ("tags/any()", 9), ("tags/any('x')", 9),
            ("strings/map eq 'x", 15), ("strings/map eq", 14), ("strings/map", 11),
            ("numbers/rank eq 5 and", 21), ("and numbers/rank eq 5", 0), ("or", 0),
            ("numbers/rank eq 5 numbers/rank eq 6", 18), ("(numbers/rank eq 5", 18),
            ("numbers/rank eq 5)", 17), ("()", 1), ("numbers/rank = 5", 13), ("5 eq 5", 0),
            ("numbers/rank eq 5.", 18), ("numbers/rank eq -", 17), ("numbers/rank eq .5", 16),
            ("numbers/rank eq 1e3", 17), ("'x' eq strings/map", 0), ("\u{e9}", 0), ("/", 0),
        ])
    func `that does not parse is refused with the place (11.10.1)`(filter: String, offset: Int) {
        let answer = world.c.post(.handleQuery, .searchQuery(filter))

        #expect(answer.status == 400)
        #expect(answer.response.rule == "11.10.1")
        let place = "The field '/filter' can't be read at offset \(offset): "
        #expect(answer.text?.hasPrefix(place) == true, "\(answer.response.failureText)")
    }

    @Test func `tells what is wrong in words`() {
        func text(_ filter: String) -> String? {
            world.c.post(.handleQuery, .searchQuery(filter)).text
                .flatMap { $0.split(separator: ": ", maxSplits: 1).last.map(String.init) }
        }

        #expect(text("a eq 1") == "'a' is no path that can be searched.")
        #expect(text("a/any(x:x eq '')") == "'a' is no list that can be searched.")
        #expect(text("f(x)") == "'f' is no function of this language.")
        #expect(text("language = 1") == "this character has no meaning here.")
        #expect(text("language eq 'a") == "the text has no closing quote.")
        #expect(text("language eq 1") == "the value can only be compared with text in quotes.")
        #expect(text("language is 1") == "expected 'eq', 'ne', 'gt', 'ge', 'lt' or 'le'.")
        #expect(
            text("numbers/a eq " + String(repeating: "9", count: 400))
                == "the number is out of range.")
        #expect(text("tolower(numbers/a) eq ''") == "'tolower' takes text.")
        #expect(
            text("(language eq '' or language eq '')")
                == "only one 'or' is allowed, outside of all parentheses.")
    }

    @Test func `is read to a depth and a length (11.10.1)`() throws {
        try session("one", ["numbers": ["rank": 5]])
        func nested(_ depth: Int) -> String {
            String(repeating: "(", count: depth) + "numbers/rank eq 5"
                + String(repeating: ")", count: depth)
        }
        func refusal(_ filter: String) -> String? {
            world.c.post(.handleQuery, .searchQuery(filter)).text
        }

        #expect(found(nested(32)) == ["one"])
        #expect(refusal(nested(33))?.hasSuffix("parentheses are nested deeper than 32.") == true)
        #expect(refusal(nested(8000))?.hasSuffix("nested deeper than 32.") == true)
        let long = String(repeating: " ", count: 16_384) + "language"
        #expect(refusal(long)?.hasSuffix("the filter has more than 16384 bytes.") == true)
    }

    @Test func `orders its results (11.10.8)`() throws {
        try session("three", ["numbers": ["n": 3], "strings": ["s": "b"]])
        try session("none", [:])
        try session("one", ["numbers": ["n": 1], "strings": ["s": "A"]])
        try session("also", ["numbers": ["n": 3], "strings": ["s": "B"]])
        try world.b.given(.target("quick", "one"), .act)

        #expect(found(nil) == ["three", "none", "one", "also"])
        #expect(found(nil, orderBy: "Timestamp asc") == ["three", "none", "one", "also"])
        #expect(found(nil, orderBy: "numbers/n desc") == ["three", "also", "one", "none"])
        #expect(found(nil, orderBy: "Numbers/N ASC") == ["one", "three", "also", "none"])
        #expect(found(nil, orderBy: "strings/s asc") == ["one", "three", "also", "none"])
        #expect(
            found(nil, orderBy: "session/membersCount desc") == ["one", "three", "none", "also"])
        #expect(
            found(nil, orderBy: "session/targetMembersCount asc")
                == ["three", "none", "one", "also"])
        #expect(found("numbers/n eq 3", orderBy: "") == ["three", "also"])
        #expect(
            found("numbers/n eq 3 or strings/s eq 'a'", orderBy: "strings/s desc")
                == ["three", "also", "one"])
        world.move(to: .seconds(1))
        try session("late", [:])
        #expect(
            found(nil, orderBy: "timestamp desc") == ["late", "three", "none", "one", "also"])
    }

    @Test func `finds sessions with a member of a group (11.9)`() throws {
        try session("one", [:])
        try session("two", [:])
        try world.b.given(.target("quick", "two"), .act)
        let ids = [world.b, world.c].compactMap { $0.caller?.user?.xuid }
        world.relate { $0.follow(ids[0], by: ids[1]) }

        let query = JSONValue.searchQuery()
            .with(["sessionMembers": ["people": ["moniker": "people"]]])

        #expect(world.c.post(.handleQuery, query).listedNames == ["two"])
        #expect(world.d.post(.handleQuery, query).listedNames == [])
    }

    @Test func `goes by members and keywords where that leads to fewer sessions (11.9)`() throws {
        for number in 1...6 {
            let keyword: JSONValue = .string(number == 3 ? "Rare" : "often")
            try session("s\(number)", ["tags": ["all"]], .system(["keywords": [keyword]]))
        }
        try world.b.given(.target("quick", "s5"), .act)
        try world.b.given(.target("quick", "s2"), .act)
        try world.b.given(.q1, .searchable)
        let byB = "session/memberXuids/any(x:x eq '\(world.b.xuid)')"

        #expect(found(byB) == ["s2", "s5"])
        #expect(found("\(byB) and tags/any(t:t eq 'all')") == ["s2", "s5"])
        #expect(found("\(byB) eq false") == ["s1", "s3", "s4", "s6"])
        #expect(found("session/keywords/any(k:k eq 'rare')") == ["s3"])
        #expect(found("session/keywords/any(k:k eq 'Rare')") == [])
        #expect(found("\(byB) and session/keywords/any(k:k eq 'rare')") == [])
        #expect(found("\(byB) or session/keywords/any(k:k eq 'rare')") == ["s2", "s3", "s5"])
        #expect(found("\(byB) and tags/any(t:t eq 'all') or language eq 'x'") == ["s2", "s5"])
        try world.b.given(.target("quick", "s2"), .leave)
        #expect(found(byB) == ["s5"])
    }

    @Test func `finds closed and full sessions too (11.9.10)`() throws {
        try world.a.given(.sticky, .searchable.with(.system(["closed": true])))
        try world.a.given(.sticky, .reserve(world.b))
        try _ = world.a.givenHandle(.search(.sticky))

        let query = JSONValue.searchQuery().with(["templateName": "sticky"])
        let found = world.c.post(.handleQuery, query, include: "relatedInfo").results

        #expect(found.count == 1)
        #expect(found[0].at("relatedInfo/visibility") == "full")
        #expect(found[0].at("searchAttributes") == [:])
    }
}
