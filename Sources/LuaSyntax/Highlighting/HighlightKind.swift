/// What a part of Lua text is to those who read it.
public enum HighlightKind: Sendable, Hashable, CaseIterable {
    /// A word that is no name; `nil`, `true` and `false` are constants.
    case keyword
    /// A string, in quotes or long brackets.
    case string
    /// A numeral.
    case number
    /// A comment.
    case comment
    /// An operator or punctuation.
    case `operator`
    /// A name of none of the kinds below.
    case name
    /// A name that a call follows.
    case function
    /// A name after a point, or in a table before its value.
    case field
    /// A name after a colon.
    case method
    /// `nil`, `true` or `false`.
    case constant
    /// `self`.
    case selfName
    /// A variable that Lua's library defines.
    case libraryGlobal
    /// What is wrong, whatever follows.
    case invalid
}
