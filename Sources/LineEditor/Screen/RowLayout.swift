/// Fills rows of cells from left to right.
struct RowLayout {
    let width: Int
    private(set) var rows: [[Screen.Cell]] = [[]]
    private(set) var cursor: (row: Int, column: Int)?
    /// The column in the text's line, which tabs are measured by.
    private var textColumn = 0

    init(width: Int) { self.width = width }

    /// Goes on in the next row.
    mutating func endLine() { rows.append([]) }

    /// Begins to count columns for tabs.
    mutating func beginText() { textColumn = 0 }

    /// Remembers where the next character goes, as the place of the cursor.
    mutating func markCursor() {
        if rows[rows.count - 1].count == width { endLine() }
        cursor = (rows.count - 1, rows[rows.count - 1].count)
    }

    mutating func append(_ texts: [StyledText]) {
        for text in texts {
            for character in text.text { append(character, text.style) }
        }
    }

    mutating func append(_ character: Character, _ style: Style) {
        let columns = TabStops.columns(of: character, at: textColumn)
        textColumn += columns
        if character == "\t" {
            for _ in 0..<columns { place(Screen.Cell(" ", style)) }
            return
        }
        let shown = CharacterWidth.shown(character)
        if columns == 1 { return place(Screen.Cell(shown, style)) }
        // No row is wide enough.
        if columns > width, shown.count == 1 { return place(Screen.Cell("?", style)) }
        if columns <= width, rows[rows.count - 1].count + columns > width { endLine() }
        // `^X` is two characters of its own; others fill two places with one.
        let halves = shown.count == 2 ? shown.map(String.init) : [shown, ""]
        for half in halves { place(Screen.Cell(half, style)) }
    }

    private mutating func place(_ cell: Screen.Cell) {
        if rows[rows.count - 1].count == width { endLine() }
        rows[rows.count - 1].append(cell)
    }
}
