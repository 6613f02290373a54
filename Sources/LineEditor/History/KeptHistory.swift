#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A history that is kept in a file as far as the system lets it, and never stands in the way.
///
/// What goes wrong is told once, for a note; from then on statements are remembered for this run alone.
public struct KeptHistory: Sendable {
    private var file: HistoryFile?
    private var problem: LineEditorError?

    /// Keeps a history in a file below a folder that is there, such as the user's home.
    ///
    /// - Parameters:
    ///   - folder: The folder, which is not made; nil where there is none.
    ///   - path: The path of the file from there. The folders in it are made, for the owner alone.
    ///   - limit: How many statements are kept.
    public init(in folder: String?, path: String, limit: Int = History.defaultLimit) {
        guard let folder, !folder.isEmpty else {
            problem = .system(call: "open", code: ENOENT)
            return
        }
        var made = folder
        for name in path.split(separator: "/").dropLast() {
            made += "/" + name
            guard mkdir(made, 0o700) != 0, errno != EEXIST else { continue }
            problem = .system(call: "mkdir", code: errno)
            return
        }
        file = HistoryFile(path: folder + "/" + path, limit: limit)
    }

    /// The history of the runs before, which may be empty.
    public mutating func load() -> History {
        var entries: [String] = []
        let limit = file?.limit ?? History.defaultLimit
        attempt { file throws(LineEditorError) in entries = try file.load() }
        return History(entries, limit: limit)
    }

    /// Writes what was entered since the last time, and takes in what other prompts have entered.
    public mutating func synchronize(_ history: inout History) {
        let unsaved = history.takeUnsaved()
        var others: [String] = []
        attempt { file throws(LineEditorError) in
            for entry in unsaved { try file.append(entry) }
            others = try file.readNew()
        }
        history.merge(others)
    }

    /// Why the history is not kept, if that is news.
    public mutating func takeProblem() -> LineEditorError? {
        defer { problem = nil }
        return problem
    }

    private mutating func attempt(
        _ body: (inout HistoryFile) throws(LineEditorError) -> Void
    ) {
        guard var file else { return }
        do {
            try body(&file)
            self.file = file
        } catch {
            problem = error
            self.file = nil
        }
    }
}
