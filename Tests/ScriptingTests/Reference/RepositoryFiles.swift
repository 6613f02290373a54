import Foundation

/// The files of the repository that the reference is compared with.
enum RepositoryFiles {
    /// The folder with `Package.swift`, found from this file.
    static let root: String = {
        let file = URL(filePath: #filePath).resolvingSymlinksInPath()
        return file.path.components(separatedBy: "/").dropLast(4).joined(separator: "/")
    }()

    static func text(_ path: String) throws -> String {
        try String(contentsOfFile: root + "/" + path, encoding: .utf8)
    }

    /// The paths of the files below a folder with this ending, in order.
    static func paths(in folder: String, ending: String) -> [String] {
        let names = FileManager.default.enumerator(atPath: root + "/" + folder)?.compactMap {
            $0 as? String
        }
        return (names ?? []).filter { $0.hasSuffix(ending) }.sorted().map { "\(folder)/\($0)" }
    }

    /// The Lua code in the fences of a document, each as one text.
    static func luaBlocks(in path: String) throws -> [String] {
        try text(path).split(separator: "```lua\n").dropFirst().compactMap {
            $0.split(separator: "```", omittingEmptySubsequences: false).first.map(String.init)
        }
    }

    /// Whether what is checked in is to be rewritten with what is made now.
    static let updatesExpected =
        ProcessInfo.processInfo.environment["UPDATE_EXPECTED"].map { $0 == "1" } ?? false
}
