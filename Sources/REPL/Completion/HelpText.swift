internal import Scripting

/// What is shown for `name?` and `.doc name`: the documentation, the types, the section of the
/// protocol and an example.
public struct HelpText {
    private let engine: CompletionEngine
    private let layout: ReferenceText
    private let hasColors: Bool

    /// Lays texts out.
    ///
    /// - Parameters:
    ///   - engine: what knows the reference.
    ///   - width: the most characters of a line, as far as words allow.
    ///   - hasColors: whether there are escape sequences in the text.
    public init(engine: CompletionEngine, width: Int, hasColors: Bool) {
        self.engine = engine
        layout = ReferenceText(width: min(width, Self.widestLine))
        self.hasColors = hasColors
    }

    /// Longer lines are hard to read, however wide the terminal is.
    private static let widestLine = 100

    /// Every name of the reference, by group.
    public var overview: String { text(layout.overview(of: engine.reference)) }

    /// All that there is to say of a name or an expression, in lines that each end with a line
    /// break; nil when there is nothing.
    public func page(for expression: String, scope: any LiveScope) -> String? {
        let matches = engine.matches(for: expression, scope: scope)
        guard !matches.isEmpty else { return standardPage(for: expression) }
        return matches.map { match in
            switch match {
            case .group(let group): text(layout.page(of: group))
            case .entry(let entry): text(layout.page(of: entry, in: engine.reference))
            }
        }.joined(separator: "\n")
    }

    /// What is said of a function of Lua's own library.
    private func standardPage(for expression: String) -> String? {
        guard let function = StandardLibrary.function(expression) else { return nil }
        return text(ReferenceText.Style.name, function.signature) + "\n    \(function.doc)\n"
    }

    /// What to say when there is no page: what was looked for, and what may have been meant.
    public func remark(onMissing expression: String) -> String {
        let near = engine.reference.suggestion(for: expression)
        return "there is no '\(expression)' in the reference"
            + (near.map { "; did you mean '\($0)'?" } ?? "; .doc lists all names")
    }

    private func text(_ lines: [[ReferenceText.Span]]) -> String {
        ReferenceText.text(lines, in: TextStyle(isColored: hasColors))
    }

    private func text(_ kind: ReferenceText.Style, _ text: String) -> String {
        ReferenceText.text(text, as: kind, in: TextStyle(isColored: hasColors))
    }
}
