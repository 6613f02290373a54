import TerminalSupport
import Testing

@Suite struct `A prompt that begins with something` {
    private static func run(_ script: String, _ arguments: [String] = []) -> PromptRun {
        var run = PromptRun(["repl", "begin.lua"] + arguments)
        run.files = ["begin.lua": script]
        return run
    }

    @Test func `has the variables and the functions of a script`() async throws {
        let script = """
            local seats = 4
            function take() seats = seats - 1 return seats end
            print("begun for " .. arg[1])

            """
        try await Self.run(script, ["lobby"]).run { program, _ in
            try program.waitForPrompt(1)
            try program.enter("take(), seats", then: 2)
            try program.enter("seats = 10", then: 3)
            try program.enter("take()", then: 4)
            #expect(
                program.screen.text
                    == """
                    begun for lobby
                    muster — .help shows what can be typed, Tab completes, Ctrl-D leaves
                    1> take(), seats
                    3
                    3
                    2> seats = 10
                    3> take()
                    9
                    4>
                    """)
        }
    }

    @Test(arguments: [
        ("local = 4\n", "begin.lua:1: <name> expected near '='"),
        ("kept = 7\nerror 'no'\n", "begin.lua:2: no"),
    ])
    func `goes on when the script fails`(script: String, message: String) async throws {
        try await Self.run(script).run { program, _ in
            try program.waitForPrompt(1)
            #expect(program.screen.text.contains(message + "\n"))
            try program.enter("1 + 1", then: 2)
            #expect(program.screen.text.hasSuffix("1> 1 + 1\n2\n2>"))
        }
    }

    @Test func `ends when the script calls os.exit`() async throws {
        try await Self.run("os.exit(4)").run { program, _ in
            #expect(try program.waitForEnd() == .exit(4))
            try checkRestored(program)
        }
    }

    @Test func `is not there for a file that cannot be read`() async throws {
        try await PromptRun(["repl", "missing.lua"]).run { program, _ in
            let ending = try program.waitForEnd()
            #expect(ending == .exit(64))
            #expect(
                program.screen.text
                    == "muster: could not read missing.lua: No such file or directory")
        }
    }

    @Test func `has the keys of vi when it is asked for them`() async throws {
        try await PromptRun(["--keys", "vi"]).run { program, _ in
            try program.waitForPrompt(1)
            try program.show("x + 1")
            try program.type("{escape}")
            try program.waitFor("the normal mode") { $0.lineBeforeCursor == "1> x + " }
            try program.type("0cw")
            try program.show("41")
            try program.type("{enter}")
            try program.waitForPrompt(2)
            #expect(program.screen.text.hasSuffix("1> 41 + 1\n42\n2>"))
        }
    }

    @Test func `waits for a service that never answers until Ctrl-C`() async throws {
        let service = try LocalSocket.silent(isListening: true)
        var run = PromptRun(["--service", "http://127.0.0.1:\(service.port)"])
        run.width = 120
        try await run.run { program, _ in
            try program.waitForPrompt(1)
            try program.enter("local kept = 7", then: 2)
            try program.show(
                "print 'begun' service:user '5500461':get(service:reference 'quick')")
            try program.type("{enter}")
            try program.waitFor("the begin") { $0.lines.contains("begun") }
            try program.type("{C-c}")
            try program.waitForPrompt(3)
            try program.enter("kept", then: 4)
            #expect(program.screen.text.hasSuffix("\n3> kept\n7\n4>"))
        }
    }
}
