import Foundation
import TerminalSupport
import Testing

@Suite struct `The history of the prompt` {
    private static let file = ".local/state/muster/history"

    @Test func `is there in the next run, with statements of several lines`() async throws {
        try await PromptRun().run { program, home in
            try program.waitForPrompt(1)
            try program.send(TypedKeys.paste("for i = 1, 2 do\n  print(i)\nend"))
            try program.waitFor("the paste") { $0.lineBeforeCursor.hasSuffix("end") }
            try program.type("{enter}")
            try program.waitForPrompt(2)
            try program.enter("'second'", then: 3)
            try program.type("{C-d}")
            #expect(try program.waitForEnd() == .exit(0))
            let next = try PromptRun().start(in: home)
            try next.waitForPrompt(1)
            try next.type("{up}")
            try next.waitFor("the last") { $0.lineBeforeCursor == "1> 'second'" }
            try next.type("{up}")
            try next.waitFor("the one before") { screen in
                screen.text.hasSuffix("1> for i = 1, 2 do\n·>   print(i)\n·> end")
            }
        }
    }

    @Test func `is shared by two prompts at once`() async throws {
        try await PromptRun().run { first, home in
            let second = try PromptRun().start(in: home)
            try first.waitForPrompt(1)
            try second.waitForPrompt(1)
            try first.enter("'of the first'", then: 2)
            try second.enter("'of the second'", then: 2)
            try first.enter("'of the first again'", then: 3)
            try first.type("{C-r}")
            try first.waitFor("the search") { $0.text.contains("search") }
            try first.send(Array("second".utf8))
            try first.waitFor("what the other entered") { $0.text.contains("'of the second'") }
            // What is typed while a line is given up and the next begins is the terminal's.
            try first.type("{C-c}")
            try first.waitFor("the prompt after the search") { $0.line == "3>" }
            for program in [first, second] {
                try program.type("{C-d}")
                #expect(try program.waitForEnd() == .exit(0))
            }
            let text = home.text(of: Self.file) ?? ""
            for entry in ["'of the first'", "'of the second'", "'of the first again'"] {
                #expect(text.split(separator: "\n").contains { $0.hasSuffix(entry) })
            }
        }
    }

    @Test func `has no secrets`() async throws {
        try await PromptRun().run { program, home in
            try program.waitForPrompt(1)
            try program.enter("open = 'seen'", then: 2)
            for secret in ["password = 'hunter2'", "h = { Authorization = 'XBL3.0 x=1;abc' }"] {
                try program.enter(secret, then: program.screen.line == "2>" ? 3 : 4)
            }
            try program.type("{C-d}")
            #expect(try program.waitForEnd() == .exit(0))
            let text = home.text(of: Self.file) ?? ""
            #expect(text.contains("open = 'seen'"))
            #expect(!text.contains("hunter2") && !text.contains("XBL3.0"))
        }
    }

    @Test func `is kept for its owner alone`() async throws {
        try await PromptRun().run { program, home in
            try program.waitForPrompt(1)
            try program.enter("1", then: 2)
            let attributes = try FileManager.default.attributesOfItem(
                atPath: home.path + "/" + Self.file)
            #expect((attributes[.posixPermissions] as? Int).map { $0 & 0o077 } == 0)
        }
    }

    @Test func `is kept where MUSTER_HISTORY or XDG_STATE_HOME says`() async throws {
        for (variable, value, file) in [
            ("MUSTER_HISTORY", "/named", "named"),
            ("XDG_STATE_HOME", "/state", "state/muster/history"),
        ] {
            try await TerminalThread.run {
                let home = try Home()
                defer { home.remove() }
                var run = PromptRun()
                run.environment[variable] = home.path + value
                let program = try run.start(in: home)
                try program.waitForPrompt(1)
                try program.enter("'kept'", then: 2)
                #expect(home.text(of: file)?.contains("'kept'") == true)
                #expect(home.text(of: Self.file) == nil)
            }
        }
    }

    @Test func `is not kept when MUSTER_HISTORY is empty`() async throws {
        var run = PromptRun()
        run.environment["MUSTER_HISTORY"] = ""
        try await run.run { program, home in
            try program.waitForPrompt(1)
            try program.enter("1", then: 2)
            #expect(home.text(of: Self.file) == nil)
            #expect(!program.screen.text.contains("history"))
        }
    }

    /// A home that is missing, one that is no folder, and one that cannot be written to.
    @Test(arguments: [nil, "/dev/null", "/proc"])
    func `stands in nobody's way where it cannot be kept`(folder: String?) async throws {
        var run = PromptRun()
        run.environment["HOME"] = .some(folder)
        try await run.run { program, _ in
            try program.waitForPrompt(1)
            try program.enter("1 + 1", then: 2)
            #expect(program.screen.text.contains("\n2\n"))
            #expect(program.screen.text.contains("the history is not kept: "))
            try program.enter("2 + 2", then: 3)
            #expect(program.screen.text.hasSuffix("\n2> 2 + 2\n4\n3>"))
            try program.type("{up}")
            try program.waitFor("the history of this run") { $0.lineBeforeCursor == "3> 2 + 2" }
        }
    }
}
