import Foundation
import TerminalSupport
import Testing

/// What a person may want to stop. Each says `begun` in a line of its own.
enum Stoppable: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case loop = "print 'begun' while true do end"
    case protectedLoop =
        "print 'begun' while true do pcall(function() while true do end end) end"
    case sleep = "print 'begun' muster.sleep '1h'"
    case channel =
        """
        muster.spawn(function() while true do muster.sleep '20ms' end end) print 'begun' muster.channel():receive()
        """
    case channelBesideTicks =
        """
        muster.spawn(function() while true do muster.sleep(1) end end) print 'begun' muster.channel():receive()
        """
    case pattern = "print 'begun' local _ = (('a'):rep(100000)):find(('.-'):rep(50) .. 'b')"
    case finalizer =
        """
        setmetatable({}, { __gc = function() print 'begun' while true do end end }) collectgarbage()
        """
    case closing =
        """
        do local x <close> = setmetatable({}, { __close = function() print 'begun' while true do end end }) end
        """
    case closingAfterStop =
        """
        do local x <close> = setmetatable({}, { __close = function() end }) print 'begun' while true do end end
        """
    case coroutine = "print 'begun' coroutine.wrap(function() while true do end end)()"
    case flood = "print 'begun' while true do print(('x'):rep(70)) end"
    /// The statement ends, and its task computes beside the prompt.
    case task = "muster.spawn(function() print 'begun' while true do end end) return"

    var testDescription: String { String(describing: self) }

    /// In virtual time nothing of this would take any.
    var arguments: [String] {
        self == .sleep || self == .channel ? ["repl", "--time", "real"] : []
    }
}

@Suite struct `Ctrl-C` {
    @Test(arguments: Stoppable.allCases)
    func `stops what runs, and nothing else`(what: Stoppable) async throws {
        var run = PromptRun(what.arguments)
        (run.width, run.limit) = (120, .seconds(20))
        try await run.run { program, _ in
            try program.waitForPrompt(1)
            try program.enter("local kept = 7", then: 2)
            try program.show(what.rawValue)
            try program.type("{enter}")
            try program.waitFor("the begin") { screen in
                screen.lines.contains("begun") || screen.scrolledOut.contains("begun")
            }
            try program.type("{C-c}")
            try program.waitForPrompt(3)
            try program.enter("kept", then: 4)
            #expect(program.screen.text.hasSuffix("\n3> kept\n7\n4>"))
            try program.enter(".jobs", then: 4)
            try program.type("{C-d}")
            #expect(try program.waitForEnd() == .exit(0))
            try checkRestored(program)
        }
    }

    @Test func `stops a call, and no task that goes on beside it`() async throws {
        var run = PromptRun()
        run.width = 120
        try await run.run { program, _ in
            try program.waitForPrompt(1)
            try program.enter("ticks = 0", then: 2)
            try program.enter(
                "muster.spawn(function() while true do muster.sleep(1) ticks = ticks + 1 end end) return",
                then: 3)
            try program.show("print 'begun' muster.channel():receive()")
            try program.type("{enter}")
            try program.waitFor("the begin") { $0.lines.contains("begun") }
            try program.type("{C-c}")
            try program.waitForPrompt(4)
            try program.enter(".jobs", then: 4)
            #expect(program.screen.text.contains("waiting  1s to pass  [2]:1"))
            try program.enter("last = ticks muster.sleep '2500ms' return ticks - last", then: 5)
            #expect(program.screen.text.hasSuffix("\n2\n5>"))
        }
    }

    @Test func `stops a task beside a line that is being typed, which stays`() async throws {
        try await PromptRun().run { program, _ in
            try program.waitForPrompt(1)
            try program.enter(".clock real", then: 1)
            try program.enter(
                "muster.spawn(function() muster.sleep '300ms' while true do end end) return",
                then: 2)
            try program.show("kept")
            try program.waitUntil("Ctrl-C to be a signal") { !program.terminalFlags.isRaw }
            try program.type("{C-c}")
            try program.waitFor("the line") { screen in
                screen.text.contains("interrupted") && screen.lineBeforeCursor == "2> kept"
            }
            try program.type("{C-u}")
            try program.enter("1 + 1", then: 3)
            #expect(program.screen.text.hasSuffix("2> 1 + 1\n2\n3>"))
        }
    }

    @Test func `clears a line, warns at an empty one, and leaves the second time`() async throws {
        try await PromptRun().run { program, _ in
            try program.waitForPrompt(1)
            try program.show("abc")
            try program.type("{C-c}")
            try program.waitForPrompt(1)
            try program.type("{C-c}")
            try program.waitFor("the hint") { screen in
                screen.text.hasSuffix("1> abc^C\n1> ^C\nCtrl-C once more, or Ctrl-D, leaves\n1>")
            }
            // A statement between the two takes the first back.
            try program.enter("1", then: 2)
            try program.type("{C-c}")
            try program.waitFor("the hint again") { $0.text.hasSuffix("leaves\n2>") }
            try program.type("{C-c}")
            #expect(try program.waitForEnd() == .exit(0))
            try checkRestored(program)
        }
    }
}

@Suite struct `A signal from outside` {
    @Test(arguments: [SIGTERM, SIGHUP])
    func `ends the prompt and restores the terminal`(signal: Int32) async throws {
        try await PromptRun().run { program, _ in
            try program.waitForPrompt(1)
            try program.show("half")
            program.signal(signal)
            #expect(try program.waitForEnd() == .signal(signal))
            try checkRestored(program)
        }
    }

    @Test(arguments: [SIGTERM, SIGHUP])
    func `ends a call and restores the terminal`(signal: Int32) async throws {
        try await PromptRun().run { program, _ in
            try program.waitForPrompt(1)
            try program.show(Stoppable.loop.rawValue)
            try program.type("{enter}")
            try program.waitFor("the begin") { $0.lines.contains("begun") }
            program.signal(signal)
            #expect(try program.waitForEnd() == .signal(signal))
            try checkRestored(program)
        }
    }

    @Test func `is Ctrl-C if it interrupts: it stops a call, and no line`() async throws {
        try await PromptRun().run { program, _ in
            try program.waitForPrompt(1)
            try program.show(Stoppable.loop.rawValue)
            try program.type("{enter}")
            try program.waitFor("the begin") { $0.lines.contains("begun") }
            program.signal(SIGINT)
            try program.waitForPrompt(2)
            try program.show("1 +")
            program.signal(SIGINT)
            try program.show(" 1")
            #expect(program.terminalFlags.isRaw)
            try program.type("{enter}")
            try program.waitForPrompt(3)
            #expect(program.screen.text.hasSuffix("2> 1 + 1\n2\n3>"))
        }
    }

    @Test func `stops the prompt by Ctrl-Z, which goes on where it was`() async throws {
        var run = PromptRun()
        run.environment = ["PS1": "$ ", "PATH": "/usr/bin:/bin"]
        try await TerminalThread.run { [run] in
            let home = try Home()
            defer { home.remove() }
            let program = try run.start("/bin/sh", in: home)
            try program.waitForPrompt("$ ")
            try program.show("'\(try Repository.binary())'")
            try program.type("{enter}")
            try program.waitForPrompt(1)
            try program.show("1 +")
            try program.type("{C-z}")
            try program.waitForPrompt("$ ")
            try checkRestored(program)
            try program.show("fg")
            try program.type("{enter}")
            try program.waitFor("the line") { $0.lineBeforeCursor == "1> 1 +" }
            try program.waitUntil("raw keys") { program.terminalFlags.isRaw }
            try program.show(" 1")
            try program.type("{enter}")
            try program.waitForPrompt(2)
            #expect(program.screen.text.hasSuffix("1> 1 + 1\n2\n2>"))
        }
    }
}
