import Testing

@Suite struct `Waiting` {
    @Test func `works inside pcall, metamethods and iterators`() throws {
        let lines = try lines(
            """
            print(pcall(function() muster.sleep(1) return "pcall" end))
            print(select(2, xpcall(function() muster.sleep(1) error "x" end, function(e)
              return "handled " .. e
            end)))
            local slow = setmetatable({}, {
              __index = function(_, key) muster.sleep(1) return key end,
              __add = function() muster.sleep(1) return "sum" end,
              __eq = function() muster.sleep(1) return true end,
              __lt = function() muster.sleep(1) return true end,
              __call = function(_, x) muster.sleep(1) return x end,
              __concat = function() muster.sleep(1) return "joined" end,
            })
            print(slow.key, slow + 1, slow == setmetatable({}, getmetatable(slow)), slow < slow,
              slow "called", slow .. "")
            for i in function(_, i) muster.sleep(1) i = (i or 0) + 1 if i < 3 then return i end end do
              print(i)
            end
            print(clock.elapsed)
            """)

        #expect(
            lines == [
                "true\tpcall", "handled flow.lua:2: x",
                "key\tsum\ttrue\ttrue\tcalled\tjoined", "1", "2", "11.0",
            ])
    }

    @Test func `works inside a coroutine of the script's own`() throws {
        let lines = try lines(
            """
            local steps = coroutine.wrap(function(first)
              for i = first, first + 1 do
                muster.sleep "1s"
                coroutine.yield(i, clock.elapsed)
              end
              return "end"
            end)
            print(steps(5)) print(steps()) print(steps())
            local failing = coroutine.create(function() muster.sleep "1s" error "inside" end)
            print(coroutine.resume(failing))
            """)

        #expect(lines == ["5\t1.0", "6\t2.0", "end", "false\tflow.lua:9: inside"])
    }

    @Test func `lets others run while a coroutine of one task waits`() throws {
        let lines = try lines(
            """
            muster.spawn(function() muster.sleep "1s" print("other", clock.elapsed) end)
            coroutine.wrap(function() muster.sleep "2s" end)()
            print("this", clock.elapsed)
            """)

        #expect(lines == ["other\t1.0", "this\t2.0"])
    }

    @Test func `is possible for a task that was spawned in a coroutine`() throws {
        let lines = try lines(
            """
            local task = coroutine.wrap(function()
              return muster.spawn(function() muster.sleep "1s" return clock.elapsed end)
            end)()
            print(task:wait())
            """)

        #expect(lines == ["1.0"])
    }

    @Test(arguments: [
        "table.sort({ 2, 1 }, function(a, b) muster.sleep(1) return a < b end)",
        "string.gsub('a', 'a', function() muster.sleep(1) end)",
        "print(setmetatable({}, { __tostring = function() muster.sleep(1) return '' end }))",
        "tostring(setmetatable({}, { __tostring = function() muster.sleep(1) return '' end }))",
        "load(function() muster.sleep(1) end)",
        "table.sort({ 2, 1 }, function(a, b) clock:advance(1) return a < b end)",
        "local t = muster.spawn(muster.sleep, 1) table.sort({ 2, 1 }, function() t:wait() end)",
    ])
    func `is possible in what the standard functions call`(script: String) throws {
        let lines = try lines(script + " print('after', clock.elapsed)")

        #expect(lines.last == "after\t1.0")
    }

    @Test func `is refused where Lua itself cannot wait`() throws {
        let lines = try lines(
            "print(select(2, xpcall(error, function() return refusal(muster.sleep, 1) end)))")

        #expect(lines == ["flow.lua:1: attempt to sleep across a C-call boundary"])
    }

    @Test func `by coroutine.yield needs a coroutine of one's own`() throws {
        #expect(
            try ending("\ncoroutine.yield(1)")
                == .failed("flow.lua:2: attempt to yield from outside a coroutine"))
        #expect(
            try ending("\nmuster.spawn(function() coroutine.yield() end):wait()")
                == .failed("flow.lua:2: attempt to yield from outside a coroutine"))
    }

    @Test func `of one task cannot be ended by another through its coroutine`() throws {
        let lines = try lines(
            """
            local thread
            local task = muster.spawn(function()
              thread = coroutine.running()
              muster.sleep "2s"
              return "slept"
            end)
            muster.sleep "1s"
            print(coroutine.status(thread), coroutine.resume(thread))
            print(task:wait())
            """)

        #expect(
            lines == [
                "suspended\tfalse\tcannot resume a coroutine that waits for a host function",
                "slept",
            ])
    }
}

@Suite struct `A deadlock` {
    @Test func `is reported with who waits for what, and since which line`() throws {
        let ending = try ending(
            """
            local first, second
            first = muster.spawn(function()
              muster.sleep "1s"
              second:wait()
            end)
            second = muster.spawn(function() first:wait() end)
            muster.sleep "5s"
            first:wait()
            """)

        #expect(
            ending
                == .deadlock([
                    "the script waits for task 2 (spawned at flow.lua:2) since flow.lua:8",
                    "task 2 (spawned at flow.lua:2) waits for task 3 (spawned at flow.lua:6) "
                        + "since flow.lua:4",
                    "task 3 (spawned at flow.lua:6) waits for task 2 (spawned at flow.lua:2) "
                        + "since flow.lua:6",
                ]))
    }

    @Test func `is also a task that waits for itself`() throws {
        let ending = try ending(
            """
            local itself
            itself = muster.spawn(function() itself:wait() end)
            itself:wait()
            """)

        #expect(
            ending
                == .deadlock([
                    "the script waits for task 2 (spawned at flow.lua:2) since flow.lua:3",
                    "task 2 (spawned at flow.lua:2) waits for task 2 (spawned at flow.lua:2) "
                        + "since flow.lua:2",
                ]))
    }

    @Test func `is none while anybody sleeps, and closes variables when it is one`() throws {
        let run = try ScriptHarness.run(
            """
            local itself
            itself = muster.spawn(function()
              local _ <close> = onclose(function() print "closed" end)
              itself:wait()
            end)
            clock:at("1h", function() print("last", clock.elapsed) end)
            itself:wait()
            """)

        #expect(run.lines == ["last\t3600.0", "closed"])
        #expect(
            run.ending
                == .deadlock([
                    "the script waits for task 2 (spawned at flow.lua:2) since flow.lua:7",
                    "task 2 (spawned at flow.lua:2) waits for task 2 (spawned at flow.lua:2) "
                        + "since flow.lua:4",
                ]))
    }
}
