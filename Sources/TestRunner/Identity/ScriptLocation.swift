/// A place in a script.
public struct ScriptLocation: Hashable, Sendable {
    /// The file, as in ``TestID/file``.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// The column in characters, from 1; nil when only the line is known.
    public var column: Int?

    /// Makes a place.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - line: The line, from 1.
    ///   - column: The column, from 1, or nil.
    public init(file: String, line: Int, column: Int? = nil) {
        self.file = file
        self.line = line
        self.column = column
    }
}

extension ScriptLocation: CustomStringConvertible {
    /// `file:line` or `file:line:column`.
    public var description: String {
        "\(file.onOneLine):\(line)" + (column.map { ":\($0)" } ?? "")
    }
}
