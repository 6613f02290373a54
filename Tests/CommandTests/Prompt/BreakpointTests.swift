import Foundation
import TerminalSupport
import Testing

@Suite struct `A breakpoint of a script` {
    private static let files = [
        "look.lua": """
        local muster = require "muster"
        local count = 3
        local name = "stacy"
        muster.breakpoint()
        print(count, name)
        os.exit(count == 4 and 0 or 5)
        """
    ]

    private static var run: PromptRun {
        var run = PromptRun(["run", "look.lua"])
        run.files = files
        return run
    }

    @Test func `opens the prompt, where local variables are seen and set`() async throws {
        try await Self.run.run { program, _ in
            try program.waitForPrompt("look.lua:4> ")
            for line in ["count", "count = count + 1", "name:upper()"] {
                try program.show(line)
                try program.type("{enter}")
                try program.waitForPrompt("look.lua:4> ")
            }
            try program.type("{C-d}")
            #expect(try program.waitForEnd() == .exit(0))
            #expect(
                program.screen.text == """
                    stopped at look.lua:4; Ctrl-D goes on, .quit ends the run
                    look.lua:4> count
                    3
                    look.lua:4> count = count + 1
                    look.lua:4> name:upper()
                    "STACY"
                    look.lua:4>
                    4       stacy
                    """)
            try checkRestored(program)
        }
    }

    @Test(arguments: [(".quit", 130), ("os.exit(7)", 7)])
    func `ends the run when it is told to`(line: String, code: Int32) async throws {
        try await Self.run.run { program, _ in
            try program.waitForPrompt("look.lua:4> ")
            try program.show(line)
            try program.type("{enter}")
            #expect(try program.waitForEnd() == .exit(code))
            #expect(!program.screen.text.contains("3       stacy"))
            try checkRestored(program)
        }
    }

    @Test func `is stopped by Ctrl-C during a call, and the script stands still`() async throws {
        try await Self.run.run { program, _ in
            try program.waitForPrompt("look.lua:4> ")
            try program.show(Stoppable.loop.rawValue)
            try program.type("{enter}")
            try program.waitFor("the begin") { $0.lines.contains("begun") }
            try program.type("{C-c}")
            try program.waitForPrompt("look.lua:4> ")
            try program.type("{C-d}")
            #expect(try program.waitForEnd() == .exit(5))
            #expect(program.screen.text.hasSuffix("\n3       stacy"))
        }
    }

    @Test func `leaves the script to Ctrl-C when it goes on`() async throws {
        var run = PromptRun(["run", "look.lua"])
        run.files = ["look.lua": "require 'muster'.breakpoint()\n" + Stoppable.loop.rawValue]
        try await run.run { program, _ in
            try program.waitForPrompt("look.lua:1> ")
            try program.type("{C-d}")
            try program.waitFor("the begin") { $0.lines.contains("begun") }
            try program.type("{C-c}")
            #expect(try program.waitForEnd() == .exit(130))
        }
    }

    @Test func `is passed over without a terminal`() async throws {
        let home = try Home(Self.files)
        defer { home.remove() }
        var run = Invocation(["run", "look.lua"])
        run.folder = home.path
        let ending = try await run.run()
        #expect(ending.status == .exit(5))
        #expect(ending.outputText == "3\tstacy\n")
        #expect(ending.errorText == "")
    }
}
