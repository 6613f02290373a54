/// A whole command of vi's normal mode.
enum ViCommand: Sendable, Hashable {
    case move(ViTarget, count: Int)
    case operate(ViOperator, ViTarget, count: Int)
    /// To insert text: where the cursor goes first.
    case insert(ViInsertion)
    case replace(Character, count: Int)
    case toggleCase(count: Int)
    case put(after: Bool, count: Int)
    case joinLines(count: Int)
    case undo(count: Int)
    case repeatFind(reversed: Bool, count: Int)
    /// The last change again; nil for as often as then.
    case repeatChange(count: Int?)
    /// To begin or end a selection.
    case select(lines: Bool)
    case selectObject(Character, isInner: Bool)
    case operateOnSelection(ViOperator)
    /// To the other end of the selection.
    case exchangeSelection

    /// Whether `.` does it again.
    var isChange: Bool {
        switch self {
        case .operate(let action, _, _): action != .yank
        case .insert, .replace, .toggleCase, .put, .joinLines: true
        default: false
        }
    }
}

/// What `d`, `c` and `y` do with what a motion passes over.
enum ViOperator: Sendable, Hashable {
    case delete, change, yank
}

/// What a motion or an operator is about.
enum ViTarget: Sendable, Hashable {
    case motion(Motion)
    /// Line number of the text from 1, or the last.
    case line(Int?)
    /// The current line and those after it, as many as the count says.
    case wholeLines
    /// To the end of the word that the cursor is on, as `cw` goes.
    case changedWord(spaced: Bool)
    /// `iw`, `a"`, `i(` and such.
    case object(Character, isInner: Bool)
}

/// Where text is inserted.
enum ViInsertion: Sendable, Hashable {
    case here, after, lineStart, lineEnd, lineBelow, lineAbove
}
