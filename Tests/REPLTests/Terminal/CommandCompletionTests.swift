import Foundation
import LineEditor
import LuaSyntax
import Testing

@testable import REPL

@Suite struct `Completion of commands` {
    private let spoken: Spoken
    private let state: LiveState

    init() throws {
        spoken = try Spoken()
        spoken.enter([
            "stacy = service:user '5500461'",
            "den = stacy:create(service:reference('quick', 'den'), muster.request():join())",
        ])
        state = LiveState(spoken.interpreter)
    }

    /// The texts, with the range that they take the place of; `nothing` without any.
    private func found(_ marked: String) -> String {
        let typed = Typed(marked)
        guard let command = CommandCompletion(typed.text, cursor: typed.cursor, state) else {
            return "no command"
        }
        guard let completions = command.completions else { return "nothing" }
        let texts = completions.candidates.map(\.text).joined(separator: " ")
        return "\(completions.range) \(texts)"
    }

    @Test(arguments: [
        (".ses|", "1..<4 sessions session"), ("  .q|", "3..<4 quit"),
        (".c|lock", "1..<2 clock cancel"),
        (".nope|", "1..<5 "), (".nope |", "nothing"), (".clock |", "7..<7 advance real virtual"),
        (".clock advance r|", "15..<16 real"), (".help cl|", "6..<8 clock"),
        (".session d|", "9..<10 den"), (".trace o|", "7..<8 on off"), (".undo |", "6..<6 "),
        ("x = .5|", "no command"), (".5|", "no command"), ("users|", "no command"),
        (".save --|", "6..<8 --test"),
    ])
    func `offers names and words`(marked: String, expected: String) {
        #expect(found(marked) == expected)
    }

    @Test func `offers the commands of Lua with what they do`() throws {
        let typed = Typed("prompt.tim|")
        let all = CompletionEngine().completions(
            in: .init(typed.text), cursor: typed.cursor, scope: state)
        #expect(all?.candidates.map(\.text) == ["time", "timeline"])
        #expect(
            all?.candidates.map(\.detail) == [
                "command  Runs code and shows how long that took.",
                "command  Draws who did what when.",
            ])
    }

    @Test func `offers folders and then files, without hidden ones`() throws {
        let manager = FileManager.default
        let folder = manager.temporaryDirectory.appendingPathComponent("muster-\(UUID())").path
        try manager.createDirectory(
            atPath: folder + "/flows", withIntermediateDirectories: true)
        defer { try? manager.removeItem(atPath: folder) }
        for name in ["first.lua", "a file.lua", ".hidden", "flow.lua"] {
            try "".write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
        }
        let start = ".load \(folder)/".count
        #expect(
            found(".load \(folder)/|") == "\(start)..<\(start) flows/ a file.lua first.lua flow.lua"
        )
        #expect(found(".load \(folder)/fl|") == "\(start)..<\(start + 2) flows/ flow.lua")
        #expect(found(".load \(folder)/.|") == "\(start)..<\(start + 1) .hidden")
        #expect(found(".load \(folder)/none|") == "nothing")
        #expect(found(".load \(folder)/none/x|") == "nothing")
        #expect(found(".load ~|") == "6..<7 ~/")
        let later = ".save --test \(folder)/".count
        #expect(found(".save --test \(folder)/a f|") == "\(later)..<\(later + 3) a file.lua")
    }
}
