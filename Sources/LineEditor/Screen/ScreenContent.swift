/// All that a screen is made of.
public struct ScreenContent: Sendable {
    /// Lines above the prompt, each cut to one row; a third of the rows at most are shown.
    public var above: [[StyledText]] = []
    /// What stands before the first line.
    public var prompt: [StyledText]
    /// What stands before the other lines.
    public var continuationPrompt: [StyledText]
    /// The text with the cursor.
    public var buffer: TextBuffer
    /// The looks of the text; later ones win.
    public var spans: [StyledSpan] = []
    /// What may follow the text, shown dim.
    public var suggestion = ""
    /// A line below the text.
    public var hint: [StyledText]?
    /// Candidates, shown below the text.
    public var menu: CompletionMenu?
    /// The search that goes on, shown below the text.
    public var search: HistorySearch?

    /// A text behind a prompt.
    public init(
        prompt: [StyledText], continuationPrompt: [StyledText] = [], buffer: TextBuffer
    ) {
        self.prompt = prompt
        self.continuationPrompt = continuationPrompt
        self.buffer = buffer
    }

    /// What an editor shows behind a prompt; of a statement that is left, what is to stay.
    public init(
        prompt: [StyledText], continuationPrompt: [StyledText], editor: Editor,
        hooks: EditorHooks, isLast: Bool = false
    ) {
        self.init(
            prompt: prompt, continuationPrompt: continuationPrompt, buffer: editor.buffer)
        let text = editor.buffer.text
        spans = hooks.highlight(text)
        guard !isLast else { return }
        if let selection = editor.selection {
            spans.append(StyledSpan(selection, .inverse))
        } else if let partner = editor.buffer.bracketPair {
            spans += partner.map { StyledSpan($0..<($0 + 1), Style(isBold: true)) }
        }
        suggestion = editor.suggestion
        hint = editor.menu == nil ? hooks.hint(text, editor.buffer.cursor) : nil
        menu = editor.menu
        search = editor.search
    }
}

extension TextBuffer {
    /// The bracket just before the cursor, with its partner.
    fileprivate var bracketPair: [Int]? {
        guard cursor > 0, ")]}".contains(characters[cursor - 1]) else { return nil }
        return partner(ofBracketAt: cursor - 1).map { [$0, cursor - 1] }
    }
}
