import Foundation
import TerminalSupport

/// What a person does at a prompt, and waits for.
extension TerminalProgram {
    /// Reads until the prompt of a statement stands there and nothing is typed in it.
    func waitForPrompt(_ number: Int) throws { try waitForPrompt("\(number)> ") }

    /// Reads until a prompt with this text stands there and nothing is typed in it.
    func waitForPrompt(_ text: String) throws {
        try waitFor("the prompt \(text)") { screen in
            screen.lineBeforeCursor == text && !screen.modes.isSynchronized
        }
    }

    /// Types a text and waits until it is shown.
    func show(_ text: String) throws {
        try send(Array(text.utf8))
        try waitFor("\"\(text)\" to be typed") { $0.endsBeforeCursor(in: text) }
    }

    /// Types a line, presses Enter, and waits for the next prompt; one that is counted, unless it was
    /// a command.
    func enter(_ text: String, then next: Int) throws {
        try show(text)
        try type("{enter}")
        try waitForPrompt(next)
    }

    /// The text from the row of a prompt on, without the prompt that stands at the end.
    func block(fromRow first: Int) -> String {
        var lines = screen.text.split(separator: "\n", omittingEmptySubsequences: false)
        if screen.line.contains(/^([0-9]+>|\$)$/) { lines.removeLast() }
        return lines.dropFirst(first).map { $0 + "\n" }.joined()
    }

    /// The number of the row of the cursor, counted from the first that was ever shown.
    var currentRow: Int { screen.scrolledOut.count + screen.row }
}

extension TerminalEmulator {
    /// Whether the cursor stands after a text, which may take several rows.
    func endsBeforeCursor(in text: String) -> Bool {
        let above = rows[max(0, row - 6)..<row].flatMap { $0 }.map(\.text).joined()
        return (above + lineBeforeCursor).hasSuffix(text)
    }
}
