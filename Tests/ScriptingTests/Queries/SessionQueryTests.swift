import JSON
import Sessions
import Testing
import Transport

@Suite struct `A query for sessions` {
    @Test func `sends what it is asked for, and no flag that is false`() throws {
        let run = try ScriptHarness.run(
            """
            ada:query { xuid = grace }
            ada:query { keyword = "ranked", template = "quick", visibility = "open", take = 5,
              version = 1, private = false }
            ada:query { xuid = ada, private = true, reservations = true, inactive = true }
            ada:query { xuid = "7", scid = ref.scid, raw = { colour = "red" } }
            """)
        let sent = run.requests.map { request in
            let query = request.query.map { "\($0.name)=\($0.value ?? "")" }
            return "\(request.method) \(request.target.httpPath.split(separator: "/").count) "
                + query.joined(separator: "&")
        }

        #expect(run.ending == .finished)
        #expect(
            sent == [
                "GET 3 xuid=2", "GET 5 keyword=ranked&visibility=open&version=1&take=5",
                "GET 3 xuid=1&reservations=true&inactive=true&private=true",
                "GET 3 xuid=7&colour=red",
            ])
    }

    // 12.6
    @Test func `gives what the protocol tells of each session`() throws {
        let lines = try lines(
            """
            ada:create(ref, active:keywords { "ranked" }:turn { 0 }:joinRestriction "followed")
            ada:create(service:reference("raw", "secret"), active)
            local found = grace:query { xuid = ada }
            print(#found, found[1])
            local one = found[1]
            print(one.xuid, one.status, one.accepted, one.visibility, one.joinRestriction, one.myTurn,
              one.keywords[1], one.startTime)
            print(one.reference == ref, one.sessionRef.name, one.user, one:get())
            print(grace:query { keyword = "RANKED" }[1], #grace:query { keyword = "other" })
            print(#ada:query { xuid = ada, private = true }, #service:query { xuid = ada, private = true })
            print(json.encode(json.decode(json.encode(one))) == json.encode(one.raw))
            """)

        #expect(
            lines == [
                "1\tlisting quick/lobby open, 1 accepted: 1 is active",
                "1\tactive\t1\topen\tfollowed\ttrue\tranked\t2030-01-01T00:00:00.0000000Z",
                "true\tlobby\tgrace\tsession quick #1 open: 0 ada active",
                "listing quick/lobby open, 1 accepted\t0", "2\t2", "true",
            ])
    }

    // 12, 12.1, 12.2
    @Test func `is refused by the service where the rules say so`() throws {
        let lines = try lines(
            """
            local function try(query)
              local e = refusal(ada.query, ada, query)
              print(e.status, e.rule)
            end
            try {}
            try { xuid = grace, private = true }
            try { xuid = ada, take = 101 }
            try { xuid = ada, version = 8 }
            try { xuid = ada, raw = { take = "x" } }
            try { xuid = ada, template = "none" }
            print(refusal(ada.query, ada, {}))
            """)

        #expect(
            lines == [
                "400\t12.1", "403\t12.2", "400\t12", "400\t12", "400\t12", "404\t3.5.3",
                "ada could not list sessions (400 bad_request): The query parameter 'keyword' or "
                    + "'xuid' is required. [rule 12.1]",
            ])
    }

    @Test func `names what is wrong with its arguments`() throws {
        let lines = try lines(
            """
            print(refusal(ada.query, ada))
            print(refusal(ada.query, ada, { xiud = ada }))
            print(refusal(ada.query, ada, { xuid = service:server() }))
            print(refusal(ada.query, ada, { xuid = ada, visibility = "opne" }))
            print(refusal(ada.query, ada, { xuid = ada, take = "5" }))
            print(refusal(ada.batch, ada))
            print(refusal(ada.batch, ada, { ada, service:server() }))
            print(refusal(ada.batch, ada, { ada }, { xuid = ada }))
            """)

        #expect(
            lines
                == [
                    "#1 to 'query' (table expected, got no value)",
                    "#1 to 'query' (unknown field 'xiud'; did you mean 'xuid'?)",
                    "#1 to 'query' (field 'xuid': a user, no server, expected)",
                    "#1 to 'query' (field 'visibility': invalid option 'opne'; did you mean 'open'?)",
                    "#1 to 'query' (field 'take': integer expected, got string)",
                    "#1 to 'batch' (user or string or list expected, got no value)",
                    "#1 to 'batch' (a user expected, got a server, which has no xuid)",
                    "#2 to 'batch' (unknown field 'xuid')",
                ].map { "flow.lua:1: bad argument \($0)" })
    }

    // 12.7
    @Test func `of many users lists them in the order given`() throws {
        let run = try ScriptHarness.run(
            """
            local other = service:reference("quick", "other")
            ada:create(ref, active)
            muster.sleep "1s"
            ada:create(other, active)
            grace:join(other)
            for _, found in ipairs(service:server():batch { grace, ada }) do print(found) end
            print(#ada:batch(ada, { take = 1 }), #ada:batch("2", { template = "quick" }))
            print(refusal(ada.batch, ada, {}).rule)
            """)

        #expect(
            run.lines == [
                "listing quick/other open, 2 accepted: 2 is active",
                "listing quick/lobby open, 1 accepted: 1 is active",
                "listing quick/other open, 2 accepted: 1 is active", "1\t1", "12.1",
            ])
        #expect(run.requests.last { $0.method == "POST" }?.body == .json(["xuids": []]))
    }

    @Test(arguments: [
        (
            #"{}"#,
            "the service sent no list of sessions: The field '/results' must be a list of "
                + "sessions."
        ),
        (
            #"{"results":[{"xuid":"1"}]}"#,
            "the service sent no list of sessions: The field '/sessionRef' must be a reference "
                + "object."
        ),
    ])
    func `refuses an answer that is no list`(body: String, message: String) async throws {
        let json = try JSONValue(parsing: Array(body.utf8))
        let run = try await ScriptHarness.run(
            "print(refusal(ada.query, ada, { xuid = ada }))",
            over: ScriptedTransport(.success(DirectoryResponse(status: 200, body: .json(json)))))

        #expect(run.lines == [message])
    }
}
