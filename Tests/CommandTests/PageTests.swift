import Foundation
import Testing

@Suite struct `A page for readers` {
    private static let pages = ["README.md", "Docs/HostSelection.md", "Docs/Testing.md"]

    /// Each runs in a folder that holds what the reader has by then: the examples, and the scripts
    /// that the text asks to save.
    @Test(arguments: pages)
    func `shows commands that do what it says`(page: String) async throws {
        let document = try Document(page)
        let folder = try Self.folder(ofReaderOf: document)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let runs = document.commands.filter { $0.words.first != "serve" }
        #expect(runs.count >= 3)
        for run in runs {
            let ending = try await Gate.run { try Self.result(of: run.words, in: folder) }
            let command = Comment(rawValue: run.words.joined(separator: " "))
            #expect(ending.status == .exit(0), command)
            #expect(ending.errorText.isEmpty || run.words.contains("--trace"), command)
            #expect(!ending.output.isEmpty, command)
            if let output = run.output { #expect(ending.outputText == output, command) }
        }
    }

    @Test(arguments: pages)
    func `runs each script that it asks the reader to save`(page: String) throws {
        let document = try Document(page)
        let scripts = document.scripts.map(\.name)
        let shown = document.blocks.count { $0.language == "lua" }
        #expect(!scripts.isEmpty)
        #expect(scripts.count == shown)
        for script in scripts {
            #expect(document.commands.contains { $0.words.contains(script) }, "\(script)")
        }
    }

    /// Runs a command; where it names a service, one that is served for it.
    private static func result(of words: [String], in folder: String) throws -> Ending {
        var run = Invocation(words)
        run.folder = folder
        guard let option = words.firstIndex(of: "--service") else {
            return try run.start().finish()
        }
        let server = try RunningServer()
        run.arguments[option + 1] = server.url
        let ending = try run.start().finish()
        _ = server.stop()
        return ending
    }

    private static func folder(ofReaderOf document: Document) throws -> String {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appending(path: "muster-" + UUID().uuidString)
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        try files.createSymbolicLink(
            atPath: folder.path + "/Examples", withDestinationPath: Repository.root + "/Examples")
        for script in document.scripts {
            try script.text.write(
                to: folder.appending(path: script.name), atomically: true, encoding: .utf8)
        }
        return folder.path
    }
}
