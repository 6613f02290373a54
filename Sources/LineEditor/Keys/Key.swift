/// A key of the keyboard with what was held down.
///
/// Keys are written as Emacs writes them: `a`, `C-a`, `M-f`, `C-M-h`, `<up>`, `S-<tab>`.
public struct Key: Sendable, Hashable {
    /// What was pressed.
    public enum Code: Sendable, Hashable {
        case character(Character)
        case enter, tab, backspace, escape
        case up, down, left, right, home, end, pageUp, pageDown, insert, delete
        /// `F1` is 1.
        case function(Int)
    }

    /// What was held down meanwhile.
    public struct Modifiers: OptionSet, Sendable, Hashable {
        /// One bit for each, as terminals count them in escape sequences.
        public let rawValue: UInt8
        /// The set of these bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        /// Shift, which is told only for keys that are no characters.
        public static let shift = Modifiers(rawValue: 1)
        /// Alt, also known as Meta.
        public static let alt = Modifiers(rawValue: 2)
        /// Control.
        public static let control = Modifiers(rawValue: 4)
    }

    /// What was pressed.
    public let code: Code
    /// What was held down meanwhile.
    public let modifiers: Modifiers

    /// A key with what is held down.
    public init(_ code: Code, _ modifiers: Modifiers = []) {
        self.code = code
        self.modifiers = modifiers
    }

    /// The key of a name such as `C-a` or `<up>`, or nil if there is none.
    public init?(named name: String) {
        var rest = Substring(name)
        var modifiers: Modifiers = []
        while rest.count > 2, let modifier = Self.prefixes[rest.prefix(2)] {
            modifiers.insert(modifier)
            rest.removeFirst(2)
        }
        if rest.count == 1, let character = rest.first {
            self.init(.character(character), modifiers)
        } else if let code = Self.names[rest] {
            self.init(code, modifiers)
        } else if rest.hasPrefix("<f"), let number = Int(rest.dropFirst(2).dropLast()) {
            self.init(.function(number), modifiers)
        } else {
            return nil
        }
    }

    private static let prefixes: [Substring: Modifiers] = [
        "C-": .control, "M-": .alt, "S-": .shift,
    ]

    private static let names: [Substring: Code] = [
        "<space>": .character(" "), "<enter>": .enter, "<tab>": .tab, "<backspace>": .backspace,
        "<escape>": .escape, "<up>": .up, "<down>": .down, "<left>": .left, "<right>": .right,
        "<home>": .home, "<end>": .end, "<pageup>": .pageUp, "<pagedown>": .pageDown,
        "<insert>": .insert, "<delete>": .delete,
    ]
}

/// What comes from a terminal.
public enum InputEvent: Sendable, Hashable {
    /// A key was pressed.
    case key(Key)
    /// Text was pasted, with line ends as `\n`.
    case paste(String)
}
