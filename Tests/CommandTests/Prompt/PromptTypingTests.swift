import Foundation
import TerminalSupport
import Testing

@Suite struct `The prompt` {
    private static let greeting =
        "muster — .help shows what can be typed, Tab completes, Ctrl-D leaves\n"

    @Test func `stands there at the start, and leaves the terminal as it was`() async throws {
        try await PromptRun().run { program, _ in
            try program.waitForPrompt(1)
            try program.waitForScreen(Self.greeting + "1>")
            #expect(program.terminalFlags.isRaw)
            #expect(program.screen.modes.marksPastes)
            #expect(program.screen.unknown.isEmpty)
            try program.type("{C-d}")
            #expect(try program.waitForEnd() == .exit(0))
            try checkRestored(program)
        }
    }

    @Test func `shows values, keeps variables, and counts statements`() async throws {
        try await PromptRun().run { program, _ in
            try program.waitForPrompt(1)
            try program.enter("local lobby = { seats = 4 }", then: 2)
            try program.enter("lobby.seats, lobby", then: 3)
            try program.enter("_ + _2", then: 4)
            try program.waitForScreen(
                Self.greeting + """
                    1> local lobby = { seats = 4 }
                    2> lobby.seats, lobby
                    4
                    { seats = 4 }
                    3> _ + _2
                    8
                    4>
                    """)
        }
    }

    @Test(arguments: [nil, "", "1"])
    func `shows Lua in colours unless NO_COLOR is set`(noColor: String?) async throws {
        var run = PromptRun()
        run.environment["NO_COLOR"] = noColor
        try await run.run { program, _ in
            try program.waitForPrompt(1)
            try program.show("local name = 'lobby'")
            try program.waitFor("the colours") { screen in
                let styles = Set(screen.rows[1].map(\.style))
                let isColored = styles.isSuperset(of: ["35", "32"])
                return isColored == (noColor ?? "").isEmpty
            }
            guard noColor == "1" else { return }
            try program.type("{enter}")
            try program.waitForPrompt(2)
            #expect(!String(decoding: program.transcript, as: UTF8.self).contains("\u{1B}[3"))
        }
    }

    @Test func `takes a paste of five thousand lines as one statement`() async throws {
        try await PromptRun().run { program, _ in
            try program.waitForPrompt(1)
            let middle = (1...4_998).map { _ in "total = total + 1" }
            let lines = ["local total = 0"] + middle + ["local last = total"]
            try program.send(TypedKeys.paste(lines.joined(separator: "\n")))
            try program.waitFor("the paste") { $0.lineBeforeCursor.hasSuffix("last = total") }
            try program.type("{enter}")
            try program.waitForPrompt(2)
            try program.enter("total, last", then: 3)
            #expect(program.screen.text.hasSuffix("2> total, last\n4998\n4998\n3>"))
        }
    }

    @Test func `keeps what is typed when the terminal has another size`() async throws {
        try await PromptRun().run { program, _ in
            try program.waitForPrompt(1)
            let text = "#'" + String(repeating: "abcdefghij", count: 12) + "'"
            try program.show(text)
            for (width, height) in [(30, 12), (101, 40), (20, 24), (80, 24)] {
                program.resize(width: width, height: height)
                try program.waitFor("the text") { $0.endsBeforeCursor(in: text) }
            }
            try program.type("{enter}")
            try program.waitForPrompt(2)
            #expect(program.screen.text.hasSuffix("\n120\n2>"))
        }
    }

    @Test func `goes on when the terminal has another size in the middle of output`() async throws {
        try await PromptRun().run { program, _ in
            try program.waitForPrompt(1)
            try program.show("for line = 1, 20000 do print('line ' .. line) end")
            try program.type("{enter}")
            try program.waitFor("line 300\n")
            program.resize(width: 50, height: 12)
            try program.waitForPrompt(2)
            #expect(program.screen.lines.suffix(3) == ["line 19999", "line 20000", "2>"])
            try program.enter("1 + 1", then: 3)
            #expect(program.screen.lines.suffix(3) == ["2> 1 + 1", "2", "3>"])
        }
    }

    @Test func `says where a statement is no Lua, and goes on`() async throws {
        try await PromptRun().run { program, _ in
            try program.waitForPrompt(1)
            try program.enter("local kept = 7", then: 2)
            try program.enter("kept = = 8", then: 3)
            try program.enter("kept", then: 4)
            try program.waitForScreen(
                Self.greeting + """
                    1> local kept = 7
                    2> kept = = 8
                    [2]:1: unexpected symbol near '='
                    > 1 | kept = = 8
                        |        ^
                    3> kept
                    7
                    4>
                    """)
        }
    }

    @Test func `shows output of tasks above a line that is being typed`() async throws {
        try await PromptRun().run { program, _ in
            try program.waitForPrompt(1)
            try program.enter(".clock real", then: 1)
            try program.enter(
                "for i = 1, 3 do muster.spawn(function() muster.sleep(0.05 * i) print('tick ' .. i) end) end",
                then: 2)
            try program.show("half typed")
            try program.waitFor("the last tick") { screen in
                screen.text.hasSuffix("tick 1\ntick 2\ntick 3\n2> half typed")
            }
            #expect(program.screen.lineBeforeCursor == "2> half typed")
        }
    }

    @Test func `is plain in a terminal that can show lines and nothing else`() async throws {
        var run = PromptRun()
        run.environment["TERM"] = "dumb"
        try await run.run { program, _ in
            try program.waitForPrompt("> ")
            try program.type("local kept = 7\n")
            try program.waitFor("the second prompt") { $0.row == 1 && $0.lineBeforeCursor == "> " }
            try program.type("kept +\n")
            try program.waitForPrompt(".. ")
            try program.type("1\n")
            try program.waitForScreen("> local kept = 7\n> kept +\n.. 1\n8\n>")
            try program.type("error 'no'\n")
            try program.waitFor("the error") { $0.text.contains(": no\n") && $0.line == ">" }
            try program.type("{C-d}")
            #expect(try program.waitForEnd() == .exit(0))
            #expect(!program.transcript.contains(0x1B))
        }
    }

    @Test(arguments: [(".quit", 0), ("os.exit(3)", 3), ("os.exit(true)", 0), ("os.exit(false)", 1)])
    func `ends as it is told to`(line: String, code: Int32) async throws {
        try await PromptRun().run { program, _ in
            try program.waitForPrompt(1)
            try program.show(line)
            try program.type("{enter}")
            #expect(try program.waitForEnd() == .exit(code))
            try checkRestored(program)
        }
    }
}

/// Expects the terminal to be as programs find it.
func checkRestored(_ program: TerminalProgram) throws {
    #expect(program.terminalFlags.isCooked)
    #expect(!program.screen.modes.marksPastes)
    #expect(program.screen.modes.showsCursor)
    #expect(!program.screen.modes.isAlternate)
}
