extension Editor {
    /// Completes the name before the cursor as far as it is certain, then offers the candidates.
    mutating func complete(backward: Bool, hooks: EditorHooks) -> Outcome {
        guard let completions = hooks.completions(buffer.text, buffer.cursor),
            let first = completions.candidates.first,
            completions.range.upperBound <= buffer.count
        else { return .refused }
        let typed = buffer.text(in: completions.range)
        guard completions.candidates.count > 1 else {
            edit(completions.range, first.text)
            return typed == first.text ? .refused : .editing
        }
        let prefix = completions.commonPrefix
        var range = completions.range
        if prefix.count > typed.count, prefix.hasPrefix(typed) {
            edit(range, prefix)
            range = range.lowerBound..<buffer.cursor
            menu = CompletionMenu(
                Completions(range: range, candidates: completions.candidates), typed: prefix)
            return .editing
        }
        menu = CompletionMenu(completions, typed: typed)
        if backward { select(-1) }
        return .editing
    }

    /// Handles a key while candidates are shown; nil if the key ends that and means what it always does.
    mutating func handleInMenu(_ key: Key) -> Outcome? {
        let isSelected = menu?.selected != nil
        switch (key.code, key.modifiers) {
        case (.tab, []), (.character("n"), .control): select(1)
        case (.tab, .shift), (.character("p"), .control): select(-1)
        case (.down, []) where isSelected, (.right, []) where isSelected: select(1)
        case (.up, []) where isSelected, (.left, []) where isSelected: select(-1)
        case (.down, []): select(1)
        case (.enter, []) where isSelected:
            menu = nil
            undo.closeGroup()
        case (.escape, []), (.character("g"), .control):
            if let menu { edit(menu.range, menu.typed) }
            menu = nil
        default:
            menu = nil
            undo.closeGroup()
            return nil
        }
        return .editing
    }

    private mutating func select(_ step: Int) {
        guard var menu else { return }
        menu.advance(by: step)
        edit(menu.range, menu.text)
        menu.range = menu.range.lowerBound..<buffer.cursor
        self.menu = menu
    }

    // MARK: - Suggestions

    /// Nothing is suggested after more characters, for nobody types them again.
    static let suggestionLimit = 4_096

    /// Looks what may follow the text; nothing does while the cursor is not at its end.
    mutating func refreshSuggestion(_ hooks: EditorHooks) {
        suggestion = ""
        guard !buffer.isEmpty, buffer.count <= Self.suggestionLimit,
            buffer.cursor == buffer.count, menu == nil, search == nil, mode != .viNormal,
            walk == nil
        else { return }
        let text = buffer.text
        suggestion = hooks.suggestion(text) ?? remembered(text)
    }

    private func remembered(_ text: String) -> String {
        let count = history.entries.count
        let found = history.last(before: count) { $0.hasPrefix(text) && $0.count > text.count }
        return found.map { String(history.entries[$0].dropFirst(text.count)) } ?? ""
    }

    /// Takes all or a word of what is suggested, where a motion would go right.
    mutating func takeSuggestion(_ motion: Motion) -> Bool {
        let cursor = buffer.cursor
        switch motion {
        case .right, .lineEnd, .textEnd: edit(cursor..<cursor, suggestion)
        case .wordRight, .nextWordStart, .nextWordEnd:
            let whole = TextBuffer(suggestion)
            let end = whole.target(of: .wordRight, from: 0) ?? whole.count
            edit(cursor..<cursor, whole.text(in: 0..<end))
        default: return false
        }
        return true
    }
}
