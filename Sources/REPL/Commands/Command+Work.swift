extension Command {
    /// Commands that keep what was done, or fetch what was done elsewhere.
    static let work: [Command] = [load, edit, save, quit]

    private static let load = Command(
        "load", "FILE", doc: "Runs a script here; its variables live on.", argument: .file
    ) { conversation, line throws(CommandError) in
        guard !line.argument.isEmpty else { throw CommandError("a file is missing: .load FILE") }
        let text = try TextFile.read(line.argument)
        return .load(text, name: line.argument)
    }

    private static let edit = Command(
        "edit", "[NUMBER]", doc: "Opens an earlier statement, or the last, in $EDITOR."
    ) { conversation, line throws(CommandError) in
        let entries = conversation.transcript.entries.filter { $0.origin.number != nil }
        guard !line.argument.isEmpty else {
            return .reply(.edit(entries.last?.text ?? ""))
        }
        guard let number = Int(line.argument),
            let entry = entries.first(where: { $0.origin.number == number })
        else { throw CommandError("there is no statement \(line.argument); .history lists them") }
        return .reply(.edit(entry.text))
    }

    private static let save = Command(
        "save", "[--test] FILE", doc: "Writes what was done as a script, or as a test of it.",
        argument: .file
    ) { conversation, line throws(CommandError) in
        let isTest = line.words.first == "--test"
        let path = isTest ? String(line.argument.dropFirst("--test".count)).trimmed : line.argument
        guard !path.isEmpty else {
            throw CommandError("a file is missing: .save [--test] FILE")
        }
        let text = isTest ? conversation.transcript.test : conversation.transcript.script
        try TextFile.create(path, holding: text)
        let command = isTest ? "test" : "run"
        conversation.show("wrote \(path); 'muster \(command) \(path)' runs it\n")
        return .done
    }

    private static let quit = Command("quit", doc: "Leaves.") { _, _ in .reply(.leave(nil)) }
}
