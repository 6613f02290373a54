import Testing

@Suite struct `Following a session` {
    @Test func `lists what changed by path, and who changed it`() throws {
        let lines = try lines(
            """
            local first = ada:write(ref, active:set("map", "dust"))
            local second = grace:write(ref, active:set("round", 1))
            local third = ada:write(ref, muster.request():set("map", "mirage"))
            print(third:diff(first))
            local change = third:diff(second)[1]
            print(#third:diff(second), change.path, change.before, change.after, change.by,
              change.cause, change.change_number, change.remark)
            print(third:diff(third))
            print(#third:diff(), third:diff()[1])
            """)

        let first = lines[0].split(separator: "\n")
        #expect(first[0] == "~ /properties/custom/map \"dust\" -> \"mirage\"  (#3 by ada)")
        #expect(first[1] == "+ /properties/custom/round 1  (#2 by grace)")
        #expect(first[2].hasPrefix("+ /members/1 {\"gamertag\":\"grace\""))
        #expect(first[2].hasSuffix("  (#2 by grace)"))
        #expect(
            lines.dropFirst() == [
                "1\t/properties/custom/map\tdust\tmirage\tada\tPUT\t3\tnil", "no changes",
                "1\t~ /properties/custom/map \"dust\" -> \"mirage\"  (#3 by ada)",
            ])
    }

    @Test func `keeps every version with its time, author and cause`() throws {
        let lines = try lines(
            """
            local lobby = ada:write(ref, active)
            muster.sleep "2s"
            ada:write(ref, muster.request():reserve(grace))
            muster.sleep "31s"
            lobby = lobby:refresh()
            for _, version in ipairs(lobby:history()) do print(version) end
            local last = lobby:history()[3]
            print(last.by, last.cause, last.where, last.session, last.seen_at)
            print(#last.changes, last.changes[1].path)
            """)

        #expect(
            lines == [
                "#1 at 0ms by ada: PUT (flow.lua:1)", "#2 at 2s by ada: PUT (flow.lua:3)",
                "#3 at 33s: timer",
                "nil\ttimer\tnil\tsession quick #3 open: 0 ada active\t"
                    + "2030-01-01T00:00:33.0000000Z",
                "2\t/members/1",
            ])
    }

    @Test func `iterates over the changes of others, timers among them`() throws {
        let lines = try lines(
            """
            local lobby = ada:write(ref, active)
            muster.spawn(function()
              muster.sleep "1s"
              grace:write(ref, muster.request():reserve(service:user "3"))
            end)
            local seen = 0
            for changes, session in lobby:changes() do
              seen = seen + 1
              print(clock.elapsed, #changes, session)
              if seen == 2 then break end
            end
            """)

        #expect(
            lines == [
                "1.0\t3\tsession quick #3 open: 0 ada active, 2 3 reserved",
                "31.0\t2\tsession quick #4 open: 0 ada active",
            ])
    }

    @Test func `ends the iteration when the session is gone`() throws {
        let lines = try lines(
            """
            local lobby = ada:write(ref, active)
            muster.spawn(function() muster.sleep "1s" ada:leave(ref) end)
            for changes in lobby:changes() do print(changes) end
            print("ended", clock.elapsed)
            """)

        #expect(lines == ["ended\t1.0"])
    }

    @Test func `waits for a predicate`() throws {
        let lines = try lines(
            """
            local lobby = ada:write(ref, active)
            muster.spawn(function()
              for i = 1, 3 do muster.sleep "1s" grace:write(ref, active:set("round", i)) end
            end)
            local session, answer = lobby:wait(function(s)
              return s.properties.custom.round == 3 and "third"
            end)
            print(session.changeNumber, answer, clock.elapsed)
            print(select(2, session:wait(function() return "at once" end)))
            """)

        #expect(lines == ["4\tthird\t3.0", "at once"])
    }

    @Test func `says what was last seen when a wait ends in vain`() throws {
        let lines = try lines(
            """
            local lobby = ada:write(ref, active)
            muster.spawn(function() muster.sleep "1s" grace:write(ref, active) end)
            local e = refusal(lobby.wait, lobby, function(s) return #s.members == 3 end, { timeout = "5s" })
            print(e)
            print(e.kind, e.retryable, e.session.changeNumber, clock.elapsed)
            muster.spawn(function() muster.sleep "1s" grace:leave(ref) ada:leave(ref) end)
            e = refusal(lobby.wait, lobby, function(s) return false end)
            print(e.kind, e)
            """)

        #expect(
            lines == [
                "what was awaited did not happen within 5s; last seen session quick #2 open: "
                    + "0 ada active, 1 grace active; last changed by grace, PUT at 1s",
                "timeout\ttrue\t2\t5.0",
                "gone\tthe session ended while it was awaited; last seen session quick #2 open: "
                    + "0 ada active, 1 grace active; last changed by grace, PUT at 6s",
            ])
    }

    @Test func `is a deadlock when nothing can change any more`() throws {
        let ending = try ending(
            """
            local lobby = ada:write(ref, active)
            lobby:wait(function(s) return #s.members == 2 end)
            """)

        #expect(
            ending
                == .deadlock([
                    "the script waits for a change of quick/lobby since flow.lua:2"
                ]))
    }

    @Test func `updates again when somebody else wrote meanwhile`() throws {
        let lines = try lines(
            """
            local lobby = ada:write(ref, active)
            local tries = 0
            local result = lobby:update(function(session)
              tries = tries + 1
              if tries < 3 then grace:write(ref, active:set("n", tries)) end
              return muster.request():set("sum", (session.properties.custom.n or 0) + 10)
            end)
            print(tries, result.properties.custom.sum, result.properties.custom.n)
            print(lobby:update(function() return nil end) == lobby)
            """)

        #expect(lines == ["3\t12\t2", "true"])
    }

    @Test func `gives an update up after the last try, and other errors at once`() throws {
        let lines = try lines(
            """
            local lobby = ada:write(ref, active)
            local n = 0
            local e = refusal(lobby.update, lobby, function()
              n = n + 1
              grace:write(ref, active:set("n", n))
              return { properties = { custom = { m = n } } }
            end, { attempts = 2 })
            print(n, e.kind, e)
            e = refusal(lobby.update, lobby, function() return muster.request():raw("/foo", 1) end)
            print(e.kind, e.status)
            e = refusal(lobby.update, lobby, function() error "mine" end)
            print(e)
            print(refusal(lobby.update, lobby, print, { attempts = 0 }))
            """)

        #expect(
            lines == [
                "2\tconflict\tthe update was given up after 2 attempts: somebody else wrote each "
                    + "time; last seen session quick #3 open: 0 ada active, 1 grace active; "
                    + "last changed by grace, PUT at 0ms",
                "bad_request\t400", "flow.lua:11: mine", lines.last,
            ])
        #expect(lines.last?.contains("a number from 1 to 1000") == true)
    }

    @Test func `blames the line of the script when it fails`() throws {
        let run = try ScriptHarness.run(
            """
            local lobby = ada:write(ref, active)
            lobby:wait(function() return false end, { timeout = "1s" })
            """)

        #expect(run.location == "flow.lua:2")
    }
}
