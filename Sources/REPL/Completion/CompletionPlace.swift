internal import LineEditor
internal import Lua
internal import LuaSyntax
internal import Scripting

/// The place in a text at which something is to be completed.
struct CompletionPlace {
    let window: TokenWindow
    let inference: Inference
    let reference: ScriptReference
    let scope: any LiveScope

    /// Candidates that are still to be compared with what was typed.
    struct Found {
        /// What was typed, and where it begins, in bytes.
        let prefix: String
        let start: Int
        var candidates: [Completions.Candidate]
    }

    init(
        in reader: SourceReader, cursor: Int, _ reference: ScriptReference, _ scope: any LiveScope
    ) {
        window = TokenWindow(reader, cursor: cursor)
        inference = Inference(window, reference, scope)
        self.reference = reference
        self.scope = scope
    }

    /// What can stand here; nil when nothing can be told.
    func candidates() -> Found? {
        switch window.current?.kind {
        case .string: return strings()
        case .longString, .comment, .number, .invalid, .symbol: return nil
        case .name, .keyword, nil: break
        }
        let last = window.count - 1
        if window.isSymbol(last, .dot) { return found(members(isMethod: false)) }
        if window.isSymbol(last, .colon) { return found(members(isMethod: true)) }
        if window.isSymbol(last, .less), window.isName(last - 1),
            window.isKeyword(last - 2, .local) || window.isSymbol(last - 2, .comma, .greater),
            isAttribute(last)
        {
            return found([Completions.Candidate("const"), Completions.Candidate("close")])
        }
        if window.isKeyword(last, .local) { return found([Completions.Candidate("function")]) }
        guard !isNewName else { return nil }
        let fields = fields()
        // A table with named fields takes nothing else.
        return found(fields.isEmpty ? values() + names() : fields)
    }

    private func found(_ candidates: [Completions.Candidate]) -> Found {
        let word = window.word
        return Found(
            prefix: word, start: window.cursor - word.utf8.count, candidates: candidates)
    }

    /// Whether `<` follows a name of a `local` statement.
    private func isAttribute(_ index: Int) -> Bool {
        var at = index - 1
        while window.isName(at) || window.isSymbol(at, .comma, .less, .greater) { at -= 1 }
        return window.isKeyword(at, .local)
    }

    /// Whether the word is a name that is being declared, which only its author knows.
    private var isNewName: Bool {
        let last = window.count - 1
        switch window[last]?.kind {
        case .keyword(.for), .keyword(.goto), .keyword(.function), .symbol(.doubleColon):
            return true
        case .symbol(.comma), .symbol(.leftParenthesis): break
        default: return false
        }
        var at = last
        while window.isName(at) || window.isSymbol(at, .comma) { at -= 1 }
        if window.isKeyword(at, .local) || window.isKeyword(at, .for) { return true }
        guard window.isSymbol(at, .leftParenthesis) else { return false }
        at -= 1
        while window.isName(at) || window.isSymbol(at, .dot, .colon) { at -= 1 }
        return window.isKeyword(at, .function)
    }
}
