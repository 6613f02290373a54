internal import Scripting

/// Rows of cells under each other, within a width: columns without content are left out, wide ones
/// shrink, and the last ones are dropped when nothing else helps.
struct TextTable {
    private let titles: [String]
    private var rows: [[TextLine]] = []

    /// The columns between two cells, and the narrowest that a column shrinks to.
    private static let gap = 2
    private static let narrowest = 6

    init(_ titles: [String]) { self.titles = titles }

    mutating func append(_ row: [TextLine]) { rows.append(row) }

    /// The table with its titles; `hidden` rows are only counted.
    func lines(_ style: InspectionStyle, indent: Int, hidden: Int = 0) -> [TextLine] {
        var shown = titles.indices.filter { column in
            rows.contains { !$0[column].isEmpty }
        }
        var widths = shown.map { column in
            rows.reduce(style.columns(of: titles[column])) { max($0, $1[column].columns(style)) }
        }
        let room = style.width - indent
        while !widths.isEmpty, total(widths) > room {
            let widest = widths.max() ?? 0
            if widest > Self.narrowest, let place = widths.lastIndex(of: widest) {
                let next = widths.filter { $0 < widest }.max() ?? Self.narrowest
                widths[place] = max(next, Self.narrowest, widest - (total(widths) - room))
            } else {
                widths.removeLast()
                shown.removeLast()
            }
        }
        let head = shown.map { TextLine(titles[$0], .dim) }
        var lines = [line(head, widths, style, indent)]
        for row in rows { lines.append(line(shown.map { row[$0] }, widths, style, indent)) }
        if hidden > 0 {
            lines.append(TextLine(String(repeating: " ", count: indent) + "… \(hidden) more", .dim))
        }
        return lines
    }

    private func total(_ widths: [Int]) -> Int {
        widths.reduce(0, +) + Self.gap * max(0, widths.count - 1)
    }

    private func line(
        _ cells: [TextLine], _ widths: [Int], _ style: InspectionStyle, _ indent: Int
    ) -> TextLine {
        var line = TextLine(String(repeating: " ", count: indent))
        for (position, (cell, width)) in zip(cells, widths).enumerated() {
            let isLast = position == cells.count - 1
            line.append(cell.cut(to: width, style).padded(to: isLast ? 0 : width + Self.gap, style))
        }
        return line
    }
}
