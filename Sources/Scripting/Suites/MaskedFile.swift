internal import LuaSyntax
public import TestRunner

/// The text of a file of tests, with the tests left out that do not run.
///
/// A file of a thousand tests would otherwise be read and declared a thousand times in full. Only
/// statements are left out that were seen to declare one test and do nothing else, under the same
/// seed; each is replaced by as many spaces and line ends, so that all lines keep their numbers.
public struct MaskedFile: Sendable {
    /// The file as it is.
    public let file: TestFile
    private let statements: [Int: Range<Int>]
    private let masked: [UInt8]

    /// Looks for what can be left out.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - tests: What it declares, all of it.
    public init(_ file: TestFile, declaring tests: [DeclaredTest]) {
        self.file = file
        let linesOfTests = Dictionary(grouping: tests.compactMap(\.place.line)) { $0 }
        let found = DeclarationStatements(in: file.source, calling: ["it", "test", "spec"])
        var statements: [Int: Range<Int>] = [:]
        var masked = file.source
        for (line, group) in Dictionary(grouping: found.all, by: \.line)
        where group.count == 1 && linesOfTests[line]?.count == 1 {
            statements[line] = group[0].range
            for index in group[0].range where masked[index] != 10 { masked[index] = 32 }
        }
        self.statements = statements
        self.masked = masked
    }

    /// The text with one test left in; nil when that test is none that could be left out, so that
    /// the whole file is needed.
    public func text(for place: DeclaredTest.Place) -> [UInt8]? {
        guard let line = place.line, let range = statements[line] else { return nil }
        var text = masked
        text.replaceSubrange(range, with: file.source[range])
        return text
    }
}
