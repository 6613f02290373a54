/// Lays a value out within a width: a table stands on one line where it fits, and on one line per
/// entry where it does not; lists of single words fill their lines.
package struct InspectionLayout {
    private let style: InspectionStyle
    /// Whether strings are cut where they do not fit into their line.
    package var cutsStrings = false

    /// Lists of more words than these fill lines.
    private static let fillingFrom = 7

    package init(_ style: InspectionStyle) { self.style = style }

    /// The value as text of one or more lines, without a line break at the end.
    ///
    /// - Parameters:
    ///   - indent: the columns in front of every line but the first.
    ///   - used: the columns in front of the first line.
    package func text(_ value: InspectedValue, indent: Int = 0, used: Int = 0) -> String {
        switch value {
        case .word: return line(value) ?? ""
        case .string(let body, let hidden):
            return string(body, hidden, room: cutsStrings ? style.width - used : .max)
        case .table(let entries, let label):
            if entries.isEmpty { return line(value) ?? "" }
            if let line = line(value, within: style.width - used) { return line }
            return table(entries, label, indent: indent)
        }
    }

    /// The value on one line; nil when that takes more than `room` columns.
    package func line(_ value: InspectedValue, within room: Int = .max) -> String? {
        var left = room
        return line(value, &left)
    }

    private func table(
        _ entries: [InspectedValue.Entry], _ label: Int?, indent: Int
    ) -> String {
        let margin = String(repeating: " ", count: indent + 2)
        var lines = [labelled(label) + "{"]
        if let filled = filled(entries, room: style.width - indent - 2) {
            lines += filled.map { margin + $0 }
        } else {
            for entry in entries {
                let key = entry.key.map { colored($0, .name) + " = " } ?? ""
                let used = indent + 2 + (entry.key.map { style.columns(of: $0) + 3 } ?? 0) + 1
                lines.append(
                    margin + key + text(entry.value, indent: indent + 2, used: used) + ",")
            }
        }
        lines.append(String(repeating: " ", count: indent) + "}")
        return lines.joined(separator: "\n")
    }

    /// The lines of a list of words; nil when it is another table.
    private func filled(_ entries: [InspectedValue.Entry], room: Int) -> [String]? {
        guard entries.count >= Self.fillingFrom else { return nil }
        var lines: [String] = []
        var current = ""
        var used = 0
        for entry in entries {
            guard entry.key == nil, !entry.value.isTable, let text = line(entry.value) else {
                return nil
            }
            let columns = columns(of: entry.value) + 1
            if used > 0, used + 1 + columns > room {
                lines.append(current)
                (current, used) = ("", 0)
            }
            current += (used > 0 ? " " : "") + text + ","
            used += columns + (used > 0 ? 1 : 0)
        }
        return lines + [current]
    }

    private func line(_ value: InspectedValue, _ left: inout Int) -> String? {
        switch value {
        case .word(let text, let tint):
            guard take(columns(of: value), of: &left) else { return nil }
            return colored(text, tint)
        case .string(let body, let hidden):
            guard take(columns(of: value), of: &left) else { return nil }
            return string(body, hidden, room: .max)
        case .table(let entries, let label):
            let label = labelled(label)
            guard !entries.isEmpty else { return take(2, of: &left) ? label + "{}" : nil }
            guard take(4 + (label.isEmpty ? 0 : 3) + 2 * (entries.count - 1), of: &left) else {
                return nil
            }
            var parts: [String] = []
            for entry in entries {
                if let key = entry.key, !take(style.columns(of: key) + 3, of: &left) { return nil }
                guard let text = line(entry.value, &left) else { return nil }
                parts.append((entry.key.map { colored($0, .name) + " = " } ?? "") + text)
            }
            return label + "{ " + parts.joined(separator: ", ") + " }"
        }
    }

    private func string(_ body: String, _ hidden: Int, room: Int) -> String {
        guard room < .max, columns(of: .string(body, hidden: hidden)) > room else {
            return colored("\"\(body)\(hidden > 0 ? "…" : "")\"", .string)
                + (hidden > 0 ? colored(Self.note(hidden), .faint) : "")
        }
        // The note tells of the bytes that are certainly hidden: those of the part cut here too.
        let whole = hidden + body.utf8.count
        let room = max(1, room - Self.note(whole).count - 3)
        var shown = ""
        var used = 0
        for character in body {
            used += style.columns(character)
            guard used <= room else { break }
            shown.append(character)
        }
        return string(shown, whole - shown.utf8.count, room: .max)
    }

    private static func note(_ hidden: Int) -> String { " +\(hidden) bytes" }

    private func columns(of value: InspectedValue) -> Int {
        switch value {
        case .word(let text, _): style.columns(of: text)
        case .string(let body, let hidden):
            style.columns(of: body) + 2 + (hidden > 0 ? 1 + Self.note(hidden).count : 0)
        case .table: 0
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
        tint.attribute.map { style.text.apply($0, to: text) } ?? text
    }
}

extension InspectedValue {
    /// Whether it has entries.
    fileprivate var isTable: Bool {
        guard case .table = self else { return false }
        return true
    }
}
