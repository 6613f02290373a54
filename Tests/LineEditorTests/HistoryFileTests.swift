import Foundation
import Testing

@testable import LineEditor

@Suite struct `A file of the history` {
    private let path = NSTemporaryDirectory() + "history-\(UUID().uuidString)"

    @Test func `keeps statements across runs`() throws {
        defer { remove() }
        var first = HistoryFile(path: path)
        #expect(try first.load() == [])
        try first.append("one")
        try first.append("two\nlines \\ here")
        var second = HistoryFile(path: path)
        #expect(try second.load() == ["one", "two\nlines \\ here"])
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func `is shared by two prompts`() throws {
        defer { remove() }
        var first = HistoryFile(path: path)
        var second = HistoryFile(path: path)
        #expect(try first.load() == [] && second.load() == [])
        try first.append("a")
        try second.append("b")
        try first.append("c")
        #expect(try first.readNew() == ["b"])
        #expect(try second.readNew() == ["a", "c"])
        #expect(try first.readNew() == [] && second.readNew() == [])
        try second.append("c")
        #expect(try first.readNew() == ["c"])
    }

    @Test func `passes over bad lines and keeps them`() throws {
        defer { remove() }
        try write("one\nbad\\x\ntwo\nhalf")
        var file = HistoryFile(path: path, limit: 1)
        #expect(try file.load() == ["two"])
        try file.append("three")
        #expect(try bytes() == "bad\\x\ntwo\nhalf\nthree\n")
        #expect(try HistoryFile(path: path).loaded() == ["two", "half", "three"])
    }

    @Test func `is written anew when it has grown`() throws {
        defer { remove() }
        try write((1...50).map { "line \($0)\n" }.joined() + "bad\\x\n")
        var other = HistoryFile(path: path, limit: 1_000)
        #expect(try other.load().count == 50)
        var file = HistoryFile(path: path, limit: 3)
        #expect(try file.load() == ["line 48", "line 49", "line 50"])
        #expect(try bytes() == "line 48\nline 49\nline 50\nbad\\x\n")
        try file.append("new")
        // The other prompt notices that it is another file now.
        #expect(try other.readNew() == ["new"])
        try other.append("newer")
        #expect(try file.readNew() == ["newer"])
        let folder = URL(filePath: path).deletingLastPathComponent().path
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        let name = URL(filePath: path).lastPathComponent
        #expect(names.filter { $0.hasPrefix(name) } == [name])
    }

    @Test func `says what the system refused`() {
        var file = HistoryFile(path: path + "/none/file")
        #expect(throws: LineEditorError.system(call: "open", code: ENOENT)) {
            try file.append("x")
        }
        var folder = HistoryFile(path: NSTemporaryDirectory())
        #expect(throws: LineEditorError.system(call: "open", code: EISDIR)) {
            try folder.append("x")
        }
    }

    private func write(_ text: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    private func bytes() throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    }

    private func remove() { try? FileManager.default.removeItem(atPath: path) }
}

extension HistoryFile {
    fileprivate func loaded() throws -> [String] {
        var file = self
        return try file.load()
    }
}
