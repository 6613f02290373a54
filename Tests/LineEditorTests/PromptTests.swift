import Foundation
import Synchronization
import TerminalSupport
import Testing

@testable import LineEditor

/// In a pseudo-terminal. One after the other, for a process reads from one terminal at a time.
@Suite(.serialized) struct `A prompt` {
    private let pseudo: PseudoTerminal
    private let prompt: Prompt

    init() throws {
        pseudo = try PseudoTerminal(width: 40, height: 10)
        let terminal = try #require(
            try Terminal(
                input: pseudo.slave, output: pseudo.slave, environment: ["TERM": "xterm"]))
        var hooks = EditorHooks()
        hooks.isComplete = { !$0.hasSuffix("(") }
        prompt = Prompt(
            terminal: terminal, editor: Editor(), hooks: hooks, text: [StyledText("> ")],
            continuationText: [StyledText(": ")])
    }

    @Test func `reads a statement, and puts the terminal back`() throws {
        let before = pseudo.flags
        #expect(try prompt.poll(for: .zero) == nil)
        pseudo.press("print(1)\r")
        #expect(try prompt.poll(for: patience) == .accepted("print(1)"))
        #expect(pseudo.flags == before)
        #expect(shown() == "> print(1)")
    }

    @Test func `has keys sent one by one while it reads`() throws {
        let before = pseudo.flags
        #expect(try prompt.poll(for: .zero) == nil)
        let during = pseudo.flags
        #expect(during.isRaw)
        #expect(during.input & tcflag_t(ICRNL | IXON) == 0)
        // Others may still write, and their line ends are shown as such.
        #expect(during.output == before.output)
        try prompt.leave()
        #expect(pseudo.flags == before)
    }

    @Test func `reads statements that were typed ahead`() throws {
        #expect(try prompt.poll(for: .zero) == nil)
        pseudo.press("a\rf(\rb\rc")
        #expect(try prompt.poll(for: patience) == .accepted("a"))
        #expect(try prompt.poll(for: patience) == .accepted("f(\nb"))
        #expect(try prompt.poll(for: .milliseconds(1)) == nil)
        #expect(prompt.editor.buffer.text == "c")
        pseudo.press("\u{3}")
        #expect(try prompt.poll(for: patience) == .interrupted(wasEmpty: false))
        #expect(try prompt.poll(for: .zero) == nil)
        pseudo.press("\u{4}")
        #expect(try prompt.poll(for: patience) == .endOfInput)
    }

    @Test func `reads a paste of many lines as one`() throws {
        #expect(try prompt.poll(for: .zero) == nil)
        let text = (1...100).map { "line(\($0))" }.joined(separator: "\n")
        pseudo.press("\u{1B}[200~\(text)\u{1B}[201~\r")
        #expect(try prompt.poll(for: patience) == .accepted(text))
        #expect(prompt.editor.history.entries == [text])
    }

    @Test func `tells Escape from the start of a sequence`() throws {
        #expect(try prompt.poll(for: .zero) == nil)
        pseudo.press("ab\u{1B}")
        #expect(try prompt.poll(for: .milliseconds(400)) == nil)
        pseudo.press("[\u{1B}[Dc\r")
        #expect(try prompt.poll(for: patience) == .accepted("abc["))
    }

    @Test func `shows the output of others above`() throws {
        let output = prompt.output
        output.print("before\n")
        #expect(try prompt.poll(for: .zero) == nil)
        pseudo.press("ab")
        output.print("during\n")
        #expect(try prompt.poll(for: .milliseconds(60)) == nil)
        output.print("not whole")
        pseudo.press("\r")
        #expect(try prompt.poll(for: patience) == .accepted("ab"))
        output.print("after\n")
        #expect(shown() == "before\nduring\n> ab\nnot whole\nafter")
    }

    @Test func `is woken by output from another thread`() throws {
        #expect(try prompt.poll(for: .zero) == nil)
        let output = prompt.output
        let thread = Thread { output.print("from elsewhere\n") }
        thread.start()
        var text = ""
        for _ in 0..<200 where !text.contains("elsewhere") {
            #expect(try prompt.poll(for: .milliseconds(20)) == nil)
            text += pseudo.takeOutput()
        }
        #expect(text.contains("from elsewhere\r\r\n"))
        try prompt.leave()
    }

    @Test func `follows the size of the terminal`() throws {
        #expect(try prompt.poll(for: .zero) == nil)
        pseudo.press("abcdefghijklmnopqrstuvwxyz")
        #expect(try prompt.poll(for: .milliseconds(60)) == nil)
        _ = pseudo.takeOutput()
        pseudo.resize(width: 20, height: 10)
        kill(getpid(), SIGWINCH)
        var terminal = TerminalEmulator(width: 20, height: 10)
        // The signal comes to another thread, in its own time.
        for _ in 0..<200 where terminal.text.isEmpty {
            #expect(try prompt.poll(for: .milliseconds(20)) == nil)
            terminal.receive(pseudo.takeOutput())
        }
        #expect(terminal.text == "> abcdefghijklmnopqr\nstuvwxyz")
        try prompt.leave()
    }

    @Test func `puts the terminal back before a signal ends the process`() throws {
        // In the place of the process's end; it stays, for it may be called after the test.
        signal(SIGHUP) { _ in Self.hangUps.add(1, ordering: .relaxed) }
        let before = pseudo.flags
        #expect(try prompt.poll(for: .zero) == nil)
        #expect(pseudo.flags != before)
        _ = pseudo.takeOutput()
        let hangUps = Self.hangUps.load(ordering: .relaxed)
        kill(getpid(), SIGHUP)
        #expect(pseudo.waitForOutput(seconds: 20))
        #expect(pseudo.flags == before)
        #expect(pseudo.takeOutput().hasPrefix("\u{1B}[?2004l"))
        // The signal comes to another thread, and is over when it came to who handled it before.
        for _ in 0..<20_000 where Self.hangUps.load(ordering: .relaxed) == hangUps {
            _ = poll(nil, 0, 1)
        }
        #expect(Self.hangUps.load(ordering: .relaxed) == hangUps + 1)
        // Who survives it reads on.
        try prompt.leave()
        #expect(try prompt.poll(for: .zero) == nil)
        #expect(pseudo.flags.isRaw)
        try prompt.leave()
        #expect(pseudo.flags == before)
    }

    private static let hangUps = Atomic(0)

    @Test func `has Ctrl-C be a signal only between polls, while it reads`() throws {
        let interrupts = prompt.interrupts
        #expect(!interrupts.allow())
        let before = pseudo.flags
        #expect(try prompt.poll(for: .zero) == nil)
        #expect(interrupts.allow() && interrupts.allow())
        let during = pseudo.flags
        #expect(during.local & tcflag_t(ISIG | NOFLSH) == tcflag_t(ISIG | NOFLSH))
        #expect(during.local & tcflag_t(ICANON | ECHO | IEXTEN) == 0)
        interrupts.refuse()
        #expect(pseudo.flags.isRaw)
        #expect(interrupts.allow())
        #expect(try prompt.poll(for: .zero) == nil)
        #expect(pseudo.flags.isRaw)
        #expect(interrupts.allow())
        try prompt.leave()
        #expect(pseudo.flags == before)
        #expect(!interrupts.allow())
        #expect(pseudo.flags == before)
    }

    @Test func `shows what was typed before it in its own row alone`() throws {
        // The driver shows it where the cursor is.
        pseudo.press("ab")
        #expect(pseudo.waitForOutput(seconds: 20))
        #expect(shown() == "ab")
        #expect(try prompt.poll(for: .zero) == nil)
        pseudo.press("c\r")
        #expect(try prompt.poll(for: patience) == .accepted("abc"))
        #expect(shown() == "> abc")
    }

    @Test func `does not lose keys that came before Ctrl-C was a signal`() throws {
        #expect(try prompt.poll(for: .zero) == nil)
        pseudo.press("ab")
        #expect(prompt.interrupts.allow())
        pseudo.press("c\r")
        #expect(try prompt.poll(for: patience) == .accepted("abc"))
    }

    @Test func `with no time handles what is there, and says when it paints`() throws {
        #expect(try prompt.poll(for: .zero) == nil)
        #expect(prompt.wait == nil)
        pseudo.press("ab")
        prompt.output.print("out\n")
        #expect(try prompt.poll(for: .zero) == nil)
        #expect(prompt.editor.buffer.text == "ab")
        while let wait = prompt.wait {
            #expect(wait <= Display.interval)
            #expect(try prompt.poll(for: wait) == nil)
        }
        #expect(shown() == "out\n> ab")
        try prompt.leave()
    }

    @Test func `shows lines above, painted when they change`() throws {
        prompt.above = [[StyledText("one")], [StyledText("two")]]
        #expect(try prompt.poll(for: .zero) == nil)
        prompt.above = [[StyledText("other")]]
        prompt.text = [StyledText("$ ")]
        #expect(try prompt.poll(for: .milliseconds(60)) == nil)
        #expect(shown() == "other\n$")
        prompt.above = [[StyledText("gone")]]
        try prompt.leave()
        prompt.output.print("after\n")
        #expect(shown() == "$\nafter")
    }

    @Test(arguments: [[:], ["TERM": ""], ["TERM": "dumb"]])
    func `needs a terminal that can move its cursor`(environment: [String: String]) throws {
        let terminal = try Terminal(
            input: pseudo.slave, output: pseudo.slave, environment: environment)
        #expect(terminal == nil)
    }

    @Test func `needs a terminal, and sends colours where they are wanted`() throws {
        let null = open("/dev/null", O_RDWR)
        defer { close(null) }
        #expect(try Terminal(input: null, output: null, environment: ["TERM": "xterm"]) == nil)
        for (value, hasColors) in [("", true), ("1", false)] {
            let terminal = try Terminal(
                input: pseudo.slave, output: pseudo.slave,
                environment: ["TERM": "xterm", "NO_COLOR": value])
            #expect(terminal?.hasColors == hasColors)
        }
    }

    /// Far longer than anything here takes.
    private let patience = Duration.seconds(20)

    /// What the terminal shows, with all that came since the last call.
    private func shown() -> String {
        emulator.terminal.receive(pseudo.takeOutput())
        return emulator.terminal.text
    }

    private final class Emulator {
        var terminal = TerminalEmulator(width: 40, height: 10)
    }

    private let emulator = Emulator()
}
