internal import Scripting

extension Command {
    static let help = Command(
        "help", "[COMMAND]", doc: "Shows what can be typed.", argument: .words([])
    ) { conversation, line throws(CommandError) in
        try conversation.showHelp(of: line.argument)
        return .done
    }

    static let doc = Command(
        "doc", "[NAME]", doc: "Shows the reference of a name, such as user:write or lobby.",
        argument: .name
    ) { conversation, line throws(CommandError) in
        let pages = HelpText(
            engine: CompletionEngine(), width: conversation.style.width,
            hasColors: conversation.style.isColored)
        guard !line.argument.isEmpty else {
            conversation.show(pages.overview)
            return .done
        }
        let words = line.argument.split(separator: ".")
        if words.first == "prompt", words.count <= 2 {
            // The table of the commands is no part of what scripts see.
            let name = words.count == 2 ? String(words[1]) : ""
            try conversation.showHelp(of: name)
            return .done
        }
        let state = LiveState(conversation.interpreter)
        guard let page = pages.page(for: line.argument, scope: state) else {
            throw CommandError(pages.remark(onMissing: line.argument))
        }
        conversation.show(page)
        return .done
    }
}

extension Conversation {
    /// Shows what can be typed, or what one command is for.
    fileprivate func showHelp(of argument: String) throws(CommandError) {
        let style = self.style.text
        guard argument.isEmpty else {
            let name = argument.hasPrefix(".") ? argument.dropFirst() : argument[...]
            let command = try Command.named(String(name))
            show(
                style.bold(".\(command.name)") + (command.usage.isEmpty ? "" : " \(command.usage)")
                    + "\n    \(command.doc)\n")
            return
        }
        let width = Command.all.map { $0.name.count + $0.usage.count + 2 }.max() ?? 0
        for command in Command.all {
            let gap = String(
                repeating: " ", count: width - command.name.count - command.usage.count + 1)
            // Two blanks, the point, a blank before what follows the name, and one after it.
            let column = width + 5
            let margin = "\n" + String(repeating: " ", count: column)
            let doc = Self.lines(command.doc, within: self.style.width - column)
            show(
                "  " + style.cyan(".\(command.name)") + " \(command.usage)\(gap)"
                    + doc.joined(separator: margin) + "\n")
        }
        for hint in Self.hints {
            let lines = Self.lines(hint, within: self.style.width - 2)
            show("  " + lines.joined(separator: "\n  ") + "\n")
        }
    }

    private static let hints = [
        "prompt.NAME \"ARGUMENT\"  does the same from Lua.",
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
}
