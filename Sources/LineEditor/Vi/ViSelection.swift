/// What vi's `v` and `V` select: from where they were typed to the cursor.
struct ViSelection: Sendable, Hashable {
    var anchor: Int
    var isLines: Bool
}

extension Editor {
    /// The characters that are selected, those at both ends with them; nil where nothing is.
    public var selection: Range<Int>? {
        guard let visual else { return nil }
        let lower = min(visual.anchor, buffer.cursor)
        let upper = max(visual.anchor, buffer.cursor)
        guard visual.isLines else { return lower..<min(upper + 1, buffer.count) }
        return buffer.line(at: lower).lowerBound..<buffer.line(at: upper).upperBound
    }

    /// Begins to select, ends it, or goes on with whole lines or with characters.
    mutating func select(lines isLines: Bool) {
        if let visual {
            self.visual =
                visual.isLines == isLines
                ? nil
                : ViSelection(
                    anchor: visual.anchor, isLines: isLines)
        } else {
            visual = ViSelection(anchor: buffer.cursor, isLines: isLines)
        }
    }

    mutating func handleInVisualMode(_ key: Key, hooks: EditorHooks) -> Outcome {
        if pendingKeys.isEmpty, let motion = Self.motions[key] {
            return moveInVisualMode(motion, 1) ? .editing : .refused
        }
        guard case .character = key.code, key.modifiers.isEmpty else {
            let isEnd = key == Key(.escape) || key == Key(.character("g"), .control)
            visual = nil
            pendingKeys = []
            // Any other key means what it always does.
            return isEnd ? .editing : handleInNormalMode(key, hooks: hooks)
        }
        pendingKeys.append(key)
        let reading = ViGrammar.read(pendingKeys, isVisual: true)
        guard reading != .incomplete else { return .editing }
        pendingKeys = []
        guard case .complete(let command) = reading else { return .refused }
        return runInVisualMode(command) ? .editing : .refused
    }

    private static let motions: [Key: Motion] = [
        Key(.left): .left, Key(.right): .right, Key(.up): .up, Key(.down): .down,
        Key(.home): .lineStart, Key(.end): .lineEnd, Key(.backspace): .left,
    ]

    private mutating func runInVisualMode(_ command: ViCommand) -> Bool {
        switch command {
        case .select(let isLines): select(lines: isLines)
        case .exchangeSelection:
            guard let anchor = visual?.anchor else { return false }
            visual?.anchor = buffer.cursor
            buffer.cursor = anchor
        case .selectObject(let object, let isInner):
            guard let range = buffer.object(object, isInner: isInner), !range.isEmpty else {
                return false
            }
            visual?.anchor = range.lowerBound
            buffer.cursor = range.upperBound - 1
        case .operateOnSelection(let action):
            guard let range = selection, let isLines = visual?.isLines else { return false }
            visual = nil
            undo.closeGroup()
            // Where it is again when all is taken back.
            buffer.cursor = range.lowerBound
            operate(action, range, isLines: isLines)
            if mode == .viNormal { stayOnLine() }
        case .move(.motion(let motion), let count): return moveInVisualMode(motion, count)
        case .move, .repeatFind: return run(command)
        default: return false
        }
        return true
    }

    /// The history is not walked through while something is selected.
    private mutating func moveInVisualMode(_ motion: Motion, _ count: Int) -> Bool {
        guard motion == .up || motion == .down else {
            let isDone = run(.move(.motion(motion), count: count))
            stayOnLine()
            return isDone
        }
        let column = goalColumn ?? buffer.column(at: buffer.cursor)
        goalColumn = column
        guard let target = target(of: motion, count: count) else { return false }
        buffer.cursor = target
        stayOnLine()
        return true
    }
}
