import Scripting
import Testing

@Suite struct `Several tasks` {
    @Test func `are waited for together, with the first result of each`() throws {
        let lines = try lines(
            """
            local results = muster.all {
              function() muster.sleep "3s" return "a", "ignored" end,
              function() muster.sleep "1s" end,
              muster.spawn(function() muster.sleep "2s" return 3 end),
            }
            print(results[1], results[2], results[3], results.n, clock.elapsed)
            print(muster.all({}).n)
            """)

        #expect(lines == ["a\tnil\t3\t3\t3.0", "0"])
    }

    @Test func `are cancelled when one fails, whose error is raised`() throws {
        let lines = try lines(
            """
            local given = muster.spawn(function() muster.sleep "9s" print "the given one goes on" end)
            local ok, e = pcall(muster.all, {
              function() local _ <close> = onclose(function() print "closed" end) muster.sleep "5s" end,
              given,
              function() muster.sleep "1s" error("no seat", 0) end,
            })
            print(ok, e, clock.elapsed)
            given:wait()
            """)

        #expect(lines == ["closed", "false\tno seat\t1.0", "the given one goes on"])
    }

    @Test func `race: the first that ends gives its position and results`() throws {
        let lines = try lines(
            """
            print(muster.race {
              function() muster.sleep "5s" print "never" end,
              function() muster.sleep "1s" return "x", nil, "y" end,
            })
            print(clock.elapsed)
            local done = muster.spawn(function() return "at once" end)
            done:wait()
            print(muster.race { function() muster.sleep(1) end, done })
            print(refusal(muster.race, {}))
            print(refusal(muster.race, { function() error("first", 0) end, function() end }))
            """)

        #expect(
            lines == [
                "2\tx\tnil\ty", "1.0", "2\tat once",
                "flow.lua:1: bad argument #1 to 'race' (nobody runs in an empty list)", "first",
            ])
    }

    @Test func `end with the task that waits for them`() throws {
        let lines = try lines(
            """
            local parent = muster.spawn(function()
              muster.all {
                function() local _ <close> = onclose(function() print "closed" end) muster.sleep "9s" end,
              }
            end)
            muster.sleep "1s"
            parent:cancel()
            print(clock.elapsed)
            """)

        #expect(lines == ["closed", "1.0"])
    }

    @Test func `must be functions or tasks`() throws {
        let lines = try lines(
            """
            print(refusal(muster.all, { function() print "never" end, 5 }))
            print(refusal(muster.all, { muster.spawn(function() end), "x" }))
            local itself
            itself = muster.spawn(function() print(refusal(muster.all, { itself })) end)
            itself:wait()
            """)

        #expect(
            lines == [
                "flow.lua:1: bad argument #1 to 'all' (element 2: function or task expected, got number)",
                "flow.lua:1: bad argument #1 to 'all' (element 2: function or task expected, got string)",
                "flow.lua:1: a task cannot wait for itself",
            ])
    }

    @Test func `say what is waited for in a deadlock`() throws {
        let ending = try ending(
            """
            local never = muster.channel()
            muster.all { function() never:receive() end }
            """)

        #expect(
            ending
                == .deadlock([
                    "the script waits for all of its tasks since flow.lua:2",
                    "task 2 (spawned at flow.lua:2) waits for a value from a channel since "
                        + "flow.lua:2",
                ]))
    }
}

@Suite struct `A timeout` {
    @Test func `gives the results of a function that is quick enough`() throws {
        let lines = try lines(
            """
            print(muster.timeout("5s", function(...) muster.sleep(4) return ... end, 1, nil, 3))
            print(clock.elapsed)
            print(refusal(muster.timeout, "5s", function() error("inner", 0) end))
            """)

        #expect(lines == ["1\tnil\t3", "4.0", "inner"])
    }

    @Test func `cancels what takes longer`() throws {
        let lines = try lines(
            """
            local e = refusal(muster.timeout, "5s", function()
              local _ <close> = onclose(function() print "closed" end)
              muster.sleep "9s"
            end)
            print(e, e.kind, e.retryable, clock.elapsed)
            muster.sleep "9s"
            """)

        #expect(
            lines == [
                "closed", "nothing came of it within 5s\ttimeout\ttrue\t5.0",
            ])
    }

    @Test func `can lie inside another`() throws {
        let lines = try lines(
            """
            local e = refusal(muster.timeout, "1s", muster.timeout, "9s", muster.sleep, "20s")
            print(e, clock.elapsed)
            e = refusal(muster.timeout, "9s", function() muster.timeout("1s", muster.sleep, "20s") end)
            print(e, clock.elapsed)
            """)

        #expect(
            lines == [
                "nothing came of it within 1s\t1.0", "nothing came of it within 1s\t2.0",
            ])
    }
}

@Suite struct `An error of a child` {
    @Test func `reaches its parent with both stacks`() throws {
        let run = try ScriptHarness.run(
            """
            local function inner() error "boom" end
            local function outer() muster.spawn(function() muster.sleep(1) inner() end):wait() end
            outer()
            """)
        let again = try ScriptHarness.run(
            """
            local function inner() error "boom" end
            local function outer()
              local task = muster.spawn(function() inner() end)
              pcall(task.wait, task)
              task:wait()
            end
            outer()
            """)

        for run in [run, again] {
            let traceback = run.traceback ?? ""
            #expect(run.ending == .failed("flow.lua:1: boom"))
            #expect(traceback.contains("in upvalue 'inner'"))
            #expect(traceback.contains("raised again in the script:"))
            #expect(traceback.contains("'outer'"))
        }
    }
}

@Suite struct `Tasks that a script leaves behind` {
    @Test func `are told with where they were spawned and what they waited for`() throws {
        let run = try ScriptHarness.run(
            """
            muster.spawn(function()
              muster.spawn(muster.sleep, "1h")
              muster.sleep "2h"
            end)
            muster.sleep "1s"
            """)
        let told = run.events.compactMap { event -> [String]? in
            guard case .leftBehind(let waiters) = event else { return nil }
            return waiters.map { "\($0.task): \($0.what)" }
        }

        #expect(run.ending == .finished)
        #expect(
            told == [
                [
                    "task 2 (spawned at flow.lua:1): 7200s to pass",
                    "task 3 (spawned at flow.lua:2): 3600s to pass",
                ]
            ])
    }

    @Test(arguments: ["error 'x'", "muster.spawn(function() end):wait()", "os.exit(3)"])
    func `are not told when the script fails or waits for them`(script: String) throws {
        let run = try ScriptHarness.run(script)
        let told = run.events.contains { if case .leftBehind = $0 { true } else { false } }

        #expect(!told)
    }
}
