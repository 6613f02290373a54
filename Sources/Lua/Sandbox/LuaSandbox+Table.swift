extension LuaSandbox {
    /// The names that the code of a state finds at this level, in the order of the table: `print`,
    /// `string.rep`.
    public var names: [String] {
        Self.libraries.flatMap { library in
            library.names(at: self).map {
                library.library == "_G" ? $0 : "\(library.library).\($0)"
            }
        }
    }

    /// What each level allows, as a table in Markdown and a list of what differs from Lua's manual.
    public static var markdown: String {
        var lines = ["| Library | pure | script adds | full adds | never |"]
        lines.append("| --- | --- | --- | --- | --- |")
        for library in libraries {
            let columns = [library.pure, library.script, library.full, library.never]
            let cells = columns.map { $0.isEmpty ? "–" : $0.map(code).joined(separator: " ") }
            let title = library.library == "_G" ? "globals" : code(library.library)
            lines.append("| \(title) | \(cells.joined(separator: " | ")) |")
        }
        lines.append("")
        for library in libraries {
            for change in library.changes { lines.append(line(change, of: library)) }
        }
        return lines.joined(separator: "\n")
    }

    private static func line(_ change: LibraryNames.Change, of library: LibraryNames) -> String {
        let prefix = library.library == "_G" ? "" : library.library + "."
        let names = change.names.map { code(prefix + $0) }.joined(separator: ", ")
        // A level that does not have the function is not named.
        let having = allCases.filter { level in
            change.names.contains(where: library.names(at: level).contains)
        }
        let levels = change.levels.filter(having.contains)
        let scope = levels == having ? "" : " (\(levels.map(\.name).joined(separator: ", ")))"
        return "- \(names)\(scope): \(change.text)."
    }

    private static func code(_ text: String) -> String { "`\(text)`" }
}
