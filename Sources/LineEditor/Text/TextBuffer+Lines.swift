extension TextBuffer {
    /// The range of the line around a position, without its line end.
    public func line(at position: Int) -> Range<Int> {
        var lower = position
        while lower > 0, characters[lower - 1] != "\n" { lower -= 1 }
        var upper = position
        while upper < count, characters[upper] != "\n" { upper += 1 }
        return lower..<upper
    }

    /// Whether the cursor is in the first line.
    public var isOnFirstLine: Bool { line(at: cursor).lowerBound == 0 }

    /// Whether the cursor is in the last line.
    public var isOnLastLine: Bool { line(at: cursor).upperBound == count }

    /// The column of a position: how far right of its line's start it is shown.
    func column(at position: Int) -> Int {
        var column = 0
        for character in characters[line(at: position).lowerBound..<position] {
            column += TabStops.columns(of: character, at: column)
        }
        return column
    }

    /// The last position in a line that is not right of a column.
    func position(ofColumn target: Int, in line: Range<Int>) -> Int {
        var column = 0
        for position in line {
            column += TabStops.columns(of: characters[position], at: column)
            if column > target { return position }
        }
        return line.upperBound
    }
}

/// Where tabs lead: to the next multiple of four columns from the start of the text's line.
enum TabStops {
    static let distance = 4

    static func columns(of character: Character, at column: Int) -> Int {
        character == "\t"
            ? distance - column % distance : CharacterWidth.columns(of: character)
    }
}
