import Lua
import Scripting
import Sessions
import Testing
import Transport

@Suite struct `A service elsewhere` {
    @Test func `is named by its address`() async throws {
        let run = try await ScriptHarness.run(
            "print(service, service.address)", over: ScriptedTransport(.failure(.cancelled)))

        #expect(
            run.lines == ["service (http://127.0.0.1:1)\thttp://127.0.0.1:1"])
    }

    @Test func `gets each request with its caller and line`() async throws {
        let run = try await ScriptHarness.run(
            """
            ada:get(ref)

            grace:get(ref) service:server():get(ref)
            """, over: ScriptedTransport(.success(DirectoryResponse(status: 204))))
        let sent = run.events.compactMap { event -> String? in
            guard case .sent(let exchange) = event else { return nil }
            return "\(exchange.number) \(exchange.caller) \(exchange.request.method) "
                + "\(exchange.request.target.reference?.name ?? "?") "
                + (exchange.location.map { "\($0.chunk):\($0.line)" } ?? "?")
        }

        #expect(
            sent == [
                "1 ada GET lobby flow.lua:1", "2 grace GET lobby flow.lua:3",
                "3 server GET lobby flow.lua:3",
            ])
        #expect(run.ending == .finished)
    }

    @Test(arguments: [[1, 2, 3, 4], [4, 3, 2, 1], [3, 1, 4, 2]])
    func `answers tasks in the order in which the answers arrive`(order: [Int]) async throws {
        let held = HeldAnswers()
        let run = try await ScriptHarness.run(
            """
            local tasks = {}
            for i = 1, 4 do
              tasks[i] = muster.spawn(function()
                print(i, ada:get(service:reference("quick", tostring(i))))
              end)
            end
            muster.sleep(0)
            print "all sent"
            for _, task in ipairs(tasks) do task:wait() end
            """, over: held.transport
        ) { event, _ in
            // Each arrival lets the next answer go, so that none can overtake another.
            switch event {
            case .printed(let line) where line == Array("all sent".utf8):
                held.release("\(order[0])")
            case .answered(let exchange, _):
                let name = exchange.request.target.reference?.name ?? ""
                let position = order.firstIndex { "\($0)" == name } ?? order.count
                if position + 1 < order.count { held.release("\(order[position + 1])") }
            default: break
            }
        }

        #expect(run.lines == ["all sent"] + order.map { "\($0)\tnil" })
        #expect(run.ending == .finished)
    }

    @Test(arguments: [ScriptClock.Mode.real, .virtual])
    func `can owe hundreds of answers at once`(time: ScriptClock.Mode) async throws {
        let run = try await ScriptHarness.run(
            """
            local done, tasks = 0, {}
            for i = 1, 500 do
              tasks[i] = muster.spawn(function() ada:get(ref) done = done + 1 end)
            end
            for _, task in ipairs(tasks) do task:wait() end
            print(done)
            """, over: ScriptedTransport(.success(DirectoryResponse(status: 204))), time: time)

        #expect(run.lines == ["500"])
        #expect(run.ending == .finished)
    }

    @Test func `is not waited for by a task that was cancelled`() async throws {
        let held = HeldAnswers()
        let run = try await ScriptHarness.run(
            """
            local task = muster.spawn(function()
              local _ <close> = onclose(function() print "closed" end)
              ada:get(service:reference("quick", "slow"))
              print "never"
            end)
            muster.sleep(0)
            print "sent"
            task:cancel()
            ada:get(service:reference("quick", "quick"))
            print(task.status)
            ada:get(service:reference("quick", "quick"))
            """, over: held.transport
        ) { event, _ in
            // The answer for the cancelled task is on its way before any other.
            guard case .printed(let line) = event, line == Array("closed".utf8) else { return }
            held.release("slow")
            held.release("quick")
        }
        let answered = run.events.compactMap { event -> Int? in
            if case .answered(let exchange, _) = event { exchange.number } else { nil }
        }

        #expect(run.lines == ["sent", "closed", "cancelled"])
        #expect(answered == [2, 3])
        #expect(run.ending == .finished)
    }

    @Test func `keeps virtual time still while it owes an answer`() async throws {
        let held = HeldAnswers()
        let run = try await ScriptHarness.run(
            """
            muster.spawn(function() muster.sleep "1h" print("slept", clock.elapsed) end)
            ada:get(service:reference("quick", "a"))
            print("answered", clock.elapsed)
            muster.sleep "2h"
            """, over: held.transport, time: .virtual
        ) { event, _ in
            if case .sent = event { held.release("a") }
        }

        #expect(run.lines == ["answered\t0.0", "slept\t3600.0"])
    }

    @Test(arguments: [
        "table.sort({ 2, 1 }, function() ada:get(ref) end)",
        "string.gsub('a', 'a', function() ada:get(ref) end)",
    ])
    func `can be asked in what the standard functions call`(script: String) async throws {
        let run = try await ScriptHarness.run(
            script, over: ScriptedTransport(.success(DirectoryResponse(status: 204))))

        #expect(run.ending == .finished)
        #expect(!run.events.isEmpty)
    }
}
