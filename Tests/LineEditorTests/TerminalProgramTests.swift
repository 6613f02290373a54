import Foundation
import TerminalSupport
import Testing

/// Of the tests' own terminal: what they rely on has to be so.
@Suite struct `A program in a terminal` {
    @Test func `has the terminal as its own`() async throws {
        try await TerminalThread.run {
            let program = try TerminalProgram(
                "/bin/sh", ["-c", "tty; stty size; ps -o sid= -p $$ | tr -d ' '; echo $WORD"],
                environment: ["WORD": "word", "PATH": "/usr/bin:/bin"], width: 33, height: 7)
            #expect(try program.waitForEnd() == .exit(0))
            let lines = program.screen.text.split(separator: "\n").map(String.init)
            #expect(lines.first?.hasPrefix("/dev/") ?? false)
            #expect(Array(lines.dropFirst()) == ["7 33", "\(program.processNumber)", "word"])
        }
    }

    @Test func `reads what is typed, and is told of keys and sizes`() async throws {
        try await TerminalThread.run {
            let script = "trap 'stty size' WINCH; echo go; while :; do read x; echo got $x; done"
            let program = try TerminalProgram(
                "/bin/sh", ["-c", script], environment: ["PATH": "/usr/bin:/bin"])
            try program.waitFor("go")
            try program.type("abc\n")
            try program.waitFor("got abc")
            program.resize(width: 50, height: 20)
            try program.type("\n")
            try program.waitFor("20 50")
            #expect(program.terminalFlags.isCooked)
            try program.type("{C-c}")
            #expect(try program.waitForEnd() == .signal(SIGINT))
            #expect(program.screen.unknown == [])
        }
    }

    @Test func `is said to have ended when it has`() async throws {
        try await TerminalThread.run {
            let program = try TerminalProgram(
                "/bin/sh", ["-c", "echo last; exit 3"], environment: [:])
            #expect(throws: TerminalFault.self) { try program.waitFor("never") }
            #expect(try program.waitForEnd() == .exit(3))
            #expect(program.screen.text == "last")
        }
    }

    @Test func `gives up when nothing comes`() async throws {
        try await TerminalThread.run {
            let program = try TerminalProgram(
                "/bin/sh", ["-c", "read x"], environment: [:], limit: .milliseconds(50))
            #expect(throws: TerminalFault.self) { try program.waitFor("never") }
            #expect(throws: TerminalFault.self) { try program.waitForEnd() }
        }
    }

    @Test func `reads more than a terminal takes at once`() async throws {
        try await TerminalThread.run {
            let program = try TerminalProgram(
                "/bin/sh", ["-c", "stty raw -echo; echo go; head -c 300000 | wc -c"],
                environment: ["PATH": "/usr/bin:/bin"])
            try program.waitFor("go")
            try program.send([UInt8](repeating: 0x61, count: 300_000))
            try program.waitFor("300000")
        }
    }
}

@Suite struct `Typed keys` {
    @Test(arguments: [
        ("ab", "ab"), ("{C-a}", "\u{1}"), ("{M-f}", "\u{1B}f"), ("{C-M-h}", "\u{1B}\u{8}"),
        ("{up}", "\u{1B}[A"), ("{<up>}", "\u{1B}[A"), ("{C-<left>}", "\u{1B}[1;5D"),
        ("{tab S-tab}", "\t\u{1B}[Z"), ("{delete}", "\u{1B}[3~"), ("{{a", "{a"), ("\n", "\r"),
        ("{C-c}{C-d}", "\u{3}\u{4}"), ("{paste:a b}", "\u{1B}[200~a b\u{1B}[201~"),
        ("{C-space}", "\u{0}"), ("{C-_}", "\u{1F}"), ("{M-enter}", "\u{1B}\r"), ("漢", "漢"),
        ("{S-enter}", "\u{1B}[27;2;13~"), ("{C-x C-e}", "\u{18}\u{5}"), ("{>}", ">"),
    ])
    func `are the bytes of a terminal`(script: String, bytes: String) {
        #expect(TypedKeys.bytes(of: script) == Array(bytes.utf8))
    }
}

@Suite struct `A terminal emulator` {
    @Test(arguments: [
        ("abc\r\ndef", "abc\ndef", 1, 3), ("abcdefghijkl", "abcdefghij\nkl", 1, 2),
        ("abcdefghij", "abcdefghij", 0, 9), ("abc\u{1B}[2Dx", "axc", 0, 2),
        ("abc\r\u{1B}[K", "", 0, 0), ("a\r\nb\r\nc\r\nd", "a\nb\nc\nd", 2, 1),
        ("漢字\u{8}\u{8}x", "漢x", 0, 3), ("漢\u{8}x", " x", 0, 2), ("e\u{301}x", "éx", 0, 2),
        ("ab\u{1B}[2;3Hc", "ab\n  c", 1, 3), ("ab\u{1B}[2Jc", "  c", 0, 3),
        ("ab\u{1B}[1;31mc\u{1B}[22;39md\u{1B}[me", "abcde", 0, 5), ("a\tb", "a       b", 0, 9),
        ("ab\u{1B}[?1049hcd\u{1B}[?1049le", "abe", 0, 3), ("a\u{1B}7bc\u{1B}8x", "axc", 0, 2),
    ])
    func `shows what it is sent`(sent: String, text: String, row: Int, column: Int) {
        var whole = TerminalEmulator(width: 10, height: 3)
        whole.receive(sent)
        #expect(whole.text == text)
        #expect(whole.row == row && whole.column == column)
        #expect(whole.unknown == [])
        // However it is cut.
        var cut = TerminalEmulator(width: 10, height: 3)
        for byte in sent.utf8 { cut.receive([byte]) }
        #expect(cut.rows == whole.rows)
        #expect(cut.row == row && cut.column == column)
    }

    @Test func `knows looks and modes`() {
        var terminal = TerminalEmulator(width: 10, height: 3)
        terminal.receive("\u{1B}[0;1;31ma\u{1B}[22mb\u{1B}[mc\u{7}")
        terminal.receive("\u{1B}[?25l\u{1B}[?2004h\u{1B}[?2026h")
        #expect(terminal.rows[0].prefix(3).map(\.style) == ["1;31", "31", ""])
        #expect(!terminal.modes.showsCursor && terminal.modes.marksPastes)
        #expect(terminal.modes.isSynchronized && !terminal.modes.isAlternate)
        #expect(terminal.bells == 1)
        #expect(terminal.unknown == [])
    }

    @Test(arguments: [
        "\u{1B}[5n", "\u{1B}[38;5;1m", "\u{1B}[?1000h", "\u{1B}c", "\u{1B}]0;t\u{7}", "\u{E}",
        "\u{1B}[9J", "\u{1B}[3;4r",
    ])
    func `says what it does not know`(sent: String) {
        var terminal = TerminalEmulator(width: 10, height: 3)
        terminal.receive(sent + "x")
        #expect(terminal.unknown.count == 1)
        #expect(terminal.text == "x")
    }

    @Test(arguments: [
        (6, 4, "abcdef\ngh\nij", 2, 2), (20, 4, "abcdefgh\nij", 1, 2),
        (4, 4, "abcd\nefgh\nij", 2, 2),
        (10, 2, "abcdefgh\nij", 1, 2), (10, 1, "abcdefgh\nij", 0, 2),
        (3, 2, "abc\ndef\ngh\nij", 1, 2),
    ])
    func `moves what does not fit when it has another size`(
        width: Int, height: Int, text: String, row: Int, column: Int
    ) {
        var terminal = TerminalEmulator(width: 10, height: 4)
        terminal.receive("abcdefgh\r\nij")
        terminal.resize(width: width, height: height)
        #expect(terminal.text == text)
        #expect(terminal.row == row && terminal.column == column)
        #expect(terminal.rows.count == height && terminal.rows.allSatisfy { $0.count == width })
        terminal.resize(width: 10, height: 4)
        #expect(terminal.text.hasSuffix(height > 2 ? "abcdefgh\nij" : "ij"))
    }
}
