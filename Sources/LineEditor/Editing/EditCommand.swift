/// What a key can be bound to.
public enum EditCommand: Sendable, Hashable {
    /// Ends the statement, or begins its next line if it is not complete.
    case accept
    /// Ends the statement as it is.
    case acceptAnyway
    case insertLineEnd
    case move(Motion)
    /// Removes what a motion passes over.
    case delete(Motion)
    /// The same, kept to be yanked.
    case kill(Motion)
    case killWholeText
    case setMark, exchangeMark, killRegion, copyRegion
    case yank, yankPop, yankLastArgument
    case transposeCharacters, transposeWords
    case uppercaseWord, lowercaseWord, capitalizeWord
    case undo, redo, revert
    /// To the line above or below, or from the first and the last line into the history.
    case up, down
    case historyPrevious, historyNext, historyFirst, historyLast
    case searchBackward, searchForward
    case complete, completePrevious
    case quoteNext
    /// A digit of how often the next command runs, or its sign.
    case argument(Int), argumentSign
    case cancel, interrupt, deleteOrEnd, clearScreen, suspend, openEditor
    case viNormal
}
