internal import LineEditor

/// What can stand at a place of a command that is being typed.
struct CommandCompletion {
    /// The candidates; nil when there is nothing to say.
    let completions: Completions?

    /// Nil for a text that is no command.
    init?(_ text: String, cursor: Int, _ state: LiveState) {
        let typed = String(text.prefix(cursor))
        let indent = typed.prefix { $0.isWhitespace }.count
        let rest = typed.dropFirst(indent)
        guard rest.first == ".", rest.dropFirst().first.map({ $0.isLetter }) ?? true else {
            return nil
        }
        guard let space = rest.firstIndex(where: \.isWhitespace) else {
            let prefix = rest.dropFirst()
            let found = Command.all.filter { $0.name.hasPrefix(prefix) }
            completions = Completions(
                range: (indent + 1)..<cursor,
                candidates: found.map {
                    .init($0.name, label: ".\($0.name)", detail: "\($0.usage)  \($0.doc)")
                })
            return
        }
        let name = rest[rest.index(after: rest.startIndex)..<space]
        guard let command = Command.all.first(where: { $0.name == name }) else {
            completions = nil
            return
        }
        let argument = rest[space...].drop { $0.isWhitespace }
        if command.argument == .file, let path = Self.path(in: argument, of: command) {
            completions = FileNames.completions(of: path, cursor: cursor)
            return
        }
        let prefix = String(rest.reversed().prefix { !$0.isWhitespace }.reversed())
        let words: [String] =
            switch command.argument {
            case .words(let words): words
            case .session: state.sessionNames
            case .file: ["--test"]
            case .none, .name, .expression: []
            }
        let all = command.name == "help" ? Command.all.map(\.name) : words
        completions = Completions(
            range: (cursor - prefix.count)..<cursor,
            candidates: all.filter { $0.hasPrefix(prefix) }.map { .init($0) })
    }

    /// The path that is being typed; nil where an option is.
    private static func path(in argument: Substring, of command: Command) -> String? {
        guard command.name == "save", argument.hasPrefix("-") else { return String(argument) }
        guard argument.hasPrefix("--test ") else { return nil }
        return String(argument.dropFirst("--test".count).drop { $0.isWhitespace })
    }
}
