internal import LuaSyntax

extension TokenWindow {
    /// The index after the expressions that begin at `start`, separated by commas; past `count` when
    /// the last one is not whole.
    func endOfExpressions(from start: Int) -> Int {
        endOfExpression(from: start, takesCommas: true)
    }

    /// The index after the expression that begins at `start`; past `count` when it is not whole.
    func endOfExpression(
        from start: Int, takesCommas: Bool = false, takesLogic: Bool = true
    ) -> Int {
        var at = start
        var needsOperand = true
        while let token = self[at] {
            if needsOperand {
                if Self.isPrefix(token) {
                    at += 1
                    continue
                }
                guard let end = endOfOperand(at) else { return at }
                at = end
                needsOperand = false
            } else if isSymbol(at, .dot, .colon) {
                at += 2
            } else if isSymbol(at, .leftParenthesis, .leftBracket, .leftBrace) {
                at = closers[at].map { $0 + 1 } ?? count + 1
            } else if isString(at) {
                at += 1
            } else if !takesLogic, token.is(.and) || token.is(.or) {
                return at
            } else if Self.isOperator(token) || takesCommas && token.is(.comma) {
                at += 1
                needsOperand = true
            } else {
                return at
            }
        }
        return needsOperand ? count + 1 : min(at, count + 1)
    }

    /// As ``endOfExpression(from:)``, up to an `and` or `or` that is not in brackets.
    func endOfOperation(from start: Int) -> Int {
        endOfExpression(from: start, takesLogic: false)
    }

    private func endOfOperand(_ index: Int) -> Int? {
        switch tokens[index].kind {
        case .keyword(.function), .symbol(.leftParenthesis), .symbol(.leftBrace):
            closers[index].map { $0 + 1 } ?? count + 1
        case .name, .number, .string, .longString, .keyword(.nil), .keyword(.true),
            .keyword(.false), .symbol(.ellipsis):
            index + 1
        default: nil
        }
    }

    /// The starts of the expressions of a list.
    func starts(ofExpressionsFrom start: Int, end: Int) -> [Int] {
        var starts: [Int] = []
        var at = start
        while at < end {
            starts.append(at)
            let next = endOfExpression(from: at)
            guard next > at, isSymbol(next, .comma) else { break }
            at = next + 1
        }
        return starts
    }

    /// Where the operand begins that ends with a token: `a.b(c)` for its parenthesis.
    func startOfOperand(endingAt end: Int) -> Int? {
        var at = end
        while at >= 0 {
            if isSymbol(at, .rightParenthesis, .rightBracket, .rightBrace) {
                guard let opener = openers[at] else { return nil }
                let isPrimary = isSymbol(opener, .leftBracket) == false && !endsOperand(opener - 1)
                if isPrimary { return opener }
                at = opener - 1
            } else if isString(at) {
                guard endsOperand(at - 1) else { return at }
                at -= 1
            } else if isName(at) {
                guard isSymbol(at - 1, .dot, .colon) else { return at }
                at -= 2
            } else {
                return nil
            }
        }
        return nil
    }

    static func isPrefix(_ token: Token) -> Bool {
        token.is(.not) || token.is(.minus) || token.is(.hash) || token.is(.tilde)
    }

    /// Whether a token stands between two operands.
    static func isOperator(_ token: Token) -> Bool {
        switch token.kind {
        case .keyword(.and), .keyword(.or): true
        case .symbol(let symbol): isArithmetic(symbol) || isComparison(symbol)
        default: false
        }
    }

    static func isComparison(_ symbol: Symbol) -> Bool {
        [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual].contains(symbol)
    }

    private static func isArithmetic(_ symbol: Symbol) -> Bool {
        [
            .plus, .minus, .star, .slash, .doubleSlash, .percent, .caret, .ampersand, .tilde, .bar,
            .shiftLeft, .shiftRight, .concatenation,
        ].contains(symbol)
    }
}
