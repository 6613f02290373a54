import Foundation
import TerminalSupport
import Testing

/// Of a process with a prompt, in a terminal of its own.
@Suite struct `A process with a prompt` {
    @Test func `reads statements, and leaves the terminal as it was`() async throws {
        try await inTerminal { program in
            #expect(program.terminalFlags.isRaw)
            #expect(program.screen.modes.marksPastes)
            try program.type("print 1{left left}x{C-e}\n")
            try program.waitForScreen("> printx 1\nread printx 1\n>")
            #expect(program.screen.rows[0][0].style == "32")
            #expect(program.screen.rows[0][9].style == "31")
            try program.type("{C-d}")
            #expect(try program.waitForEnd() == .exit(0))
            #expect(program.screen.text == "> printx 1\nread printx 1\n>\nbye")
            try checkRestored(program)
        }
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT, SIGABRT, SIGSEGV])
    func `restores the terminal when a signal ends it`(signal: Int32) async throws {
        try await inTerminal { program in
            try program.type("abc")
            try program.waitForScreen("> abc")
            program.signal(signal)
            #expect(try program.waitForEnd() == .signal(signal))
            #expect(program.screen.text == "> abc")
            #expect(program.screen.row == 1 && program.screen.column == 0)
            try checkRestored(program)
        }
    }

    @Test func `restores the terminal when the stack overflows`() async throws {
        try await inTerminal { program in
            try program.type("overflow\n")
            #expect(try program.waitForEnd() == .signal(SIGSEGV))
            #expect(program.screen.text == "> overflow\n>")
            try checkRestored(program)
        }
    }

    @Test func `restores the terminal when SIGINT from outside ends it`() async throws {
        try await inTerminal(["--default-interrupts"]) { program in
            program.signal(SIGINT)
            #expect(try program.waitForEnd() == .signal(SIGINT))
            try checkRestored(program)
        }
    }

    @Test func `leaves SIGINT to whoever handles it`() async throws {
        try await inTerminal { program in
            program.signal(SIGINT)
            try program.type("abc")
            try program.waitForScreen("> abc")
            #expect(program.terminalFlags.isRaw)
        }
    }

    @Test(arguments: [SIGTERM, SIGHUP])
    func `has the terminal as it was during a call`(signal: Int32) async throws {
        try await inTerminal { program in
            try program.type("call\n")
            try program.waitFor("calling")
            try checkRestored(program)
            program.signal(signal)
            #expect(try program.waitForEnd() == .signal(signal))
            try checkRestored(program)
        }
    }

    @Test func `is interrupted by a key during a call, and reads on`() async throws {
        try await inTerminal { program in
            try program.type("call\n")
            try program.waitFor("calling")
            try program.type("{C-c}")
            try program.waitFor("interrupted")
            try program.waitFor("the prompt") { $0.line == ">" }
            try program.type("next\n")
            try program.waitFor("read next")
        }
    }

    @Test func `clears the statement by Ctrl-C, which stays on the screen`() async throws {
        try await inTerminal { program in
            try program.type("print({C-a}")
            try program.waitForScreen("> print(\nprint(value)")
            #expect(program.screen.rows[1].prefix(11).map(\.style).contains("1"))
            try program.type("{C-c}")
            try program.waitForScreen("> print(^C\ninterrupted(wasEmpty: false)\n>")
            try program.type("{C-c}")
            try program.waitFor("interrupted(wasEmpty: true)")
            #expect(program.screen.unknown == [])
        }
    }

    @Test func `is interrupted by a key while it computes, and loses none`() async throws {
        try await inTerminal { program in
            try program.type("busy\n")
            try program.waitUntil("Ctrl-C as a signal") {
                program.terminalFlags.local & tcflag_t(ISIG | ICANON) == tcflag_t(ISIG)
            }
            let flags = program.terminalFlags
            #expect(flags.local & tcflag_t(ICANON | ECHO) == 0)
            #expect(flags.keys[Int(VINTR)] == 3)
            #expect(flags.keys[Int(VQUIT)] == 0 && flags.keys[Int(VSUSP)] == 0)
            try program.type("ab{C-c}cd{C-\\ C-z}")
            try program.waitFor("the keys") { $0.text.contains("interrupted\n> abcd") }
            #expect(program.terminalFlags.isRaw)
            #expect(!program.screen.text.contains("^C"))
        }
    }

    @Test func `is interrupted by a key that came before it was allowed`() async throws {
        try await inTerminal { program in
            try program.type("busy 5\n")
            try program.waitFor("the bell") { $0.bells == 1 }
            try program.type("ab{C-c}cd")
            try program.waitFor("the keys") { $0.text.contains("interrupted\n> abcd") }
        }
    }

    @Test(arguments: [true, false])
    func `stops and goes on with its text`(isByKey: Bool) async throws {
        try await TerminalThread.run {
            let script = "set -m; \"$0\"; echo shell $?; read x; fg >/dev/null; echo over"
            let program = try TerminalProgram(
                "/bin/sh", ["-c", script, ProgramUnderTest.binary()],
                environment: ProgramUnderTest.environment, width: 40, height: 10)
            try program.waitFor("the prompt") { $0.line.contains(">") }
            try program.type("abc")
            try program.waitForScreen("> abc")
            if isByKey {
                try program.type("{C-z}")
            } else {
                kill(-program.foregroundGroup, SIGTSTP)
            }
            try program.waitFor("shell")
            #expect(program.terminalFlags.isCooked)
            #expect(!program.screen.modes.marksPastes)
            try program.type("\n")
            try program.waitFor("the prompt") { $0.line == "> abc" }
            #expect(program.terminalFlags.isRaw)
            #expect(program.screen.modes.marksPastes)
            try program.type("d\n")
            try program.waitFor("read abcd")
            try program.waitFor("the prompt") { $0.line == ">" }
            try program.type("{C-d}")
            #expect(try program.waitForEnd() == .exit(0))
            #expect(program.screen.lines.filter { $0.hasPrefix("> abc") }.count == 2)
        }
    }

    @Test func `has what it asks to be stopped by do nothing where no shell waits`() async throws {
        try await inTerminal { program in
            try program.type("ab{C-z}")
            try program.type("c\n")
            try program.waitFor("read abc")
        }
    }

    @Test func `goes on after it was stopped from outside`() async throws {
        try await inTerminal { program in
            try program.type("abc")
            try program.waitForScreen("> abc")
            program.signal(SIGSTOP)
            program.signal(SIGCONT)
            try program.waitForScreen("> abc\n> abc")
            try program.type("d\n")
            try program.waitFor("read abcd")
        }
    }

    @Test func `lends the terminal to an editor`() async throws {
        try await inTerminal { program in
            try program.type("draft{C-x C-e}")
            try program.waitForScreen("> draft\nediting\n> edited")
            try program.type("\n")
            try program.waitFor("read edited")
        }
    }

    @Test func `shows lines above the prompt, and removes them with the statement`() async throws {
        try await inTerminal { program in
            try program.type("above one,two,three,four\n")
            try program.waitForScreen("> above one,two,three,four\none\ntwo\n… 2 more\n>")
            try program.type("x\n")
            try program.waitForScreen(
                "> above one,two,three,four\n> x\nread x\none\ntwo\n… 2 more\n>")
            try program.type("above\n")
            try program.waitFor("the end of them") { !$0.text.contains("more") }
        }
    }

    @Test(arguments: [("", "colors: true"), ("1", "colors: false")])
    func `sends colours where they are wanted`(value: String, answer: String) async throws {
        try await inTerminal(environment: ["NO_COLOR": value]) { program in
            try program.type("color 1\n")
            try program.waitFor(answer)
            let styles = Set(program.screen.rows.joined().map(\.style))
            #expect(styles == (value.isEmpty ? ["", "32", "31"] : [""]))
        }
    }

    @Test func `reads lines as they are in a dumb terminal`() async throws {
        try await inTerminal(environment: ["TERM": "dumb"]) { program in
            #expect(program.terminalFlags.isCooked)
            try program.type("a(\nb\n")
            try program.waitFor("read a(")
            try program.waitFor("the prompt") { $0.line == "plain>" }
            try program.type("{C-d}")
            #expect(try program.waitForEnd() == .exit(0))
            #expect(program.screen.unknown == [] && !program.transcript.contains(0x1B))
        }
    }
}

/// Runs a body with the program, and checks that its terminal understood all.
func inTerminal(
    _ arguments: [String] = [], environment: [String: String] = [:], width: Int = 40,
    height: Int = 10, _ body: @escaping @Sendable (TerminalProgram) throws -> Void
) async throws {
    try await TerminalThread.run {
        let program = try ProgramUnderTest.start(
            arguments, environment: environment, width: width, height: height)
        try body(program)
        #expect(program.screen.unknown == [])
    }
}

private func checkRestored(_ program: TerminalProgram) throws {
    #expect(program.terminalFlags.isCooked)
    #expect(!program.screen.modes.marksPastes)
    #expect(!program.screen.modes.isSynchronized && program.screen.modes.showsCursor)
    #expect(program.screen.style.isEmpty)
}
