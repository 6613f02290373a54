import Foundation
import Testing

/// Keeps `Docs/Rules.md`: the rules of the session directory and the tests that cover each.
@Suite struct `RuleCoverage` {
    private static let path = "Docs/Rules.md"
    private static let folders = [
        "DirectoryTests", "DirectoryRuntimeTests", "DirectoryServiceTests", "SessionsTests",
        "ScriptingTests/Service", "SimulationTests",
    ].map { "Tests/" + $0 }

    private let tests = Repository.paths(in: folders, ending: ".swift").flatMap { path in
        let text = Repository.text(path)
        return NamedTest.all(in: SwiftFile(path: path, text: text), text: text)
    }

    @Test func `is as the tests are`() throws {
        let present = Repository.text(Self.path)
        let current = page(from: present)
        if ProcessInfo.processInfo.environment["UPDATE_EXPECTED"] == "1" {
            try current.write(
                toFile: Repository.root + "/" + Self.path, atomically: true, encoding: .utf8)
        } else {
            // Not the pages themselves, which would fill the log.
            let isCurrent = present == current
            #expect(
                isCurrent,
                "run UPDATE_EXPECTED=1 swift test --filter RuleCoverage and read the difference")
        }
    }

    @Test func `keeps every rule of the specification`() {
        #expect(rows(Repository.text(Self.path)).count == 316)
    }

    @Test func `has a test for every conformance case`() {
        #expect(missingCases == [])
    }

    private var missingCases: [Int] {
        let found = Set(tests.compactMap(\.conformanceCase))
        return (1...141).filter { !found.contains($0) }
    }

    /// The page with the tests of today.
    private func page(from present: String) -> String {
        let head = present.components(separatedBy: "## Rules")[0]
        let rows = rows(present).map { number, subject in
            (number: number, subject: subject, tests: names(of: number))
        }
        let bare = rows.filter(\.tests.isEmpty).map { "\($0.number) \($0.subject)" }
        var lines = ["## Rules", "", "| Rule | Subject | Tests |", "| --- | --- | --- |"]
        lines += rows.map { row in
            "| \(row.number) | \(row.subject) | \(row.tests.joined(separator: "; ")) |"
        }
        lines += ["", "## Rules without a test", ""]
        lines += bare.isEmpty ? ["None."] : bare.map { "- \($0)" }
        lines += ["", "## Conformance cases", ""]
        let cases = Set(tests.compactMap(\.conformanceCase))
        lines.append("\(cases.count) of 141 cases have a test that carries the case's number.")
        return head + lines.joined(separator: "\n") + "\n"
    }

    /// The names of the tests that cover a rule or, for a section, anything in it.
    private func names(of rule: String) -> [String] {
        let covering = tests.filter { test in
            test.rules.contains { $0 == rule || $0.hasPrefix(rule + ".") }
        }
        return Set(covering.map(\.name)).sorted().map { $0.replacing("|", with: "\\|") }
    }

    private func rows(_ page: String) -> [(number: String, subject: String)] {
        page.split(separator: "\n").compactMap { line in
            let cells = line.components(separatedBy: " | ")
            guard cells.count >= 3, let number = cells[0].wholeMatch(of: /\| (\d\S*)/) else {
                return nil
            }
            return (String(number.1), cells[1])
        }
    }
}
