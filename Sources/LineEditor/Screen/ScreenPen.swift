/// Follows where a terminal's cursor is and how it writes, while escape sequences are put together.
struct ScreenPen {
    private(set) var output = ""
    private(set) var row: Int
    /// nil in the state after the last column, in which terminals differ.
    private(set) var column: Int?
    /// The rows that are there to be moved to.
    private var rowCount: Int
    private var style = Style.plain
    private let hasColors: Bool

    init(row: Int, column: Int, rowCount: Int, hasColors: Bool) {
        self.row = row
        self.column = column
        self.rowCount = max(rowCount, row + 1)
        self.hasColors = hasColors
    }

    mutating func move(to target: Int, _ targetColumn: Int) {
        if target < row {
            output += Self.sequence(row - target, "A")
            row = target
        } else if target > row {
            let reachable = min(target, rowCount - 1) - row
            // A line feed is shorter, and the only way to rows that are not there yet.
            if reachable > 1 || (reachable == 1 && targetColumn == column && target < rowCount) {
                output += Self.sequence(reachable, "B")
                row += reachable
            }
            if target > row {
                use(.plain)
                output += "\r" + String(repeating: "\n", count: target - row)
                (row, column) = (target, 0)
                rowCount = max(rowCount, row + 1)
            }
        }
        moveInRow(to: targetColumn)
    }

    mutating func write(_ cell: Screen.Cell, width: Int) {
        use(cell.style)
        output += cell.text
        guard let before = column else { return }
        column = before + 1 < width ? before + 1 : nil
    }

    mutating func use(_ next: Style) {
        let next = visible(next)
        guard next != style else { return }
        output += next.sequence(hasColors: hasColors)
        style = next
    }

    func isIn(_ other: Style) -> Bool { visible(other) == style }

    mutating func eraseLine() {
        use(.plain)
        output += "\u{1B}[K"
    }

    mutating func eraseBelow() {
        use(.plain)
        output += "\u{1B}[J"
    }

    private func visible(_ style: Style) -> Style {
        guard !hasColors else { return style }
        var style = style
        style.color = nil
        return style
    }

    private mutating func moveInRow(to target: Int) {
        defer { column = target }
        guard let column else {
            output += "\r" + Self.sequence(target, "C")
            return
        }
        if target > column {
            output += Self.sequence(target - column, "C")
        } else if target < column {
            let fromStart = "\r" + Self.sequence(target, "C")
            let back =
                column - target <= 3
                ? String(repeating: "\u{8}", count: column - target)
                : Self.sequence(column - target, "D")
            output += fromStart.utf8.count <= back.utf8.count ? fromStart : back
        }
    }

    private static func sequence(_ count: Int, _ final: String) -> String {
        switch count {
        case ...0: ""
        case 1: "\u{1B}[" + final
        default: "\u{1B}[\(count)" + final
        }
    }
}
