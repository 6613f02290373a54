/// How a cell of the screen looks.
public struct Style: Sendable, Hashable {
    /// The colours that every terminal with colours has.
    public enum Color: UInt8, Sendable, Hashable {
        case black, red, green, yellow, blue, magenta, cyan, white
        case brightBlack = 60, brightRed, brightGreen, brightYellow, brightBlue, brightMagenta
        case brightCyan, brightWhite
    }

    /// The colour of the letters; nil for the terminal's own.
    public var color: Color?
    /// Whether the letters are bold.
    public var isBold = false
    /// Whether the letters are faint.
    public var isDim = false
    /// Whether the letters are slanted.
    public var isItalic = false
    /// Whether the letters stand on a line.
    public var isUnderlined = false
    /// Whether letters and ground have changed colours.
    public var isInverse = false

    /// The terminal's own look.
    public static let plain = Style()
    /// Faint letters.
    public static let dim = Style(isDim: true)
    /// Letters and ground with changed colours.
    public static let inverse = Style(isInverse: true)

    /// A look that differs from the terminal's own in what is given.
    public init(
        color: Color? = nil, isBold: Bool = false, isDim: Bool = false, isItalic: Bool = false,
        isUnderlined: Bool = false, isInverse: Bool = false
    ) {
        self.color = color
        self.isBold = isBold
        self.isDim = isDim
        self.isItalic = isItalic
        self.isUnderlined = isUnderlined
        self.isInverse = isInverse
    }

    /// The escape sequence that leads from any look to this one.
    func sequence(hasColors: Bool) -> String {
        var codes: [String] = []
        if isBold { codes.append("1") }
        if isDim { codes.append("2") }
        if isItalic { codes.append("3") }
        if isUnderlined { codes.append("4") }
        if isInverse { codes.append("7") }
        if let color, hasColors { codes.append(String(30 + color.rawValue)) }
        guard !codes.isEmpty else { return "\u{1B}[m" }
        return "\u{1B}[0;" + codes.joined(separator: ";") + "m"
    }
}

/// A text with its look.
public struct StyledText: Sendable, Hashable {
    /// The text, of one line.
    public let text: String
    /// Its look.
    public let style: Style

    /// Gives a text a look.
    public init(_ text: String, _ style: Style = .plain) {
        self.text = text
        self.style = style
    }
}
