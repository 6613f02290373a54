import Foundation
import TerminalSupport
import Testing

/// What a person types into a shell and into prompts in it, and what the terminal shows of that, cut into
/// blocks.
struct TerminalRecording {
    let program: TerminalProgram
    private(set) var blocks: [String] = []
    /// The number of the next statement at the prompt.
    var number = 1
    private var start = 0

    /// Expects the `console` blocks of a page to be what is shown; with UPDATE_EXPECTED=1, makes them so.
    static func check(
        _ path: String, files: [String: String] = [:],
        _ body: @escaping @Sendable (inout TerminalRecording) throws -> Void
    ) async throws {
        let blocks = try await TerminalThread.run { try record(files, body) }
        var page = try RecordedPage(path)
        #expect(page.blocks.count == blocks.count)
        guard page.blocks != blocks else { return }
        if Repository.updatesExpected, page.blocks.count == blocks.count {
            page.blocks = blocks
            return try page.write()
        }
        for (shown, recorded) in zip(page.blocks, blocks) where shown != recorded {
            let expected = ExpectedText(bytes: Array(shown.utf8))
            Issue.record(Comment(rawValue: expected.difference(from: Array(recorded.utf8))))
        }
    }

    /// Records what is shown, in a folder that holds these files.
    private static func record(
        _ files: [String: String], _ body: (inout TerminalRecording) throws -> Void
    ) throws -> [String] {
        let home = try Home(files)
        defer { home.remove() }
        try FileManager.default.createSymbolicLink(
            atPath: home.path + "/muster", withDestinationPath: try Repository.binary())
        var run = PromptRun()
        run.environment = ["PATH": home.path + ":/usr/bin:/bin", "PS1": "$ ", "NO_COLOR": "1"]
        (run.width, run.height) = (100, 40)
        var recording = TerminalRecording(program: try run.start("/bin/sh", in: home))
        try recording.program.waitForPrompt("$ ")
        try body(&recording)
        return recording.blocks
    }

    private init(program: TerminalProgram) { self.program = program }

    /// Runs a command of the shell to its end.
    func run(_ command: String) throws {
        try program.show(command)
        try program.type("{enter}")
        try program.waitForPrompt("$ ")
    }

    /// Opens the prompt by a command of the shell.
    mutating func open(_ command: String) throws {
        try program.show(command)
        try program.type("{enter}")
        number = 1
        try program.waitForPrompt(1)
    }

    /// Leaves the prompt by Ctrl-D.
    func leave() throws {
        try program.type("{C-d}")
        try program.waitForPrompt("$ ")
    }

    /// Enters a line at the prompt, and waits for the next; a command is not counted.
    mutating func enter(_ text: String) throws {
        try program.show(text)
        try pressEnter(counts: !text.hasPrefix(".") && !text.hasSuffix("?"))
    }

    /// Pastes lines and enters them.
    mutating func paste(_ text: String) throws {
        let last = text.split(separator: "\n").last.map(String.init) ?? ""
        try program.send(TypedKeys.paste(text))
        try program.waitFor("the paste") { $0.lineBeforeCursor.hasSuffix(last) }
        try pressEnter(counts: true)
    }

    private mutating func pressEnter(counts: Bool) throws {
        try program.type("{enter}")
        number += counts ? 1 : 0
        try program.waitForPrompt(number)
    }

    /// Ends a block: it has what was shown since the last one.
    mutating func endBlock() {
        blocks.append(program.block(fromRow: start))
        start = program.currentRow
    }

    /// Passes over what was shown since the last block.
    mutating func skip() { start = program.currentRow }
}
