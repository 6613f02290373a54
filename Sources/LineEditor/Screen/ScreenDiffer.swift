/// Says what to send to a terminal so that it shows another screen, in as few bytes as is simple.
///
/// The terminal's cursor has to be where the old screen says, or at the start of an empty row where
/// there is no old screen. Movement is relative, so it does not matter in which row of the terminal
/// the screen begins; rows that are not there yet are made by line feeds, which scroll.
public struct ScreenDiffer: Sendable {
    /// Whether colours are sent; other looks always are.
    public let hasColors: Bool

    /// Sends colours or none.
    public init(hasColors: Bool) { self.hasColors = hasColors }

    /// What leads from one screen to the next; nil for nothing shown yet.
    public func update(from old: Screen?, to new: Screen) -> String {
        guard let old, old.width == new.width else {
            return (old.map(erase) ?? "") + paint(new)
        }
        var pen = ScreenPen(
            row: old.cursorRow, column: old.cursorColumn, rowCount: old.rows.count,
            hasColors: hasColors)
        for (row, cells) in new.rows.enumerated() {
            let before = row < old.rows.count ? old.rows[row] : []
            if before != cells { repaint(row, from: before, to: cells, width: new.width, &pen) }
        }
        if new.rows.count < old.rows.count {
            pen.move(to: new.rows.count, 0)
            pen.eraseBelow()
        }
        return finish(&pen, new)
    }

    /// What removes a screen, and leaves the cursor where it began.
    public func erase(_ screen: Screen) -> String { erase(screen, rowsAbove: screen.cursorRow) }

    /// What removes a screen from a terminal that was made narrower meanwhile.
    ///
    /// Terminals move what does not fit into rows of its own; so many rows more are erased.
    public func erase(_ screen: Screen, narrowedTo width: Int) -> String {
        guard width < screen.width, width > 0 else { return erase(screen) }
        let above = screen.rows[..<min(screen.cursorRow, screen.rows.count)]
        let rows = above.reduce(0) { $0 + max(($1.count + width - 1) / width, 1) }
        return erase(screen, rowsAbove: rows + screen.cursorColumn / width)
    }

    /// What leads to the row below a screen.
    public func leave(_ screen: Screen) -> String {
        var pen = ScreenPen(
            row: screen.cursorRow, column: screen.cursorColumn, rowCount: screen.rows.count,
            hasColors: hasColors)
        pen.move(to: screen.rows.count, 0)
        return pen.output
    }

    private func erase(_ screen: Screen, rowsAbove: Int) -> String {
        let up = rowsAbove == 0 ? "" : rowsAbove == 1 ? "\u{1B}[A" : "\u{1B}[\(rowsAbove)A"
        return up + "\r\u{1B}[J"
    }

    private func paint(_ new: Screen) -> String {
        var pen = ScreenPen(row: 0, column: 0, rowCount: 1, hasColors: hasColors)
        for (row, cells) in new.rows.enumerated() {
            pen.move(to: row, 0)
            repaint(row, from: [], to: cells, width: new.width, &pen)
        }
        return finish(&pen, new)
    }

    private func finish(_ pen: inout ScreenPen, _ screen: Screen) -> String {
        pen.move(to: screen.cursorRow, screen.cursorColumn)
        pen.use(.plain)
        return pen.output
    }

    private func repaint(
        _ row: Int, from old: [Screen.Cell], to new: [Screen.Cell], width: Int,
        _ pen: inout ScreenPen
    ) {
        let changed = Self.changes(from: old, to: new)
        var column = 0
        while column < new.count {
            guard changed[column] else {
                column += 1
                continue
            }
            if !bridge(to: column, in: row, new, &pen) { pen.move(to: row, column) }
            while column < new.count, changed[column] {
                pen.write(new[column], width: width)
                column += 1
            }
        }
        if old.count > new.count {
            pen.move(to: row, new.count)
            pen.eraseLine()
        }
    }

    /// Writes a few cells again that have not changed, where that is shorter than a movement.
    private func bridge(
        to column: Int, in row: Int, _ cells: [Screen.Cell], _ pen: inout ScreenPen
    ) -> Bool {
        guard pen.row == row, let start = pen.column, start < column, column - start < 4,
            cells[start..<column].allSatisfy({
                $0.text.utf8.count == 1 && pen.isIn($0.style)
            })
        else { return false }
        for cell in cells[start..<column] { pen.write(cell, width: cells.count + 1) }
        return true
    }

    /// Which cells of a row have to be written; both halves of a wide character or none.
    private static func changes(from old: [Screen.Cell], to new: [Screen.Cell]) -> [Bool] {
        let count = max(old.count, new.count)
        func cell(_ cells: [Screen.Cell], _ column: Int) -> Screen.Cell {
            column < cells.count ? cells[column] : .blank
        }
        var changed = (0..<count).map { cell(old, $0) != cell(new, $0) }
        // Writing over half of a wide character spoils the other half, on either screen.
        var isStable = false
        while !isStable {
            isStable = true
            for column in 1..<max(count, 1) where changed[column] != changed[column - 1] {
                if cell(old, column).text.isEmpty || cell(new, column).text.isEmpty {
                    changed[column] = true
                    changed[column - 1] = true
                    isStable = false
                }
            }
        }
        return changed
    }
}
