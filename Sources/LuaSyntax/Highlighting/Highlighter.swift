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
        var spans: [Span] = []
        spans.reserveCapacity(reader.lines.reduce(0) { $0 + $1.tokens.count })
        var brackets: [Symbol] = []
        var before: Token?
        for (number, line) in reader.lines.enumerated() {
            var characters = reader.characters(
                in: line, upTo: reader.range(ofLine: number).upperBound)
            for (position, token) in line.tokens.enumerated() {
                if case .symbol(let symbol) = token.kind { follow(symbol, in: &brackets) }
                let start = line.start + token.range.lowerBound
                let end = line.start + token.range.upperBound
                var kind = token.condition == .broken ? .invalid : Self.kind(of: token)
                if token.kind == .name {
                    let after = reader.significantToken(inLine: number, from: position + 1)
                    kind = name(
                        reader.bytes[start..<end], between: before, after,
                        isInTable: brackets.last == .leftBrace)
                }
                let first = characters.count(before: start)
                let last = characters.count(before: end)
                spans.append(Span(start..<end, characters: first..<last, kind))
                if !token.isComment { before = token }
            }
        }
        return spans
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
        _ name: ArraySlice<UInt8>, between before: Token?, _ after: Token?, isInTable: Bool
    ) -> HighlightKind {
        if before?.is(.colon) == true { return .method }
        if let after, beginsArguments(after) { return .function }
        if before?.is(.dot) == true { return .field }
        if isInTable, after?.is(.assign) == true { return .field }
        guard name.count <= longestGlobal else { return .name }
        let text = String(decoding: name, as: UTF8.self)
        if text == "self" { return .selfName }
        return libraryGlobals.contains(text) ? .libraryGlobal : .name
    }

    private static func beginsArguments(_ token: Token) -> Bool {
        switch token.kind {
        case .symbol(.leftParenthesis), .symbol(.leftBrace), .string, .longString: true
        default: false
        }
    }

    private static let longestGlobal = libraryGlobals.reduce(0) { max($0, $1.utf8.count) }

    /// What Lua's own library defines.
    private static let libraryGlobals: Set<String> = [
        "_ENV", "_G", "_VERSION", "assert", "collectgarbage", "coroutine", "debug", "dofile",
        "error", "getmetatable", "io", "ipairs", "load", "loadfile", "math", "next", "os",
        "package", "pairs", "pcall", "print", "rawequal", "rawget", "rawlen", "rawset", "require",
        "select", "setmetatable", "string", "table", "tonumber", "tostring", "type", "utf8",
        "warn", "xpcall",
    ]
}

extension SourceReader {
    /// The first token that is no comment, from a place on; it counts from the start of its line.
    fileprivate func significantToken(inLine line: Int, from position: Int) -> Token? {
        var (line, position) = (line, position)
        while line < lines.count {
            while position < lines[line].tokens.count {
                let token = lines[line].tokens[position]
                if !token.isComment { return token }
                position += 1
            }
            line += 1
            position = 0
        }
        return nil
    }
}
