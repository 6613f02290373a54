extension Recognizer {
    mutating func expressionPart(_ goal: Goal, _ token: Token) -> Step {
        switch goal {
        case .expression: expression(token)
        case .afterOperand: Self.isBinaryOperator(token) ? push(.expression) : .passed
        case .afterExpression:
            token.is(.comma) ? push(.expression, .afterExpression) : .passed
        case .suffixes: suffixes(token)
        case .arguments: arguments(token)
        case .afterArguments:
            token.is(.rightParenthesis)
                ? .taken : pass(.expression, .afterExpression, .symbol(.rightParenthesis))
        default: .wrong
        }
    }

    private mutating func expression(_ token: Token) -> Step {
        switch token.kind {
        case .number, .string, .longString, .keyword(.nil), .keyword(.true), .keyword(.false):
            push(.afterOperand)
        case .symbol(.ellipsis): varargs.last == true ? push(.afterOperand) : .wrong
        case .keyword(.not), .symbol(.minus), .symbol(.hash), .symbol(.tilde): push(.expression)
        case .symbol(.leftBrace): push(.fieldOrEnd, .afterOperand)
        case .keyword(.function): push(.functionBody, .afterOperand)
        case .name: push(.suffixes, .afterOperand)
        case .symbol(.leftParenthesis):
            push(.expression, .symbol(.rightParenthesis), .suffixes, .afterOperand)
        default: .wrong
        }
    }

    private mutating func suffixes(_ token: Token) -> Step {
        switch token.kind {
        case .symbol(.dot): push(.name, .suffixes)
        case .symbol(.leftBracket): push(.expression, .symbol(.rightBracket), .suffixes)
        case .symbol(.colon): push(.name, .arguments, .suffixes)
        case .symbol(.leftParenthesis), .symbol(.leftBrace), .string, .longString:
            pass(.arguments, .suffixes)
        default: .passed
        }
    }

    private mutating func arguments(_ token: Token) -> Step {
        switch token.kind {
        case .symbol(.leftParenthesis): push(.afterArguments)
        case .symbol(.leftBrace): push(.fieldOrEnd)
        case .string, .longString: .taken
        default: .wrong
        }
    }

    mutating func tablePart(_ goal: Goal, _ token: Token) -> Step {
        switch (goal, token.kind) {
        case (.fieldOrEnd, .symbol(.rightBrace)), (.fieldEnd, .symbol(.rightBrace)): .taken
        case (.fieldOrEnd, .name): push(.afterFieldName, .fieldEnd)
        case (.fieldOrEnd, .symbol(.leftBracket)):
            push(
                .expression, .symbol(.rightBracket), .symbol(.assign), .expression, .fieldEnd)
        case (.fieldOrEnd, _): pass(.expression, .fieldEnd)
        case (.afterFieldName, .symbol(.assign)): push(.expression)
        case (.afterFieldName, _): pass(.suffixes, .afterOperand)
        case (.fieldEnd, .symbol(.comma)), (.fieldEnd, .symbol(.semicolon)): push(.fieldOrEnd)
        default: .wrong
        }
    }

    /// Whether a token stands between two operands.
    static func isBinaryOperator(_ token: Token) -> Bool {
        switch token.kind {
        case .keyword(.and), .keyword(.or): true
        case .symbol(let symbol): binary.contains(symbol)
        default: false
        }
    }

    private static let binary: Set<Symbol> = [
        .plus, .minus, .star, .slash, .doubleSlash, .percent, .caret, .ampersand, .tilde, .bar,
        .shiftLeft, .shiftRight, .concatenation, .equal, .notEqual, .less, .lessOrEqual, .greater,
        .greaterOrEqual,
    ]
}
