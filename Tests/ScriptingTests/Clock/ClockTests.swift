import Scripting
import Sessions
import Testing
import Transport

@Suite struct `The clock` {
    @Test func `stands still until every task waits, and then jumps`() throws {
        let run = try ScriptHarness.run(
            """
            print(clock, clock.now, clock.elapsed, clock.mode)
            for _ = 1, 100000 do end
            print(clock.elapsed)
            muster.sleep "1.5s"
            print(clock, clock.elapsed)
            """)
        let moves = run.events.compactMap { event -> [String]? in
            guard case .clockMoved(let from, let to) = event else { return nil }
            return [from.description, to.description]
        }

        #expect(
            run.lines == [
                "2030-01-01T00:00:00.0000000Z\t2030-01-01T00:00:00.0000000Z\t0.0\tvirtual", "0.0",
                "2030-01-01T00:00:01.5000000Z\t1.5",
            ])
        #expect(moves == [["2030-01-01T00:00:00.0000000Z", "2030-01-01T00:00:01.5000000Z"]])
    }

    @Test(arguments: [
        ("'30s'", "30.0"), ("'500ms'", "0.5"), ("'1.5s'", "1.5"), ("'2m'", "120.0"),
        ("'2min'", "120.0"), ("'1h'", "3600.0"), ("'10d'", "864000.0"), ("'7'", "7.0"),
        ("7", "7.0"),
        ("0.25", "0.25"), ("0", "0.0"), ("'0s'", "0.0"), ("1e-7", "1e-07"), ("1e-8", "0.0"),
        ("'.5s'", "0.5"),
    ])
    func `takes durations as text or in seconds`(duration: String, elapsed: String) throws {
        #expect(try lines("muster.sleep(\(duration)) print(clock.elapsed)") == [elapsed])
        #expect(try lines("clock:advance(\(duration)) print(clock.elapsed)") == [elapsed])
    }

    @Test(arguments: [
        ("''", "''"), ("'soon'", "'soon'"), ("'-1s'", "'-1s'"), ("'1 s'", "'1 s'"),
        ("'1y'", "'1y'"), ("'1.2.3s'", "'1.2.3s'"), ("'s'", "'s'"), ("'1e3s'", "'1e3s'"),
        ("'0x10s'", "'0x10s'"), ("'inf'", "'inf'"), ("'nan'", "'nan'"), ("-1", "-1.0"),
        ("0/0", "nan"), ("1/0", "inf"), ("1e300", "1e+300"), ("'99999999d'", "'99999999d'"),
    ])
    func `refuses what is no duration`(duration: String, found: String) throws {
        let expected = "a duration such as \"30s\" or \"500ms\", or seconds, expected, got "
        let functions = [
            ("sleep", "muster.sleep"), ("advance", "clock.advance, clock"),
            ("at", "clock.at, clock"),
        ]
        for (name, script) in functions {
            let message = try value("refusal(\(script), \(duration), print)")
            #expect(message == "flow.lua:1: bad argument #1 to '\(name)' (\(expected)\(found))")
        }
    }

    @Test func `refuses arguments that are neither text nor number`() throws {
        let lines = try lines(
            """
            print(refusal(muster.sleep))
            print(refusal(muster.sleep, {}))
            print(refusal(clock.advance, clock, true))
            print(refusal(clock.at, clock, "1s"))
            print(refusal(clock.at, clock, nil, print))
            print(refusal(function() clock.now = 1 end))
            """)

        #expect(
            lines == [
                "flow.lua:1: bad argument #1 to 'sleep' (string or number expected, got no value)",
                "flow.lua:1: bad argument #1 to 'sleep' (string or number expected, got table)",
                "flow.lua:1: bad argument #1 to 'advance' (string or number expected, "
                    + "got boolean)",
                "flow.lua:1: bad argument #2 to 'at' (function expected, got no value)",
                "flow.lua:1: bad argument #1 to 'at' (string or number expected, got nil)",
                "flow.lua:6: field 'now' of a clock cannot be set",
            ])
    }

    @Test func `does what falls due on the way when it is advanced`() throws {
        let lines = try lines(
            """
            clock:at("2s", function() print("two", clock.elapsed) end)
            clock:at("1s", function() print("one", clock.elapsed) end)
            muster.spawn(function() muster.sleep "3s" print("three", clock.elapsed) end)
            local late = clock:at("4s", function() print "never" end)
            clock:advance "3s"
            print("advanced", clock.elapsed, late.status)
            late:cancel()
            clock:advance "1h"
            print(clock.elapsed)
            """)

        #expect(
            lines == [
                "one\t1.0", "two\t2.0", "advanced\t3.0\twaiting", "three\t3.0", "3603.0",
            ])
    }

    @Test func `wakes equal timers in the order in which they were set`() throws {
        let lines = try lines(
            """
            for i = 1, 5 do muster.spawn(function() muster.sleep "1s" print(i) end) end
            clock:at("1s", function() print "at" end)
            muster.sleep "500ms"
            muster.spawn(function() muster.sleep "500ms" print "later" end)
            muster.sleep "1s"
            """)

        #expect(lines == ["at", "1", "2", "3", "4", "5", "later"])
    }

    @Test func `gives the result or error of what it runs to those who wait`() throws {
        let lines = try lines(
            """
            local timer = clock:at("1s", function(...) return select("#", ...), clock.elapsed end)
            print(timer:wait())
            clock:at("1s", function() error "rang" end)
            print(refusal(muster.sleep, "1h"), clock.elapsed)
            """)

        #expect(lines == ["0\t1.0", "flow.lua:3: rang\t2.0"])
    }

    @Test func `ends with the year 9999`() throws {
        let lines = try lines(
            """
            clock:advance "2900000d"
            print(clock.now)
            print(refusal(clock.advance, clock, "20000d"))
            print(refusal(muster.sleep, "20000d"))
            print(refusal(clock.at, clock, "20000d", print))
            """)

        let refused = "flow.lua:1: 1728000000s from now is after the year 9999"
        #expect(lines == ["9969-12-07T00:00:00.0000000Z", refused, refused, refused])
    }

    @Test func `is the directory's: a seat is held for 30 seconds`() throws {
        let lines = try lines(
            """
            local session = ada:create(ref, active:reserve(grace))
            print(session.nextTimer)
            muster.sleep "29999ms"
            print(ada:get(ref))
            muster.sleep "1ms"
            print(ada:get(ref))
            """)

        #expect(
            lines == [
                "2030-01-01T00:00:30.0000000Z",
                "session quick #1 open: 0 ada active, 1 2 reserved",
                "session quick #2 open: 0 ada active",
            ])
    }

    @Test func `of the world cannot be advanced, and sleeps until it has passed`() async throws {
        let run = try await ScriptHarness.run(
            """
            print(clock.mode, clock.elapsed >= 0)
            print(refusal(clock.advance, clock, "1s"))
            local before = clock.elapsed
            muster.sleep "1ms"
            print(clock.elapsed - before >= 0.001)
            """, over: ScriptedTransport(.failure(.cancelled)))

        #expect(
            run.lines == [
                "real\ttrue",
                "flow.lua:1: real time cannot be advanced; use muster.sleep, or --time virtual",
                "true",
            ])
        #expect(run.ending == .finished)
    }
}
