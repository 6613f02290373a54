/// A terminal with as much of its behaviour as the editor relies on.
struct TerminalEmulator {
    /// A place on the screen; empty text for the second half of a wide character.
    struct Cell: Equatable {
        var text = " "
        var style = ""
    }

    let width: Int
    let height: Int
    private(set) var rows: [[Cell]]
    private(set) var row = 0
    private(set) var column = 0
    /// The rows that went out at the top.
    private(set) var scrolledOut: [String] = []
    /// What was received and is not understood.
    private(set) var unknown: [String] = []
    private var isWrapPending = false
    private var style = ""

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        rows = Array(repeating: Array(repeating: Cell(), count: width), count: height)
    }

    /// The text of all rows, without the blanks at their ends.
    var lines: [String] { rows.map(Self.line) }

    /// The rows that have text, with those that went out at the top.
    var text: String {
        let all = scrolledOut + lines
        return all[...(all.lastIndex { !$0.isEmpty } ?? 0)].joined(separator: "\n")
    }

    mutating func receive(_ text: String) {
        var scalars = text.unicodeScalars[...]
        var printed = ""
        while let scalar = scalars.popFirst() {
            guard scalar.value < 0x20 else {
                printed.unicodeScalars.append(scalar)
                continue
            }
            print(printed)
            printed = ""
            switch scalar {
            case "\r": (column, isWrapPending) = (0, false)
            case "\n": lineFeed()
            case "\u{8}": (column, isWrapPending) = (max(column - 1, 0), false)
            case "\u{1B}": escape(&scalars)
            default: unknown.append("\\u{\(scalar.value)}")
            }
        }
        print(printed)
    }

    private static func line(_ row: [Cell]) -> String {
        var line = row.map(\.text).joined()
        while line.last == " " { line.removeLast() }
        return line
    }

    private mutating func print(_ text: String) {
        for character in text {
            // An independent, coarse measure: what the tests use is narrow, wide or a mark.
            let scalars = character.unicodeScalars
            let isWide = scalars.contains { $0.value >= 0x1100 && $0.properties.isWideInTests }
            put(String(character), columns: isWide ? 2 : 1)
        }
    }

    private mutating func put(_ text: String, columns: Int) {
        if isWrapPending || column + columns > width {
            column = 0
            isWrapPending = false
            lineFeed()
        }
        for place in column..<(column + columns) { spoil(place) }
        rows[row][column] = Cell(text: text, style: style)
        if columns == 2 { rows[row][column + 1] = Cell(text: "", style: style) }
        column += columns
        if column == width { (column, isWrapPending) = (width - 1, true) }
    }

    /// Writing over half of a wide character removes the other half.
    private mutating func spoil(_ place: Int) {
        if rows[row][place].text.isEmpty { rows[row][place - 1] = Cell() }
        if place + 1 < width, rows[row][place + 1].text.isEmpty { rows[row][place + 1] = Cell() }
        rows[row][place] = Cell()
    }

    private mutating func lineFeed() {
        isWrapPending = false
        if row < height - 1 {
            row += 1
        } else {
            scrolledOut.append(Self.line(rows.removeFirst()))
            rows.append(Array(repeating: Cell(), count: width))
        }
    }

    private mutating func escape(_ scalars: inout Substring.UnicodeScalarView) {
        guard scalars.popFirst() == "[" else { return unknown.append("ESC") }
        var parameters = ""
        while let scalar = scalars.popFirst() {
            guard (0x40...0x7E).contains(scalar.value) else {
                parameters.unicodeScalars.append(scalar)
                continue
            }
            return run(parameters, Character(scalar))
        }
    }

    private mutating func run(_ parameters: String, _ final: Character) {
        let count = max(Int(parameters) ?? 1, 1)
        if final != "m", !parameters.hasPrefix("?") { isWrapPending = false }
        switch final {
        case "A": row = max(row - count, 0)
        case "B": row = min(row + count, height - 1)
        case "C": column = min(column + count, width - 1)
        case "D": column = max(column - count, 0)
        case "H": (row, column) = (0, 0)
        case "K" where parameters.isEmpty: eraseLine()
        case "J" where parameters.isEmpty:
            eraseLine()
            for below in (row + 1)..<max(height, row + 1) {
                rows[below] = Array(repeating: Cell(), count: width)
            }
        case "J" where parameters == "2":
            rows = Array(repeating: Array(repeating: Cell(), count: width), count: height)
        case "m": style = parameters.isEmpty ? "" : parameters
        case "h" where parameters == "?2026", "l" where parameters == "?2026": break
        default: unknown.append("ESC [ \(parameters)\(final)")
        }
    }

    private mutating func eraseLine() {
        if rows[row][column].text.isEmpty { rows[row][column - 1] = Cell() }
        for place in column..<width { rows[row][place] = Cell() }
    }
}

extension Unicode.Scalar.Properties {
    /// Whether a letter of the tests is wide, said without the table under test.
    fileprivate var isWideInTests: Bool { isIdeographic || isEmojiPresentation }
}
