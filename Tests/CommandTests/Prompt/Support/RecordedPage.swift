import Foundation

/// A document of the repository whose `console` blocks are recorded; the rest is written by hand.
struct RecordedPage {
    /// The texts of the blocks, in their order.
    var blocks: [String] = []

    private let path: String
    /// What stands before each block, and after the last; with the fences.
    private var prose = [""]
    private static let opening = "```console"

    /// Reads a document by its path in the repository.
    init(_ path: String) throws {
        self.path = Repository.root + "/" + path
        let text = try String(contentsOfFile: self.path, encoding: .utf8)
        var isInside = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if isInside, line != "```" {
                blocks[blocks.count - 1] += line + "\n"
                continue
            }
            if isInside { prose.append("") }
            prose[prose.count - 1] += line + "\n"
            isInside = line == Self.opening
            if isInside { blocks.append("") }
        }
    }

    /// Writes the document with the blocks as they are now.
    func write() throws {
        var text = prose[0]
        for (block, after) in zip(blocks, prose.dropFirst()) { text += block + after }
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
}
