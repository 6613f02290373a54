extension TextBuffer {
    /// Where a motion leads from a position, or nil where it leads nowhere.
    ///
    /// - Parameters:
    ///   - motion: The motion.
    ///   - start: The position it begins at.
    ///   - column: The column that `up` and `down` keep to; by default that of `start`.
    public func target(of motion: Motion, from start: Int, column: Int? = nil) -> Int? {
        let line = line(at: start)
        let target: Int? =
            switch motion {
            case .left: start - 1
            case .right: start + 1
            case .wordLeft: wordStart(before: start, \.isPartOfWord)
            case .wordRight: wordEnd(after: start, \.isPartOfWord)
            case .spacedWordLeft: wordStart(before: start, { !$0.isWhitespace })
            case .lineStart: line.lowerBound
            case .lineEnd: line.upperBound
            case .firstNonBlank: line.first { !characters[$0].isWhitespace } ?? line.upperBound
            case .textStart: 0
            case .textEnd: count
            case .up:
                line.lowerBound == 0
                    ? nil : vertical(from: start, to: line.lowerBound - 1, column: column)
            case .down:
                line.upperBound == count
                    ? nil : vertical(from: start, to: line.upperBound + 1, column: column)
            case .nextWordStart(let spaced): nextWordStart(from: start, spaced: spaced)
            case .nextWordEnd(let spaced): nextWordEnd(from: start, spaced: spaced)
            case .previousWordStart(let spaced): previousWordStart(from: start, spaced: spaced)
            case .find(let character, let forward, let before):
                find(character, from: start, forward: forward, before: before)
            case .matchingBracket: matchingBracket(from: start)
            }
        guard let target, (0...count).contains(target) else { return nil }
        return target
    }

    /// The position of the bracket that belongs to the one at `position`, or nil.
    public func partner(ofBracketAt position: Int) -> Int? {
        guard position < count else { return nil }
        let bracket = characters[position]
        let opening: [Character] = ["(", "[", "{"]
        let closing: [Character] = [")", "]", "}"]
        let step = opening.contains(bracket) ? 1 : -1
        guard step == 1 || closing.contains(bracket) else { return nil }
        var depth = 0
        var current = position
        while characters.indices.contains(current) {
            if opening.contains(characters[current]) { depth += step }
            if closing.contains(characters[current]) { depth -= step }
            if depth == 0 { return current }
            current += step
        }
        return nil
    }

    private func vertical(from start: Int, to other: Int, column: Int?) -> Int {
        position(ofColumn: column ?? self.column(at: start), in: line(at: other))
    }

    private func wordStart(before start: Int, _ isPart: (Character) -> Bool) -> Int {
        var position = start
        while position > 0, !isPart(characters[position - 1]) { position -= 1 }
        while position > 0, isPart(characters[position - 1]) { position -= 1 }
        return position
    }

    private func wordEnd(after start: Int, _ isPart: (Character) -> Bool) -> Int {
        var position = start
        while position < count, !isPart(characters[position]) { position += 1 }
        while position < count, isPart(characters[position]) { position += 1 }
        return position
    }

    private func nextWordStart(from start: Int, spaced: Bool) -> Int {
        var position = start
        let kind = position < count ? characters[position].kind(spaced: spaced) : .space
        if kind != .space {
            while position < count, characters[position].kind(spaced: spaced) == kind {
                position += 1
            }
        }
        while position < count, characters[position].kind(spaced: spaced) == .space {
            position += 1
        }
        return position
    }

    private func nextWordEnd(from start: Int, spaced: Bool) -> Int? {
        var position = start + 1
        while position < count, characters[position].kind(spaced: spaced) == .space {
            position += 1
        }
        guard position < count else { return count > start ? count - 1 : nil }
        let kind = characters[position].kind(spaced: spaced)
        while position + 1 < count, characters[position + 1].kind(spaced: spaced) == kind {
            position += 1
        }
        return position
    }

    private func previousWordStart(from start: Int, spaced: Bool) -> Int {
        var position = start
        while position > 0, characters[position - 1].kind(spaced: spaced) == .space {
            position -= 1
        }
        guard position > 0 else { return 0 }
        let kind = characters[position - 1].kind(spaced: spaced)
        while position > 0, characters[position - 1].kind(spaced: spaced) == kind {
            position -= 1
        }
        return position
    }

    private func find(
        _ character: Character, from start: Int, forward: Bool, before: Bool
    ) -> Int? {
        let line = line(at: start)
        if forward {
            guard start < line.upperBound else { return nil }
            let found = ((start + 1)..<line.upperBound).first { characters[$0] == character }
            return found.map { before ? $0 - 1 : $0 }
        }
        let found = (line.lowerBound..<start).last { characters[$0] == character }
        return found.map { before ? $0 + 1 : $0 }
    }

    private func matchingBracket(from start: Int) -> Int? {
        (start..<line(at: start).upperBound).first { "()[]{}".contains(characters[$0]) }
            .flatMap { partner(ofBracketAt: $0) }
    }
}

extension Character {
    /// What vi tells apart when it looks for words.
    enum Kind { case space, word, other }

    var isPartOfWord: Bool { isLetter || isNumber || self == "_" }

    func kind(spaced: Bool) -> Kind {
        if isWhitespace { return .space }
        return spaced || isPartOfWord ? .word : .other
    }
}
