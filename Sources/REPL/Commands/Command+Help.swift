internal import Reporting
internal import Scripting

extension Command {
    static let help = Command(
        "help", "[COMMAND]", doc: "Shows what can be typed.", argument: .words([])
    ) { conversation, line throws(CommandError) in
        let style = conversation.style.text
        guard line.argument.isEmpty else {
            let name = line.argument.hasPrefix(".") ? line.argument.dropFirst() : line.argument[...]
            let command = try named(String(name))
            conversation.show(
                style.bold(".\(command.name)") + (command.usage.isEmpty ? "" : " \(command.usage)")
                    + "\n    \(command.doc)\n")
            return .done
        }
        let width = all.map { $0.name.count + $0.usage.count + 2 }.max() ?? 0
        for command in all {
            let gap = String(
                repeating: " ", count: width - command.name.count - command.usage.count + 1)
            conversation.show(
                "  " + style.cyan(".\(command.name)") + " \(command.usage)\(gap)"
                    + command.doc + "\n")
        }
        conversation.show(
            """
              name?  shows what a function or a value is. _ is the last value, _3 that of line 3.
              Tab completes, Alt-Enter ends a statement as it is, Ctrl-C stops, Ctrl-D leaves.

            """)
        return .done
    }

    static let doc = Command(
        "doc", "NAME", doc: "Shows the reference of a name, such as user:write or lobby.",
        argument: .name
    ) { conversation, line throws(CommandError) in
        guard !line.argument.isEmpty else { throw CommandError("a name is missing: .doc NAME") }
        conversation.show(try conversation.reference(of: line.argument))
        return .done
    }
}

extension Conversation {
    /// The page of the reference that a name stands for.
    func reference(of name: String) throws(CommandError) -> String {
        let reference = ScriptReference.current
        let matches = reference.matches(for: name)
        guard !matches.isEmpty else {
            let near = reference.suggestion(for: name).map { "; did you mean '\($0)'?" }
            throw CommandError(
                "there is no '\(name)' in the reference\(near ?? "; 'muster doc' lists all names")")
        }
        let layout = ReferenceText(width: min(style.width, 100))
        return matches.map { match in
            switch match {
            case .group(let group): text(layout.page(of: group))
            case .entry(let entry): text(layout.page(of: entry, in: reference))
            }
        }.joined(separator: "\n")
    }

    private func text(_ lines: [[ReferenceText.Span]]) -> String {
        lines.map { line in
            line.map { span in
                switch span.style {
                case .plain: span.text
                case .heading: style.text.bold(span.text)
                case .name: style.text.cyan(span.text)
                case .type: style.text.green(span.text)
                case .faint: style.text.dim(span.text)
                }
            }.joined() + "\n"
        }.joined()
    }
}
