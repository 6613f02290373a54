import Foundation
import TerminalSupport
import Testing

/// Much at once: pastes, floods of output, changes of size.
@Suite struct `A prompt under load` {
    @Test func `reads a marked paste of 5,000 lines as one statement`() async throws {
        try await inTerminal { program in
            let lines = (1...5_000).map { "local name\($0) = value(\($0))" }
            try program.send(TypedKeys.paste("count\n" + lines.joined(separator: "\n")))
            try program.waitFor("the last line") {
                $0.text.contains("local name5000 = value(5000)")
            }
            try program.type("\n")
            try program.waitFor("5001 lines")
        }
    }

    @Test func `reads a paste that is not marked, and indents no line twice`() async throws {
        try await inTerminal(width: 80) { program in
            let lines = (1...5_000).map { "    local name\($0) = value(\($0))" }
            let text = "count begin\r" + lines.joined(separator: "\r") + "\rend"
            try program.send(Array(text.utf8))
            try program.waitFor("the last line") {
                $0.text.contains(".     local name5000 = value(5000)\n. end")
            }
            try program.type("\n")
            try program.waitFor("5002 lines")
        }
    }

    @Test func `takes every complete line of a paste that is not marked`() async throws {
        try await inTerminal { program in
            let text = (1...200).map { "statement \($0)\r" }.joined()
            try program.send(Array(text.utf8))
            try program.waitFor("read statement 200")
            for number in [1, 2, 100, 199] {
                #expect(program.screen.text.contains("read statement \(number)\n"))
            }
        }
    }

    @Test func `takes keys during a flood of output, and shows all of it`() async throws {
        try await inTerminal { program in
            try program.type("flood 10000\n")
            try program.waitFor("line 100 ")
            try program.type("abc")
            try program.waitFor("the keys") { $0.line == "> abc" }
            let isFlooding = !program.screen.text.contains("over")
            #expect(isFlooding)
            try program.waitFor("over\n> abc")
            let shown = program.screen.text.split(separator: "\n").filter { $0.hasSuffix("flood") }
            #expect(shown.count == 10_000)
            // All that is sent for a paint is sent as one.
            let sent = String(decoding: program.transcript, as: UTF8.self)
            let paints = sent.split(separator: "\u{1B}[?2026h").count
            #expect(paints < 1_500)
        }
    }

    @Test func `reads output while keys come without end`() async throws {
        try await inTerminal { program in
            try program.type("flood 1000\n")
            for _ in 0..<200 { try program.type("x{backspace}") }
            try program.waitFor("over")
            try program.type("y\n")
            try program.waitFor("read y")
        }
    }

    @Test(arguments: [(20, 10), (12, 4), (60, 20), (3, 10), (1, 10), (1, 1), (40, 1)])
    func `is painted anew in another size`(width: Int, height: Int) async throws {
        try await inTerminal { program in
            try program.type("first\n")
            try program.waitFor("the prompt") { $0.text.hasSuffix("read first\n>") }
            try program.type("begin 1{M-enter}begin abcdefghij klmnopqrst uvwxyz{C-o}  second line")
            try program.waitFor("the second line") { $0.line == ".   second line" }
            program.resize(width: width, height: height)
            program.resize(width: 40, height: 10)
            program.resize(width: width, height: height)
            try program.type("!{C-c}")
            try program.waitFor("interrupted") { screen in
                screen.text.filter { $0 != "\n" }.contains("interrupted(wasEmpty")
            }
            program.resize(width: 40, height: 10)
            try program.type("last\n")
            try program.waitFor("read last")
        }
    }

    @Test func `is painted anew during a search and with a menu`() async throws {
        try await inTerminal { program in
            try program.type("one two three four five six seven\n")
            try program.waitFor("the prompt") { $0.text.hasSuffix("seven\n>") }
            try program.type("{C-r}two th")
            try program.waitFor("the search") { $0.text.hasSuffix("search back: two th") }
            program.resize(width: 20, height: 10)
            try program.waitFor("the search") {
                $0.text.hasSuffix("\n> one two three four\n five six seven\nsearch back: two th")
            }
            try program.type("{C-g}pri{tab}{tab}")
            try program.waitFor("the menu") {
                $0.text.hasSuffix("\n> print\nprint    private\nis print")
            }
            program.resize(width: 10, height: 10)
            try program.waitFor("the menu") {
                $0.text.hasSuffix("\n> print\nprint\nprivate\nis print")
            }
            program.resize(width: 40, height: 10)
            // The first Enter takes the candidate.
            try program.type("{tab}\n\n")
            try program.waitFor("read private")
        }
    }

    @Test func `keeps a history that two share, without secrets`() async throws {
        let folder = NSTemporaryDirectory() + "home-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await inTerminal(["--history", folder]) { first in
            let second = try ProgramUnderTest.start(["--history", folder])
            try first.type("one\nthe secret\n")
            try first.waitFor("read the secret")
            try second.type("two\n")
            try second.waitFor("the prompt") { $0.text.hasSuffix("read two\n>") }
            // What others entered before, and what was entered here.
            try second.type("{up up}")
            try second.waitFor("the other's statement") { $0.line == "> one" || $0.line == "> two" }
            second.signal(SIGKILL)
            _ = try second.waitForEnd()
            try first.type("three\n")
            try first.waitFor("the prompt") { $0.text.hasSuffix("read three\n>") }
            try first.type("{C-d}")
            _ = try first.waitForEnd()
            let path = folder + "/state/history"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(text == "one\ntwo\nthree\n")
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func `goes on where its history cannot be kept, and says so once`() async throws {
        try await inTerminal(["--history", "/dev/null/nowhere"], width: 60) { program in
            try program.type("one\n")
            try program.waitFor("note: mkdir: Not a directory")
            try program.type("two\n")
            try program.waitFor("the prompt") { $0.text.hasSuffix("read two\n>") }
            try program.type("{up up}")
            try program.waitFor("the history") { $0.line == "> one" }
            #expect(program.screen.text.split(separator: "note:").count == 2)
        }
    }

    @Test func `has the keys of vi`() async throws {
        try await inTerminal(["--vi"]) { program in
            try program.type("one two three{escape}")
            // Escape alone is known by the time after it.
            try program.waitFor("the normal mode") {
                $0.line == "> one two three" && $0.column == 14
            }
            try program.type("0dw.")
            try program.waitForScreen("> three")
            try program.type("vl")
            try program.waitFor("the selection") {
                $0.rows[0][2...4].map(\.style) == ["7", "7", ""]
            }
            try program.type("d\n")
            try program.waitFor("read ree")
        }
    }
}
