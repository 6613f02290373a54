import Testing

@Suite struct `A task` {
    @Test func `runs when the task that spawned it waits, in the order of spawning`() throws {
        let lines = try lines(
            """
            for i = 1, 3 do muster.spawn(function() print("task", i) end) end
            print "the script goes first"
            muster.sleep(0)
            print "the script goes on"
            """)

        #expect(
            lines == [
                "the script goes first", "task\t1", "task\t2", "task\t3", "the script goes on",
            ])
    }

    @Test func `takes arguments and gives results, nil included`() throws {
        let lines = try lines(
            """
            local task = muster.spawn(function(...) return select("#", ...), ... end, 1, nil, "x", nil)
            print(task:wait())
            print(task:wait())
            print(select("#", muster.spawn(function() end):wait()))
            """)

        #expect(lines == ["4\t1\tnil\tx\tnil", "4\t1\tnil\tx\tnil", "0"])
    }

    @Test func `takes and gives thousands of values`() throws {
        let lines = try lines(
            """
            local many = {}
            for i = 1, 20000 do many[i] = i end
            local task = muster.spawn(function(...) return ... end, table.unpack(many))
            print(select("#", task:wait()), (select(20000, task:wait())))
            """)

        #expect(lines == ["20000\t20000"])
    }

    @Test func `tells its number, its state and itself`() throws {
        let lines = try lines(
            """
            local function show(task) print(task, task.id, task.status) end
            local sleeper = muster.spawn(function() muster.sleep(1) end)
            local failing = muster.spawn(function() error "x" end)
            local itself
            itself = muster.spawn(function() show(itself) end)
            show(sleeper)
            pcall(failing.wait, failing)
            show(sleeper) show(failing) show(itself)
            sleeper:wait()
            show(sleeper)
            local idle = muster.spawn(function() end)
            idle:cancel()
            show(idle)
            """)

        #expect(
            lines == [
                "task 2 ready\t2\tready", "task 4 running\t4\trunning",
                "task 2 waiting\t2\twaiting", "task 3 failed\t3\tfailed",
                "task 4 finished\t4\tfinished", "task 2 finished\t2\tfinished",
                "task 5 cancelled\t5\tcancelled",
            ])
    }

    @Test func `wakes everybody who waits for it, in the order they came`() throws {
        let lines = try lines(
            """
            local slow = muster.spawn(function() muster.sleep "2s" return "done" end)
            for i = 1, 3 do muster.spawn(function() print(i, slow:wait()) end) end
            print("script", slow:wait())
            muster.sleep(0)
            """)

        #expect(lines == ["1\tdone", "2\tdone", "3\tdone", "script\tdone"].rotatedScriptFirst)
    }

    @Test func `ends with the script`() throws {
        let lines = try lines(
            """
            muster.spawn(function()
              local _ <close> = onclose(function() print "closed" end)
              muster.sleep "1h"
              print "never"
            end)
            muster.sleep "1s"
            print(clock.elapsed)
            """)

        #expect(lines == ["1.0", "closed"])
    }

    @Test func `spawns ten thousand that sleep`() throws {
        let lines = try lines(
            """
            local sum = 0
            for i = 1, 10000 do
              muster.spawn(function() muster.sleep(i % 100) sum = sum + i end)
            end
            muster.sleep "100s"
            print(sum, clock.elapsed)
            """)

        #expect(lines == ["50005000\t100.0"])
    }

    @Test func `spawns one that spawns one, thirty thousand deep`() throws {
        let lines = try lines(
            """
            local depth = 0
            local function go(n)
              depth = depth + 1
              if n > 1 then muster.spawn(go, n - 1) end
              muster.sleep "1h"
            end
            muster.spawn(go, 30000)
            muster.sleep "1s"
            print(depth)
            """)

        #expect(lines == ["30000"])
    }

    @Test func `is needed to wait, and a function to spawn`() throws {
        let lines = try lines(
            """
            print(refusal(muster.spawn))
            print(refusal(muster.spawn, "f"))
            local task = muster.spawn(print)
            print(refusal(task.wait))
            print(refusal(function() task.id = 1 end))
            print(refusal(function() return task.stauts end))
            """)

        #expect(
            lines == [
                "flow.lua:1: bad argument #1 to 'spawn' (function expected, got no value)",
                "flow.lua:1: bad argument #1 to 'spawn' (function expected, got string)",
                "flow.lua:1: calling 'wait' on bad self (task expected, got no value)",
                "flow.lua:5: field 'id' of a task cannot be set",
                "flow.lua:6: task has no field or method 'stauts'; did you mean 'status'?",
            ])
    }
}

@Suite struct `The error of a task` {
    @Test func `reaches the task that waits for it`() throws {
        let lines = try lines(
            """
            local task = muster.spawn(function() muster.sleep "1s" error { code = 7 } end)
            local error = refusal(task.wait, task)
            print(error.code, refusal(task.wait, task) == error)
            """)

        #expect(lines == ["7\ttrue"])
    }

    @Test func `reaches the parent where it waits when nobody waits for the task`() throws {
        let run = try ScriptHarness.run(
            """
            muster.spawn(function()
              muster.sleep "1s"
              error "broken"
            end)
            print(refusal(muster.sleep, "1h"), clock.elapsed)
            muster.spawn(function() error "again" end)
            muster.sleep "1h"
            print "never"
            """)

        #expect(run.lines == ["flow.lua:3: broken\t1.0"])
        #expect(run.ending == .failed("flow.lua:6: again"))
    }

    @Test func `climbs from parent to parent`() throws {
        let ending = try ending(
            """
            muster.spawn(function()
              muster.spawn(function() error "deep" end)
              muster.sleep "1h"
            end)
            muster.sleep "1h"
            """)

        #expect(ending == .failed("flow.lua:2: deep"))
    }

    @Test func `is the first one when several children fail at once`() throws {
        let ending = try ending(
            """
            for _, name in ipairs { "first", "second", "third" } do
              muster.spawn(function() muster.sleep "1s" error(name, 0) end)
            end
            muster.sleep "1h"
            """)

        #expect(ending == .failed("first"))
    }

    @Test func `reaches the parent when the one that waited has gone`() throws {
        let ending = try ending(
            """
            local task = muster.spawn(function() muster.sleep "2s" error "not lost" end)
            local waiter = muster.spawn(function() task:wait() end)
            muster.sleep "1s"
            waiter:cancel()
            muster.sleep "1h"
            """)

        #expect(ending == .failed("flow.lua:1: not lost"))
    }

    @Test func `is lost with the script's end`() throws {
        let lines = try lines(
            """
            muster.spawn(function() error "too late" end)
            print "end"
            """)

        #expect(lines == ["end"])
    }
}

extension [String] {
    /// The waiters in the order they began to wait: the script did so first.
    fileprivate var rotatedScriptFirst: [String] { [self[3]] + self[..<3] }
}
