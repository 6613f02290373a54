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

    @Test func `keeps every statement of many that write at once`() async throws {
        defer { remove() }
        let path = path
        // So many that some of them write the file anew meanwhile.
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    for number in 0..<50 {
                        var file = HistoryFile(path: path, limit: 450)
                        _ = try file.load()
                        for _ in 0..<3 { try file.append("same") }
                        try file.append("\(writer) \(number)")
                    }
                }
            }
            try await group.waitForAll()
        }
        let lines = HistoryFormat.lines(Array(try bytes().utf8))
        #expect(lines.count < 1_000)
        #expect(HistoryFormat.compacted(lines, limit: 1_000).count == 401)
    }

    @Test func `stays a link to where it is kept`() throws {
        defer { remove() }
        let kept = path + "-kept"
        defer { try? FileManager.default.removeItem(atPath: kept) }
        try Data((1...50).map { "line \($0)\n" }.joined().utf8).write(to: URL(filePath: kept))
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: kept)
        var file = HistoryFile(path: path, limit: 3)
        #expect(try file.load() == ["line 48", "line 49", "line 50"])
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == kept)
        #expect(try bytes() == "line 48\nline 49\nline 50\n")
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

@Suite struct `A history that is kept` {
    private let folder = NSTemporaryDirectory() + "home-\(UUID().uuidString)"

    @Test func `is there in the next run, with what others entered`() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var first = KeptHistory(in: folder, path: "a/b/history")
        var second = KeptHistory(in: folder, path: "a/b/history")
        var (mine, theirs) = (first.load(), second.load())
        mine.add("one")
        first.synchronize(&mine)
        theirs.add("two")
        second.synchronize(&theirs)
        first.synchronize(&mine)
        #expect(mine.entries == ["one", "two"] && theirs.entries == ["two", "one"])
        var third = KeptHistory(in: folder, path: "a/b/history")
        #expect(third.load().entries == ["one", "two"])
        #expect(first.takeProblem() == nil && third.takeProblem() == nil)
        let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/a/b")
        #expect(attributes[.posixPermissions] as? Int == 0o700)
    }

    @Test(arguments: [nil, "", "/dev/null", "/does-not-exist/home"])
    func `is one of this run alone where there is no home`(folder: String?) {
        var kept = KeptHistory(in: folder, path: "state/history")
        var history = kept.load()
        history.add("one")
        kept.synchronize(&history)
        #expect(history.entries == ["one"])
        #expect(kept.takeProblem() != nil)
        // Said once.
        history.add("two")
        kept.synchronize(&history)
        #expect(kept.takeProblem() == nil)
        #expect(history.entries == ["one", "two"])
    }

    @Test func `is one of this run alone where its file is none`() throws {
        try FileManager.default.createDirectory(
            atPath: folder + "/history", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var kept = KeptHistory(in: folder, path: "history")
        var history = kept.load()
        #expect(kept.takeProblem() == .system(call: "read", code: EISDIR))
        history.add("one")
        kept.synchronize(&history)
        #expect(kept.takeProblem() == nil)
        #expect(LineEditorError.system(call: "read", code: EISDIR).reason == "read: Is a directory")
    }
}

extension HistoryFile {
    fileprivate func loaded() throws -> [String] {
        var file = self
        return try file.load()
    }
}
