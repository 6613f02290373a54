import Foundation
import Testing

@testable import LineEditor

@Suite struct `A plain prompt` {
    @Test(arguments: [
        ("", [], "> "), ("a\n", ["a"], "> > "), ("a\nb\n", ["a", "b"], "> > > "),
        ("f(\nx\n", ["f(\nx"], "> : > "), ("f(\n", ["f("], "> : > "), ("a", ["a"], "> > "),
        ("a\r\nb\r\n", ["a", "b"], "> > > "), ("\n\nx\n", ["", "", "x"], "> > > > "),
        ("漢\n", ["漢"], "> > "),
    ])
    func `reads statements from a pipe`(
        input: String, statements: [String], prompts: String
    ) throws {
        let (source, sink) = (Pipe(), Pipe())
        try source.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try source.fileHandleForWriting.close()
        var hooks = EditorHooks()
        hooks.isComplete = { !$0.hasSuffix("(") }
        var prompt = PlainPrompt(
            input: source.fileHandleForReading.fileDescriptor,
            output: sink.fileHandleForWriting.fileDescriptor, hooks: hooks, text: "> ",
            continuationText: ": ")
        var read: [String] = []
        while let statement = try prompt.read() { read.append(statement) }
        #expect(read == statements)
        #expect(try prompt.read() == nil)
        try sink.fileHandleForWriting.close()
        let shown = try sink.fileHandleForReading.readToEnd() ?? Data()
        #expect(String(decoding: shown, as: UTF8.self) == prompts + "> ")
    }

    @Test func `reads what is longer than one read`() throws {
        let path = NSTemporaryDirectory() + "lines-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let lines = (1...20_000).map { "line number \($0)" }
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: path))
        let file = try FileHandle(forReadingFrom: URL(filePath: path))
        var prompt = PlainPrompt(input: file.fileDescriptor, hooks: EditorHooks())
        var read: [String] = []
        while let statement = try prompt.read() { read.append(statement) }
        #expect(read == lines)
    }
}
