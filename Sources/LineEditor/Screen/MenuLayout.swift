/// Lays out candidates in columns, filled from top to bottom.
struct MenuLayout {
    let width: Int

    /// The rows of a menu, with what is said about the selected candidate as the last.
    func rows(_ menu: CompletionMenu, height: Int) -> [[Screen.Cell]] {
        let labels = menu.candidates.map { clipped($0.label) }
        let columnWidth = (labels.map { CharacterWidth.columns(of: $0) }.max() ?? 0) + 2
        let columns = max(min((width + 2) / columnWidth, labels.count), 1)
        let all = (labels.count + columns - 1) / columns
        let space = max((height - 1) / 2 - 1, 1)
        let first = firstRow(selected: (menu.selected ?? 0) % all, all: all, space: space)

        var rows: [[Screen.Cell]] = []
        for row in first..<min(first + space, all) {
            var layout = RowLayout(width: width)
            for column in 0..<columns where column * all + row < labels.count {
                let index = column * all + row
                let label = labels[index]
                layout.append([StyledText(label, index == menu.selected ? .inverse : .plain)])
                let isLast = (column + 1) * all + row >= labels.count || column == columns - 1
                let padding = columnWidth - CharacterWidth.columns(of: label)
                if !isLast { layout.append([StyledText(String(repeating: " ", count: padding))]) }
            }
            rows.append(layout.rows[0])
        }
        if let last = lastRow(menu, hidden: all > space ? labels.count : nil) { rows.append(last) }
        return rows
    }

    /// The rows around the selected one.
    private func firstRow(selected: Int, all: Int, space: Int) -> Int {
        min(max(selected - space / 2, 0), max(all - space, 0))
    }

    private func lastRow(_ menu: CompletionMenu, hidden count: Int?) -> [Screen.Cell]? {
        var text = menu.selected.map { menu.candidates[$0].detail } ?? ""
        if text.isEmpty, let count {
            text = menu.selected.map { "\($0 + 1) of \(count)" } ?? "\(count) in all"
        }
        guard !text.isEmpty else { return nil }
        var layout = RowLayout(width: width)
        layout.append([StyledText(text.replacing("\n", with: " "), .dim)])
        return layout.rows[0]
    }

    /// A label that fits in a row.
    private func clipped(_ label: String) -> String {
        guard CharacterWidth.columns(of: label) > width else { return label }
        var columns = 1
        let kept = label.prefix { character in
            columns += CharacterWidth.columns(of: character)
            return columns <= width
        }
        return kept + "…"
    }
}
