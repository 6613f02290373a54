/// Which lines of which chunks ran, and how often.
///
/// A chunk's lines are those at which it has code, in functions that were never called too.
public struct LineCoverage: Sendable, Hashable {
    /// How often each line with code ran, by line; by the name of the chunk.
    public private(set) var files: [String: [Int: Int]]

    /// Makes coverage of the given chunks, or of none.
    public init(files: [String: [Int: Int]] = [:]) { self.files = files }

    /// Adds what another run counted. Counts end at the largest number that there is.
    public mutating func merge(_ other: LineCoverage) {
        for (name, lines) in other.files {
            files[name, default: [:]].merge(lines, uniquingKeysWith: Self.sum)
        }
    }

    /// The same without the chunks whose names do not pass.
    public func filtered(_ isIncluded: (String) -> Bool) -> LineCoverage {
        LineCoverage(files: files.filter { isIncluded($0.key) })
    }

    /// How many lines have code.
    public var lineCount: Int { files.values.reduce(0) { $0 + $1.count } }

    /// How many of them ran.
    public var coveredLineCount: Int {
        files.values.reduce(0) { count, lines in count + lines.values.count { $0 > 0 } }
    }

    private static func sum(_ left: Int, _ right: Int) -> Int {
        let (sum, isTooLarge) = left.addingReportingOverflow(right)
        return isTooLarge ? .max : sum
    }
}
