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
    /// The text, cut at the ends of what can be left out.
    private var pieces: [Piece] = []
    /// Which piece declares the test of a line.
    private var pieceOfLine: [Int: Int] = [:]

    /// A part of the text.
    private struct Piece {
        let range: Range<Int>
        /// What stands for it when it is left out; nil when it always stays.
        let blank: [UInt8]?
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
            pieces.append(Piece(range: end..<statement.range.lowerBound, blank: nil))
            pieceOfLine[statement.line] = pieces.count
            // The space keeps the words before and after it apart.
            let lines = file.source[statement.range].count { $0 == 10 }
            pieces.append(
                Piece(range: statement.range, blank: [32] + Array(repeating: 10, count: lines)))
            end = statement.range.upperBound
        }
        pieces.append(Piece(range: end..<file.source.count, blank: nil))
    }

    /// The text with one test left in; nil when that test is none that could be left out, so that
    /// the whole file is needed.
    public func text(for place: DeclaredTest.Place) -> [UInt8]? {
        guard let line = place.line, let kept = pieceOfLine[line] else { return nil }
        var text: [UInt8] = []
        text.reserveCapacity(4_096)
        for (index, piece) in pieces.enumerated() {
            if let blank = piece.blank, index != kept {
                text += blank
            } else {
                text += file.source[piece.range]
            }
        }
        return text
    }
}
