import LineEditor
import LuaSyntax

@testable import REPL

/// A text with its cursor, written as `|` for tables; only the first one counts.
struct Typed {
    let text: String
    let cursor: Int

    init(_ marked: String) {
        let parts = marked.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        text = parts.joined()
        cursor = parts[0].count
    }

    func completions(in scope: FakeScope = FakeScope()) -> Completions? {
        CompletionEngine().completions(in: SourceReader(text), cursor: cursor, scope: scope)
    }

    /// The labels of all candidates, with spaces between them; `nothing` without any.
    func labels(in scope: FakeScope = FakeScope()) -> String {
        completions(in: scope)?.candidates.map(\.label).joined(separator: " ") ?? "nothing"
    }

    func hint(in scope: FakeScope = FakeScope()) -> String {
        CompletionEngine().hint(in: SourceReader(text), cursor: cursor, scope: scope) ?? "nothing"
    }
}
