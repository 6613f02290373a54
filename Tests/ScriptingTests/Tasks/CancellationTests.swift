import Testing

@Suite struct `Cancelling a task` {
    @Test func `gives up what it waits for and closes its variables, innermost first`() throws {
        let lines = try lines(
            """
            local task = muster.spawn(function()
              local _ <close> = onclose(function() print "outer" end)
              do
                local _ <close> = onclose(function(_, e) print("inner", e) end)
                muster.sleep "1h"
              end
            end)
            muster.sleep "1s"
            task:cancel()
            print(task.status, clock.elapsed)
            """)

        #expect(lines == ["inner\tnil", "outer", "cancelled\t1.0"])
    }

    @Test func `ends its children before it, the last one first`() throws {
        let lines = try lines(
            """
            local function stay(name)
              return function()
                local _ <close> = onclose(function() print(name) end)
                if name == "b" then muster.spawn(function()
                  local _ <close> = onclose(function() print "child of b" end)
                  muster.sleep "1h"
                end) end
                muster.sleep "1h"
              end
            end
            local parent = muster.spawn(function()
              local _ <close> = onclose(function() print "parent" end)
              for _, name in ipairs { "a", "b", "c" } do muster.spawn(stay(name)) end
              muster.sleep "1h"
            end)
            muster.sleep "1s"
            parent:cancel()
            """)

        #expect(lines == ["c", "child of b", "b", "a", "parent"])
    }

    @Test func `happens to the children of a task that ends by itself`() throws {
        let lines = try lines(
            """
            local parent = muster.spawn(function()
              muster.spawn(function()
                local _ <close> = onclose(function() print "child closed" end)
                muster.sleep "1h"
              end)
              muster.sleep "1s"
              return "result"
            end)
            print(parent:wait())
            """)

        #expect(lines == ["child closed", "result"])
    }

    @Test func `tells those who wait for it, now and later`() throws {
        let lines = try lines(
            """
            local task = muster.spawn(function() muster.sleep "1h" end)
            muster.spawn(function()
              local error = refusal(task.wait, task)
              print(error, error.kind, error.message, error.retryable, error.status, error.where)
            end)
            muster.sleep "1s"
            task:cancel()
            muster.sleep(0)
            local error = refusal(task.wait, task)
            print(error, error.kind, error.where)
            """)

        #expect(
            lines == [
                "the task was cancelled\tcancelled\tthe task was cancelled\tfalse\tnil\tflow.lua:1",
                "the task was cancelled\tcancelled\tflow.lua:1",
            ])
    }

    @Test func `twice, or after its end, does nothing`() throws {
        let lines = try lines(
            """
            local done = muster.spawn(function() return 1 end)
            print(done:wait())
            done:cancel()
            local idle = muster.spawn(print, "never")
            idle:cancel()
            idle:cancel()
            muster.sleep(0)
            print(done.status, idle.status)
            """)

        #expect(lines == ["1", "finished\tcancelled"])
    }

    @Test func `is refused for oneself and for those one belongs to`() throws {
        let lines = try lines(
            """
            local parent, child
            parent = muster.spawn(function()
              child = muster.spawn(function()
                print(refusal(child.cancel, child))
                print(refusal(parent.cancel, parent))
              end)
              child:wait()
            end)
            parent:wait()
            """)

        #expect(
            lines == [
                "flow.lua:1: a task cannot cancel itself; return instead",
                "flow.lua:1: a task cannot cancel one that it belongs to",
            ])
    }

    @Test func `is refused for a task at work while variables are closed`() throws {
        let lines = try lines(
            """
            local worker, victim, failing
            worker = muster.spawn(function()
              muster.sleep "1s"
              victim:cancel()
              print "the worker goes on"
            end)
            victim = muster.spawn(function()
              local _ <close> = onclose(function()
                print(refusal(worker.cancel, worker))
                print(refusal(victim.cancel, victim))
              end)
              muster.sleep "1h"
            end)
            failing = muster.spawn(function()
              local _ <close> = onclose(function() failing:cancel() end)
              error "the first error"
            end)
            print(refusal(failing.wait, failing))
            worker:wait()
            print(worker.status, victim.status, failing.status)
            """)

        #expect(
            lines == [
                "flow.lua:15: a task cannot cancel itself; return instead",
                "flow.lua:1: task 2 is at work and cannot be cancelled",
                "flow.lua:1: a task cannot cancel itself; return instead",
                "the worker goes on", "finished\tcancelled\tfailed",
            ])
    }

    @Test func `lets a closing variable send requests, but neither wait nor spawn`() throws {
        let lines = try lines(
            """
            ada:create(ref, active)
            local task = muster.spawn(function()
              grace:join(ref)
              local _ <close> = onclose(function()
                print(grace:leave(ref))
                print(refusal(muster.sleep, 1))
                print(refusal(muster.spawn, print))
                print(refusal(clock.at, clock, 1, print))
              end)
              muster.sleep "1h"
            end)
            muster.sleep "1s"
            task:cancel()
            """)

        #expect(
            lines == [
                "session quick #3 open: 0 ada active",
                "flow.lua:1: attempt to sleep across a C-call boundary",
                "flow.lua:1: a task that is ending cannot begin another",
                "flow.lua:1: a task that is ending cannot begin another",
            ])
    }

    @Test func `while it waits for another leaves that one alone`() throws {
        let lines = try lines(
            """
            local slow = muster.spawn(function() muster.sleep "2s" return "done" end)
            local waiter = muster.spawn(function() slow:wait() end)
            muster.sleep "1s"
            waiter:cancel()
            print(slow:wait(), clock.elapsed)
            """)

        #expect(lines == ["done\t2.0"])
    }
}
