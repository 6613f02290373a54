import Foundation

/// The files that the house rules are about.
enum Repository {
    /// The folder with `Package.swift`, found from this file.
    static let root: String = {
        let file = URL(filePath: #filePath).resolvingSymlinksInPath()
        return file.path.components(separatedBy: "/").dropLast(4).joined(separator: "/")
    }()

    /// The paths of all files below the root, without what is built or hidden, in order.
    static let paths: [String] = {
        let hidden = Set([".git", ".swiftpm", "Package.resolved", "default.profraw"])
        let files = FileManager.default.enumerator(atPath: root)
        var paths: [String] = []
        while let path = files?.nextObject() as? String {
            let name = String(path.split(separator: "/").last ?? "")
            if hidden.contains(name) || name.hasPrefix(".build") {
                files?.skipDescendants()
            } else if files?.fileAttributes?[.type] as? FileAttributeType == .typeRegular {
                paths.append(path)
            }
        }
        return paths.sorted()
    }()

    /// The paths in a folder that end in one of `endings`.
    static func paths(in folders: [String], ending endings: String...) -> [String] {
        paths.filter { path in
            folders.contains { path.hasPrefix($0 + "/") } && endings.contains(where: path.hasSuffix)
        }
    }

    /// A file's text; bytes that are not UTF-8 are replaced.
    static func text(_ path: String) -> String {
        String(
            decoding: FileManager.default.contents(atPath: root + "/" + path) ?? Data(),
            as: UTF8.self)
    }

    /// The Swift files of the sources and the tests.
    static let swiftFiles = paths(in: ["Sources", "Tests", "Benchmarks"], ending: ".swift")
        .map { SwiftFile(path: $0, text: text($0)) }
}

/// Where a rule is broken.
struct Finding: Sendable, Hashable, CustomStringConvertible {
    let path: String
    let line: Int
    let what: String

    var description: String { "\(path):\(line): \(what)" }
}
