import JSON
import Sessions
import Testing
import Transport

@Suite struct `A handle` {
    @Test func `shows what the service said, by the protocol's names`() throws {
        let lines = try lines(
            """
            ada:create(ref, active:inviteProtocol "game")
            local activity = ada:activity(ref)
            print(#activity.id, activity.type, activity.version, activity.ownerXuid, activity.titleId,
              activity.createTime, activity.inviteProtocol, next(activity.gameTypes))
            print(activity.sessionRef.name, activity.reference == ref, activity.origin,
              activity.user, activity.relatedInfo, #json.encode(activity.raw) > 100)
            print(tostring(activity):gsub("%x+%-[%x%-]+", "ID"))
            print(refusal(function() return activity.ownerXiud end))
            """)

        #expect(
            lines == [
                "36\tactivity\t1\t1\t0\t2030-01-01T00:00:00.0000000Z\tgame\tnil",
                "lobby\ttrue\tnil\tada\tnil\ttrue",
                "activity handle ID to quick/lobby\t1",
                "flow.lua:8: handle has no field or method 'ownerXiud'; did you mean 'ownerXuid'?",
            ])
    }

    // 11.5.3
    @Test func `of an invite lets the invited in, and nobody else`() throws {
        let lines = try lines(
            """
            local kim = service:user { xuid = "3", gamertag = "kim" }
            ada:create(ref, active:joinRestriction "followed")
            local invite = ada:invite(ref, grace, { titleId = 7, context = "mode=ctf" })
            print(invite.type, invite.senderXuid, invite.invitedXuid, invite.expiration,
              json.encode(invite.inviteAttributes))
            local problem = refusal(function() kim:handle(invite):join() end)
            print(problem.status, problem.rule, problem.session,
              (tostring(problem):gsub("%x+%-[%x%-]+", "ID")))
            local seat = grace:handle(invite.id):join { active = true, custom = { skill = 3 } }
            print(seat, seat.reference == ref, seat.me.properties.custom.skill)
            print(seat:refresh().etag == seat.etag)
            """)

        #expect(
            lines == [
                "invite\t1\t2\t2030-01-01T01:00:00.0000000Z\t"
                    + #"{"context":"mode=ctf","titleId":"7"}"#,
                "403\t9.6.1\tsession quick #1 open: 0 ada active\tkim could not write through the "
                    + "invite handle ID to quick/lobby (403 forbidden): the caller may read the "
                    + "session but not change it [rule 9.6.1]",
                "session quick #2 open: 0 ada active, 1 grace active\ttrue\t3", "true",
            ])
    }

    @Test func `is used by its id alone, and read when somebody wants to know more`() throws {
        let lines = try lines(
            """
            ada:create(ref, active)
            local mine = grace:handle(ada:invite(ref, grace).id)
            print(mine.type, mine.sessionRef, mine.reference, mine.senderXuid)
            print((tostring(mine):gsub("%x+%-[%x%-]+", "ID")))
            print(mine:get())
            local read = mine:refresh()
            print(read.type, read.senderXuid, read == mine, read.user)
            print(read == grace:handle(mine.id:upper()), read == ada:activity(ref))
            """)

        #expect(
            lines == [
                "nil\tnil\tnil\tnil", "handle ID", "session quick #1 open: 0 ada active",
                "invite\t1\ttrue\tgrace", "true\tfalse",
            ])
    }

    // 11.8.3, 11.8.4
    @Test func `may point to a session that does not exist, and create it`() throws {
        let lines = try lines(
            """
            local activity = ada:activity(ref)
            print(activity:get())
            print(refusal(activity.join, activity).status)
            local made = activity:write(active:set("map", "dust"))
            print(made, made.properties.custom.map)
            print(refusal(activity.write, activity, active, "create").status)
            print(activity:write(muster.request():leave()))
            """)

        #expect(
            lines == ["nil", "412", "session quick #1 open: 0 ada active\tdust", "412", "nil"])
    }

    @Test func `is gone once it is deleted`() throws {
        let run = try ScriptHarness.run(
            """
            ada:create(ref, active)
            local activity = ada:activity(ref)
            local problem = refusal(function() grace:handle(activity):delete() end)
            print(problem.status, problem.rule)
            activity:delete()
            print((tostring(refusal(activity.delete, activity)):gsub("%x+%-[%x%-]+", "ID")))
            print((tostring(refusal(activity.get, activity)):gsub("%x+%-[%x%-]+", "ID")))
            print(refusal(activity.refresh, activity).kind)
            print(refusal(function() ada:handle "x":get() end))
            """)

        #expect(run.ending == .finished)
        #expect(
            run.lines == [
                "403\t11.4.3",
                "ada could not delete the activity handle ID to quick/lobby (404 not_found): "
                    + "The requested handle wasn't found. [rule 11.1.4]",
                "ada could not read through the activity handle ID to quick/lobby (404 not_found): "
                    + "The requested handle wasn't found. [rule 11.1.4]",
                "not_found",
                "ada could not read through the handle x (404 not_found): The request URI contains "
                    + "an invalid handle ID. It may contain invalid characters or be all zeroes. "
                    + "[rule 11.1.4]",
            ])
    }

    @Test func `leaves writes through it in the history of the session`() throws {
        let lines = try lines(
            """
            local lobby = ada:create(ref, active)
            grace:handle(ada:invite(ref, grace)):join()
            for _, version in ipairs(lobby:history()) do
              print(version.change_number, version.by, version.cause)
            end
            print(ada:get(ref):diff(lobby))
            """)

        #expect(lines.prefix(2) == ["1\tada\tPUT", "2\tgrace\tPUT"])
        #expect(lines.dropFirst(2).joined().contains("(#2 by grace)"))
    }

    @Test func `stands for its document in JSON, and a user for the xuid`() throws {
        let lines = try lines(
            """
            local activity = ada:activity(ref)
            print(json.encode(json.decode(json.encode(activity))) == json.encode(activity.raw))
            print(json.encode { ada, ref })
            print(muster.request():set("captain", grace):json():gsub("%s", ""))
            """)

        #expect(
            lines == [
                "true",
                #"["1",{"scid":"8d050174-412b-4d51-a29b-d55a34edfdb7","templateName":"quick","#
                    + #""name":"lobby"}]"#,
                #"{"properties":{"custom":{"captain":"2"}}}"# + "\t27",
            ])
    }
}

@Suite struct `A handle of a service elsewhere` {
    @Test func `takes its session from what the answer names`() async throws {
        let document = try JSONValue(parsing: Array(#"{"members":{},"changeNumber":1}"#.utf8))
        let answer = DirectoryResponse(
            status: 200, body: .json(document), etag: #""1""#,
            contentLocation: "/serviceconfigs/S/sessionTemplates/T/sessions/N")
        let run = try await ScriptHarness.run(
            """
            local session = ada:handle("1234"):join()
            print(session.reference, session.reference.scid)
            """, over: ScriptedTransport(.success(answer)))

        #expect(run.lines == ["T/N\tS"])
        #expect(run.requests.map(\.ifMatch) == ["*"])
        #expect(run.requests.map(\.target) == [.handleSession(id: "1234")])
    }

    @Test(arguments: [
        (#"[]"#, "The document must be a handle with an id."),
        (#"{"type":"activity"}"#, "The document must be a handle with an id."),
    ])
    func `is refused where the answer is none`(body: String, problem: String) async throws {
        let json = try JSONValue(parsing: Array(body.utf8))
        let run = try await ScriptHarness.run(
            """
            local e = refusal(ada.activity, ada, ref)
            print(e.kind, e.rule)
            print(e)
            """,
            over: ScriptedTransport(.success(DirectoryResponse(status: 201, body: .json(json)))))

        #expect(run.lines == ["malformed\t11.3", "the service sent no handle: \(problem)"])
    }

    @Test func `without a named session is no session`() async throws {
        let answer = DirectoryResponse(status: 200, body: .json([:]))
        let run = try await ScriptHarness.run(
            "print(refusal(function() ada:handle('1'):get() end))",
            over: ScriptedTransport(.success(answer)))

        #expect(
            run.lines == [
                "the service sent no session: The document must be named by Content-Location."
            ])
    }

    @Test func `is cleared in two requests`() async throws {
        let found = try JSONValue(
            parsing: Array(
                #"{"results":[{"id":"h1","titleId":"0"},{"id":"h2","titleId":"9"}]}"#.utf8))
        let transport = ScriptedTransport { request, _ in
            request.method == "DELETE"
                ? .success(DirectoryResponse(status: 204))
                : .success(DirectoryResponse(status: 200, body: .json(found)))
        }
        let run = try await ScriptHarness.run(
            "print(ada:clear_activity('S'))", over: transport)

        #expect(run.lines == ["true"])
        #expect(run.requests.map(\.target) == [.handleQuery, .handle(id: "h1")])
        #expect(
            run.requests.first?.body
                == .json([
                    "type": "activity", "scid": "S", "owners": ["xuids": ["1"]],
                ]))
        #expect(run.requests.first?.query == [])
    }

    @Test func `cannot be listed by who was invited`() async throws {
        let run = try await ScriptHarness.run(
            "print(refusal(ada.invites, ada))", over: ScriptedTransport(.failure(.cancelled)))

        #expect(
            run.lines == [
                "flow.lua:1: 'invites' needs a local directory: http://127.0.0.1:1 cannot be asked "
                    + "for it over the protocol; run the script with --service local"
            ])
        #expect(run.requests == [])
    }
}
