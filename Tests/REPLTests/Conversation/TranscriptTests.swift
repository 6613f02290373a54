import Directory
import Foundation
import REPL
import Scripting
import Testing

/// Stories at a prompt: what is typed after `muster> `, and all that is shown for it.
///
/// `UPDATE_EXPECTED=1` writes what is shown into the files; read the difference before it is kept.
@Suite struct `What is shown at a prompt` {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Transcripts")

    static var names: [String] {
        let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        return (files ?? []).filter { $0.hasSuffix(".txt") }.sorted()
    }

    @Test(arguments: names) func `is what the stories tell`(name: String) throws {
        let file = Self.folder.appendingPathComponent(name)
        let expected = try String(contentsOf: file, encoding: .utf8)
        let shown = try Story(expected).played()
        guard shown != expected else { return }
        if ProcessInfo.processInfo.environment["UPDATE_EXPECTED"] == "1" {
            try shown.write(to: file, atomically: true, encoding: .utf8)
        } else {
            Issue.record("\(name) tells another story:\n\(shown)")
        }
    }

    @Test func `is told by some stories`() { #expect(Self.names.count > 10) }
}

/// A story as its file tells it.
private struct Story {
    /// What stands before the first thing that is typed.
    let opening: String
    let inputs: [String]

    init(_ text: String) {
        let parts = ("\n" + text).components(separatedBy: "\nmuster> ")
        opening = String(parts[0].dropFirst())
        inputs = parts.dropFirst().map { part in
            let lines = part.components(separatedBy: "\n")
            let more = lines.dropFirst().prefix { $0.hasPrefix(".....> ") }.map { $0.dropFirst(7) }
            return ([lines[0]] + more.map(String.init)).joined(separator: "\n")
        }
    }

    /// The story as it is now.
    func played() throws -> String {
        let relay = EventRelay()
        let runner = try InteractiveRunner(
            ScriptOptions(time: .virtual, seed: 1), connection: .local(.builtIn),
            onEvent: relay.pass)
        let interpreter = Interpreter(runner)
        try interpreter.begin()
        var shown = opening
        let style = InspectionStyle(width: 80, isColored: false)
        let conversation = Conversation(interpreter, style: style) { shown += $0 }
        relay.handler = conversation.note
        try conversation.offerCommands()
        for input in inputs {
            shown += (shown.isEmpty ? "" : "\n") + "muster> "
            shown += input.replacingOccurrences(of: "\n", with: "\n.....> ") + "\n"
            let reply = conversation.enter(input)
            _ = runner.settle(atMost: .seconds(10))
            conversation.showBackgroundChanges()
            if case .leave(let code) = reply {
                shown += "(over" + (code.map { ", \($0)" } ?? "") + ")\n"
            }
            if case .edit(let text) = reply { shown += "(edits \(text))\n" }
        }
        return shown
    }
}
