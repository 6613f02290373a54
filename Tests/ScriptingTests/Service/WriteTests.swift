import Sessions
import Testing

@Suite struct `Writing a session` {
    @Test func `creates, updates, or both, as the mode says`() throws {
        let lines = try lines(
            """
            local function try(mode, ...)
              local result = refusal(ada.write, ada, ref, active, mode)
              print(mode, result == "no error" and "done" or result.rule)
            end
            try "update"
            try "create"
            try "create"
            try "update"
            try "update_or_create"
            try(nil)
            try "synchronized"
            print(refusal(ada.write, ada, ref, active, "overwrite"))
            """)

        #expect(
            lines == [
                "update\t2.4.4", "create\tdone", "create\t2.4.5", "update\tdone",
                "update_or_create\tdone", "nil\tdone", "synchronized\t2.4.5",
                "flow.lua:1: bad argument #3 to 'write' (invalid option 'overwrite'; there is "
                    + "'update_or_create', 'create', 'update' and 'synchronized')",
            ])
    }

    @Test func `takes the mode from the request unless one is named`() throws {
        let lines = try lines(
            """
            print(refusal(ada.write, ada, ref, active:mode "update").rule)
            print(ada:write(ref, active:mode "update", "create"))
            print(refusal(ada.create, ada, ref, active:mode "update").rule)
            print(refusal(ada.write, ada, ref, active:if_match '"0000000000000009"').rule)
            print(ada:write(ref, muster.request():set("a", 1):if_match '"0000000000000001"'))
            """)

        #expect(
            lines == [
                "2.4.4", "session quick #1 open: 0 ada active", "2.4.5", "2.4.3",
                "session quick #2 open: 0 ada active",
            ])
    }

    @Test func `synchronized succeeds only on the state that was read`() throws {
        let lines = try lines(
            """
            local old = ada:create(ref, active)
            local new = old:write(muster.request():set("map", "dust"), "synchronized")
            local conflict = refusal(old.write, old, muster.request():set("mode", "duel"),
              "synchronized")
            print(conflict.kind, conflict.status, conflict.rule, conflict.retryable)
            print(conflict.session, conflict.session.etag == new.etag)
            local merged = conflict.session:write(conflict.request:mode "synchronized")
            print(json.encode(merged.properties.custom))
            """)

        #expect(
            lines == [
                "out_of_sync\t412\t2.4.3\ttrue", "session quick #2 open: 0 ada active\ttrue",
                #"{"map":"dust","mode":"duel"}"#,
            ])
    }

    @Test func `synchronized without an etag creates`() async throws {
        let run = try await ScriptHarness.run(
            "ada:get(ref):write(active, 'synchronized') ada:write(ref, active, 'synchronized')",
            over: try ScriptedTransport(document: emptySession, etag: nil))
        let requests = run.requests.map { [$0.method, $0.ifMatch ?? "-", $0.ifNoneMatch ?? "-"] }

        #expect(requests == [["GET", "-", "-"], ["PUT", "-", "*"], ["PUT", "-", "*"]])
    }

    @Test func `sends the header of its mode`() async throws {
        let run = try await ScriptHarness.run(
            """
            for _, mode in ipairs { "create", "update", "update_or_create", "synchronized" } do
              ada:get(ref):write(active, mode)
            end
            ada:create(ref)
            ada:join(ref)
            ada:leave(ref)
            ada:write(ref, active:if_match '"7"':nocommit())
            """, over: try ScriptedTransport(document: emptySession))
        let writes = run.requests.filter { $0.method == "PUT" }
        let headers = writes.map { [$0.ifMatch ?? "-", $0.ifNoneMatch ?? "-"] }

        #expect(
            headers == [
                ["-", "*"], ["*", "-"], ["-", "-"], [#""1""#, "-"], ["-", "*"], ["*", "-"],
                ["-", "-"], [#""7""#, "-"],
            ])
        #expect(writes.map { $0.query.map(\.name) } == [[], [], [], [], [], [], [], ["nocommit"]])
    }

    @Test func `without committing only tells what it would do`() throws {
        let lines = try lines(
            """
            ada:create(ref, active)
            print(ada:write(ref, muster.request():set("map", "dust"):nocommit()).properties.custom.map)
            print(ada:get(ref).properties.custom.map, ada:get(ref).changeNumber)
            """)

        #expect(lines == ["dust", "nil\t1"])
    }

    @Test func `takes a request, a plain document or nothing`() throws {
        let lines = try lines(
            """
            print(ada:write(ref))
            print(ada:write(ref, { properties = { custom = { a = 1 } } }).properties.custom.a)
            print(refusal(ada.write, ada, ref, "{}"))
            print(refusal(ada.write, ada, ref, { 1 }))
            print(refusal(ada.write, ada, "lobby", active))
            print(refusal(ada.write, ada, ref, { properties = { custom = { a = print } } }))
            print(refusal(ada.write, ada, ref, { propertys = {} }))
            print(refusal(ada.write, ada, ref, { members = { mee = {} } }))
            print(refusal(ada.write, ada, ref, muster.request():raw("/bogus", 1)).message)
            """)

        #expect(
            lines == [
                "session quick #1 open: 0 ada inactive", "1",
                "flow.lua:1: bad argument #2 to 'write' (request or table expected, got string)",
                "flow.lua:1: bad argument #2 to 'write' (a table with named fields expected)",
                "flow.lua:1: bad argument #1 to 'write' (reference or session expected, got string)",
                "flow.lua:1: bad argument #2 to 'write' (.properties.custom.a is a "
                    + "function, which JSON cannot hold; leave it out)",
                "flow.lua:1: bad argument #2 to 'write' (unknown field 'propertys'; "
                    + "did you mean 'properties'?)",
                "flow.lua:1: bad argument #2 to 'write' (field 'members': unknown key 'mee'; "
                    + "a member is me, reserve_N, me_xuid, me_all, me_allInSession or an index)",
                "The field '/bogus' is not allowed.",
            ])
    }
}

@Suite struct `A user` {
    @Test func `creates, joins, reads and leaves`() throws {
        let lines = try lines(
            """
            print(ada:get(ref))
            print(ada:create(ref, active))
            print(refusal(ada.create, ada, ref).status)
            print(grace:join(ref, { ready = true, custom = { skill = 3 } }))
            print(grace:get(ref).me.properties.custom.skill)
            print(grace:join(ref))
            print(grace:leave(ref))
            print(grace:get(ref))
            print(ada:leave(ref), grace:get(ref))
            """)

        #expect(
            lines == [
                "nil", "session quick #1 open: 0 ada active", "412",
                "session quick #2 open: 0 ada active, 1 grace ready", "3",
                "session quick #3 open: 0 ada active, 1 grace active",
                "session quick #4 open: 0 ada active", "session quick #4 open: 0 ada active",
                "nil\tnil",
            ])
    }

    @Test func `joins nothing that does not exist`() throws {
        let lines = try lines(
            """
            local e = refusal(ada.join, ada, ref)
            print(e)
            print(refusal(ada.join, ada, ref, { actve = true }))
            print(refusal(ada.join, ada, ref, { 1 }))
            print(refusal(ada.join))
            print(refusal(ada.get, ada))
            print(refusal(ada.leave, ada, {}))
            """)

        #expect(
            lines == [
                "ada could not write to quick/lobby (412 out_of_sync): there is no such session; "
                    + "'write' or 'create' makes one [rule 2.4.4]",
                "flow.lua:1: bad argument #2 to 'join' (unknown field 'actve'; "
                    + "did you mean 'active'?)",
                "flow.lua:1: bad argument #2 to 'join' (a table with named fields expected)",
                "flow.lua:1: calling 'join' on bad self (user expected, got no value)",
                "flow.lua:1: bad argument #1 to 'get' (reference or session expected, got no value)",
                "flow.lua:1: bad argument #1 to 'leave' (reference or session expected, got table)",
            ])
    }
}

/// The least that counts as a session.
private let emptySession = """
    {"contractVersion": 107, "changeNumber": 1, "branch": "bd6c41c3-01c3-468a-a3b5-3e0fe8133862",
     "correlationId": "0fe81338-ee96-46e3-a3b5-2dbbd6c41c3b",
     "startTime": "2030-01-01T00:00:00.0000000Z",
     "constants": {"system": {}, "custom": {}}, "properties": {"system": {}, "custom": {}},
     "members": {}, "membersInfo": {"first": 0, "next": 0, "count": 0, "accepted": 0, "active": 0},
     "servers": {}}
    """
