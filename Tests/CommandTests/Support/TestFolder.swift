import Foundation
import Testing

/// A folder with files of tests, for runs that leave something there.
struct TestFolder: Sendable {
    let path: String

    init(_ files: [String: String]) throws {
        path = FileManager.default.temporaryDirectory.path + "/muster-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, text) in files { try write(text, to: name) }
    }

    /// Puts a file in the place of the one that may be there, as most editors do.
    func write(_ text: String, to name: String) throws {
        let file = URL(filePath: path).appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    /// Writes over the bytes of a file, which keeps its size and says that it was written when it was
    /// before.
    func overwrite(_ name: String, with text: String) throws {
        let file = open("\(path)/\(name)", O_WRONLY)
        guard file >= 0 else { throw ProcessFault("open \(name)", errno) }
        defer { close(file) }
        var before = stat()
        guard fstat(file, &before) == 0 else { throw ProcessFault("look at \(name)", errno) }
        try #require(before.st_size == off_t(text.utf8.count))
        let bytes = Array(text.utf8)
        guard pwrite(file, bytes, bytes.count, 0) == bytes.count else {
            throw ProcessFault("write \(name)", errno)
        }
        #if canImport(Darwin)
        let times = [before.st_atimespec, before.st_mtimespec]
        #else
        let times = [before.st_atim, before.st_mtim]
        #endif
        guard futimens(file, times) == 0 else { throw ProcessFault("date \(name)", errno) }
    }

    /// The path without links on the way.
    var realPath: String { URL(filePath: path).resolvingSymlinksInPath().path }

    func removeFile(_ name: String) throws {
        try FileManager.default.removeItem(atPath: "\(path)/\(name)")
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    func invocation(
        _ arguments: [String], environment: [String: String] = [:]
    ) -> Invocation {
        var invocation = Invocation(["test"] + arguments)
        invocation.folder = path
        invocation.environment = environment
        return invocation
    }

    func text(_ name: String) throws -> String {
        try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
    }
}
