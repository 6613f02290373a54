internal import Scripting

/// A line of text with its styles apart, so that it can be measured, cut and padded by the columns
/// of a terminal. What it is given is made printable: no text controls the terminal.
struct TextLine {
    private(set) var spans: [Span] = []

    /// A stretch in one style.
    struct Span {
        var text: String
        var attribute: TextStyle.Attribute?
    }

    init() {}

    init(_ text: String, _ attribute: TextStyle.Attribute? = nil) { append(text, attribute) }

    /// Whether it shows nothing.
    var isEmpty: Bool { spans.allSatisfy(\.text.isEmpty) }

    /// The text without styles.
    var plain: String { spans.map(\.text).joined() }

    mutating func append(_ text: String, _ attribute: TextStyle.Attribute? = nil) {
        guard !text.isEmpty else { return }
        // Longer text than any line is wide need not be looked at.
        let isLong = text.utf8.count > Self.bytesLimit
        let shown = PrintableText.shown(isLong ? String(text.prefix(Self.bytesLimit)) : text)
        spans.append(Span(text: shown, attribute: attribute))
    }

    mutating func append(_ line: TextLine) { spans += line.spans }

    private static let bytesLimit = 4_096

    func columns(_ style: InspectionStyle) -> Int {
        spans.reduce(0) { $0 + style.columns(of: $1.text) }
    }

    /// The line in at most `width` columns; an ellipsis stands for what is cut off.
    func cut(to width: Int, _ style: InspectionStyle, ellipsis: String = "…") -> TextLine {
        guard columns(style) > width else { return self }
        let room = width - ellipsis.count
        guard room > 0 else {
            return TextLine(String(repeating: "…", count: min(max(0, width), 1)))
        }
        var line = TextLine()
        var used = 0
        for span in spans {
            var text = ""
            for character in span.text {
                let columns = style.columns(character)
                guard used + columns <= room else {
                    line.spans.append(Span(text: text + ellipsis, attribute: span.attribute))
                    return line
                }
                text.append(character)
                used += columns
            }
            line.spans.append(Span(text: text, attribute: span.attribute))
        }
        return line
    }

    /// A line of one style in at most `width` columns, of which the end is kept.
    func cutFront(
        to width: Int, _ style: InspectionStyle, ellipsis: String = "…"
    ) -> TextLine {
        guard columns(style) > width else { return self }
        var used = 1
        let kept = plain.reversed().prefix { character in
            used += style.columns(character)
            return used <= width
        }
        return TextLine(ellipsis + String(kept.reversed()), spans.first?.attribute)
    }

    /// The line filled up with spaces to `width` columns.
    func padded(to width: Int, _ style: InspectionStyle) -> TextLine {
        var line = self
        line.append(String(repeating: " ", count: max(0, width - columns(style))))
        return line
    }

    /// The line as it is written, without spaces at its end.
    func rendered(_ style: InspectionStyle) -> String {
        var spans = spans
        while let last = spans.last {
            let end = last.text.lastIndex { $0 != " " }
            guard let end else {
                spans.removeLast()
                continue
            }
            spans[spans.count - 1].text = String(last.text[...end])
            break
        }
        return spans.map { span in
            span.attribute.map { style.text.apply($0, to: span.text) } ?? span.text
        }.joined()
    }
}

extension [TextLine] {
    /// The lines as they are written, cut to the width, with a line break after each but the last.
    func rendered(_ style: InspectionStyle) -> String {
        map { $0.cut(to: style.width, style).rendered(style) }.joined(separator: "\n")
    }
}
