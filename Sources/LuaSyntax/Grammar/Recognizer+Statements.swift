extension Recognizer {
    mutating func block(_ token: Token) -> Step {
        switch token.kind {
        case .keyword(.end), .keyword(.else), .keyword(.elseif), .keyword(.until): return .passed
        case .keyword(.return): return push(.afterReturn)
        case .symbol(.semicolon), .keyword(.break): return push(.block)
        case .name: return push(.statement(.variable), .block)
        case .symbol(.leftParenthesis):
            return push(
                .expression, .symbol(.rightParenthesis), .statement(.parenthesized), .block)
        case .symbol(.doubleColon): return push(.name, .symbol(.doubleColon), .block)
        case .keyword(let keyword): return compound(keyword)
        default: return .wrong
        }
    }

    private mutating func compound(_ keyword: Keyword) -> Step {
        switch keyword {
        case .goto: push(.name, .block)
        case .if: push(.expression, .keyword(.then), .block, .afterCondition, .block)
        case .while: push(.expression, .keyword(.do), .block, .keyword(.end), .block)
        case .do: push(.block, .keyword(.end), .block)
        case .for: push(.name, .forNames, .block)
        case .repeat: push(.block, .keyword(.until), .expression, .block)
        case .function: push(.name, .functionName, .block)
        case .local: push(.localStart, .block)
        default: .wrong
        }
    }

    mutating func statementPart(_ goal: Goal, _ token: Token) -> Step {
        switch (goal, token.kind) {
        case (.afterReturn, .keyword(.end)), (.afterReturn, .keyword(.else)),
            (.afterReturn, .keyword(.elseif)), (.afterReturn, .keyword(.until)):
            .passed
        case (.afterReturn, .symbol(.semicolon)), (.optionalSemicolon, .symbol(.semicolon)):
            .taken
        case (.afterReturn, _): pass(.expression, .afterExpression, .optionalSemicolon)
        case (.optionalSemicolon, _): .passed
        case (.afterCondition, .keyword(.elseif)):
            push(.expression, .keyword(.then), .block, .afterCondition)
        case (.afterCondition, .keyword(.else)): push(.block, .keyword(.end))
        case (.afterCondition, .keyword(.end)): .taken
        case (.forNames, .symbol(.assign)):
            push(.expression, .symbol(.comma), .expression, .forStep)
        case (.forNames, .symbol(.comma)), (.forSecondNames, .symbol(.comma)):
            push(.name, .forSecondNames)
        case (.forNames, .keyword(.in)), (.forSecondNames, .keyword(.in)):
            push(.expression, .afterExpression, .keyword(.do), .block, .keyword(.end))
        case (.forStep, .symbol(.comma)):
            push(.expression, .keyword(.do), .block, .keyword(.end))
        case (.forStep, .keyword(.do)): push(.block, .keyword(.end))
        default: .wrong
        }
    }

    mutating func functionPart(_ goal: Goal, _ token: Token) -> Step {
        switch (goal, token.kind) {
        case (.functionName, .symbol(.dot)): return push(.name, .functionName)
        case (.functionName, .symbol(.colon)): return push(.name, .functionBody)
        case (.functionName, _): return pass(.functionBody)
        case (.functionBody, .symbol(.leftParenthesis)): return push(.parameters)
        case (.parameters, .symbol(.rightParenthesis)): return open(isVararg: false)
        case (.parameters, _): return pass(.parameter)
        case (.parameter, .name): return push(.afterParameter(isVararg: false))
        case (.parameter, .symbol(.ellipsis)): return push(.afterParameter(isVararg: true))
        case (.afterParameter(isVararg: false), .symbol(.comma)): return push(.parameter)
        case (.afterParameter(let isVararg), .symbol(.rightParenthesis)):
            return open(isVararg: isVararg)
        case (.functionEnd, .keyword(.end)):
            varargs.removeLast()
            return .taken
        default: return .wrong
        }
    }

    private mutating func open(isVararg: Bool) -> Step {
        varargs.append(isVararg)
        return push(.block, .functionEnd)
    }

    mutating func localPart(_ goal: Goal, _ token: Token, _ bytes: [UInt8]) -> Step {
        switch (goal, token.kind) {
        case (.localStart, .keyword(.function)): return push(.name, .functionBody)
        case (.localStart, _): return pass(.localNames)
        case (.localNames, .name): return push(.afterLocalName)
        case (.afterLocalName, .symbol(.less)): return push(.attribute)
        case (.attribute, .name):
            let name = bytes[token.range]
            let isKnown = name.elementsEqual("const".utf8) || name.elementsEqual("close".utf8)
            return push(.attributeEnd(isKnown: isKnown))
        case (.attributeEnd(isKnown: true), .symbol(.greater)): return push(.afterAttribute)
        case (.afterLocalName, .symbol(.comma)), (.afterAttribute, .symbol(.comma)):
            return push(.localNames)
        case (.afterLocalName, .symbol(.assign)), (.afterAttribute, .symbol(.assign)):
            return push(.expression, .afterExpression)
        case (.afterLocalName, _), (.afterAttribute, _): return .passed
        default: return .wrong
        }
    }

    mutating func statement(_ part: Suffixed, _ token: Token) -> Step {
        if let step = suffix(token, followedBy: Goal.statement) { return step }
        switch (part, token.kind) {
        case (.variable, .symbol(.assign)): return push(.expression, .afterExpression)
        case (.variable, .symbol(.comma)): return push(.targetStart)
        case (.call, .symbol(.assign)), (.call, .symbol(.comma)): return .wrong
        case (.call, _): return .passed
        default: return .wrong
        }
    }

    mutating func target(_ part: Suffixed, _ token: Token) -> Step {
        if let step = suffix(token, followedBy: Goal.target) { return step }
        switch (part, token.kind) {
        case (.variable, .symbol(.assign)): return push(.expression, .afterExpression)
        case (.variable, .symbol(.comma)): return push(.targetStart)
        default: return .wrong
        }
    }

    /// What a token that carries an expression on leads to; nil when it does not.
    private mutating func suffix(
        _ token: Token, followedBy goal: (Suffixed) -> Goal
    ) -> Step? {
        switch token.kind {
        case .symbol(.dot): push(.name, goal(.variable))
        case .symbol(.leftBracket): push(.expression, .symbol(.rightBracket), goal(.variable))
        case .symbol(.colon): push(.name, .arguments, goal(.call))
        case .symbol(.leftParenthesis), .symbol(.leftBrace), .string, .longString:
            pass(.arguments, goal(.call))
        default: nil
        }
    }
}
