internal import Lua
internal import Reporting
internal import Scripting
internal import Sessions

extension Command {
    /// Commands that show what there is.
    static let looking: [Command] = [users, sessions, session, diff, timeline, history]

    private static let users = Command("users", doc: "Lists the users in play.") {
        conversation, _ in
        let runner = conversation.runner
        var rows: [[String]] = []
        let documents = runner.sessions.compactMap { reference in
            runner.current(reference).map { (reference, $0) }
        }
        for caller in runner.users {
            guard let user = caller.user else { continue }
            let seats = documents.compactMap { reference, version -> String? in
                let session = try? MultiplayerSession(json: version.document)
                let member = session?.members.first { $0.xuid == user.xuid }
                return member.map { "\(reference.shortText) #\($0.index) \($0.status)" }
            }
            rows.append([
                user.gamertag ?? "-", user.xuid.description, seats.joined(separator: ", "),
            ])
        }
        conversation.show(rows, headings: ["gamertag", "xuid", "sessions"], none: "no users yet")
        return .done
    }

    private static let sessions = Command("sessions", doc: "Lists the sessions that were seen.") {
        conversation, _ in
        let runner = conversation.runner
        let rows = runner.sessions.map { reference -> [String] in
            guard let version = runner.current(reference) else {
                return [reference.shortText, "-", "-", "gone"]
            }
            let session = try? MultiplayerSession(json: version.document)
            let members = session.map { session in
                session.members.map { $0.gamertag ?? $0.xuid?.description ?? "?" }
                    .joined(separator: ", ")
            }
            return [
                reference.shortText, "#\(version.changeNumber)",
                "\(session?.members.count ?? 0)", members ?? "",
            ]
        }
        conversation.show(
            rows, headings: ["session", "change", "members", "who"], none: "no sessions yet")
        if !rows.isEmpty { conversation.showLastSeen(nil) }
        return .done
    }

    private static let session = Command(
        "session", "[SESSION]", doc: "Shows a session as it is now.", argument: .session
    ) { conversation, line throws(CommandError) in
        let reference = try conversation.session(named: line.argument)
        let summary = SessionSummary(style: conversation.style, lines: 60)
        let lines = summary.lines(for: conversation.runner.current(reference), of: reference)
        conversation.show(lines.joined(separator: "\n") + "\n")
        conversation.showLastSeen(conversation.runner.versions(of: reference).last)
        return .done
    }

    private static let diff = Command(
        "diff", "[SESSION] [COUNT]", doc: "Shows what the last writes changed in a session.",
        argument: .session
    ) { conversation, line throws(CommandError) in
        var words = line.words
        var count = 1
        if let last = words.last, let number = Int(last) {
            guard number > 0 else { throw CommandError("a count from 1 is needed, not \(number)") }
            count = number
            words.removeLast()
        }
        let reference = try conversation.session(named: words.joined(separator: " "))
        let versions = conversation.runner.versions(of: reference)
        guard !versions.isEmpty else { throw CommandError("nothing is known of that session") }
        let before = [nil] + versions.map(Optional.some)
        let steps = zip(before, versions).suffix(count).map {
            Chronicle.Step(reference: reference, before: $0, version: $1)
        }
        conversation.show(SessionDiffText(style: conversation.style).text(of: steps) + "\n")
        return .done
    }

    private static let timeline = Command(
        "timeline", "[COUNT]", doc: "Draws who did what when."
    ) { conversation, line throws(CommandError) in
        let count = Int(line.argument)
        guard line.argument.isEmpty || count.map({ $0 > 0 }) == true else {
            throw CommandError("a count is needed, not '\(line.argument)'")
        }
        conversation.show(
            conversation.timeline.text(style: conversation.style, latest: count) + "\n")
        return .done
    }

    private static let history = Command(
        "history", "[COUNT|TEXT]", doc: "Lists what was entered last, or with a text in it."
    ) { conversation, line throws(CommandError) in
        var entries = conversation.transcript.entries[...]
        if let count = Int(line.argument) {
            guard count > 0 else { throw CommandError("a count from 1 is needed, not \(count)") }
            entries = entries.suffix(count)
        } else if line.argument.isEmpty {
            entries = entries.suffix(50)
        } else {
            entries = entries.filter { $0.text.contains(line.argument) }[...]
            guard !entries.isEmpty else {
                throw CommandError("nothing that was entered contains '\(line.argument)'")
            }
        }
        for entry in entries {
            let number = entry.origin.number.map { "[\($0)]" } ?? ""
            let margin = String(repeating: " ", count: max(0, 6 - number.count))
            let text = entry.text.split(separator: "\n", omittingEmptySubsequences: false)
                .joined(separator: "\n       ")
            conversation.show(conversation.style.text.dim(margin + number) + " \(text)\n")
        }
        return .done
    }
}

extension Conversation {
    /// The session that a word means: a variable that holds one, its name or the beginning of that;
    /// the only one that there is for no word.
    func session(named word: String) throws(CommandError) -> SessionReference {
        let known = runner.sessions
        if word.isEmpty {
            guard known.count == 1 else {
                throw CommandError(
                    known.isEmpty
                        ? "there is no session yet" : "several sessions are there: name one of them"
                )
            }
            return known[0]
        }
        let value = interpreter.value(of: word)
        if let reference = runner.reference(heldBy: value) { return reference }
        let found = known.filter { $0.name == word || $0.shortText == word }
        if found.count == 1 { return found[0] }
        let near = known.filter { $0.name.hasPrefix(word) || $0.shortText.hasPrefix(word) }
        guard near.count == 1 else {
            throw CommandError(
                near.isEmpty
                    ? "there is no session '\(word)'; .sessions lists them"
                    : "several sessions begin with '\(word)'")
        }
        return near[0]
    }

    /// Says that what was shown of a service elsewhere is what answers told, and since when.
    func showLastSeen(_ version: SessionVersion?) {
        guard !runner.isLocal else { return }
        let when = version.map { " at \($0.seenAt)" } ?? ""
        show(style.text.dim("as last seen\(when); a get looks again") + "\n")
    }

    /// Shows a table, its columns as wide as they need to be.
    func show(_ rows: [[String]], headings: [String], none: String) {
        guard !rows.isEmpty else { return show(style.text.dim(none) + "\n") }
        let widths = headings.indices.map { column in
            ([headings] + rows).map { $0[column].count }.max() ?? 0
        }
        func line(_ cells: [String]) -> String {
            var text = ""
            for (column, cell) in cells.enumerated() {
                let isLast = column == cells.count - 1
                let gap = isLast ? 0 : widths[column] - cell.count + 2
                text += cell + String(repeating: " ", count: gap)
            }
            return text
        }
        show(style.text.dim(line(headings)) + "\n")
        for row in rows { show(line(row) + "\n") }
    }
}
