extension Editor {
    /// Goes through the lines of the text, and on into the history.
    mutating func runWalk(_ command: EditCommand) -> Outcome {
        let count = max(takeArgument(), 1)
        for step in 0..<count {
            let isDone =
                switch command {
                case .up: moveVertically(.up) || show(older: 1)
                case .down: moveVertically(.down) || show(older: -1)
                case .historyPrevious: show(older: 1)
                case .historyNext: show(older: -1)
                case .historyFirst: show(older: .max)
                default: show(older: .min)
                }
            if !isDone { return step == 0 ? .refused : .editing }
        }
        return .editing
    }

    private mutating func moveVertically(_ motion: Motion) -> Bool {
        let column = goalColumn ?? buffer.column(at: buffer.cursor)
        guard let target = buffer.target(of: motion, from: buffer.cursor, column: column) else {
            return false
        }
        goalColumn = column
        buffer.cursor = target
        return true
    }

    /// Shows the next statement that begins with what was typed before the cursor.
    private mutating func show(older step: Int) -> Bool {
        let prefix = buffer.isOnFirstLine ? buffer.text(in: 0..<buffer.cursor) : ""
        var walk =
            walk
            ?? HistoryWalk(draft: buffer, prefix: prefix, position: history.entries.count)
        self.walk = walk
        let shown = buffer.text
        let isMatch = { (entry: String) in entry.hasPrefix(walk.prefix) && entry != shown }
        let found: Int? =
            switch step {
            case .max: history.first(after: -1, where: isMatch)
            case .min: nil
            case 1...: history.last(before: walk.position, where: isMatch)
            default: history.first(after: walk.position, where: isMatch)
            }
        if found == nil, step > 0 || walk.position == history.entries.count { return false }
        walk.position = found ?? history.entries.count
        let next = found.map { TextBuffer(history.entries[$0]) } ?? walk.draft
        edit(0..<buffer.count, next.text)
        buffer.cursor = found == nil ? walk.draft.cursor : buffer.count
        goalColumn = nil
        self.walk = walk
        return true
    }

    // MARK: - Search

    /// Handles a key during a search; nil if the key ends it and means what it always does.
    mutating func handleInSearch(_ key: Key) -> Outcome? {
        guard var search else { return nil }
        switch (key.code, key.modifiers) {
        case (.character("r"), .control): search.searchOn(isBackward: true, in: history)
        case (.character("s"), .control): search.searchOn(isBackward: false, in: history)
        case (.character("g"), .control), (.character("c"), .control):
            buffer = search.draft
            self.search = nil
            return .editing
        case (.character(let character), []):
            search.search(for: search.query + String(character), in: history)
        case (.backspace, _), (.character("h"), .control):
            search.search(for: String(search.query.dropLast()), in: history)
        case (.escape, _):
            endSearch()
            return .editing
        default:
            endSearch()
            return nil
        }
        self.search = search
        if let match = search.match {
            buffer = TextBuffer(history.entries[match.position])
            buffer.cursor = match.range.lowerBound
        } else {
            buffer = search.draft
        }
        return search.hasFailed ? .refused : .editing
    }

    /// Takes what was found; the text before can be had back by undo.
    private mutating func endSearch() {
        guard let search else { return }
        let found = buffer
        buffer = search.draft
        self.search = nil
        guard search.match != nil else { return }
        undo.closeGroup()
        edit(0..<buffer.count, found.text)
        undo.closeGroup()
        buffer.cursor = found.cursor
    }
}
