import Foundation
import Testing

/// A golden run: a script or a command line, and the files beside it that say what is expected.
/// `Cases/README.md` describes them.
struct GoldenCase: Sendable, CustomTestStringConvertible {
    /// The path below `Cases`, without an extension.
    let name: String

    var testDescription: String { name }

    /// Every case, by name.
    static let all: [GoldenCase] = {
        let paths = FileManager.default.enumerator(atPath: Repository.cases)?.compactMap {
            $0 as? String
        }
        let stems = (paths ?? []).compactMap { path -> String? in
            guard !path.hasPrefix("Files/") else { return nil }
            return [".lua", ".args"].first(where: path.hasSuffix).map {
                String(path.dropLast($0.count))
            }
        }
        return Set(stems).sorted().map(GoldenCase.init)
    }()

    /// The run that the case describes.
    var invocation: Invocation {
        get throws {
            let path = Repository.cases + "/" + name
            var invocation = Invocation(["run", name + ".lua"])
            if let text = FileManager.default.contents(atPath: path + ".args") {
                invocation.arguments = Self.arguments(in: String(decoding: text, as: UTF8.self))
            }
            if FileManager.default.fileExists(atPath: path + ".in") {
                invocation.input = .file(path + ".in")
            }
            return invocation
        }
    }

    /// Compares how a run of the case ended with what is expected.
    func check(_ ending: Ending) throws {
        try GoldenFile(name: name + ".out").check(ending.output)
        try GoldenFile(name: name + ".err").check(ending.error)
        let status =
            switch ending.status {
            case .exit(let code): "\(code)\n"
            case .signal(let number): "signal \(number)\n"
            case .hung: "hung\n"
            }
        try GoldenFile(name: name + ".status", absent: Array("0\n".utf8)).check(Array(status.utf8))
    }

    /// One argument a line, after comments.
    private static func arguments(in text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        return lines.drop { $0.hasPrefix("#") }.map { line in
            line.split(separator: "\\\\", omittingEmptySubsequences: false)
                .map { $0.replacing("\\n", with: "\n") }.joined(separator: "\\")
        }
    }
}
