extension Transcript {
    /// A script that does the same: what was shown is printed, what failed is a comment.
    var script: String {
        var lines = [
            "-- Written down at the prompt.", "local muster = require \"muster\"",
            "local service = muster.service()", "",
        ]
        for index in entries.indices where !entries[index].isOnlyLook {
            let entry = entries[index]
            switch entry.result {
            case .done:
                let text = Self.written(entry.text)
                let statement = statement(at: index) ?? (entry.gaveValue ? nil : bare(entry))
                lines.append(statement ?? "print(\(text))")
            case .failed(let message, _):
                lines.append(Self.comment(entry.text))
                lines.append(Self.comment("failed: " + message))
            case .nothing: break
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// An entry as a statement that names its value, if it has one that a later entry asks for.
    ///
    /// - Returns: nil for an expression whose value nobody asks for.
    func statement(at index: Int) -> String? {
        let entry = entries[index]
        let text = Self.written(entry.text)
        guard entry.isExpression else {
            // Nothing may follow a return.
            return entry.endsInReturn ? "do\n\(text)\nend" : text
        }
        guard entry.gaveValue, let number = entry.number else { return nil }
        let later = entries[(index + 1)...]
        let isNumberNamed = later.contains { $0.names.contains("_\(number)") }
        // `_` is the value before; the next that gives one takes its place.
        let end = later.firstIndex { $0.gaveValue && $0.number != nil } ?? later.endIndex
        let reach = later[..<min(end + 1, later.endIndex)]
        switch (isNumberNamed, reach.contains { $0.names.contains("_") }) {
        case (true, true): return "_ = \(text)\n_\(number) = _"
        case (true, false): return "_\(number) = \(text)"
        case (false, true): return "_ = \(text)"
        case (false, false): return nil
        }
    }

    /// An expression as a statement that does nothing with its value.
    func bare(_ entry: Entry) -> String {
        let text = Self.written(entry.text)
        return entry.isStatement ? text : "local _ = \(text)"
    }

    /// What a prompt runs for its commands is written as a person would.
    static func written(_ text: String) -> String {
        let text = text.replacing("require('muster')", with: "muster")
        return text.hasPrefix("=") ? String(text.dropFirst()).trimmed : text
    }

    static func comment(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { "-- \($0)" }
            .joined(separator: "\n")
    }
}

extension Transcript.Entry {
    /// Whether it came of a command that only looks.
    var isOnlyLook: Bool { number == nil && text.hasPrefix("return ") }
}
