import Directory
import Lua
import Scripting
import Sessions
import Testing

/// Requests over a simulated network, in virtual time.
@Suite struct `A request over a simulated network` {
    /// What happened to requests, in order: the number, and what.
    private func story(of run: ScriptRun) -> [String] {
        run.events.compactMap { event in
            switch event {
            case .sent(let exchange): "\(exchange.number) sent"
            case .arrived(let exchange, _, let isDuplicate):
                "\(exchange.number) arrived\(isDuplicate ? " again" : "")"
            case .answered(let exchange, let response): "\(exchange.number) \(response.status)"
            case .unanswered(let exchange, _): "\(exchange.number) unanswered"
            case .lost(let exchange, let leg, _, _): "\(exchange.number) \(leg.rawValue) lost"
            case .faulted(let exchange, let fault, _): "\(exchange.number) fault \(fault)"
            case .printed, .clockMoved, .logged, .leftBehind, .tapped, .judged: nil
            }
        }
    }

    @Test func `is answered at once as long as nothing is set`() throws {
        let run = try ScriptHarness.run(
            """
            print(service.network, service.network.quiet, service.network.timeout)
            print(setmetatable({}, { __tostring = function() return ada:create(ref, active).me.status end }))
            """)
        #expect(run.lines == ["network (quiet)\ttrue\t30.0", "active"])
        #expect(story(of: run) == ["1 sent", "1 201"])
    }

    @Test func `reaches the directory at an instant of its own, and so does its answer the caller`()
        throws
    {
        let run = try ScriptHarness.run(
            """
            service.network:set { latency = "40ms" }
            service.network:link(service, ada, { latency = "10ms", one_way = true })
            local session = ada:create(ref, active)
            print(clock.elapsed, session.startTime)
            service.network:reset()
            ada:get(ref)
            print(clock.elapsed)
            """)
        #expect(run.lines == ["0.05\t2030-01-01T00:00:00.0400000Z", "0.05"])
        #expect(story(of: run) == ["1 sent", "1 arrived", "1 201", "2 sent", "2 200"])
    }

    @Test func `meets the timers of the directory in their order`() throws {
        let lines = try lines(
            """
            ada:create(ref, active:reservedRemovalTimeout "1s":reserve(grace))
            service.network:link(grace, service, { latency = "999ms" })
            service.network:link(ada, service, { latency = "1s" })
            local seat
            muster.all {
              function() seat = grace:write(ref, active, "update") end,
              function() print(ada:get(ref)) end,
            }
            print(seat.me.status)
            service.network:link(grace, service, { latency = "1001ms" })
            grace:leave(ref)
            ada:write(ref, muster.request():reserve(grace))
            print(clock.elapsed, grace:get(ref))
            """)
        // Grace took the seat 1 ms before it was given up. The second one was held from 5.002 s on
        // and looked at 2.001 s later, when it had been given up.
        #expect(
            lines == [
                "session quick #2 open: 0 ada active, 1 grace active", "active",
                "6.002\tsession quick #5 open: 0 ada active",
            ])
    }

    @Test func `may be overtaken by a later one`() throws {
        let lines = try lines(
            """
            ada:create(ref, active)
            service.network:link(ada, service, { latency = "50ms" })
            service.network:link(ada, service, { operation = "read", latency = "10ms" })
            service.network:set { latency = "20ms" }
            service.network:link(ada, service, { operation = "write", reordering = 1 })
            local write = muster.spawn(function() ada:write(ref, muster.request():set("k", 1)) end)
            muster.sleep(0)
            print(ada:get(ref).properties.custom.k, clock.elapsed)
            write:wait()
            print(ada:get(ref).properties.custom.k)
            """)
        #expect(lines == ["nil\t0.02", "1"])
    }

    @Test func `arrives twice when it is doubled, and is answered once`() throws {
        let run = try ScriptHarness.run(
            """
            ada:create(ref, active)
            service.network:set { latency = "10ms", duplication = 1 }
            local session = ada:write(ref, muster.request():set("k", 1))
            print(session.changeNumber)
            local refused = refusal(ada.create, ada, service:reference("quick", "other"))
            print(refused)
            """)
        #expect(run.lines == ["2", "no error"])
        #expect(
            story(of: run) == [
                "1 sent", "1 201", "2 sent", "2 arrived", "2 arrived again", "2 200",
                "3 sent", "3 arrived", "3 arrived again", "3 201",
            ])
    }

    @Test func `that is lost is sent again`() throws {
        let run = try ScriptHarness.run(
            """
            service.network:link(ada, service, { loss = 1, one_way = true })
            clock:at("300ms", function() service.network:reset() end)
            ada:create(ref, active)
            print(clock.elapsed)
            """)
        #expect(run.lines == ["0.6"])
        #expect(
            story(of: run) == [
                "1 sent", "1 request lost", "1 request lost", "1 arrived", "1 201",
            ])
    }

    @Test func `across a partition ends when the client gives up, in an error that says so`() throws
    {
        let run = try ScriptHarness.run(
            """
            ada:create(ref, active)
            service.network:set { timeout = "10s" }:partition({ ada }, { service })
            local e = refusal(ada.get, ada, ref)
            print(e.kind, e.status, e.retryable, clock.elapsed)
            print(e)
            service.network:heal()
            print(ada:get(ref).me.status, clock.elapsed)
            """)
        #expect(
            run.lines == [
                "timeout\tnil\ttrue\t10.0",
                "ada got no answer to GET: no answer from the local directory within 10.0 seconds",
                "active\t10.0",
            ])
        #expect(story(of: run).filter { $0 == "2 request lost" }.count == 6)
        #expect(story(of: run).suffix(3) == ["2 unanswered", "3 sent", "3 200"])
    }

    @Test func `whose answer is lost for good has been acted on`() throws {
        let lines = try lines(
            """
            service.network:link(service, ada, { loss = 1, one_way = true })
            print(refusal(ada.create, ada, ref, active).kind)
            print(grace:get(ref))
            print(grace:get(ref):history()[1].by)
            """)
        #expect(lines == ["timeout", "session quick #1 open: 0 ada active", "ada"])
    }

    @Test func `takes its length where bandwidth is limited`() throws {
        let lines = try lines(
            """
            ada:create(ref, active)
            service.network:line(ada, { bandwidth_up = 64 })
            ada:write(ref, muster.request():set("k", ("x"):rep(8000)))
            print(clock.elapsed > 1 and clock.elapsed < 1.1)
            service.network:line(ada, { bandwidth_up = 1000000, bandwidth_down = 64 })
            local before = clock.elapsed
            ada:get(ref)
            print(clock.elapsed - before > 1.1, clock.elapsed - before < 1.4)
            """)
        #expect(lines == ["true", "true\ttrue"])
    }

    @Test func `is followed by shoulder taps that take their way, too`() throws {
        let lines = try lines(
            """
            local line = ada:connect()
            local subscription = { id = muster.guid(), changeTypes = { "everything" } }
            ada:create(ref, muster.request():join {
              active = true, connection = line.id, subscription = subscription,
            }:capabilities { connectionRequiredForActiveMembers = true })
            local first = line:next_tap()
            service.network:link(service, ada, { latency = "2s", one_way = true })
            grace:join(ref, { active = true, connection = grace:connect().id })
            print(clock.elapsed, line:next_tap().changeNumber - first.changeNumber, clock.elapsed)
            service.network:partition { ada }
            grace:leave(ref)
            clock:at("1s", function() service.network:heal() end)
            print(line:next_tap().changeNumber - first.changeNumber, clock.elapsed)
            """)
        // Lost at 2.0, 2.2 and 2.6 s, sent again at 3.4 s.
        #expect(lines == ["0.0\t1\t2.0", "2\t5.4"])
    }

    // MARK: Waiting

    @Test func `that nobody waits for any more arrives all the same`() throws {
        let run = try ScriptHarness.run(
            """
            ada:create(ref, active)
            service.network:link(ada, service, { latency = "1s" })
            local task = muster.spawn(function() ada:write(ref, muster.request():set("k", 1)) end)
            muster.sleep "500ms"
            task:cancel()
            print(task.status, grace:get(ref).properties.custom.k)
            muster.sleep "600ms"
            print(grace:get(ref).properties.custom.k)
            muster.sleep "5s"
            """)
        #expect(run.lines == ["cancelled\tnil", "1"])
        #expect(story(of: run).contains("2 arrived"))
        #expect(!story(of: run).contains { $0.hasPrefix("2 2") || $0 == "2 unanswered" })
    }

    @Test func `that nobody waits for any more is not sent again`() throws {
        let run = try ScriptHarness.run(
            """
            service.network:partition { ada }
            local ok, e = pcall(muster.timeout, "1s", ada.get, ada, ref)
            print(ok, e.kind, e.status)
            service.network:heal()
            muster.sleep "1m"
            """)
        #expect(run.lines == ["false\ttimeout\tnil"])
        #expect(
            story(of: run) == ["1 sent"] + Array(repeating: "1 request lost", count: 3))
    }

    @Test func `keeps a run from being stuck while it is under way, and no longer`() throws {
        let run = try ScriptHarness.run(
            """
            service.network:set { latency = "10ms" }
            local channel = muster.channel()
            muster.spawn(function() print(ada:get(ref), clock.elapsed) end)
            channel:receive()
            """)
        #expect(run.lines == ["nil\t0.02"])
        #expect(
            run.ending
                == .deadlock(["the script waits for a value from a channel since flow.lua:4"]))
    }

    @Test func `cannot be waited for where no task can wait`() throws {
        let lines = try lines(
            """
            service.network:set { latency = "10ms" }
            print(select(2, xpcall(error, function() return refusal(ada.get, ada, ref) end)))
            """)
        #expect(
            lines == ["flow.lua:1: attempt to wait for an answer across a C-call boundary"])
    }

    @Test func `is decided by the seed`() throws {
        let script = """
            service.network:set {
              latency = { mean = "50ms", deviation = "20ms" }, jitter = "10ms", loss = 0.2,
              duplication = 0.2, reordering = 0.2, bandwidth_up = 500,
            }
            ada:create(ref, active)
            service:fault { kind = "unavailable", operation = "write", probability = 0.1 }
            local tasks = {}
            for i = 1, 20 do
              tasks[i] = function()
                muster.sleep(i / 100)
                local ok, e = pcall(ada.write, ada, ref, muster.request():set("k" .. i, i))
                print(i, ok, ok and e.changeNumber or e.kind, clock.elapsed)
              end
            end
            muster.all(tasks)
            service.network:reset()
            print(json.encode(grace:get(ref).raw))
            """
        func transcript(_ seed: UInt64) throws -> [String] {
            let run = try ScriptHarness.run(script, seed: seed)
            #expect(run.ending == .finished)
            return run.lines + story(of: run)
        }
        let seeds: [UInt64] = [1, 2, 3]
        let first = try seeds.map(transcript)
        #expect(try seeds.map(transcript) == first)
        #expect(Set(first).count == seeds.count)
    }

    @Test func `wakes those who follow the session when it arrives`() throws {
        let lines = try lines(
            """
            local session = ada:create(ref, active)
            service.network:link(grace, service, { latency = "1s" })
            muster.spawn(function() grace:join(ref) end)
            session = session:wait(function(now) return now.membersInfo.count == 2 end)
            print(clock.elapsed, session:member(grace).status)
            """)
        #expect(lines == ["1.0\tactive"])
    }

    @Test func `takes real time when the run keeps that`() throws {
        var printed: [String] = []
        let options = ScriptOptions(time: .real)
        let runner = try ScriptRunner(options, connection: .local(.builtIn)) { event in
            if case .printed(let line) = event {
                printed.append(String(decoding: line, as: UTF8.self))
            }
        }
        let script = """
            service.network:set { latency = "3ms" }
            ada:create(ref, active)
            print(clock.elapsed >= 0.006)
            service.network:set { latency = "1m", timeout = "1ms" }
            print(refusal(ada.get, ada, ref).kind)
            """
        let outcome = runner.run(Array((ScriptHarness.names + script).utf8), name: "flow.lua")
        #expect(Ending(outcome) == .finished)
        #expect(printed == ["true", "timeout"])
    }

    @Test func `is waited for at the line of the script, also inside an update`() throws {
        let run = try ScriptHarness.run(
            """
            local session = ada:create(ref, active)
            service.network:set { latency = "1s" }
            muster.spawn(function()
              session:update(function() return muster.request():set("k", 1) end)
            end)
            muster.sleep "500ms"
            """)
        let waiters = run.events.compactMap { event -> [String]? in
            guard case .leftBehind(let waiters) = event else { return nil }
            return waiters.map { "\($0.what) since \($0.since?.description ?? "?")" }
        }
        #expect(waiters == [["an answer of the local directory since flow.lua:4"]])
    }
}
