import Foundation
import Testing

/// A file that holds an expected text.
struct GoldenFile {
    /// Its path below `Cases`.
    let name: String
    /// What a file that is missing expects.
    var absent: [UInt8] = []

    private var path: String { Repository.cases + "/" + name }

    /// The text, from the file or for want of one.
    var expected: ExpectedText {
        ExpectedText(bytes: FileManager.default.contents(atPath: path).map(Array.init) ?? absent)
    }

    /// Expects a text to be that of the file; with UPDATE_EXPECTED=1, makes it so.
    func check(_ actual: [UInt8], _ context: String = "") throws {
        guard !expected.matches(actual) else { return }
        guard !Repository.updatesExpected else { return try write(actual) }
        Issue.record(
            Comment(rawValue: "\(name)\(context): \(expected.difference(from: actual))"))
    }

    private func write(_ actual: [UInt8]) throws {
        if actual == absent {
            try FileManager.default.removeItem(atPath: path)
        } else {
            try Data(actual).write(to: URL(filePath: path))
        }
    }
}
