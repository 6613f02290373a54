/// A word of Lua text, or the part of one that stands in a line.
///
/// A string or comment of several lines is one token in each of them: all but the last are
/// ``Condition/open``, all but the first are continuations.
public struct Token: Sendable, Hashable {
    /// What it is.
    public let kind: Kind
    /// Whether it is as Lua wants it.
    public let condition: Condition
    /// Whether it carries on the last token of the line before.
    public let isContinuation: Bool
    /// Where it stands, in bytes of UTF-8 from the start of the text.
    public let range: Range<Int>
    /// The line that it stands in; the first is 0.
    public let line: Int

    /// What a token can be.
    public enum Kind: Sendable, Hashable {
        /// An identifier.
        case name
        /// A word that is no identifier.
        case keyword(Keyword)
        /// A numeral.
        case number
        /// A string in quotes.
        case string
        /// A string in long brackets.
        case longString
        /// A comment, or a first line that begins with `#!`.
        case comment
        /// An operator or punctuation.
        case symbol(Symbol)
        /// Bytes that begin nothing.
        case invalid
    }

    /// How much of a token is there.
    public enum Condition: Sendable, Hashable {
        /// It ends where it should.
        case whole
        /// It goes on in the next line, or would if there were one.
        case open
        /// It is wrong, whatever follows: a string that its line ends, an escape that does not
        /// exist, a numeral that is no number.
        case broken
    }

    init(
        _ kind: Kind, _ range: Range<Int>, _ condition: Condition = .whole,
        isContinuation: Bool = false, line: Int = 0
    ) {
        self.kind = kind
        self.range = range
        self.condition = condition
        self.isContinuation = isContinuation
        self.line = line
    }

    /// Whether the grammar knows nothing of it.
    public var isComment: Bool { kind == .comment }

    /// Whether it is this symbol.
    public func `is`(_ symbol: Symbol) -> Bool { kind == .symbol(symbol) }

    /// Whether it is this keyword.
    public func `is`(_ keyword: Keyword) -> Bool { kind == .keyword(keyword) }

    /// The token of a line in a text.
    func moved(by offset: Int, line: Int) -> Token {
        Token(
            kind, range.lowerBound + offset..<range.upperBound + offset, condition,
            isContinuation: isContinuation, line: line)
    }
}
