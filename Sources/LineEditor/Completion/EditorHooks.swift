/// What an editor asks of the language it is used for.
///
/// Positions are counted in characters of the text. An editor calls these while it handles a key or
/// paints, never at the same time, and they should answer within a few milliseconds.
public struct EditorHooks {
    /// Whether Enter ends the statement. By default every line is one.
    public var isComplete: (_ text: String) -> Bool = { _ in true }
    /// What can stand at a position. By default nothing.
    public var completions: (_ text: String, _ cursor: Int) -> Completions? = { _, _ in nil }
    /// How parts of a text look; later spans win where several overlap.
    public var highlight: (_ text: String) -> [StyledSpan] = { _ in [] }
    /// What may follow a text, shown dim; nil leaves it to the history.
    public var suggestion: (_ text: String) -> String? = { _ in nil }
    /// A line shown below the text, such as the parameters of the call being typed.
    public var hint: (_ text: String, _ cursor: Int) -> [StyledText]? = { _, _ in nil }
    /// The white space that the next line begins with, after the text up to the cursor.
    public var indentation: (_ textBeforeCursor: String) -> String = { text in
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
        return String(line.prefix { $0 == " " || $0 == "\t" })
    }
    /// Whether a statement must not be remembered, since it holds a secret.
    public var isSecret: (_ text: String) -> Bool = { _ in false }

    /// Answers as each hook does by default.
    public init() {}
}

/// The texts that can take the place of what was typed so far of a name.
public struct Completions: Sendable, Equatable {
    /// What they take the place of.
    public let range: Range<Int>
    /// The texts, in the order to show them.
    public let candidates: [Candidate]

    /// One of the texts.
    public struct Candidate: Sendable, Hashable {
        /// What is inserted.
        public let text: String
        /// What is shown in the menu.
        public let label: String
        /// What is said about it when it is selected.
        public let detail: String

        /// A text that can be inserted, shown as `label`, or as it is without one.
        public init(_ text: String, label: String? = nil, detail: String = "") {
            self.text = text
            self.label = label ?? text
            self.detail = detail
        }
    }

    /// Candidates for the place of a range.
    public init(range: Range<Int>, candidates: [Candidate]) {
        self.range = range
        self.candidates = candidates
    }

    /// The longest text that all candidates begin with.
    var commonPrefix: String {
        guard var prefix = candidates.first?.text else { return "" }
        for candidate in candidates.dropFirst() {
            prefix = String(zip(prefix, candidate.text).prefix { $0 == $1 }.map { $0.0 })
        }
        return prefix
    }
}

/// A part of a text with its look.
public struct StyledSpan: Sendable, Equatable {
    /// The characters.
    public let range: Range<Int>
    /// Their look.
    public let style: Style

    /// Gives a range a look.
    public init(_ range: Range<Int>, _ style: Style) {
        self.range = range
        self.style = style
    }
}
