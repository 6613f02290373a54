import Foundation

/// A document of the repository, as the fenced blocks that it shows.
struct Document {
    /// One fenced block.
    struct Block {
        /// What follows the fence, such as `sh`.
        let language: String
        let text: String
        /// The last line of prose before it.
        let introduction: String
    }

    let blocks: [Block]

    /// Reads a document by its path in the repository.
    init(_ path: String) throws {
        let text = try String(contentsOfFile: Repository.root + "/" + path, encoding: .utf8)
        var blocks: [Block] = []
        var introduction = ""
        var open: (language: String, lines: [Substring])?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let block = open, line == "```" {
                let text = block.lines.map { $0 + "\n" }.joined()
                blocks.append(
                    Block(language: block.language, text: text, introduction: introduction))
                open = nil
            } else if open != nil {
                open?.lines.append(line)
            } else if line.hasPrefix("```") {
                open = (String(line.dropFirst(3)), [])
            } else if !line.isEmpty {
                introduction = String(line)
            }
        }
        self.blocks = blocks
    }

    /// The scripts that the document asks its reader to save, by the name it gives them.
    var scripts: [(name: String, text: String)] {
        blocks.filter { $0.language == "lua" }.compactMap { block in
            let words = block.introduction.split(separator: "`", omittingEmptySubsequences: false)
            guard words.count == 3, words[1].hasSuffix(".lua") else { return nil }
            return (String(words[1]), block.text)
        }
    }

    /// The command lines of its `sh` blocks that run `muster`, each with the output that the
    /// document shows for it.
    var commands: [(words: [String], output: String?)] {
        blocks.indices.flatMap { index -> [(words: [String], output: String?)] in
            guard blocks[index].language == "sh" else { return [] }
            let lines = blocks[index].text.split(separator: "\n")
            let next = blocks.indices.contains(index + 1) ? blocks[index + 1] : nil
            let output = next.flatMap { $0.language == "text" ? $0.text : nil }
            return lines.compactMap { line in
                let words = Self.words(of: line)
                guard words.first == "Scripts/muster" else { return nil }
                return (Array(words.dropFirst()), lines.count == 1 ? output : nil)
            }
        }
    }

    /// The words of a shell command that quotes with nothing but single quotes.
    private static func words(of line: Substring) -> [String] {
        let parts = line.split(separator: "'", omittingEmptySubsequences: false)
        return parts.indices.flatMap { index in
            index % 2 == 0
                ? parts[index].split(separator: " ").map(String.init) : [String(parts[index])]
        }
    }
}
