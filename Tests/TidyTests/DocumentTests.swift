import Foundation
import Testing

@Suite struct `Documents` {
    private let paths = Repository.paths.filter { $0.hasSuffix(".md") }

    @Test func `link to files that are there`() {
        var findings: [Finding] = []
        for path in paths {
            for (number, line) in prose(path) {
                for match in line.matches(of: /\]\(([^)\s]+)\)/)
                where !resolves(match.1, from: path) {
                    findings.append(Finding(path: path, line: number, what: String(match.1)))
                }
            }
        }
        #expect(!paths.isEmpty)
        #expect(findings == [])
    }

    @Test func `show commands that exist`() {
        let guides = paths.filter {
            ["README.md", "CONTRIBUTING.md"].contains($0) || $0.hasPrefix("Docs/")
        }
        var findings: [Finding] = []
        for path in guides {
            for (number, line) in commands(path) where !isKnown(line) {
                findings.append(Finding(path: path, line: number, what: line))
            }
        }
        #expect(guides.contains("README.md"))
        #expect(findings == [])
    }

    @Test func `say what changes next`() {
        let headings = Repository.text("CHANGELOG.md").split(separator: "\n").filter {
            $0.hasPrefix("## ")
        }
        #expect(headings.first == "## [Unreleased]")
    }

    private func resolves(_ link: Substring, from path: String) -> Bool {
        guard !link.contains("://"), !link.hasPrefix("mailto:") else { return true }
        let file = link.split(separator: "#", omittingEmptySubsequences: false)[0]
        guard !file.isEmpty else { return true }
        let folder = URL(filePath: Repository.root + "/" + path).deletingLastPathComponent()
        return FileManager.default.fileExists(atPath: folder.appending(path: String(file)).path)
    }

    /// The forms of commands that a reader of this repository can run.
    private func isKnown(_ line: String) -> Bool {
        var words = line.split(separator: " ").drop { $0.contains(/^[A-Z_]+=/) }
        guard let command = words.popFirst() else { return false }
        switch command {
        case "Scripts/muster", "muster": return words.first.map { isSubcommand($0) } ?? true
        case "curl", "cd", "git": return true
        case "swift":
            return words.first.map { ["build", "test", "format", "package"].contains($0) } ?? false
        default:
            return command.hasPrefix("Scripts/")
                && FileManager.default.isExecutableFile(atPath: Repository.root + "/" + command)
        }
    }

    private func isSubcommand(_ word: Substring) -> Bool {
        let declared = Repository.swiftFiles.filter { $0.target == "MusterCommands" }
            .flatMap { Repository.text($0.path).matches(of: /commandName: "(\w+)"/).map { $0.1 } }
        return (declared + ["help", "--help"]).contains(word) && word != "muster"
    }

    private func prose(_ path: String) -> [(Int, String)] { lines(path, inFence: nil) }

    private func commands(_ path: String) -> [(Int, String)] { lines(path, inFence: "sh") }

    /// The lines inside the fences of a language, or outside all.
    private func lines(_ path: String, inFence language: String?) -> [(Int, String)] {
        var fence: String?
        var found: [(Int, String)] = []
        let lines = Repository.text(path).split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            if line.hasPrefix("```") {
                fence = fence == nil ? String(line.dropFirst(3)) : nil
            } else if fence == language, !line.isEmpty {
                found.append((index + 1, String(line)))
            }
        }
        return found
    }
}

@Suite struct `Tracked files` {
    /// The names are put together here, so that this file does not break the rule.
    @Test func `name no folder of one machine`() {
        let folders = ["work", "root", "home", "opt/swift", "tmp/pure"].map { "/\($0)/" }
        var findings: [Finding] = []
        for (path, number, line) in lines {
            for folder in folders where names(folder, in: line) {
                findings.append(Finding(path: path, line: number, what: folder))
            }
        }
        #expect(findings == [])
    }

    /// Packages come from where the manifest says, and scripts name no other place.
    @Test func `fetch from public places alone`() {
        let hosts = Set(["github.com", "www.swift.org", "127.0.0.1", "localhost"])
        var findings: [Finding] = []
        for (path, number, line) in lines
        where path == "Package.swift" || path.hasPrefix("Scripts/") || path.hasPrefix(".ci/") {
            for match in line.matches(of: /https?:\/\/([\w.-]+)/)
            where !hosts.contains(String(match.1)) {
                findings.append(Finding(path: path, line: number, what: String(match.1)))
            }
        }
        #expect(findings == [])
    }

    private var lines: [(String, Int, Substring)] {
        Repository.paths.flatMap { path in
            Repository.text(path).split(separator: "\n", omittingEmptySubsequences: false)
                .enumerated()
                .map { (path, $0.offset + 1, $0.element) }
        }
    }

    /// Whether a path begins with `folder`, which does not stand inside of another path.
    private func names(_ folder: String, in line: Substring) -> Bool {
        line.ranges(of: folder).contains { range in
            guard range.lowerBound > line.startIndex else { return true }
            let before = line[line.index(before: range.lowerBound)]
            return !before.isLetter && !before.isNumber && !"./-_}~".contains(before)
        }
    }
}
