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
        let failed = tests.sorted().map { id in
            var object = JSONObject()
            object["file"] = .string(id.file)
            object["path"] = .array(id.path.map { .string($0) })
            if let number = id.caseNumber { object["case"] = .integer(Int64(number)) }
            if id.ordinal != 1 { object["ordinal"] = .integer(Int64(id.ordinal)) }
            return JSONValue.object(object)
        }
        let root: JSONValue = [
            "format": .string(Self.format), "version": .integer(Self.version),
            "failed": .array(failed),
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
        for entry in entries { tests.insert(try Self.test(entry)) }
    }

    private static func test(_ entry: JSONValue) throws(TestRunnerError) -> TestID {
        let path = entry["path"]?.arrayValue ?? []
        let names = path.compactMap(\.stringValue)
        guard let file = entry["file"]?.stringValue, !names.isEmpty, names.count == path.count,
            let caseNumber = number(entry["case"]), let ordinal = number(entry["ordinal"])
        else { throw .invalidState("\(entry.text.cut(toBytes: 200)) is not a test", offset: nil) }
        return TestID(file: file, path: names, caseNumber: caseNumber, ordinal: ordinal ?? 1)
    }

    /// The outer nil is for what is no number from 1.
    private static func number(_ value: JSONValue?) -> Int?? {
        guard let value else { return .some(nil) }
        guard let number = value.integerValue, number >= 1 else { return nil }
        return Int(number)
    }
}
