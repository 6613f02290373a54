import Foundation
import TestRunner

/// A kind of report that is compared with an expected text.
enum Form: String, CaseIterable {
    case pretty = "pretty.txt"
    case colored = "colored.txt"
    case tap = "tap.txt"
    case junit = "junit.txt"
    case jsonLines = "json-lines.txt"
    case annotations = "annotations.txt"
    case summary = "summary.txt"

    var reporter: any Reporter {
        switch self {
        case .pretty: PrettyReporter(isColored: false)
        case .colored: PrettyReporter(isColored: true, showsPassed: false)
        case .tap: TAPReporter()
        case .junit: JUnitReporter()
        case .jsonLines: JSONLinesReporter()
        case .annotations: AnnotationsReporter()
        case .summary: StepSummaryReporter()
        }
    }

    /// What the reporter makes of a story.
    func text(_ story: Story) -> String { text(story.events) }

    /// What the reporter makes of events, in the order given.
    func text(_ events: [TestEvent]) -> String {
        var reporter = reporter
        return events.map { reporter.receive($0) }.joined()
    }
}

/// The folders beside this file.
enum Folder {
    static func path(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: name).path
    }
}

/// What a program printed and how it ended.
struct Ran {
    var output: String
    var status: Int32

    /// Runs a program on a file of its own with this content; nil when it is not installed.
    init?(_ program: String, _ arguments: [String], content: String) throws {
        let folders = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"]
        let paths = folders.map { "\($0)/\(program)" }
        guard let path = paths.first(where: FileManager.default.isExecutableFile) else {
            return nil
        }
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try content.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments + [file.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        output = String(decoding: data, as: UTF8.self)
        status = process.terminationStatus
    }
}
