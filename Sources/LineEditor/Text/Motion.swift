/// A way to go from one position of a text to another.
public enum Motion: Sendable, Hashable {
    case left, right
    /// To the start of the word before, or the end of the word after: letters, digits and `_`.
    case wordLeft, wordRight
    /// The same for words between white space.
    case spacedWordLeft
    case lineStart, lineEnd, firstNonBlank
    case textStart, textEnd
    /// To the line above or below, in the column where the last such motion began.
    case up, down
    /// To the start of the next word as vi sees words; `spaced` for words between white space.
    case nextWordStart(spaced: Bool)
    case nextWordEnd(spaced: Bool)
    case previousWordStart(spaced: Bool)
    /// To a character in the same line; `before` stops beside it.
    case find(Character, forward: Bool, before: Bool)
    /// To the bracket that belongs to the next one in the line.
    case matchingBracket

    /// Whether an operator of vi also takes the character at the end of this motion.
    var isInclusive: Bool {
        switch self {
        case .nextWordEnd, .matchingBracket: true
        case .find(_, let forward, _): forward
        default: false
        }
    }
}
