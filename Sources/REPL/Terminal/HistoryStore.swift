internal import LineEditor

/// The history of a prompt, kept in a file that other prompts share.
///
/// Where the file cannot be used, the prompt goes on without it.
struct HistoryStore {
    private var file: HistoryFile?
    /// Why the file is not used, once.
    private(set) var note: String?

    /// Names the file; without one, nothing is kept.
    init(path: String?) { file = path.map { HistoryFile(path: $0) } }

    /// What was entered before.
    mutating func load() -> History {
        History(attempt { file throws(LineEditorError) in try file.load() } ?? [])
    }

    /// Keeps what was entered, and takes in what other prompts have entered.
    mutating func save(_ history: inout History) {
        let entries = history.takeUnsaved()
        let others = attempt { file throws(LineEditorError) -> [String] in
            let others = try file.readNew()
            for entry in entries { try file.append(entry) }
            return others
        }
        history.merge(others ?? [])
    }

    /// The note, if it was not taken before.
    mutating func takeNote() -> String? {
        defer { note = nil }
        return note
    }

    private mutating func attempt<Result>(
        _ body: (inout HistoryFile) throws(LineEditorError) -> Result
    ) -> Result? {
        guard var used = file else { return nil }
        do throws(LineEditorError) {
            let result = try body(&used)
            file = used
            return result
        } catch {
            note = "the history is not kept: \(used.path): \(error.reason)"
            file = nil
            return nil
        }
    }
}
