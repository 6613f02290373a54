internal import LineEditor
internal import LuaSyntax
internal import Scripting

/// What an editor asks about Lua, answered for a conversation.
final class LuaHooks {
    private let state: LiveState
    private let engine = CompletionEngine()
    private var reader = SourceReader()

    init(_ state: LiveState) { self.state = state }

    /// The answers, for an editor.
    var hooks: EditorHooks {
        var hooks = EditorHooks()
        hooks.isComplete = { [self] in Conversation.takes($0, reading: &reader) }
        hooks.completions = { [self] in completions($0, $1) }
        hooks.highlight = { [self] in highlight($0) }
        hooks.hint = { [self] in hint($0, $1) }
        hooks.indentation = { [self] in indentation($0) }
        hooks.isSecret = Secrets.isSecret
        return hooks
    }

    private func completions(_ text: String, _ cursor: Int) -> Completions? {
        if let command = CommandCompletion(text, cursor: cursor, state) {
            return command.completions
        }
        reader.update(text)
        return engine.completions(in: reader, cursor: cursor, scope: state)
    }

    private func highlight(_ text: String) -> [StyledSpan] {
        guard text.utf8.count <= Self.highlightedBytes else { return [] }
        if let command = CommandLine(text) {
            return [
                StyledSpan(
                    0..<(text.prefix { $0.isWhitespace }.count + command.name.count + 1),
                    Self.command)
            ]
        }
        reader.update(text)
        return Highlighter.spans(of: reader).compactMap { span in
            Self.styles[span.kind].map { StyledSpan(span.characters, $0) }
        }
    }

    /// Longer texts are shown without colours, so that each key is shown at once.
    private static let highlightedBytes = 32_768
    private static let command = Style(color: .cyan)
    private static let styles: [HighlightKind: Style] = [
        .keyword: Style(color: .magenta), .string: Style(color: .green),
        .number: Style(color: .cyan), .comment: Style(isDim: true),
        .constant: Style(color: .yellow), .function: Style(color: .blue),
        .method: Style(color: .blue), .libraryGlobal: Style(color: .blue),
        .selfName: Style(color: .yellow), .invalid: Style(color: .red),
    ]

    private func hint(_ text: String, _ cursor: Int) -> [StyledText]? {
        guard CommandLine(text) == nil else { return nil }
        reader.update(text)
        guard let hint = engine.hint(in: reader, cursor: cursor, scope: state) else { return nil }
        // What stands between the marks is what is being typed.
        var texts: [StyledText] = []
        var rest = hint[...]
        while let start = rest.firstIndex(of: "«"), let end = rest.firstIndex(of: "»"), start < end
        {
            texts.append(StyledText(String(rest[..<start]), .dim))
            texts.append(
                StyledText(String(rest[rest.index(after: start)..<end]), Style(isBold: true)))
            rest = rest[rest.index(after: end)...]
        }
        return texts + [StyledText(String(rest), .dim)]
    }

    private func indentation(_ text: String) -> String {
        reader.update(text)
        return String(repeating: "  ", count: reader.indentationDepth)
    }
}
