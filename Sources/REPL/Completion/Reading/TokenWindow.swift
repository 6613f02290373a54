internal import LuaSyntax

/// The tokens before the word at the cursor, as far back as it pays to look.
struct TokenWindow {
    /// How many lines back an answer may look.
    static let lines = 400

    /// The tokens that end before the word at the cursor, without comments; of a string of several
    /// lines the first part.
    let tokens: [Token]
    /// What the cursor stands in or after: a name, a keyword, a string, a comment, a numeral.
    let current: Token?
    /// The first token after the cursor.
    let following: Token?
    /// Where the cursor is, in bytes.
    let cursor: Int
    /// What opens what a token closes, and what closes what it opens; nil for others.
    private(set) var openers: [Int?]
    private(set) var closers: [Int?]
    /// What is still open at the end, outermost first.
    private(set) var open: [Int] = []
    let reader: SourceReader

    /// Looks back from a cursor in bytes.
    init(_ reader: SourceReader, cursor: Int) {
        self.reader = reader
        self.cursor = cursor
        let line = reader.line(at: cursor)
        var tokens: [Token] = []
        var current: Token?
        var following: Token?
        for index in max(0, line - Self.lines)...line {
            for token in reader.tokens(inLine: index) {
                if token.range.lowerBound >= cursor {
                    following = following ?? token
                } else if Self.holds(cursor, token, in: reader) {
                    current = token
                } else if !token.isComment, !token.isContinuation {
                    tokens.append(token)
                }
            }
        }
        self.tokens = tokens
        self.current = current
        self.following = following
        openers = Array(repeating: nil, count: tokens.count)
        closers = openers
        pair()
    }

    /// The number of tokens; the index of what is typed.
    var count: Int { tokens.count }

    /// The token at an index; nil outside.
    subscript(index: Int) -> Token? { tokens.indices.contains(index) ? tokens[index] : nil }

    /// The text of the token at an index.
    func text(_ index: Int) -> String { reader.text(of: tokens[index]) }

    /// What is typed of the word at the cursor so far.
    var word: String {
        guard let current else { return "" }
        return String(decoding: reader.bytes[current.range.lowerBound..<cursor], as: UTF8.self)
    }

    func isSymbol(_ index: Int, _ symbols: Symbol...) -> Bool {
        guard case .symbol(let symbol)? = self[index]?.kind else { return false }
        return symbols.contains(symbol)
    }

    func isName(_ index: Int) -> Bool { self[index]?.kind == .name }

    func isKeyword(_ index: Int, _ keyword: Keyword) -> Bool { self[index]?.is(keyword) == true }

    func isString(_ index: Int) -> Bool {
        self[index]?.kind == .string || self[index]?.kind == .longString
    }

    /// Whether an operand may end with a token, so that a call or an index may follow.
    func endsOperand(_ index: Int) -> Bool {
        isName(index) || isString(index)
            || isSymbol(index, .rightParenthesis, .rightBracket, .rightBrace)
    }

    /// The bracket that is open around a place between tokens; nil when a block is, or nothing.
    func bracket(around index: Int) -> Int? {
        var at = index - 1
        while at >= 0 {
            if let opener = openers[at] {
                at = opener - 1
            } else if tokens[at].closes, !tokens[at].opens {
                // What it closes has not been read.
                return nil
            } else if tokens[at].opens {
                return isSymbol(at, .leftParenthesis, .leftBrace, .leftBracket) ? at : nil
            } else {
                at -= 1
            }
        }
        return nil
    }

    /// The content of a string in quotes or brackets, escapes as they are.
    func content(_ index: Int) -> String {
        let text = text(index)
        guard tokens[index].kind == .longString else { return String(text.dropFirst().dropLast()) }
        return String(text.dropFirst(2).dropLast(2))
    }

    /// Whether a token is what the cursor is in or directly after.
    private static func holds(_ cursor: Int, _ token: Token, in reader: SourceReader) -> Bool {
        switch token.kind {
        case .name, .keyword, .number: return token.range.upperBound >= cursor
        case .string, .longString:
            return cursor < token.range.upperBound
                || token.condition != .whole && cursor == token.range.upperBound
        case .comment:
            // A comment without brackets goes on while one types.
            let isLine =
                token.condition == .whole && !token.isContinuation
                && !reader.text(of: token).hasSuffix("]")
            return cursor < token.range.upperBound
                || (token.condition == .open || isLine) && cursor == token.range.upperBound
        case .symbol, .invalid: return false
        }
    }

    /// Finds what belongs together; what closes another kind of thing closes what is inside too.
    private mutating func pair() {
        for index in tokens.indices {
            let token = tokens[index]
            if token.closes {
                if let depth = open.lastIndex(where: { Self.closes(token, tokens[$0]) }) {
                    closers[open[depth]] = index
                    openers[index] = open[depth]
                    open.removeSubrange(depth...)
                }
            }
            if token.opens { open.append(index) }
        }
    }

    private static func closes(_ closer: Token, _ opener: Token) -> Bool {
        switch closer.kind {
        case .symbol(.rightParenthesis): opener.is(.leftParenthesis)
        case .symbol(.rightBrace): opener.is(.leftBrace)
        case .symbol(.rightBracket): opener.is(.leftBracket)
        case .keyword(.until): opener.is(.repeat)
        case .keyword(.end):
            opener.is(.do) || opener.is(.then) || opener.is(.else) || opener.is(.function)
        default: opener.is(.then)
        }
    }
}
