/// Says what each part of a text is, for those who give it colours.
public enum Highlighter {
    /// A part of a text.
    public struct Span: Sendable, Hashable {
        /// Where it stands, in bytes of UTF-8.
        public let range: Range<Int>
        /// Where it stands, in characters.
        public let characters: Range<Int>
        /// What it is.
        public let kind: HighlightKind

        init(_ range: Range<Int>, characters: Range<Int>, _ kind: HighlightKind) {
            self.range = range
            self.characters = characters
            self.kind = kind
        }
    }

    /// The parts of a text, in order; only white space is none.
    public static func spans(of reader: SourceReader) -> [Span] {
        let tokens = reader.tokens
        // From bytes to characters; nil where they are not alike.
        let shifts = reader.lines.map { $0.isPlain ? $0.character - $0.start : nil }
        var brackets: [Symbol] = []
        return tokens.indices.map { index in
            let token = tokens[index]
            if case .symbol(let symbol) = token.kind { follow(symbol, in: &brackets) }
            let kind =
                token.condition == .broken
                ? .invalid
                : token.kind == .name
                    ? name(index, of: tokens, isInTable: brackets.last == .leftBrace, reader)
                    : Self.kind(of: token)
            let (start, end) = (token.range.lowerBound, token.range.upperBound)
            let characters =
                shifts[token.line].map { start + $0..<end + $0 }
                ?? reader.character(atOffset: start)..<reader.character(atOffset: end)
            return Span(token.range, characters: characters, kind)
        }
    }

    private static func follow(_ symbol: Symbol, in brackets: inout [Symbol]) {
        switch symbol {
        case .leftBrace, .leftParenthesis, .leftBracket: brackets.append(symbol)
        case .rightBrace, .rightParenthesis, .rightBracket: _ = brackets.popLast()
        default: break
        }
    }

    private static func kind(of token: Token) -> HighlightKind {
        switch token.kind {
        case .name: .name
        case .keyword(.nil), .keyword(.true), .keyword(.false): .constant
        case .keyword: .keyword
        case .number: .number
        case .string, .longString: .string
        case .comment: .comment
        case .symbol: .operator
        case .invalid: .invalid
        }
    }

    private static func name(
        _ index: Int, of tokens: [Token], isInTable: Bool, _ reader: SourceReader
    ) -> HighlightKind {
        let before = neighbour(of: index, in: tokens, step: -1)
        let after = neighbour(of: index, in: tokens, step: 1)
        if before?.is(.colon) == true { return .method }
        if let after, beginsArguments(after) { return .function }
        if before?.is(.dot) == true { return .field }
        if isInTable, after?.is(.assign) == true { return .field }
        let text = reader.text(of: tokens[index])
        if text == "self" { return .selfName }
        return libraryGlobals.contains(text) ? .libraryGlobal : .name
    }

    private static func beginsArguments(_ token: Token) -> Bool {
        switch token.kind {
        case .symbol(.leftParenthesis), .symbol(.leftBrace), .string, .longString: true
        default: false
        }
    }

    /// The next token in a direction that is no comment.
    private static func neighbour(of index: Int, in tokens: [Token], step: Int) -> Token? {
        var at = index + step
        while tokens.indices.contains(at), tokens[at].isComment { at += step }
        return tokens.indices.contains(at) ? tokens[at] : nil
    }

    /// What Lua's own library defines.
    private static let libraryGlobals: Set<String> = [
        "_ENV", "_G", "_VERSION", "assert", "collectgarbage", "coroutine", "debug", "dofile",
        "error", "getmetatable", "io", "ipairs", "load", "loadfile", "math", "next", "os",
        "package", "pairs", "pcall", "print", "rawequal", "rawget", "rawlen", "rawset", "require",
        "select", "setmetatable", "string", "table", "tonumber", "tostring", "type", "utf8",
        "warn", "xpcall",
    ]
}
