/// A text of one or more lines with a cursor, in characters as a reader counts them.
///
/// Positions are counted in characters (grapheme clusters) from 0. Lines end in `\n`; other line
/// ends become one when they are inserted. The characters are always those of the text: what is
/// inserted joins its neighbours where Unicode says so, such as an accent typed after its letter.
public struct TextBuffer: Sendable, Equatable {
    /// The characters of the text.
    public private(set) var characters: [Character]
    /// Where the cursor stands: before the character of this number.
    public var cursor: Int {
        didSet { precondition((0...characters.count).contains(cursor), "a cursor in the text") }
    }

    /// The text, where it is known.
    private var kept: String?

    /// Holds a text, with the cursor at its end.
    public init(_ text: String = "") {
        characters = Self.normalised(text)
        cursor = characters.count
    }

    /// The whole text; once `keepText()` was called, at no cost while the text is changed at its end.
    public var text: String { kept ?? String(characters) }

    /// The number of characters.
    public var count: Int { characters.count }

    /// Whether there are no characters.
    public var isEmpty: Bool { characters.isEmpty }

    /// The text of a range of characters.
    public func text(in range: Range<Int>) -> String { String(characters[range]) }

    /// Puts `text` in the place of a range, and the cursor after it.
    ///
    /// - Returns: What changed, which may be wider than what was named, since characters join.
    @discardableResult
    public mutating func replace(_ range: Range<Int>, with text: String) -> TextEdit {
        let inserted = Self.normalised(text)
        let lower = max(range.lowerBound - 1, 0)
        var upper = min(range.upperBound + 1, count)
        // Flags are pairs of letters, and a run of them may pair up anew to its end.
        while upper < count, upper > range.upperBound, isFlag(at: upper - 1), isFlag(at: upper) {
            upper += 1
        }
        let before = Array(characters[lower..<upper])
        let head = String(characters[lower..<range.lowerBound]) + String(inserted)
        let after = Array(head + String(characters[range.upperBound..<upper]))

        let cursorBefore = cursor
        if upper == count { keep(before, after) } else { kept = nil }
        characters.replaceSubrange(lower..<upper, with: after)
        cursor = lower + Self.characters(of: after, covering: head.unicodeScalars.count)
        return TextEdit(
            position: lower, removed: before, inserted: after, cursorBefore: cursorBefore,
            cursorAfter: cursor)
    }

    /// Does an edit again, on the text as it was before the edit.
    public mutating func apply(_ edit: TextEdit) {
        let range = edit.position..<(edit.position + edit.removed.count)
        kept = nil
        characters.replaceSubrange(range, with: edit.inserted)
        cursor = edit.cursorAfter
    }

    /// Takes an edit back, on the text as it was after the edit.
    public mutating func revert(_ edit: TextEdit) {
        let range = edit.position..<(edit.position + edit.inserted.count)
        kept = nil
        characters.replaceSubrange(range, with: edit.removed)
        cursor = edit.cursorBefore
    }

    /// Remembers the whole text, for who asks for it again and again.
    mutating func keepText() {
        if kept == nil { kept = String(characters) }
    }

    /// Follows a change at the end of the text.
    private mutating func keep(_ removed: [Character], _ inserted: [Character]) {
        guard var text = kept else { return }
        // Not to be copied where nobody else has it.
        kept = nil
        let bytes = removed.reduce(0) { $0 + $1.utf8.count }
        text.removeSubrange(text.utf8.index(text.endIndex, offsetBy: -bytes)...)
        text += String(inserted)
        kept = text
    }

    /// Whether texts and cursors are the same.
    public static func == (left: Self, right: Self) -> Bool {
        left.cursor == right.cursor && left.characters == right.characters
    }

    private func isFlag(at position: Int) -> Bool {
        guard let first = characters[position].unicodeScalars.first else { return false }
        return (0x1F1E6...0x1F1FF).contains(first.value)
    }

    /// How many of `characters` hold the first `scalars` scalars.
    private static func characters(of characters: [Character], covering scalars: Int) -> Int {
        var covered = 0
        for (index, character) in characters.enumerated() {
            if covered >= scalars { return index }
            covered += character.unicodeScalars.count
        }
        return characters.count
    }

    private static func normalised(_ text: String) -> [Character] {
        guard text.utf8.contains(0x0D) else { return Array(text) }
        // `\r\n` is one character, and so becomes one line end.
        return Array(String(text.map { $0 == "\r\n" || $0 == "\r" ? "\n" : $0 }))
    }
}

/// One change of a text, which can be taken back and done again.
public struct TextEdit: Sendable, Equatable {
    let position: Int
    let removed: [Character]
    let inserted: [Character]
    let cursorBefore: Int
    let cursorAfter: Int
}
