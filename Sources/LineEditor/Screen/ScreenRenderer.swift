/// Makes a screen of its content, the same for the same content.
///
/// Long lines go on in the next row; a wide character that does not fit moves there whole. Where the
/// text has more rows than the terminal, those around the cursor are shown.
public struct ScreenRenderer: Sendable {
    /// The columns of the terminal, at least 1.
    public let width: Int
    /// The rows of the terminal, at least 1.
    public let height: Int

    /// Renders for a terminal of this size; sizes too small to show anything are made larger.
    public init(width: Int, height: Int) {
        self.width = max(width, 1)
        self.height = max(height, 1)
    }

    /// Lays out the content.
    public func render(_ content: ScreenContent) -> Screen {
        var layout = RowLayout(width: width)
        layOutText(content, in: &layout)
        let cursor = layout.cursor ?? (0, 0)
        var below: [[Screen.Cell]] = []
        if let search = content.search { below += rows(of: search) }
        if let menu = content.menu { below += MenuLayout(width: width).rows(menu, height: height) }
        if let hint = content.hint { below.append(row(hint)) }
        below = Array(below.prefix((height - 1) / 2))
        let above = rowsAbove(content.above)

        let space = height - below.count - above.count
        var first = 0
        if layout.rows.count > space {
            first = min(max(cursor.row - space / 2, 0), layout.rows.count - space)
        }
        let shown = layout.rows[first..<min(first + space, layout.rows.count)]
        return Screen(
            width: width, rows: (above + shown + below).map(Self.trimmed),
            cursorRow: above.count + cursor.row - first, cursorColumn: cursor.column)
    }

    /// Lays out the lines that can be on the screen: a line takes a row at least.
    private func layOutText(_ content: ScreenContent, in layout: inout RowLayout) {
        let buffer = content.buffer
        var start = buffer.line(at: buffer.cursor).lowerBound
        var end = buffer.line(at: buffer.cursor).upperBound
        for _ in 0..<height where start > 0 { start = buffer.line(at: start - 1).lowerBound }
        for _ in 0..<height where end < buffer.count {
            end = buffer.line(at: end + 1).upperBound
        }
        let styles = Self.styles(content.spans, in: start..<end)
        let prompt = start == 0 ? content.prompt : content.continuationPrompt
        layout.append(prompt)
        layout.beginText()
        for position in start..<end {
            if position == buffer.cursor { layout.markCursor() }
            let character = buffer.characters[position]
            if character == "\n" {
                layout.endLine()
                layout.append(content.continuationPrompt)
                layout.beginText()
            } else {
                layout.append(character, styles[position - start])
            }
        }
        if end == buffer.cursor { layout.markCursor() }
        guard end == buffer.count else { return }
        for character in content.suggestion {
            if character == "\n" {
                layout.endLine()
                layout.append(content.continuationPrompt)
                layout.beginText()
            } else {
                layout.append(character, .dim)
            }
        }
    }

    private static func styles(_ spans: [StyledSpan], in range: Range<Int>) -> [Style] {
        var styles = [Style](repeating: .plain, count: range.count)
        for span in spans {
            for position in span.range.clamped(to: range) {
                styles[position - range.lowerBound] = span.style
            }
        }
        return styles
    }

    private func rows(of search: HistorySearch) -> [[Screen.Cell]] {
        let direction = search.isBackward ? "search back" : "search forward"
        let result = search.hasFailed ? "nothing found: " : ""
        var layout = RowLayout(width: width)
        layout.append([StyledText("\(direction): \(result)", .dim), StyledText(search.query)])
        return layout.rows
    }

    /// The lines above the prompt, and how many more there are.
    private func rowsAbove(_ lines: [[StyledText]]) -> [[Screen.Cell]] {
        let limit = height / 3
        guard lines.count > limit else { return lines.map(row) }
        guard limit > 0 else { return [] }
        let more = StyledText("… \(lines.count - limit + 1) more", .dim)
        return lines.prefix(limit - 1).map(row) + [row([more])]
    }

    private func row(_ texts: [StyledText]) -> [Screen.Cell] {
        var layout = RowLayout(width: width)
        layout.append(texts)
        return layout.rows[0]
    }

    private static func trimmed(_ row: [Screen.Cell]) -> [Screen.Cell] {
        var row = row
        while row.last == .blank { row.removeLast() }
        return row
    }
}
