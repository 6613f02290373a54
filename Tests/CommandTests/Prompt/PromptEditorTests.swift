import TerminalSupport
import Testing

@Suite struct `The editor that EDITOR names` {
    private static func run(_ editor: String?) -> PromptRun {
        var run = PromptRun()
        run.environment = ["EDITOR": editor, "PATH": "/usr/bin:/bin"]
        run.files = [
            "write.sh": "#!/bin/sh\ncat \"$1\" > before\nprintf '1 +\\n2\\n' > \"$1\"\n",
            "wait.sh":
                "#!/bin/sh\nstty -a > modes\necho waiting\nread line\necho \"'$line'\" > \"$1\"\n",
        ]
        return run
    }

    @Test func `gets what is typed by Ctrl-X Ctrl-E, and gives what is typed on`() async throws {
        try await Self.run("sh write.sh").run { program, home in
            try program.waitForPrompt(1)
            try program.show("print(")
            try program.type("{C-x C-e}")
            try program.waitFor("the text") { $0.text.hasSuffix("1> 1 +\n·> 2") }
            #expect(home.text(of: "before") == "print(")
            try program.type("{enter}")
            try program.waitForPrompt(2)
            #expect(program.screen.text.hasSuffix("·> 2\n3\n2>"))
        }
    }

    @Test func `gets an earlier statement by .edit`() async throws {
        try await Self.run("sh write.sh").run { program, home in
            try program.waitForPrompt(1)
            try program.enter("first = 1", then: 2)
            try program.enter("second = 2", then: 3)
            try program.show(".edit 1")
            try program.type("{enter}")
            try program.waitFor("the text") {
                $0.text.hasSuffix("3> 1 +\n ·> 2") || $0.text.hasSuffix("3> 1 +\n·> 2")
            }
            #expect(home.text(of: "before") == "first = 1")
            try program.type("{C-c}")
            try program.enter(".edit 9", then: 3)
            #expect(program.screen.text.contains("there is no statement 9; .history lists them"))
        }
    }

    @Test func `has the terminal to itself`() async throws {
        try await Self.run("sh wait.sh").run { program, home in
            try program.waitForPrompt(1)
            try program.type("{C-x C-e}")
            try program.waitFor("waiting")
            try checkRestored(program)
            try program.type("typed there\n")
            try program.waitFor("the text") { $0.lineBeforeCursor == "1> 'typed there'" }
            #expect(program.terminalFlags.isRaw)
        }
    }

    @Test(arguments: [
        (nil, "set EDITOR to the program that edits text, such as EDITOR=vi"),
        ("false", "false failed; the text is as it was"),
        ("no-such-editor", "no-such-editor failed; the text is as it was"),
    ])
    func `leaves the text as it was when it fails`(editor: String?, message: String) async throws {
        try await Self.run(editor).run { program, _ in
            try program.waitForPrompt(1)
            try program.show("1 + 1")
            try program.type("{C-x C-e}")
            try program.waitFor("why") { screen in
                screen.text.contains(message) && screen.lineBeforeCursor == "1> 1 + 1"
            }
            try program.type("{enter}")
            try program.waitForPrompt(2)
            #expect(program.screen.text.hasSuffix("\n2\n2>"))
        }
    }
}
