internal import LuaSyntax
public import TestRunner

/// The text of a file of tests, with the tests left out that do not run.
///
/// A file of a thousand tests would otherwise be read and declared a thousand times in full. Only
/// statements are left out that were seen to declare one test and do nothing else, under the same
/// seed. Their line ends stay, so that all lines keep their numbers.
public struct MaskedFile: Sendable {
    /// The file as it is.
    public let file: TestFile
    /// The text without all that can be left out.
    private var masked: [UInt8] = []
    /// What declares the test of a line.
    private var statementOfLine: [Int: Statement] = [:]

    /// A statement that can be left out.
    private struct Statement {
        /// Where it stands in the file.
        let range: Range<Int>
        /// What stands for it in the masked text.
        let blank: Range<Int>
    }

    /// Looks for what can be left out.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - tests: What it declares, all of it.
    public init(_ file: TestFile, declaring tests: [DeclaredTest]) {
        self.file = file
        let testsOfLine = Dictionary(grouping: tests.compactMap(\.place.line)) { $0 }
        let found = DeclarationStatements(in: file.source, calling: ["it", "test", "spec"]).all
        let statementsOfLine = Dictionary(grouping: found, by: \.line)
        var end = 0
        for statement in found where statement.range.lowerBound >= end {
            guard statementsOfLine[statement.line]?.count == 1,
                testsOfLine[statement.line]?.count == 1
            else { continue }
            let between = file.source[end..<statement.range.lowerBound]
            // Of a thousand lines that are left out, Lua reads the ends alone.
            let isBlank = between.allSatisfy { [32, 9, 10, 13].contains($0) }
            masked += isBlank ? Self.lineEnds(of: between)[...] : between
            let start = masked.count
            // The space keeps the words before and after it apart.
            masked.append(32)
            masked += Self.lineEnds(of: file.source[statement.range])
            statementOfLine[statement.line] = Statement(
                range: statement.range, blank: start..<masked.count)
            end = statement.range.upperBound
        }
        masked += file.source[end...]
    }

    /// A line feed for each line end as Lua counts them: a line feed and a carriage return, in either
    /// order, are one, and each of them alone is one, too.
    private static func lineEnds(of text: ArraySlice<UInt8>) -> [UInt8] {
        var ends: [UInt8] = []
        var open: UInt8?
        for byte in text {
            let isEnd = byte == 10 || byte == 13
            if isEnd, let before = open, before != byte {
                open = nil
            } else {
                if isEnd { ends.append(10) }
                open = isEnd ? byte : nil
            }
        }
        return ends
    }

    /// The text with one test left in; nil when that test is none that could be left out, so that
    /// the whole file is needed.
    public func text(for place: DeclaredTest.Place) -> [UInt8]? {
        guard let line = place.line, let kept = statementOfLine[line] else { return nil }
        return Array(masked[..<kept.blank.lowerBound]) + file.source[kept.range]
            + masked[kept.blank.upperBound...]
    }
}
