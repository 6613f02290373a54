/// What a terminal shows from the row of the prompt on.
public struct Screen: Sendable, Equatable {
    /// A place for a character.
    public struct Cell: Sendable, Hashable {
        /// The character, as it is sent; empty for the second half of a wide one.
        public let text: String
        /// Its look.
        public let style: Style

        /// A cell that shows `text`.
        public init(_ text: String, _ style: Style = .plain) {
            self.text = text
            self.style = style
        }

        /// A cell with nothing in it.
        static let blank = Cell(" ")
    }

    /// The columns of the terminal.
    public let width: Int
    /// The rows, each with the cells up to the last that shows something.
    public internal(set) var rows: [[Cell]]
    /// The row of the cursor.
    public internal(set) var cursorRow: Int
    /// The column of the cursor, left of `width`.
    public internal(set) var cursorColumn: Int

    /// The text of the rows, without their looks.
    public var text: String {
        rows.map { row in row.map(\.text).joined() }.joined(separator: "\n")
    }
}
