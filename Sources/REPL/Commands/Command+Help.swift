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
            // Two blanks, the point, a blank before what follows the name, and one after it.
            let column = width + 5
            let margin = "\n" + String(repeating: " ", count: column)
            let doc = lines(command.doc, within: conversation.style.width - column)
            conversation.show(
                "  " + style.cyan(".\(command.name)") + " \(command.usage)\(gap)"
                    + doc.joined(separator: margin) + "\n")
        }
        for hint in hints {
            let lines = lines(hint, within: conversation.style.width - 2)
            conversation.show("  " + lines.joined(separator: "\n  ") + "\n")
        }
        return .done
    }

    private static let hints = [
        "name?  shows what a function or a value is. _ is the last value, _3 that of line 3.",
        "Tab completes, Alt-Enter ends a statement as it is, Ctrl-C stops, Ctrl-D leaves.",
    ]

    /// A text in lines that are no longer than `width`, as far as words allow.
    private static func lines(_ text: String, within width: Int) -> [String] {
        text.split(separator: " ", omittingEmptySubsequences: false)
            .reduce(into: []) { lines, word in
                if let last = lines.last, last.count + 1 + word.count <= width {
                    lines[lines.count - 1] += " " + word
                } else {
                    lines.append(String(word))
                }
            }
    }

    static let doc = Command(
        "doc", "[NAME]", doc: "Shows the reference of a name, such as user:write or lobby.",
        argument: .name
    ) { conversation, line throws(CommandError) in
        let help = HelpText(
            engine: CompletionEngine(), width: conversation.style.width,
            hasColors: conversation.style.isColored)
        guard !line.argument.isEmpty else {
            conversation.show(help.overview)
            return .done
        }
        let state = LiveState(conversation.interpreter)
        guard let page = help.page(for: line.argument, scope: state) else {
            throw CommandError(help.remark(onMissing: line.argument))
        }
        conversation.show(page)
        return .done
    }
}
