import Foundation

/// A terminal with as much of its behaviour as the editor relies on.
///
/// It reads bytes as they come, cut anywhere. What it does not know is kept in `unknown`.
package struct TerminalEmulator: Sendable {
    /// A place on the screen; empty text for the second half of a wide character.
    package struct Cell: Hashable, Sendable {
        package var text = " "
        /// The codes of its look as they were sent, without the leading reset; empty for a plain one.
        package var style = ""
    }

    /// Modes that programs switch.
    package struct Modes: Hashable, Sendable {
        package var showsCursor = true
        package var marksPastes = false
        /// Between the start and the end of what is to be shown at once.
        package var isSynchronized = false
        package var isAlternate = false
    }

    package private(set) var width: Int
    package private(set) var height: Int
    package internal(set) var rows: [[Cell]]
    package internal(set) var row = 0
    package internal(set) var column = 0
    package internal(set) var modes = Modes()
    /// The rows that went out at the top.
    package internal(set) var scrolledOut: [String] = []
    /// What was received and is not understood.
    package internal(set) var unknown: [String] = []
    /// How often the bell rang.
    package internal(set) var bells = 0
    var isWrapPending = false
    package internal(set) var style = ""
    /// The rows that go on in the next, since they were too long.
    var continued: Set<Int> = []
    /// The screen and the cursor behind the alternate screen.
    var behind: (rows: [[Cell]], row: Int, column: Int)?
    var saved = (row: 0, column: 0)
    /// Bytes of a character or a sequence that has not come whole.
    private var rest: [UInt8] = []

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
        rows = Array(repeating: Array(repeating: Cell(), count: width), count: height)
    }

    /// The text of all rows, without the blanks at their ends.
    package var lines: [String] { rows.map(Self.line) }

    /// The rows that have text, with those that went out at the top.
    package var text: String {
        let all = scrolledOut + lines
        return all[...(all.lastIndex { !$0.isEmpty } ?? 0)].joined(separator: "\n")
    }

    /// The text of the row of the cursor.
    package var line: String { Self.line(rows[row]) }

    /// The text left of the cursor in its row.
    package var lineBeforeCursor: String { rows[row][..<column].map(\.text).joined() }

    package mutating func receive(_ text: String) { receive(Array(text.utf8)) }

    package mutating func receive(_ bytes: [UInt8]) {
        rest += bytes
        var input = rest[...]
        while let first = input.first {
            let left = input
            let isTaken =
                if first == 0x1B {
                    takeSequence(&input)
                } else if first < 0x20 {
                    takeControl(&input)
                } else {
                    takeText(&input)
                }
            guard isTaken else {
                rest = Array(left)
                return
            }
        }
        rest = []
    }

    /// Has another size; rows that do not fit go on in more rows, as most terminals show them.
    package mutating func resize(width: Int, height: Int) {
        var lines: [[Cell]] = []
        var place = (line: 0, offset: 0)
        for (index, cells) in rows.enumerated() {
            let isContinuation = continued.contains(index - 1)
            if !isContinuation { lines.append([]) }
            if index == row { place = (lines.count - 1, lines[lines.count - 1].count + column) }
            lines[lines.count - 1] += continued.contains(index) ? cells : Self.trimmed(cells)
        }
        while lines.count > place.line + 1, lines.last?.isEmpty ?? false { lines.removeLast() }
        self.width = width
        self.height = height
        (rows, continued) = ([], [])
        for (index, line) in lines.enumerated() {
            var start = 0
            let end = max(line.count, index == place.line ? place.offset + 1 : 1)
            while start < end {
                let part = line[min(start, line.count)..<min(start + width, line.count)]
                if index == place.line, (start..<(start + width)).contains(place.offset) {
                    (row, column) = (rows.count, place.offset - start)
                }
                let blanks = Array(repeating: Cell(), count: width - part.count)
                rows.append(Array(part) + blanks)
                start += width
                if start < end { continued.insert(rows.count - 1) }
            }
        }
        while rows.count > height { scrollOut(from: row < rows.count - 1 && row < height) }
        while rows.count < height { rows.append(blankRow) }
        isWrapPending = false
    }

    private mutating func scrollOut(from bottom: Bool) {
        if bottom { rows.removeLast() } else { scroll() }
    }

    var blankRow: [Cell] { Array(repeating: Cell(), count: width) }

    static func line(_ row: [Cell]) -> String {
        var line = row.map(\.text).joined()
        while line.last == " " { line.removeLast() }
        return line
    }

    private static func trimmed(_ row: [Cell]) -> [Cell] {
        var row = row
        while row.last == Cell() { row.removeLast() }
        return row
    }

    /// Sends the first row out at the top.
    private mutating func scroll() {
        let first = rows.removeFirst()
        if behind == nil { scrolledOut.append(Self.line(first)) }
        continued = Set(continued.map { $0 - 1 }.filter { $0 >= 0 })
        row = max(row - 1, 0)
    }

    // MARK: - What is received

    private mutating func takeControl(_ input: inout ArraySlice<UInt8>) -> Bool {
        let byte = input.removeFirst()
        switch byte {
        case 0x07: bells += 1
        case 0x08: (column, isWrapPending) = (max(column - 1, 0), false)
        case 0x09: (column, isWrapPending) = (min((column / 8 + 1) * 8, width - 1), false)
        case 0x0A: lineFeed()
        case 0x0D: (column, isWrapPending) = (0, false)
        default: unknown.append("\\u{\(byte)}")
        }
        return true
    }

    private mutating func takeText(_ input: inout ArraySlice<UInt8>) -> Bool {
        var bytes = input.prefix { $0 >= 0x20 }
        if bytes.endIndex == input.endIndex {
            // The last character may not have come whole.
            let start = bytes.lastIndex { $0 & 0xC0 != 0x80 } ?? bytes.startIndex
            let length =
                switch bytes[start] {
                case 0xF0...: 4
                case 0xE0...: 3
                case 0xC0...: 2
                default: 1
                }
            if bytes.endIndex - start < length { bytes = bytes[..<start] }
        }
        guard !bytes.isEmpty else { return false }
        input = input[bytes.endIndex...]
        print(String(decoding: bytes, as: UTF8.self))
        return true
    }

    private mutating func print(_ text: String) {
        for (index, character) in text.enumerated() {
            // A mark may come in another read than the letter it stands on.
            if index == 0, joins(character) { continue }
            // An independent, coarse measure: what the tests use is narrow, wide or a mark.
            let scalars = character.unicodeScalars
            let isWide = scalars.contains { $0.value >= 0x1100 && $0.properties.isWideInTests }
            put(String(character), columns: isWide ? 2 : 1)
        }
    }

    /// Adds a mark to the character before, if it is one.
    private mutating func joins(_ character: Character) -> Bool {
        var place = isWrapPending ? column : column - 1
        if place > 0, rows[row][place].text.isEmpty { place -= 1 }
        guard place >= 0, (rows[row][place].text + String(character)).count == 1 else {
            return false
        }
        rows[row][place].text.append(character)
        return true
    }

    private mutating func put(_ text: String, columns: Int) {
        if isWrapPending || column + columns > width {
            column = 0
            isWrapPending = false
            continued.insert(row)
            lineFeed()
        }
        for place in column..<min(column + columns, width) { spoil(place) }
        rows[row][column] = Cell(text: text, style: style)
        if columns == 2, column + 1 < width { rows[row][column + 1] = Cell(text: "", style: style) }
        column += columns
        if column >= width { (column, isWrapPending) = (width - 1, true) }
    }

    /// Writing over half of a wide character removes the other half.
    private mutating func spoil(_ place: Int) {
        if rows[row][place].text.isEmpty, place > 0 { rows[row][place - 1] = Cell() }
        if place + 1 < width, rows[row][place + 1].text.isEmpty { rows[row][place + 1] = Cell() }
        rows[row][place] = Cell()
    }

    private mutating func lineFeed() {
        isWrapPending = false
        if row == height - 1 {
            scroll()
            rows.append(blankRow)
            row = height - 1
        } else {
            row += 1
        }
    }
}

extension Unicode.Scalar.Properties {
    /// Whether a letter of the tests is wide, said without the table under test.
    fileprivate var isWideInTests: Bool { isIdeographic || isEmojiPresentation }
}
