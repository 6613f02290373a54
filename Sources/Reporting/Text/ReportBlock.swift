internal import JSON
internal import Scripting

/// Lines of a report under construction: a heading, then parts with labels beside them.
struct ReportBlock {
    let style: InspectionStyle
    private var lines: [String] = []
    private var parts: [(label: String, value: Part)] = []

    /// What stands beside a label.
    private enum Part {
        case line(TextLine)
        case value(InspectedValue)
    }

    init(_ style: InspectionStyle) { self.style = style }

    /// Adds a line over the whole width.
    mutating func append(_ line: TextLine) {
        lines.append(line.cut(to: style.width, style).rendered(style))
    }

    mutating func append(_ lines: [TextLine]) {
        for line in lines { append(line) }
    }

    /// Adds a part beside a label; nothing for one that says nothing.
    mutating func append(_ label: String, _ line: TextLine) {
        if !line.isEmpty { parts.append((label, .line(line))) }
    }

    /// Adds a document beside a label; nothing for one that is not there or empty.
    mutating func append(_ label: String, _ json: JSONValue?, _ limits: InspectionLimits) {
        guard let json, !json.isBlank else { return }
        parts.append((label, .value(InspectedValue(json, limits))))
    }

    /// Sets the parts below what came before, with their labels aligned.
    private mutating func endParts() {
        let widest = parts.reduce(0) { max($0, $1.label.count) }
        // Labels that would take more than a third stand on lines of their own.
        let isNarrow = 3 * (widest + 4) > style.width
        let margin = isNarrow ? 4 : widest + 4
        for (label, value) in parts {
            let fill = String(repeating: " ", count: isNarrow ? 0 : widest + 2 - label.count)
            let head = "  " + style.text.dim(label) + fill
            let text: String
            switch value {
            case .line(let line):
                text = line.cut(to: style.width - margin, style).rendered(style)
            case .value(let value):
                var layout = InspectionLayout(style)
                layout.cutsStrings = true
                text = layout.text(value, indent: isNarrow ? 4 : 2, used: margin)
            }
            if isNarrow {
                lines += [head, "    " + text]
            } else {
                lines.append(head + text)
            }
        }
        parts = []
    }

    /// All lines, without a line break at the end.
    var text: String {
        var whole = self
        whole.endParts()
        return whole.lines.joined(separator: "\n")
    }
}

extension JSONValue {
    /// Whether there is nothing in it: null, an empty list or object.
    var isBlank: Bool {
        switch self {
        case .null: true
        case .array(let elements): elements.isEmpty
        case .object(let object): object.isEmpty
        case .bool, .number, .string: false
        }
    }
}

extension JSONObject {
    /// The members that say something, but for those called `names`.
    func telling(without names: Set<String> = []) -> JSONValue {
        .object(
            JSONObject(
                filter { !$0.value.isBlank && !names.contains($0.name) }
                    .map { ($0.name, $0.value) }))
    }
}
