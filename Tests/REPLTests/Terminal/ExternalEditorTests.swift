import Foundation
import Testing

@testable import REPL

@Suite struct `An editor outside` {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("muster editor \(UUID())").path

    /// What comes back of a text when this shell script is the editor.
    private func edited(
        _ text: String, by script: String?, variable: String = "EDITOR"
    ) throws -> String {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var environment = ["TMPDIR": folder]
        if let script {
            let path = folder + "/editor.sh"
            try script.write(toFile: path, atomically: true, encoding: .utf8)
            environment[variable] = "sh '\(path)' --flag"
        }
        let result: String
        do { result = try ExternalEditor.edit(text, environment: environment) } catch {
            result = "error: \(error)"
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(left.allSatisfy { $0 == "editor.sh" }, "a file is left behind: \(left)")
        return result.replacing(folder, with: "FOLDER")
    }

    @Test func `gives back what it has written`() throws {
        #expect(try edited("old", by: "echo \"$1\" > \"$2\"") == "--flag")
        #expect(try edited("a\nb", by: "printf ' more' >> \"$2\"") == "a\nb more")
        #expect(try edited("as it was", by: "true", variable: "VISUAL") == "as it was")
        #expect(try edited("", by: "printf 'x\\n\\n' > \"$2\"") == "x\n")
    }

    @Test func `says what went wrong`() throws {
        #expect(
            try edited("x", by: nil)
                == "error: set EDITOR to the program that edits text, such as EDITOR=vi")
        #expect(
            try edited("x", by: "exit 3")
                == "error: sh 'FOLDER/editor.sh' --flag failed; the text is as it was")
        #expect(
            try edited("x", by: "rm \"$2\"").hasSuffix(": No such file or directory"))
        #expect(throws: CommandError.self) {
            try ExternalEditor.edit("x", environment: ["EDITOR": "true", "TMPDIR": "/nowhere"])
        }
    }

    @Test func `is the first that is named at all`() throws {
        #expect(
            try ExternalEditor.edit(
                "x", environment: ["VISUAL": "", "EDITOR": "true", "TMPDIR": ""])
                == "x")
    }
}
