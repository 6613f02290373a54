internal import JSON

/// The tests that failed when they last ran: the content of the file that a rerun reads.
///
/// The file is one JSON object: `format` is `muster-failed-tests`, `version` is 1, and `failed` is an
/// array, in the order of ``TestID``, of objects with `file`, `path` (an array), and, where they are
/// not nil and 1, `case` and `ordinal`.
public struct FailedTests: Hashable, Sendable {
    /// The tests.
    public private(set) var tests: Set<TestID>

    /// The version of the file's form.
    public static let version: Int64 = 1
    private static let format = "muster-failed-tests"

    /// Makes the state of nothing failed, or of these tests.
    public init(_ tests: Set<TestID> = []) { self.tests = tests }

    /// Takes in a run: its failures are added, and what passed in it is taken out. Tests it did not
    /// run, and tests it skipped, stay as they were.
    public mutating func receive(_ record: RunRecord) {
        let ran = record.tests.filter { $0.verdict != .skipped }
        tests.subtract(ran.map(\.test.id))
        tests.formUnion(ran.filter(\.verdict.isFailure).map(\.test.id))
    }

    /// The content of the file, with a line end.
    public var text: String {
        let root: JSONValue = [
            "format": .string(Self.format), "version": .integer(Self.version),
            "failed": .array(tests.sorted().map(\.json)),
        ]
        return root.prettyText + "\n"
    }

    /// Reads the content of a file.
    ///
    /// - Parameter bytes: The content.
    /// - Throws: ``TestRunnerError/invalidState(_:offset:)`` or
    ///   ``TestRunnerError/unknownStateVersion(_:)``.
    public init(parsing bytes: [UInt8]) throws(TestRunnerError) {
        let root: JSONValue
        do {
            root = try JSONValue(parsing: bytes, limits: .loosest)
        } catch {
            throw .invalidState("\(error.reason)", offset: error.offset)
        }
        guard root["format"]?.stringValue == Self.format,
            let version = root["version"]?.integerValue
        else { throw .invalidState("format is not \(Self.format)", offset: nil) }
        guard version == Self.version else { throw .unknownStateVersion(version) }
        guard let entries = root["failed"]?.arrayValue else {
            throw .invalidState("failed is not an array", offset: nil)
        }
        tests = []
        for entry in entries {
            guard let test = TestID(json: entry) else {
                throw .invalidState("\(entry.text.cut(toBytes: 200)) is not a test", offset: nil)
            }
            tests.insert(test)
        }
    }
}
