extension Editor {
    mutating func enterNormalMode() {
        mode = .viNormal
        let line = buffer.line(at: buffer.cursor)
        if buffer.cursor > line.lowerBound { buffer.cursor -= 1 }
    }

    mutating func handleInNormalMode(_ key: Key, hooks: EditorHooks) -> Outcome {
        if visual != nil { return handleInVisualMode(key, hooks: hooks) }
        let isStart = pendingKeys.isEmpty
        if isStart, case .command(let command) = Keymap.viNormal.meaning(of: [key]) {
            let outcome = run(command, hooks: hooks)
            if mode == .viNormal { stayOnLine() }
            return outcome
        }
        guard case .character = key.code, key.modifiers.isEmpty else {
            pendingKeys = []
            return isStart ? .refused : .editing
        }
        pendingKeys.append(key)
        let reading = ViGrammar.read(pendingKeys)
        guard reading != .incomplete else { return .editing }
        pendingKeys = []
        guard case .complete(let command) = reading else { return .refused }
        let isMove = if case .move = command { true } else { false }
        if !isMove { undo.closeGroup() }
        if case .repeatChange(let count) = command { return repeatChange(count, hooks: hooks) }
        let isDone = run(command)
        repetition.isChange = isDone && command.isChange
        if mode == .viNormal { stayOnLine() }
        return isDone ? .editing : .refused
    }

    /// In normal mode the cursor is on a character, not after the last of a line.
    mutating func stayOnLine() {
        let line = buffer.line(at: buffer.cursor)
        if buffer.cursor == line.upperBound, !line.isEmpty { buffer.cursor -= 1 }
    }

    /// - Returns: Whether the command could be done.
    mutating func run(_ command: ViCommand) -> Bool {
        let column = goalColumn
        goalColumn = nil
        last = .other
        switch command {
        case .move(let target, let count): return move(to: target, count: count, column: column)
        case .operate(let action, let target, let count):
            guard let (range, isLines) = range(of: target, count: count, for: action) else {
                return false
            }
            operate(action, range, isLines: isLines)
        case .insert(let insertion): insert(at: insertion)
        case .replace(let character, let count):
            let range = buffer.cursor..<(buffer.cursor + count)
            guard range.upperBound <= buffer.line(at: buffer.cursor).upperBound else {
                return false
            }
            edit(range, String(repeating: character, count: count))
            buffer.cursor -= 1
        case .toggleCase(let count):
            let end = min(buffer.cursor + count, buffer.line(at: buffer.cursor).upperBound)
            guard buffer.cursor < end else { return false }
            let text = buffer.text(in: buffer.cursor..<end)
            edit(buffer.cursor..<end, text.reduce(into: "") { $0 += Self.toggled($1) })
        case .put(let after, let count): return put(after: after, count: count)
        case .joinLines(let count): return joinLines(count)
        case .undo(let count):
            var isDone = false
            for _ in 0..<count where undo.undo(in: &buffer) { isDone = true }
            return isDone
        case .repeatFind(let reversed, let count):
            guard case .find(let character, let forward, let before) = lastFind else {
                return false
            }
            let motion = Motion.find(character, forward: forward != reversed, before: before)
            let kept = lastFind
            defer { lastFind = kept }
            return move(to: .motion(motion), count: count, column: nil)
        case .select(let isLines): select(lines: isLines)
        // Read elsewhere: the one needs hooks, the others a selection.
        case .repeatChange, .selectObject, .operateOnSelection, .exchangeSelection: return false
        }
        return true
    }

    private static func toggled(_ character: Character) -> String {
        character.isUppercase ? character.lowercased() : character.uppercased()
    }

    private mutating func move(to target: ViTarget, count: Int, column: Int?) -> Bool {
        switch target {
        case .line(let number):
            buffer.cursor = start(ofLine: number)
            return true
        case .motion(let motion):
            if motion == .up || motion == .down { return moveByLines(motion, count, column) }
            if case .find = motion { lastFind = motion }
            walk = nil
            guard var position = self.target(of: motion, count: count) else { return false }
            if motion == .left || motion == .right {
                // They stay in their line.
                let line = buffer.line(at: buffer.cursor)
                position = max(min(position, line.upperBound - 1), line.lowerBound)
                if position == buffer.cursor { return false }
            }
            buffer.cursor = position
            return true
        case .wholeLines, .object, .changedWord: return false
        }
    }

    private mutating func moveByLines(_ motion: Motion, _ count: Int, _ column: Int?) -> Bool {
        goalColumn = column
        argument = count
        return runWalk(motion == .up ? .up : .down) == .editing
    }

    private func start(ofLine number: Int?) -> Int {
        let starts =
            [0]
            + buffer.characters.indices.filter { buffer.characters[$0] == "\n" }
            .map { $0 + 1 }
        let index = min((number ?? starts.count) - 1, starts.count - 1)
        return buffer.target(of: .firstNonBlank, from: starts[max(index, 0)]) ?? 0
    }

    // MARK: - Operators

    private mutating func range(
        of target: ViTarget, count: Int, for action: ViOperator
    ) -> (Range<Int>, isLines: Bool)? {
        let cursor = buffer.cursor
        switch target {
        case .wholeLines:
            var end = buffer.line(at: cursor).upperBound
            for _ in 1..<max(count, 1) where end < buffer.count {
                end = buffer.line(at: end + 1).upperBound
            }
            return (buffer.line(at: cursor).lowerBound..<end, true)
        case .line(let number): return lines(from: cursor, to: start(ofLine: number))
        case .changedWord(let spaced):
            guard cursor < buffer.count else { return (cursor..<cursor, false) }
            let kind = buffer.characters[cursor].kind(spaced: spaced)
            let isLast =
                cursor + 1 == buffer.count
                || buffer.characters[cursor + 1].kind(spaced: spaced) != kind
            // One of the words ends where the cursor is.
            let rest = isLast && kind != .space ? count - 1 : count
            let motion = Motion.nextWordEnd(spaced: spaced)
            let end = rest == 0 ? cursor : self.target(of: motion, count: rest) ?? cursor
            return (cursor..<min(end + 1, buffer.count), false)
        case .object(let object, let isInner):
            return buffer.object(object, isInner: isInner).map { ($0, false) }
        case .motion(let motion):
            if case .find = motion { lastFind = motion }
            guard var end = self.target(of: motion, count: count) else { return nil }
            if motion == .up || motion == .down { return lines(from: cursor, to: end) }
            let line = buffer.line(at: cursor)
            if motion == .left || motion == .right {
                end = min(max(end, line.lowerBound), line.upperBound)
            }
            // A word that ends its line is removed without what follows the line.
            if case .nextWordStart = motion, end > line.upperBound, count == 1 {
                end = line.upperBound
            }
            let lower = min(cursor, end)
            var upper = max(cursor, end)
            if motion.isInclusive, upper < buffer.count { upper += 1 }
            return lower == upper && action != .change ? nil : (lower..<upper, false)
        }
    }

    private func lines(from start: Int, to end: Int) -> (Range<Int>, isLines: Bool) {
        let first = buffer.line(at: min(start, end)).lowerBound
        return (first..<buffer.line(at: max(start, end)).upperBound, true)
    }

    mutating func operate(_ action: ViOperator, _ range: Range<Int>, isLines: Bool) {
        let text = buffer.text(in: range)
        // A line end marks that whole lines were cut.
        killRing.push(isLines ? text + "\n" : text)
        switch action {
        case .yank: if !isLines { buffer.cursor = range.lowerBound }
        case .change:
            edit(range, "")
            mode = .viInsert
            last = .insertion
        case .delete:
            var removed = range
            if isLines, range.upperBound < buffer.count {
                removed = range.lowerBound..<(range.upperBound + 1)
            } else if isLines, range.lowerBound > 0 {
                removed = (range.lowerBound - 1)..<range.upperBound
            }
            edit(removed, "")
            if isLines {
                let line = buffer.line(at: buffer.cursor).lowerBound
                buffer.cursor = buffer.target(of: .firstNonBlank, from: line) ?? line
            }
        }
    }

    private mutating func insert(at insertion: ViInsertion) {
        let line = buffer.line(at: buffer.cursor)
        switch insertion {
        case .here: break
        case .after: buffer.cursor = min(buffer.cursor + 1, line.upperBound)
        case .lineStart:
            buffer.cursor = buffer.target(of: .firstNonBlank, from: buffer.cursor) ?? 0
        case .lineEnd: buffer.cursor = line.upperBound
        case .lineBelow: edit(line.upperBound..<line.upperBound, "\n")
        case .lineAbove:
            edit(line.lowerBound..<line.lowerBound, "\n")
            buffer.cursor = line.lowerBound
        }
        mode = .viInsert
        last = .insertion
    }

    private mutating func put(after: Bool, count: Int) -> Bool {
        guard let text = killRing.newest else { return false }
        let line = buffer.line(at: buffer.cursor)
        let repeated = String(repeating: text, count: count)
        guard text.last == "\n" else {
            let position = after ? min(buffer.cursor + 1, line.upperBound) : buffer.cursor
            edit(position..<position, repeated)
            buffer.cursor = max(buffer.cursor - 1, 0)
            return true
        }
        let lines = String(repeated.dropLast())
        let position = after ? line.upperBound : line.lowerBound
        edit(position..<position, after ? "\n" + lines : lines + "\n")
        let start = after ? position + 1 : position
        buffer.cursor = buffer.target(of: .firstNonBlank, from: start) ?? start
        return true
    }

    private mutating func joinLines(_ count: Int) -> Bool {
        guard !buffer.isOnLastLine else { return false }
        for _ in 0..<max(count - 1, 1) where !buffer.isOnLastLine {
            let end = buffer.line(at: buffer.cursor).upperBound
            let next = buffer.target(of: .firstNonBlank, from: end + 1) ?? end + 1
            edit(end..<next, " ")
            buffer.cursor -= 1
        }
        return true
    }
}

extension TextBuffer {
    /// The range of vi's text object around the cursor: a word, or what is in quotes or brackets.
    func object(_ object: Character, isInner: Bool) -> Range<Int>? {
        switch object {
        case "w", "W": return wordObject(spaced: object == "W", isInner: isInner)
        case "\"", "'", "`": return quotedObject(object, isInner: isInner)
        case "(", ")", "b": return bracketObject("(", isInner: isInner)
        case "[", "]": return bracketObject("[", isInner: isInner)
        case "{", "}", "B": return bracketObject("{", isInner: isInner)
        default: return nil
        }
    }

    private func wordObject(spaced: Bool, isInner: Bool) -> Range<Int>? {
        let line = line(at: cursor)
        guard line.contains(cursor) else { return nil }
        let kind = characters[cursor].kind(spaced: spaced)
        var (lower, upper) = (cursor, cursor + 1)
        while lower > line.lowerBound, characters[lower - 1].kind(spaced: spaced) == kind {
            lower -= 1
        }
        while upper < line.upperBound, characters[upper].kind(spaced: spaced) == kind {
            upper += 1
        }
        if !isInner {
            while upper < line.upperBound, characters[upper].kind(spaced: spaced) == .space {
                upper += 1
            }
        }
        return lower..<upper
    }

    private func quotedObject(_ quote: Character, isInner: Bool) -> Range<Int>? {
        let quotes = line(at: cursor).filter { characters[$0] == quote }
        for index in stride(from: 0, to: quotes.count - 1, by: 2)
        where quotes[index + 1] >= cursor {
            let (open, close) = (quotes[index], quotes[index + 1])
            return isInner ? (open + 1)..<close : open..<(close + 1)
        }
        return nil
    }

    private func bracketObject(_ open: Character, isInner: Bool) -> Range<Int>? {
        for start in (0...min(cursor, max(count - 1, 0))).reversed()
        where start < count && characters[start] == open {
            guard let end = partner(ofBracketAt: start), end >= cursor else { continue }
            return isInner ? (start + 1)..<end : start..<(end + 1)
        }
        return nil
    }
}
