extension Editor {
    /// Runs a command as if its key had been pressed.
    mutating func run(_ command: EditCommand, hooks: EditorHooks) -> Outcome {
        let before = last
        let column = goalColumn
        let isWalking = walk
        last = .other
        goalColumn = nil
        walk = nil
        if before != .insertion || !command.isDeletion { undo.closeGroup() }
        switch command {
        case .argument(let digit):
            argument = min((argument ?? 0) * 10 + digit, Self.argumentLimit)
            return .editing
        case .argumentSign:
            isArgumentNegative.toggle()
            return .editing
        case .up, .down, .historyPrevious, .historyNext, .historyFirst, .historyLast:
            walk = isWalking
            goalColumn = column
            return runWalk(command)
        case .move(let motion): return move(motion)
        case .delete(let motion): return delete(motion)
        case .kill(let motion): return kill(motion, goingOn: before == .kill)
        case .yankPop: return yankPop(after: before)
        case .yankLastArgument: return yankLastArgument(after: before)
        case .accept, .acceptAnyway, .insertLineEnd, .interrupt, .deleteOrEnd, .cancel:
            return runEnd(command, hooks: hooks)
        case .complete, .completePrevious:
            clearArgument()
            return complete(backward: command == .completePrevious, hooks: hooks)
        default: return runEdit(command)
        }
    }

    private mutating func runEdit(_ command: EditCommand) -> Outcome {
        let count = takeArgument()
        switch command {
        case .yank: return yank()
        case .killWholeText:
            killRing.push(buffer.text)
            edit(0..<buffer.count, "")
        case .setMark: mark = buffer.cursor
        case .exchangeMark:
            guard let mark else { return .refused }
            self.mark = buffer.cursor
            buffer.cursor = mark
        case .killRegion, .copyRegion: return cutRegion(removes: command == .killRegion)
        case .transposeCharacters: return transposeCharacters()
        case .transposeWords: return transposeWords()
        case .uppercaseWord: return changeWord(count) { $0.uppercased() }
        case .lowercaseWord: return changeWord(count) { $0.lowercased() }
        case .capitalizeWord: return changeWord(count, Self.capitalized)
        case .undo: return repeating(count) { $0.undo.undo(in: &$0.buffer) }
        case .redo: return repeating(count) { $0.undo.redo(in: &$0.buffer) }
        case .revert: while undo.undo(in: &buffer) {}
        case .searchBackward, .searchForward:
            search = HistorySearch(isBackward: command == .searchBackward, draft: buffer)
        case .quoteNext: quotesNext = true
        case .clearScreen: return .clearScreen
        case .suspend: return .suspend
        case .openEditor: return .openEditor
        case .viNormal: enterNormalMode()
        default: return .refused
        }
        return .editing
    }

    private mutating func runEnd(_ command: EditCommand, hooks: EditorHooks) -> Outcome {
        switch command {
        case .insertLineEnd: insertLineEnd(hooks)
        case .accept, .acceptAnyway:
            clearArgument()
            buffer.keepText()
            let text = buffer.text
            guard command == .acceptAnyway || hooks.isComplete(text) else {
                insertLineEnd(hooks)
                return .editing
            }
            settle()
            if !hooks.isSecret(text) { history.add(text) }
            return .accepted(text)
        case .interrupt:
            settle()
            return .interrupted(wasEmpty: buffer.isEmpty)
        case .deleteOrEnd:
            if buffer.isEmpty { return .endOfInput }
            return delete(.right)
        default:
            mark = nil
            clearArgument()
        }
        return .editing
    }

    private mutating func insertLineEnd(_ hooks: EditorHooks) {
        let count = max(takeArgument(), 1)
        guard !isInBurst else { return insert(String(repeating: "\n", count: count)) }
        for _ in 0..<count {
            let before = buffer.text(in: 0..<buffer.cursor)
            insert("\n" + hooks.indentation(before))
        }
    }

    private mutating func repeating(
        _ count: Int, _ step: (inout Editor) -> Bool
    ) -> Outcome {
        guard step(&self) else { return .refused }
        for _ in 1..<max(count, 1) where !step(&self) { break }
        return .editing
    }

    // MARK: - Moving and removing

    /// Where a motion leads when it is made so often; as far as it goes.
    mutating func target(of motion: Motion, count: Int) -> Int? {
        let motion = count < 0 ? motion.reversed : motion
        var position = buffer.cursor
        for made in 0..<max(abs(count), 1) {
            guard let next = buffer.target(of: motion, from: position, column: goalColumn) else {
                return made == 0 ? nil : position
            }
            if next == position { break }
            position = next
        }
        return position
    }

    private mutating func move(_ motion: Motion) -> Outcome {
        let count = takeArgument()
        if !suggestion.isEmpty, buffer.cursor == buffer.count, takeSuggestion(motion) {
            return .editing
        }
        guard let target = target(of: motion, count: count) else { return .refused }
        buffer.cursor = target
        return .editing
    }

    private mutating func delete(_ motion: Motion) -> Outcome {
        guard let range = range(of: motion) else { return .refused }
        edit(range, "")
        // A word that is typed with a slip is still taken back at once.
        if motion == .left { last = .insertion }
        return .editing
    }

    private mutating func kill(_ motion: Motion, goingOn: Bool) -> Outcome {
        var found = range(of: motion)
        // At the end of a line its end is what can be cut.
        let cursor = buffer.cursor
        if found?.isEmpty ?? true, motion == .lineEnd, cursor < buffer.count {
            found = cursor..<(cursor + 1)
        }
        if found?.isEmpty ?? true, motion == .lineStart, cursor > 0 {
            found = (cursor - 1)..<cursor
        }
        guard let range = found, !range.isEmpty else { return .refused }
        let text = buffer.text(in: range)
        if goingOn {
            killRing.extend(with: text, atStart: range.upperBound == buffer.cursor)
        } else {
            killRing.push(text)
        }
        edit(range, "")
        last = .kill
        return .editing
    }

    private mutating func range(of motion: Motion) -> Range<Int>? {
        let count = takeArgument()
        return target(of: motion, count: count).map {
            min($0, buffer.cursor)..<max($0, buffer.cursor)
        }
    }

    private mutating func cutRegion(removes: Bool) -> Outcome {
        guard let mark else { return .refused }
        let range = min(mark, buffer.cursor)..<max(mark, buffer.cursor)
        killRing.push(buffer.text(in: range))
        if removes { edit(range, "") }
        self.mark = nil
        return .editing
    }

    // MARK: - Yanking

    private mutating func yank() -> Outcome {
        guard let text = killRing.newest else { return .refused }
        last = .yank(put(text, in: buffer.cursor..<buffer.cursor))
        return .editing
    }

    private mutating func yankPop(after before: LastCommand) -> Outcome {
        guard case .yank(let range) = before else { return .refused }
        killRing.rotate()
        last = .yank(put(killRing.newest ?? "", in: range))
        return .editing
    }

    private mutating func yankLastArgument(after before: LastCommand) -> Outcome {
        var range = buffer.cursor..<buffer.cursor
        var position = history.entries.count
        if case .argument(let put, let shown) = before { (range, position) = (put, shown) }
        guard position > 0 else { return .refused }
        let words = history.entries[position - 1].split(whereSeparator: \.isWhitespace)
        let placed = put(words.last.map(String.init) ?? "", in: range)
        last = .argument(placed, position: position - 1)
        return .editing
    }

    private mutating func put(_ text: String, in range: Range<Int>) -> Range<Int> {
        edit(range, text)
        return min(range.lowerBound, buffer.cursor)..<buffer.cursor
    }
}

extension EditCommand {
    /// Whether it belongs to the typing before it.
    fileprivate var isDeletion: Bool { self == .delete(.left) }
}

extension Motion {
    /// The motion that goes the other way, or the same where there is none.
    var reversed: Motion {
        switch self {
        case .left: .right
        case .right: .left
        case .wordLeft: .wordRight
        case .wordRight: .wordLeft
        case .lineStart: .lineEnd
        case .lineEnd: .lineStart
        case .up: .down
        case .down: .up
        default: self
        }
    }
}
