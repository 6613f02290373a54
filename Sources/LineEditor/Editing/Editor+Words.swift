extension Editor {
    /// Swaps the characters around the cursor, or at the end of a line the two before it.
    mutating func transposeCharacters() -> Outcome {
        let line = buffer.line(at: buffer.cursor)
        guard line.count >= 2, buffer.cursor > line.lowerBound else { return .refused }
        let second = min(buffer.cursor, line.upperBound - 1)
        let swapped = String([buffer.characters[second], buffer.characters[second - 1]])
        edit((second - 1)..<(second + 1), swapped)
        return .editing
    }

    /// Swaps the word before the cursor with the one after it, or with the one before at the end.
    mutating func transposeWords() -> Outcome {
        var end = word(endingAfter: buffer.cursor)
        if end == nil { end = word(endingBefore: buffer.count) }
        guard let second = end, let first = word(endingBefore: second.lowerBound) else {
            return .refused
        }
        let between = buffer.text(in: first.upperBound..<second.lowerBound)
        let swapped = buffer.text(in: second) + between + buffer.text(in: first)
        edit(first.lowerBound..<second.upperBound, swapped)
        return .editing
    }

    /// Changes the text from the cursor to the end of the word, and goes there.
    mutating func changeWord(_ count: Int, _ change: (String) -> String) -> Outcome {
        guard let end = target(of: .wordRight, count: count), end != buffer.cursor else {
            return .refused
        }
        let cursor = buffer.cursor
        let range = min(cursor, end)..<max(cursor, end)
        edit(range, change(buffer.text(in: range)))
        if count < 0 { buffer.cursor = min(cursor, buffer.count) }
        return .editing
    }

    static func capitalized(_ text: String) -> String {
        var isInWord = false
        return text.reduce(into: "") { result, character in
            let isPart = character.isPartOfWord
            result += isInWord || !isPart ? character.lowercased() : character.uppercased()
            isInWord = isPart
        }
    }

    private func word(endingAfter position: Int) -> Range<Int>? {
        guard let end = buffer.target(of: .wordRight, from: position), end > position,
            buffer.characters[end - 1].isPartOfWord,
            let start = buffer.target(of: .wordLeft, from: end)
        else { return nil }
        return start..<end
    }

    private func word(endingBefore position: Int) -> Range<Int>? {
        guard let start = buffer.target(of: .wordLeft, from: position), start < position,
            buffer.characters[start].isPartOfWord,
            let end = buffer.target(of: .wordRight, from: start)
        else { return nil }
        return start..<end
    }
}
