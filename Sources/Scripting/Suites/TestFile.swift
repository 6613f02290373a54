/// A file of tests: its name and its text.
public struct TestFile: Hashable, Sendable {
    /// The name that messages and ``TestRunner/TestID`` have for it.
    public let name: String
    /// The text.
    public let source: [UInt8]

    /// Makes a file.
    ///
    /// - Parameters:
    ///   - name: Its name, as the path from where the run started, with `/` between parts.
    ///   - source: Its text.
    public init(name: String, source: [UInt8]) {
        self.name = name
        self.source = source
    }
}
