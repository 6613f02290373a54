import Lua
import Scripting
import Testing

@Suite struct `A run` {
    /// Prints whatever a seed or the world could change.
    private let story = """
        for _ = 1, 3 do print(muster.guid(), math.random(1 << 40), math.random()) end
        math.randomseed()
        print(math.random(1 << 40))
        print(service:reference "quick")
        local session = ada:create(ref, active:reserve(grace))
        print(json.encode(session.raw))
        for key, value in pairs { b = 1, a = 2, [10] = 3, [2] = 4, [true] = 5, z = 6 } do
          print(key, value)
        end
        muster.sleep "1500ms"
        print(os.time(), os.clock(), os.date("!%Y-%m-%d %H:%M:%S"), os.date("!*t").sec)
        print(clock.now)
        """

    @Test func `prints the same bytes for the same seed`() throws {
        let first = try ScriptHarness.run(story, seed: 42)
        let second = try ScriptHarness.run(story, seed: 42)

        #expect(first.ending == .finished)
        #expect(first.lines.count == 14)
        #expect(first.lines == second.lines)
    }

    @Test func `makes other identifiers and numbers for another seed`() throws {
        let first = try lines(story, seed: 1)
        let second = try lines(story, seed: 2)
        let differing = zip(first, second).map { $0 != $1 }

        #expect(
            differing == [
                true, true, true, true, true, true, false, false, false, false, false, false,
                false, false,
            ])
    }

    @Test func `walks tables in one order`() throws {
        let lines = try lines(
            """
            for key in pairs { b = 1, a = 2, [10] = 3, [2] = 4, [true] = 5, z = 6 } do
              print(key)
            end
            """)

        #expect(lines == ["2", "10", "a", "b", "z", "true"])
    }

    @Test func `tells its own time to os.time, os.clock and os.date`() throws {
        let lines = try lines(
            """
            print(os.time(), os.clock(), os.date("!%H:%M:%S"))
            muster.sleep "90s"
            print(os.time(), os.clock(), os.date("!%H:%M:%S"))
            print(os.date("!%Y", 0), os.date("!*t").year)
            """)

        #expect(
            lines == [
                "1893456000\t0.0\t00:00:00", "1893456090\t90.0\t00:01:30", "1970\t2030",
            ])
    }

    @Test func `repeats random numbers after the same random seed`() throws {
        let lines = try lines(
            """
            math.randomseed(7)
            local first = math.random(1 << 40)
            math.randomseed(7)
            print(first == math.random(1 << 40))
            """)

        #expect(lines == ["true"])
    }

    @Test func `finds its arguments in arg and in the dots`() throws {
        let run = try ScriptHarness.run(
            "print(arg[0], arg[1], arg[2], #arg, ...)", arguments: ["a", "b c"])

        #expect(run.lines == ["flow.lua\ta\tb c\t2\ta\tb c"])
        #expect(run.ending == .finished)
    }

    @Test func `prints what tostring gives, with tabs between`() throws {
        let lines = try lines(
            """
            print()
            print(1, 1.0, nil, true, "text", null, setmetatable({}, { __tostring = function()
              return "told" end }))
            print(refusal(print, setmetatable({}, { __tostring = function() error "no" end })))
            """)

        #expect(lines == ["", "1\t1.0\tnil\ttrue\ttext\tnull\ttold", "flow.lua:4: no"])
    }

    @Test func `of a text that is no Lua is unreadable, with the line`() throws {
        #expect(
            try ending("\nlocal = 1")
                == .unreadable("flow.lua:2: <name> expected near '='"))
    }

    @Test func `that raises an error fails with its text`() throws {
        #expect(try ending("\nerror 'broken'") == .failed("flow.lua:2: broken"))
        #expect(try ending("error({})").isFailure)
        #expect(try ending("error(nil)") == .failed("(error object is a nil value)"))
        // The text of the error is the error again.
        #expect(
            try ending("error(setmetatable({}, { __tostring = error }))")
                == .failed("(error object is a table value)"))
    }

    @Test func `tells what it logs as an event with line and time`() throws {
        let run = try ScriptHarness.run(
            """
            muster.sleep "2s"
            muster.log("half way", 1)
            muster.log(ada)
            """)
        let logged = run.events.compactMap { event in
            if case .logged(let text, let place, let time) = event {
                "\(text) at \(place?.description ?? "?"), \(time)"
            } else {
                nil
            }
        }

        #expect(
            logged == [
                "half way at flow.lua:2, 2030-01-01T00:00:02.0000000Z",
                "ada at flow.lua:3, 2030-01-01T00:00:02.0000000Z",
            ])
    }
}

extension Ending {
    fileprivate var isFailure: Bool {
        if case .failed = self { true } else { false }
    }
}
