import JSON
import Sessions
import Testing

@Suite struct `Looking for activities` {
    @Test func `names users, or people around a user`() throws {
        let run = try ScriptHarness.run(
            """
            grace:activities(ada)
            grace:activities { ada, "3" }
            grace:activities()
            grace:activities("favorites", { of = ada, scid = "8d050174-412b-4d51-a29b-d55a34edfdb7" })
            grace:activities("7", { include = { "roleInfo" } })
            grace:activities({}, { include = {} })
            """)
        let owners = run.requests.map { request -> JSONValue? in
            guard case .json(let body) = request.body else { return nil }
            return body["owners"]
        }

        #expect(run.ending == .finished)
        #expect(
            owners == [
                ["xuids": ["1"]], ["xuids": ["1", "3"]], ["people": ["moniker": "people"]],
                ["people": ["moniker": "favorites", "monikerXuid": "1"]], ["xuids": ["7"]],
                ["xuids": []],
            ])
        #expect(
            run.requests.map { $0.query.map { "\($0.name)=\($0.value ?? "")" } } == [
                ["include=relatedInfo,customProperties"],
                ["include=relatedInfo,customProperties"],
                ["include=relatedInfo,customProperties"],
                ["include=relatedInfo,customProperties"], ["include=roleInfo"], [],
            ])
    }

    // 11.9.4, 11.9.6
    @Test func `finds what the people do whom a user follows`() throws {
        let lines = try lines(
            """
            ada:create(ref, active:set("map", "dust"))
            ada:activity(ref)
            print(#grace:activities())
            grace:follow(ada)
            local found = grace:activities()
            print(#found, found[1].ownerXuid, found[1].customProperties.map)
            local related = found[1].relatedInfo
            print(related.visibility, related.joinRestriction, related.closed, related.membersCount,
              related.maxMembersCount)
            print(#grace:activities "friends", #grace:activities "favorites")
            ada:follow(grace)
            grace:favorite(ada)
            print(#grace:activities "friends", #grace:activities "favorites")
            print(#ada:activities("people", { of = grace }), #ada:activities())
            print(found[1]:join())
            """)

        #expect(
            lines == [
                "0", "1\t1\tdust", "open\tnone\tfalse\t1\t100", "0\t0", "1\t1", "1\t0",
                "session quick #2 open: 0 ada active, 1 grace active",
            ])
    }

    @Test func `refuses what names nobody`() throws {
        let lines = try lines(
            """
            print(refusal(ada.activities, ada, "freinds"))
            print(refusal(ada.activities, ada, "enemies"))
            print(refusal(ada.activities, ada, 7))
            print(refusal(ada.activities, ada, { ada, 7 }))
            print(refusal(ada.activities, ada, service:server()))
            print(refusal(ada.activities, ada, "people", { of = service:server() }))
            print(refusal(ada.activities, ada, ada, { include = { "relatedinfo" } }))
            print(refusal(ada.activities, ada, "1x").status)
            """)

        let wanted = "users, xuids, 'people', 'favorites' or 'friends' expected"
        #expect(
            lines
                == [
                    "bad argument #1 to 'activities' (\(wanted), got 'freinds'; did you mean "
                        + "'friends'?)",
                    "bad argument #1 to 'activities' (\(wanted), got 'enemies')",
                    "bad argument #1 to 'activities' (user or string or list expected, got number)",
                    "bad argument #1 to 'activities' (element 2: user or string expected, got "
                        + "number)",
                    "bad argument #1 to 'activities' (a user expected, got a server, which has no "
                        + "xuid)",
                    "bad argument #2 to 'activities' (field 'of': a user, no server, expected)",
                    "bad argument #2 to 'activities' (field 'include': element 1: invalid option "
                        + "'relatedinfo'; did you mean 'relatedInfo'?)",
                ].map { "flow.lua:1: \($0)" } + ["400"])
    }
}

@Suite struct `Searching for sessions` {
    private static let arenas = """
        local function arena(owner, name, attributes)
          local ref = service:reference("owned", name)
          owner:create(ref, active:set("name", name))
          return owner:search_handle(ref, attributes)
        end
        arena(ada, "a", { tags = { "Casual" }, numbers = { level = 5 }, strings = { map = "Dust" } })
        arena(grace, "b", { tags = { "ranked" }, numbers = { level = 9 } })
        arena(service:user "3", "c")
        local function names(found)
          local list = {}
          for i, handle in ipairs(found) do list[i] = handle.reference.name end
          return table.concat(list, " ")
        end

        """

    // 11.10
    @Test(arguments: [
        (#"{}"#, "a b c"),
        (#"{ filter = "tags/any(d:tolower(d) eq 'casual')" }"#, "a"),
        (#"{ filter = "numbers/level gt 3", orderBy = "numbers/level desc" }"#, "b a"),
        (#"{ filter = "tolower(strings/map) eq 'dust' or numbers/level eq 9" }"#, "a b"),
        (#"{ sessionMembers = "people" }"#, "b"),
        (#"{ sessionMembers = "people", of = grace }"#, ""),
    ])
    func `gives what matches, in order`(options: String, names: String) throws {
        let lines = try lines(
            Self.arenas + "ada:follow(grace) print(names(ada:search('owned', \(options))))")

        #expect(lines == [names])
    }

    // 9.3, 11.9.4, 11.9.5
    @Test func `gives handles that tell of the session and lead into it`() throws {
        let lines = try lines(
            Self.arenas + """
                local found = grace:search("owned", { filter = "numbers/level eq 5" })[1]
                print(found.searchAttributes.tags[1], found.searchAttributes.numbers.level)
                print(found.relatedInfo.sessionOwners[1], found.relatedInfo.joinRestriction)
                print(found.customProperties.name, found.roleInfo.roleTypes.class.roles.medic.max)
                print(refusal(grace.join, grace, found.reference).status)
                print(found:join { active = true, roles = { class = "tank" } }.me.roles.class)
                """)

        #expect(
            lines == ["Casual\t5", "1\tlocal", "a\t1", "403", "tank"])
    }

    @Test func `sends any query as it is, and shows what is refused`() throws {
        let lines = try lines(
            Self.arenas + """
                print(refusal(ada.search, ada, "owned", { filter = "a eq 1 or b eq 2 or c eq 3" }).rule)
                print(refusal(ada.search, ada, "owned", { order_by = "x" }))
                print(refusal(ada.search, ada, "nothing").status)
                print(refusal(ada.query_handles, ada, { type = "activity" }))
                print(names(ada:query_handles({ type = "search", templateName = "owned",
                  scid = ref.scid }, { include = "RELATEDINFO" })))
                print(refusal(ada.query_handles, ada, { type = "search", templateName = "owned",
                  scid = ref.scid }, { include = "banana" }).rule)
                """)

        #expect(
            lines == [
                "11.10.1",
                "flow.lua:1: bad argument #2 to 'search' (unknown field 'order_by'; did you mean "
                    + "'orderBy'?)",
                "404",
                "ada could not look for handles (400 bad_request): 'scid', 'templateName', and "
                    + "'sessionName' must be specified [rule 11.9.2]",
                "a b c", "11.9.3",
            ])
    }
}
