/// A statement being typed, and all that keys can do with it.
///
/// A value: it reads no terminal and no clock. One event after the other goes into `handle`, and what
/// is to be shown is read from its properties.
public struct Editor: Sendable {
    /// Which keys are in force.
    public enum Mode: Sendable, Hashable {
        case emacs, viInsert, viNormal
    }

    /// What a caller has to do after an event.
    public enum Outcome: Sendable, Equatable {
        /// Nothing but to show the editor again.
        case editing
        /// The key could do nothing.
        case refused
        /// The statement is complete. The text stays until `begin()`.
        case accepted(String)
        /// Ctrl-C: the text is thrown away by `begin()`, or was empty already.
        case interrupted(wasEmpty: Bool)
        /// Ctrl-D on an empty text.
        case endOfInput
        case clearScreen
        case suspend
        case openEditor
    }

    /// The text and the cursor.
    public internal(set) var buffer = TextBuffer()
    /// The statements entered before.
    public var history: History
    /// Which keys are in force.
    public internal(set) var mode: Mode
    /// The candidates that are shown.
    public internal(set) var menu: CompletionMenu?
    /// The search that goes on.
    public internal(set) var search: HistorySearch?
    /// What may follow the text, shown dim after it.
    public internal(set) var suggestion = ""
    /// The keys of the map that `mode` is about; keys that insert themselves are not in it.
    public var keymap: Keymap

    var killRing = KillRing()
    var undo = UndoHistory()
    var mark: Int?
    /// The keys of a sequence that is not complete.
    var pendingKeys: [Key] = []
    var argument: Int?
    var isArgumentNegative = false
    var quotesNext = false
    /// The column that moves up and down keep to.
    var goalColumn: Int?
    /// What the command before was, for those that go on with it.
    var last = LastCommand.other
    var walk: HistoryWalk?
    var lastFind: Motion?
    var isInBurst = false
    var repetition = ViRepetition()
    /// What vi has selected.
    var visual: ViSelection?

    /// What matters about the command before.
    enum LastCommand: Sendable, Equatable {
        case other, insertion, kill
        /// A yank put text here.
        case yank(Range<Int>)
        /// The last word of the statement so far back was put here.
        case argument(Range<Int>, position: Int)
    }

    /// A walk through the history, from the text that was being typed.
    struct HistoryWalk: Sendable, Equatable {
        let draft: TextBuffer
        /// What the statements have to begin with.
        let prefix: String
        /// The number of the statement that is shown; the number of all for the draft.
        var position: Int
    }

    /// Starts with an empty text.
    public init(mode: Mode = .emacs, history: History = History()) {
        self.mode = mode
        self.history = history
        keymap = mode == .emacs ? .emacs : .viInsert
    }

    /// Begins the next statement; what was cut and the history stay.
    public mutating func begin(with text: String = "") {
        buffer = TextBuffer(text)
        undo = UndoHistory()
        menu = nil
        search = nil
        suggestion = ""
        mark = nil
        pendingKeys = []
        clearArgument()
        quotesNext = false
        goalColumn = nil
        last = .other
        walk = nil
        visual = nil
        repetition.abandon()
        if mode == .viNormal { mode = .viInsert }
    }

    /// Handles what came from the terminal.
    ///
    /// - Parameters:
    ///   - event: What came.
    ///   - hooks: What the language says about the text.
    ///   - isInBurst: Whether so many keys came with it that nobody can have typed them. New lines are
    ///     not indented then, for what was pasted is, and nothing is suggested.
    /// - Returns: What the caller has to do.
    public mutating func handle(
        _ event: InputEvent, hooks: EditorHooks, isInBurst: Bool = false
    ) -> Outcome {
        let outcome: Outcome
        self.isInBurst = isInBurst
        recordForRepeat(event)
        switch event {
        case .key(let key): outcome = handle(key, hooks: hooks)
        case .paste(let text): outcome = paste(text)
        }
        finishRecording()
        if isInBurst { suggestion = "" } else { refreshSuggestion(hooks) }
        return outcome
    }

    /// Inserts the characters that some events begin with as one text, as far as each key would insert
    /// itself; for a burst, whose keys are too many to be handled one by one.
    ///
    /// - Returns: How many of the events are handled by that.
    mutating func insertRun(_ events: some Collection<InputEvent>) -> Int {
        guard mode != .viNormal, menu == nil, search == nil, !quotesNext, pendingKeys.isEmpty,
            argument == nil, !isArgumentNegative, repetition.recording == nil
        else { return 0 }
        var text = ""
        var count = 0
        for event in events {
            guard case .key(let key) = event, case .character(let character) = key.code,
                key.modifiers.isEmpty, keymap.meaning(of: [key]) == .unbound
            else { break }
            text.append(character)
            count += 1
        }
        guard count > 0 else { return 0 }
        insert(text)
        suggestion = ""
        return count
    }

    /// Shows no candidates, no search and no suggestion any more, before the statement is left.
    public mutating func settle() {
        menu = nil
        search = nil
        suggestion = ""
        buffer.cursor = buffer.count
    }

    private mutating func paste(_ text: String) -> Outcome {
        menu = nil
        search = nil
        undo.closeGroup()
        edit(buffer.cursor..<buffer.cursor, text)
        undo.closeGroup()
        last = .other
        walk = nil
        goalColumn = nil
        return .editing
    }

    private mutating func handle(_ key: Key, hooks: EditorHooks) -> Outcome {
        if quotesNext {
            quotesNext = false
            return insertQuoted(key)
        }
        if search != nil, let outcome = handleInSearch(key) { return outcome }
        if menu != nil, let outcome = handleInMenu(key) { return outcome }
        if mode == .viNormal { return handleInNormalMode(key, hooks: hooks) }
        pendingKeys.append(key)
        switch keymap.meaning(of: pendingKeys) {
        case .prefix: return .editing
        case .command(let command):
            pendingKeys = []
            return run(command, hooks: hooks)
        case .unbound:
            let isAlone = pendingKeys.count == 1
            pendingKeys = []
            return isAlone ? insert(key) : .refused
        }
    }

    /// A key that is bound to nothing inserts itself, or is a digit of an argument.
    private mutating func insert(_ key: Key) -> Outcome {
        guard case .character(let character) = key.code, key.modifiers.isEmpty else {
            clearArgument()
            return .refused
        }
        if let count = argument, let digit = character.wholeNumberValue, character.isASCII {
            argument = min(count * 10 + digit, Self.argumentLimit)
            return .editing
        }
        insert(String(repeating: character, count: max(takeArgument(), 1)))
        return .editing
    }

    private mutating func insertQuoted(_ key: Key) -> Outcome {
        switch key.code {
        case .character(let character):
            guard key.modifiers.contains(.control), let ascii = character.asciiValue else {
                insert(String(character))
                return .editing
            }
            insert(String(UnicodeScalar(ascii & 0x1F)))
        case .tab: insert("\t")
        case .enter: insert("\n")
        case .escape: insert("\u{1B}")
        case .backspace: insert("\u{7F}")
        default: return .refused
        }
        return .editing
    }

    /// Inserts typed text; a run of it is taken back word by word, or at once in vi.
    mutating func insert(_ text: String) {
        let beginsWord =
            buffer.cursor > 0 && buffer.characters[buffer.cursor - 1].isWhitespace
            && !(text.first?.isWhitespace ?? true)
        let isNew = mode == .emacs && (beginsWord || text.contains("\n"))
        if last != .insertion || isNew { undo.closeGroup() }
        edit(buffer.cursor..<buffer.cursor, text)
        last = .insertion
        goalColumn = nil
        walk = nil
    }

    /// Changes the text, in the open group of what can be taken back.
    mutating func edit(_ range: Range<Int>, _ text: String) {
        undo.record(buffer.replace(range, with: text))
        mark = mark.map { min($0, buffer.count) }
    }

    // MARK: - Arguments

    /// No command runs more often than this.
    static let argumentLimit = 9_999

    /// How often a command is to run, which is negative to go the other way.
    mutating func takeArgument() -> Int {
        let count = argument ?? 1
        let sign = isArgumentNegative ? -1 : 1
        clearArgument()
        return count * sign
    }

    mutating func clearArgument() {
        argument = nil
        isArgumentNegative = false
    }
}
