extension ReferenceText {
    /// Lines as a terminal shows them, each with a line break at its end.
    public static func text(_ lines: [[Span]], in style: TextStyle) -> String {
        lines.map { line in
            line.map { text($0.text, as: $0.style, in: style) }.joined() + "\n"
        }.joined()
    }

    /// A piece of a line as a terminal shows it.
    public static func text(_ text: String, as kind: Style, in style: TextStyle) -> String {
        switch kind {
        case .plain: text
        case .heading: style.bold(text)
        case .name: style.cyan(text)
        case .type: style.green(text)
        case .faint: style.dim(text)
        }
    }
}
