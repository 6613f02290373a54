/// The statements of a text that call a function with a string and a function that is written there,
/// and with nothing else: `it("…", function … end)`.
///
/// Leaving such a statement out changes nothing but that the call is not made: what it is given has
/// no effects before the call.
public struct DeclarationStatements: Sendable, Hashable {
    /// One statement.
    public struct Statement: Sendable, Hashable {
        /// Where it stands, in bytes.
        public let range: Range<Int>
        /// The line of its opening parenthesis, from 1, which is the line that Lua says the call is in.
        public let line: Int
    }

    /// All of them, in the order of the text.
    public private(set) var all: [Statement] = []
    private let bytes: [UInt8]
    private var tokens: [Token] = []

    /// Looks through a text, which is Lua without mistakes.
    ///
    /// - Parameters:
    ///   - bytes: The text.
    ///   - names: The names of the functions.
    public init(in bytes: [UInt8], calling names: Set<String>) {
        self.bytes = bytes
        var lexer = Lexer(bytes)
        var start = 0
        var line = 0
        while start <= bytes.count {
            let end = bytes[start...].firstIndex(of: 10) ?? bytes.count
            tokens += lexer.tokens(ofLine: start..<end).lazy.filter { !$0.isComment }
                .map { $0.moved(by: start, line: line) }
            start = end + 1
            line += 1
        }
        let names = Set(names.map { Array($0.utf8) })
        for index in tokens.indices where tokens[index].kind == .name {
            guard names.contains(Array(bytes[tokens[index].range])), beginsStatement(index),
                let end = end(ofCallAt: index)
            else { continue }
            all.append(
                Statement(
                    range: tokens[index].range.lowerBound..<tokens[end].range.upperBound,
                    line: tokens[index + 1].line + 1))
        }
        tokens = []
    }

    /// Whether a name there is the first word of a statement.
    private func beginsStatement(_ index: Int) -> Bool {
        guard index > 0 else { return true }
        switch tokens[index - 1].kind {
        case .number, .string, .longString: return true
        case .name: return index < 2 || !tokens[index - 2].is(.goto)
        case .symbol(let symbol):
            return [.semicolon, .rightParenthesis, .rightBracket, .rightBrace, .ellipsis]
                .contains(symbol)
        case .keyword(let keyword):
            return [.end, .do, .then, .else, .repeat, .nil, .true, .false].contains(keyword)
        case .comment, .invalid: return false
        }
    }

    /// The parenthesis that ends a call of the form that is looked for.
    private func end(ofCallAt index: Int) -> Int? {
        guard index + 5 < tokens.count, tokens[index + 1].is(.leftParenthesis),
            tokens[index + 2].kind == .string, tokens[index + 2].condition == .whole,
            tokens[index + 3].is(.comma), tokens[index + 4].is(.function),
            let last = end(ofFunctionAt: index + 4), last + 1 < tokens.count,
            tokens[last + 1].is(.rightParenthesis)
        else { return nil }
        guard last + 2 < tokens.count else { return last + 1 }
        // What follows may carry the expression on.
        switch tokens[last + 2].kind {
        case .string, .longString: return nil
        case .symbol(let symbol):
            let carriesOn: [Symbol] = [.dot, .colon, .leftBracket, .leftParenthesis, .leftBrace]
            return carriesOn.contains(symbol) ? nil : last + 1
        default: return last + 1
        }
    }

    private func end(ofFunctionAt index: Int) -> Int? {
        var depth = 0
        for at in tokens[index...].indices {
            guard case .keyword(let keyword) = tokens[at].kind else { continue }
            switch keyword {
            case .function, .if, .do, .repeat: depth += 1
            case .end, .until: depth -= 1
            default: break
            }
            if depth == 0 { return at }
        }
        return nil
    }
}
