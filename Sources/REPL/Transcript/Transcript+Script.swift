extension Transcript {
    /// A script that does the same: what was shown is printed; what failed fails without ending it, or
    /// is a comment when nothing had come of it.
    var script: String {
        var lines = [
            "-- Written down at the prompt.", "local muster = require \"muster\"",
            "local service = muster.service()", "",
        ]
        for index in entries.indices where entries[index].origin != .look {
            let entry = entries[index]
            guard !entry.callsCommands else {
                lines.append(Self.comment("only at a prompt: " + entry.text))
                continue
            }
            switch entry.result {
            case .done:
                lines += Self.statements(of: entry)
                guard let expression = entry.expression, !entry.returnsEarly else { continue }
                lines.append(naming(at: index)?.text ?? Self.shown(expression, of: entry))
            case .failed(let message, _):
                let comment = Self.comment("failed: " + message)
                if entry.acted {
                    lines += [comment, "pcall(function()", entry.text, "end)"]
                } else {
                    lines += [Self.comment(entry.text), comment]
                }
            case .nothing: break
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A statement that shows what was shown of an expression; a call that gave nothing is one itself.
    private static func shown(_ expression: String, of entry: Entry) -> String {
        guard entry.gaveValue || !entry.isCall else { return apart(expression) }
        return entry.gaveTable ? "print(muster.inspect(\(expression)))" : "print(\(expression))"
    }

    /// What an entry does before its expression, as statements after which others may follow.
    static func statements(of entry: Entry) -> [String] {
        if entry.returnsEarly {
            return ["do", "local function run(...)", entry.text, "end", "run(...)", "end"]
        }
        return entry.statements.isEmpty ? [] : [apart(entry.statements)]
    }

    /// The value of an entry's expression put into `_`, its number or both, when a later entry asks
    /// for it; the first name, and the text.
    func naming(at index: Int) -> (name: String, text: String)? {
        let entry = entries[index]
        guard let expression = entry.expression, entry.gaveValue, let number = entry.origin.number
        else { return nil }
        let later = entries[(index + 1)...]
        let isNumberNamed = later.contains { $0.names.contains("_\(number)") }
        // `_` is the value before; the next that gives one takes its place.
        let end = later.firstIndex { $0.gaveValue && $0.origin.number != nil } ?? later.endIndex
        let reach = later[..<min(end + 1, later.endIndex)]
        switch (isNumberNamed, reach.contains { $0.names.contains("_") }) {
        case (true, true): return ("_", "_ = \(expression)\n_\(number) = _")
        case (true, false): return ("_\(number)", "_\(number) = \(expression)")
        case (false, true): return ("_", "_ = \(expression)")
        case (false, false): return nil
        }
    }

    /// A statement that is not taken for a part of the one before.
    static func apart(_ statement: String) -> String {
        statement.hasPrefix("(") ? ";" + statement : statement
    }

    static func comment(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { "-- \($0)" }
            .joined(separator: "\n")
    }
}
