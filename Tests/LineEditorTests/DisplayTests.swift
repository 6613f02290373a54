import TerminalSupport
import Testing

@testable import LineEditor

@Suite struct `A display` {
    private var display = Display(width: 20, height: 6, hasColors: true)
    private var terminal = TerminalEmulator(width: 20, height: 6)

    @Test mutating func `shows output above the prompt`() {
        paint("ab", at: 0)
        display.print("one\ntwo\n")
        flush("ab", at: 20)
        #expect(terminal.text == "one\ntwo\n> ab")
        #expect([terminal.row, terminal.column] == [2, 4])
        display.print("three\n")
        flush("abc", at: 40)
        #expect(terminal.text == "one\ntwo\nthree\n> abc")
    }

    @Test mutating func `keeps output until its line ends`() {
        paint("ab", at: 0)
        display.print("par")
        #expect(display.wait(at: .milliseconds(20)) == nil)
        display.print("tial\nrest")
        flush("ab", at: 20)
        #expect(terminal.text == "partial\n> ab")
        terminal.receive(display.leave())
        #expect(terminal.text == "partial\n> ab\nrest")
        #expect([terminal.row, terminal.column] == [3, 0])
    }

    @Test mutating func `paints at most once in 16 milliseconds`() {
        paint("", at: 0)
        var paints = 0
        var sentBytes = 0
        // A second in which a line arrives every tenth of a millisecond.
        for tick in 1...10_000 {
            display.print("line \(tick)\n")
            let now = Duration.microseconds(tick * 100)
            let sent = display.flush(at: now) { content("abc") }
            if sent.isEmpty { continue }
            paints += 1
            sentBytes += sent.utf8.count
            terminal.receive(sent)
        }
        #expect(paints == 62)
        // Little more than the lines themselves.
        #expect(sentBytes < 10_000 * 12 + 62 * 60)
        #expect(terminal.lines.last == "> abc")
        #expect(terminal.scrolledOut.first == "line 1")
        #expect(terminal.unknown == [])
    }

    @Test mutating func `says how long to wait`() {
        #expect(display.wait(at: .zero) == nil)
        display.invalidate()
        #expect(display.wait(at: .zero) == .zero)
        paint("", at: 5)
        #expect(display.wait(at: .milliseconds(5)) == nil)
        display.invalidate()
        #expect(display.wait(at: .milliseconds(6)) == .milliseconds(15))
        #expect(display.wait(at: .milliseconds(21)) == .zero)
        #expect(display.wait(at: .milliseconds(99)) == .zero)
        let early = display.flush(at: .milliseconds(20)) { content("x") }
        #expect(early == "")
    }

    @Test mutating func `does not keep much output waiting`() {
        paint("", at: 0)
        display.print(String(repeating: "x", count: Display.outputLimitBytes) + "\n")
        #expect(display.wait(at: .milliseconds(1)) == .zero)
    }

    @Test mutating func `sends a key as a few bytes`() {
        paint("local x = 1", at: 0)
        display.invalidate()
        let sent = display.flush(at: .milliseconds(16)) { content("local x = 12") }
        #expect(sent == "2")
    }

    @Test mutating func `is painted anew in another size`() {
        paint("abcdefghijklmnopqrstuvwxyz", at: 0)
        #expect(terminal.text == "> abcdefghijklmnopqr\nstuvwxyz")
        terminal.receive(display.resize(width: 20, height: 3))
        flush("abc", at: 1)
        #expect(terminal.text == "> abc")
        // Two rows of 20 are four of 10, with the cursor in the last.
        paint("abcdefghijklmnopqrstuvwxyz", at: 2)
        #expect(display.resize(width: 10, height: 3) == "\u{1B}[2A\r\u{1B}[J")
    }

    @Test mutating func `begins on top after it was cleared`() {
        paint("abc", at: 0)
        display.print("out\n")
        flush("abc", at: 20)
        terminal.receive(display.clear())
        flush("abc", at: 21)
        #expect(terminal.lines == ["> abc", "", "", "", "", ""])
    }

    @Test mutating func `leaves what others wrote, once it was forgotten`() {
        paint("abc", at: 0)
        terminal.receive("\r\nstopped")
        terminal.receive(display.forget())
        flush("abc", at: 1)
        #expect(terminal.text == "> abc\nstopped\n> abc")
    }

    @Test mutating func `scrolls at the end of the terminal`() {
        for number in 1...9 {
            paint("a\nb", at: number * 20)
            display.print("\(number)\n")
            flush("a\nb", at: number * 20 + 16)
        }
        #expect(terminal.text == "1\n2\n3\n4\n5\n6\n7\n8\n9\n> a\n: b")
        #expect(terminal.lines == ["6", "7", "8", "9", "> a", ": b"])
    }

    private mutating func paint(_ text: String, at milliseconds: Int) {
        terminal.receive(display.paint(at: .milliseconds(milliseconds), content(text)))
    }

    private mutating func flush(_ text: String, at milliseconds: Int) {
        terminal.receive(display.flush(at: .milliseconds(milliseconds)) { content(text) })
    }
}

private func content(_ text: String) -> ScreenContent {
    ScreenContent(
        prompt: [StyledText("> ")], continuationPrompt: [StyledText(": ")],
        buffer: TextBuffer(text))
}
