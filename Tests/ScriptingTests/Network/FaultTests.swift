import JSON
import Scripting
import Sessions
import Testing

@Suite struct `service:fault` {
    /// What a write with this fault gives, and what became of the session.
    private func outcome(_ options: String) throws -> [String] {
        try lines(
            """
            local session = ada:create(ref, active)
            local fault = service:fault { \(options) }
            local before = clock.elapsed
            local e = refusal(session.write, session, muster.request():set("k", 1), "synchronized")
            local function field(name) return e ~= "no error" and tostring(e[name]) or "-" end
            print(field "kind", field "status", field "retryable", field "retry_after", clock.elapsed - before)
            print(fault, grace:get(ref).properties.custom.k)
            """)
    }

    @Test(arguments: [
        (
            "kind = 'unavailable', operation = 'write', retry_after = '2s'",
            ["unavailable\t503\ttrue\t2\t0.0", "fault unavailable (struck 1 times)\tnil"]
        ),
        (
            "kind = 'too_many_requests', user = ada",
            [
                "too_many_requests\t429\ttrue\t15\t0.0",
                "fault too_many_requests (struck 1 times)\tnil",
            ]
        ),
        (
            "kind = 'timeout', count = 1",
            ["timeout\tnil\ttrue\tnil\t30.0", "fault timeout (struck 1 times)\tnil"]
        ),
        (
            "kind = 'slow', operation = 'write', delay = '2s'",
            ["-\t-\t-\t-\t2.0", "fault slow (struck 1 times)\t1"]
        ),
        (
            "kind = 'out_of_sync'",
            ["out_of_sync\t412\ttrue\tnil\t0.0", "fault out_of_sync (struck 1 times)\tnil"]
        ),
        (
            "kind = 'dropped_before', count = 1",
            ["unreachable\tnil\ttrue\tnil\t0.0", "fault dropped_before (struck 1 times)\tnil"]
        ),
        (
            "kind = 'dropped_after', count = 1",
            ["unreachable\tnil\ttrue\tnil\t0.0", "fault dropped_after (struck 1 times)\t1"]
        ),
        (
            "kind = 'slow', delay = '90s', operation = 'write'",
            ["timeout\tnil\ttrue\tnil\t30.0", "fault slow (struck 1 times)\t1"]
        ),
    ])
    func `strikes as its kind says`(options: String, expected: [String]) throws {
        #expect(try outcome(options) == expected)
    }

    @Test func `can be stopped, counts, and leaves others alone`() throws {
        let lines = try lines(
            """
            ada:create(ref, active)
            local fault = service:fault { kind = "unavailable", user = ada, operation = "read" }
            for _ = 1, 3 do print(refusal(ada.get, ada, ref).status) end
            print(grace:get(ref).membersInfo.count, fault.count, fault.kind, fault.active)
            print(fault:stop(), fault:stop(), fault.active, fault.count)
            print(ada:get(ref).membersInfo.count)
            """)
        #expect(
            lines == [
                "503", "503", "503", "1\t3\tunavailable\ttrue", "true\tfalse\tfalse\t3", "1",
            ])
    }

    @Test func `begins and ends when it is told to`() throws {
        let lines = try lines(
            """
            local fault = service:fault { kind = "unavailable", after = "2s", lasts = "2s" }
            for _ = 1, 5 do
              local ok = pcall(ada.get, ada, ref)
              print(clock.elapsed, ok, fault.active)
              muster.sleep "1s"
            end
            """)
        #expect(
            lines == [
                "0.0\ttrue\ttrue", "1.0\ttrue\ttrue", "2.0\tfalse\ttrue", "3.0\tfalse\ttrue",
                "4.0\ttrue\tfalse",
            ])
    }

    @Test func `that says out of sync shows the session, so that an update repeats`() throws {
        let lines = try lines(
            """
            local session = ada:create(ref, active)
            local fault = service:fault { kind = "out_of_sync", count = 3 }
            local e = refusal(session.write, session, active, "synchronized")
            print(e.session.changeNumber, e.rule)
            print(refusal(ada.create, ada, ref).session)
            local tries = 0
            session = session:update(function() tries = tries + 1 return muster.request():set("k", 1) end)
            print(tries, session.properties.custom.k, fault.count)
            ada:write(ref, active)
            """)
        #expect(lines == ["1\t2.4.3", "nil", "2\t1\t3"])
    }

    @Test func `never shows a session to who may not read it`() throws {
        let lines = try lines(
            """
            ada:create(ref, active:visibility "private")
            service:fault { kind = "out_of_sync" }
            print(refusal(grace.join, grace, ref).status)
            """)
        #expect(lines == ["403"])
    }

    @Test func `refuses what makes no sense, and says what does`() throws {
        let lines = try lines(
            """
            print(refusal(service.fault, service, { kind = "slow" }))
            print(refusal(service.fault, service, { kind = "slowly" }))
            print(refusal(service.fault, service, { kind = "timeout", delay = "1s" }))
            print(refusal(service.fault, service, { kind = "timeout", count = 0 }))
            print(refusal(service.fault, service, { kind = "timeout", user = "ada" }))
            print(refusal(service.fault, service, {}))
            print(service.network.quiet, ada:get(ref))
            """)
        #expect(
            lines.withoutPlaces == [
                "bad argument #1 to 'fault' (field 'delay': how late answers are, such as \"2s\", expected)",
                "bad argument #1 to 'fault' (field 'kind': invalid option 'slowly'; did you mean "
                    + "'slow'?)",
                "bad argument #1 to 'fault' (field 'delay': nothing but for slow expected)",
                "bad argument #1 to 'fault' (field 'count': a number from 1 to 1000000 expected)",
                "bad argument #1 to 'fault' (field 'user': user expected, got string)",
                "bad argument #1 to 'fault' (field 'kind' is missing)", "true\tnil",
            ])
    }
}
