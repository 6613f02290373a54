import Scripting
import Sessions
import TestRunner
import Testing

@Suite struct `One decision` {
    /// What a script prints under a schedule; the ending is one more line unless it finishes.
    private func lines(_ schedule: String, _ script: String) throws -> [String] {
        let run = try ExploredScript(script).run(under: try Schedule(schedule))
        let lines = run.script.lines
        #expect(Schedule(decisions: run.decisions).description == schedule)
        return run.script.ending == .finished ? lines : lines + ["\(run.script.ending)"]
    }

    @Test(arguments: [
        ("none", "0.0\t1"), ("delay:1=250ms", "0.25\t1"), ("answer:1=250ms", "0.25\t1"),
        ("loss:1=2", "0.6\t1"), ("copy:1=100ms", "0.1\t1"),
        ("loss:1=1,delay:1=50ms,answer:1=7ms", "0.257\t1"),
    ])
    func `makes a message late`(schedule: String, expected: String) throws {
        let sorted = try Schedule(schedule)
        let run = try ExploredScript(
            "local lobby = ada:create(ref, active) print(clock.elapsed, lobby.membersInfo.count)"
        ).run(under: sorted)

        #expect(run.script.lines == [expected])
        #expect(
            Set(run.decisions.map(\.description))
                == Set(
                    schedule == "none" ? [] : schedule.split(separator: ",").map(String.init)))
    }

    @Test func `loses a request, which is sent again`() throws {
        let run = try ExploredScript("ada:create(ref, active)").run(under: try Schedule("loss:1=2"))
        let losses = run.script.events.compactMap { event in
            if case .lost(let exchange, let leg, let time, let retry) = event {
                "\(exchange.number) \(leg) \(time) \(retry?.description ?? "")"
            } else {
                nil
            }
        }

        #expect(
            losses == [
                "1 request 2030-01-01T00:00:00.0000000Z 2030-01-01T00:00:00.2000000Z",
                "1 request 2030-01-01T00:00:00.2000000Z 2030-01-01T00:00:00.6000000Z",
            ])
    }

    @Test func `lets the directory act twice on a request, and its first answer count`() throws {
        let run = try ExploredScript(
            """
            local lobby = ada:create(ref, active)
            local now = ada:write(ref, muster.request():set("map", "dust"):if_match(lobby.etag))
            print(clock.elapsed, now.properties.custom.map)
            """
        ).run(under: try Schedule("copy:1=10ms,copy:2=5ms"))
        let copies = run.script.events.compactMap { event in
            if case .arrived(let exchange, _, true) = event { exchange.number } else { nil }
        }

        #expect(run.script.ending == .finished)
        #expect(run.script.lines == ["0.015\tdust"])
        #expect(copies == [1, 2])
    }

    @Test(arguments: [
        ("412", "out_of_sync\t412\tnil\tnil\t0.0"), ("503", "unavailable\t503\t5\tnil\t0.0"),
        ("429", "too_many_requests\t429\t15\tnil\t0.0"),
        ("dropped_before", "unreachable\tnil\tnil\tnil\t0.0"),
        ("dropped_after", "unreachable\tnil\tnil\tdust\t0.0"),
        ("timeout", "timeout\tnil\tnil\tnil\t30.0"),
    ])
    func `lets a request go wrong`(fault: String, expected: String) throws {
        let found = try lines(
            "fault:2=\(fault)",
            """
            local lobby = ada:create(ref, active)
            local request = muster.request():set("map", "dust"):if_match(lobby.etag)
            local e = refusal(ada.write, ada, ref, request)
            assert(e.retryable)
            local elapsed = clock.elapsed
            print(e.kind, e.status, e.retry_after, ada:get(ref).properties.custom.map, elapsed)
            """)

        #expect(found == [expected])
    }

    @Test func `of 412 strikes no write that cannot be out of sync`() throws {
        let run = try ExploredScript(
            """
            ada:create(ref, active)
            print(ada:write(ref, muster.request():set("map", "dust")).properties.custom.map)
            """
        ).run(under: try Schedule("fault:1=412,fault:2=412"))

        #expect(run.script.lines == ["dust"])
        #expect(run.decisions.isEmpty)
    }

    @Test func `makes a tap late, and those behind it wait`() throws {
        let found = try lines(
            "tap:1=300ms",
            """
            local lobby = service:reference "lobby"
            local line = ada:connect()
            ada:create(lobby, muster.request():join { active = true, connection = line })
            ada:subscribe(lobby, line)
            for round = 1, 2 do
              ada:write(lobby, muster.request():set("round", round))
              muster.sleep "100ms"
            end
            for _ = 1, 2 do print(line:next_tap().changeNumber, clock.elapsed) end
            """)

        #expect(found == ["2\t0.3", "3\t0.3"])
    }

    @Test func `lets another task go first`() throws {
        let script = """
            local names = {}
            for _, name in ipairs { "a", "b", "c" } do
              muster.spawn(function() names[#names + 1] = name end)
            end
            muster.sleep "1s"
            print(table.concat(names))
            """

        #expect(try lines("none", script) == ["abc"])
        #expect(try lines("task:1=1", script) == ["bac"])
        #expect(try lines("task:1=2", script) == ["cab"])
        #expect(try lines("task:1=2,task:2=1", script) == ["cba"])
    }

    @Test func `lets a time-out wait for what happens at its instant`() throws {
        let script = """
            print(pcall(muster.timeout, "5s", function() muster.sleep "5s" return "in time" end))
            print(clock.elapsed)
            """

        #expect(
            try lines("none", script) == ["false\tnothing came of it within 5s", "5.0"])
        #expect(try lines("timer:1=1", script) == ["true\tin time", "5.0"])
    }

    @Test func `says how many players there are`() throws {
        let script =
            "print(#service:users(2, 5), #service:title('7'):users(0, 3), #service:users(4))"

        #expect(try lines("none", script) == ["2\t0\t4"])
        #expect(try lines("players:1=4,players:2=3", script) == ["4\t3\t4"])
    }

    @Test func `that goes beyond what there is takes the nearest, and is recorded so`() throws {
        let script = ExploredScript(
            """
            muster.spawn(function() print "first" end)
            muster.spawn(function() print "second" end)
            muster.sleep "1s"
            print(#service:users(2, 5), #service:users(2, 5))
            """)
        let run = try script.run(
            under: try Schedule("task:1=9,task:2=1,players:1=9,players:2=1,delay:1=1s"))

        #expect(run.script.lines == ["second", "first", "5\t2"])
        #expect(run.decisions.map(\.description) == ["task:1=1", "players:1=5"])
    }

    @Test func `of a late answer lets nobody wait for what has happened meanwhile`() throws {
        let found = try lines(
            "answer:3=2000ms",
            """
            ada:create(ref, active)
            local lobby = grace:join(ref)
            muster.spawn(function()
              muster.sleep "1s"
              ada:write(ref, muster.request():set("map", "dust"))
              grace:leave(ref)
              ada:leave(ref)
            end)
            lobby = lobby:refresh()
            print(clock.elapsed, lobby.properties.custom.map)
            print(refusal(lobby.wait, lobby, function(now) return now.properties.custom.map end).kind)
            """)

        #expect(found == ["2.0\tnil", "gone"])
    }

    @Test func `adds to what the script says of the network`() throws {
        let found = try lines(
            "delay:1=10ms",
            """
            service.network:set { latency = "40ms" }
            ada:create(ref, active)
            print(clock.elapsed)
            ada:get(ref)
            print(clock.elapsed)
            """)

        #expect(found == ["0.09", "0.17"])
    }

    @Test func `leaves a request alone that cannot wait`() throws {
        let run = try ExploredScript(
            """
            ada:create(ref, active)
            local function count() return ada:get(ref).membersInfo.count end
            print(select(2, xpcall(error, count)), clock.elapsed)
            """
        ).run(under: try Schedule("delay:2=10ms,delay:3=10ms"))

        #expect(run.script.lines == ["1\t0.0"])
        #expect(run.decisions.isEmpty)
    }

    @Test func `is not needed for users with a wrong number of them`() throws {
        #expect(
            try ending("service:users(5, 2)")
                == .failed(
                    "flow.lua:1: bad argument #2 to 'users' (a number from 5 to 100000 expected)"))
        #expect(
            try ending("service:users(1, 100001)")
                == .failed(
                    "flow.lua:1: bad argument #2 to 'users' (a number from 1 to 100000 expected)"))
    }
}
