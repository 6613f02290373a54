/// How values and reports are laid out where nobody says otherwise.
public struct InspectionStyle: Sendable {
    /// The columns that a line may have.
    public var width: Int
    /// Whether words are coloured for a terminal.
    public var isColored: Bool
    /// How many columns of the terminal a character takes; one each, unless told otherwise.
    public var columns: @Sendable (Character) -> Int

    /// Makes a style: 80 columns without colours.
    public init(
        width: Int = 80, isColored: Bool = false,
        columns: @escaping @Sendable (Character) -> Int = { _ in 1 }
    ) {
        self.width = width
        self.isColored = isColored
        self.columns = columns
    }

    /// The columns of a text.
    package func columns(of text: String) -> Int {
        text.reduce(0) { $0 + columns($1) }
    }

    /// The escape codes.
    package var text: TextStyle { TextStyle(isColored: isColored) }
}
