/// Candidates that are shown below the text, one of which may be selected.
///
/// The selected one is in the text already; leaving the menu keeps it there.
public struct CompletionMenu: Sendable, Equatable {
    /// The candidates, in order.
    public let candidates: [Completions.Candidate]
    /// The number of the candidate in the text; nil before any is.
    public private(set) var selected: Int?
    /// Where the candidate stands in the text.
    var range: Range<Int>
    /// What stood there before.
    let typed: String

    init(_ completions: Completions, typed: String) {
        candidates = completions.candidates
        range = completions.range
        self.typed = typed
    }

    /// Goes on by so many candidates, and from the last to the first.
    mutating func advance(by step: Int) {
        guard let selected else {
            self.selected = step > 0 ? 0 : candidates.count - 1
            return
        }
        self.selected = ((selected + step) % candidates.count + candidates.count) % candidates.count
    }

    /// What stands in the text now.
    var text: String { selected.map { candidates[$0].text } ?? typed }
}
