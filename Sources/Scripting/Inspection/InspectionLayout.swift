/// Lays a value out within a width: a table stands on one line where it fits, and on one line per
/// entry where it does not.
struct InspectionLayout {
    /// The columns that a line may have.
    let width: Int
    /// Whether words are coloured for a terminal.
    var isColored = false

    /// The value as text of one or more lines, without a line break at the end.
    func text(_ value: InspectedValue) -> String { text(value, indent: 0, used: 0) }

    private func text(_ value: InspectedValue, indent: Int, used: Int) -> String {
        guard case .table(let entries, let label) = value, !entries.isEmpty else {
            return line(value) ?? ""
        }
        if let line = line(value, within: width - used) { return line }
        let margin = String(repeating: " ", count: indent + 2)
        var lines = [labelled(label) + "{"]
        for entry in entries {
            let key = entry.key.map { colored($0, .name) + " = " } ?? ""
            let used = indent + 2 + (entry.key.map { $0.count + 3 } ?? 0) + 1
            lines.append(margin + key + text(entry.value, indent: indent + 2, used: used) + ",")
        }
        lines.append(String(repeating: " ", count: indent) + "}")
        return lines.joined(separator: "\n")
    }

    /// The value on one line; nil when that takes more than `room` columns.
    private func line(_ value: InspectedValue, within room: Int = .max) -> String? {
        var left = room
        return line(value, &left)
    }

    private func line(_ value: InspectedValue, _ left: inout Int) -> String? {
        switch value {
        case .word(let text, let tint):
            guard take(text.count, of: &left) else { return nil }
            return colored(text, tint)
        case .table(let entries, let label):
            let label = labelled(label)
            guard !entries.isEmpty else { return take(2, of: &left) ? label + "{}" : nil }
            guard take(4 + (label.isEmpty ? 0 : 3) + 2 * (entries.count - 1), of: &left) else {
                return nil
            }
            var parts: [String] = []
            for entry in entries {
                if let key = entry.key, !take(key.count + 3, of: &left) { return nil }
                guard let text = line(entry.value, &left) else { return nil }
                parts.append((entry.key.map { colored($0, .name) + " = " } ?? "") + text)
            }
            return label + "{ " + parts.joined(separator: ", ") + " }"
        }
    }

    private func take(_ columns: Int, of left: inout Int) -> Bool {
        left -= columns
        return left >= 0
    }

    private func labelled(_ label: Int?) -> String {
        label.map { colored("<\($0)>", .faint) } ?? ""
    }

    private func colored(_ text: String, _ tint: InspectedValue.Tint) -> String {
        guard isColored else { return text }
        let code =
            switch tint {
            case .plain: ""
            case .number: "36"
            case .string: "32"
            case .keyword: "33"
            case .name: "34"
            case .faint: "2"
            }
        return code.isEmpty ? text : "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}
