/// Reads tokens by Lua's grammar, one at a time, and says whether they can be the beginning of a
/// chunk and whether they are a whole one.
///
/// It keeps what is still to come on a stack of its own, so that no text, however deeply nested,
/// uses the stack of the program. What only the compiler knows is not looked at: labels, constants
/// that are assigned to, `break` outside of a loop, limits.
struct Recognizer: Equatable {
    /// What is still to come, what comes next last.
    var goals: [Goal]
    /// Whether a token has been met that cannot stand where it does.
    private(set) var hasFailed = false
    /// For each function that is open, whether `...` stands for something in it.
    var varargs = [true]

    /// What can come next.
    enum Goal: Equatable {
        case symbol(Symbol)
        case keyword(Keyword)
        case name
        case block
        case afterReturn, optionalSemicolon
        case afterCondition
        case forNames, forSecondNames, forStep
        case functionName, functionMethod
        case functionBody, functionEnd, parameters, parameter, afterParameter(isVararg: Bool)
        case localNames, afterLocalName, afterAttribute, attribute, attributeEnd(isKnown: Bool)
        case localStart
        /// After the first part of a statement that is an assignment or a call.
        case statement(Suffixed)
        /// After a target of an assignment that is not the first.
        case target(Suffixed)
        case targetStart
        case expression, afterOperand, suffixes
        case afterExpression
        case arguments, afterArguments
        case fieldOrEnd, afterFieldName, fieldEnd
    }

    /// What the last part of an expression with suffixes is.
    enum Suffixed: Equatable {
        case variable, call, parenthesized
    }

    /// Begins a chunk of statements.
    static let statements = Recognizer(goals: [.block])

    /// Begins a list of expressions, as after `return`.
    static let expressions = Recognizer(
        goals: [.optionalSemicolon, .afterExpression, .expression])

    /// Whether the tokens are all of a chunk.
    var isWhole: Bool { !hasFailed && goals.allSatisfy(\.canBeNothing) }

    /// Takes the next token; comments and continuations are passed over.
    ///
    /// - Parameters:
    ///   - token: where it stands in `bytes`.
    ///   - bytes: the text.
    mutating func take(_ token: Token, of bytes: [UInt8]) {
        guard !hasFailed, !token.isComment else { return }
        guard token.condition != .broken else {
            hasFailed = true
            return
        }
        guard !token.isContinuation else { return }
        while let goal = goals.popLast() {
            switch step(goal, token, bytes) {
            case .taken: return
            case .passed: continue
            case .wrong:
                goals.append(goal)
                hasFailed = true
                return
            }
        }
        hasFailed = true
    }

    /// What a goal makes of a token.
    enum Step {
        /// The token was what was to come.
        case taken
        /// The token is for the next goal.
        case passed
        /// The token cannot stand here.
        case wrong
    }

    mutating func push(_ next: Goal...) -> Step {
        goals.append(contentsOf: next.reversed())
        return .taken
    }

    /// As ``push(_:)``, for a token that is still to be looked at by what is pushed.
    mutating func pass(_ next: Goal...) -> Step {
        goals.append(contentsOf: next.reversed())
        return .passed
    }

    private mutating func step(_ goal: Goal, _ token: Token, _ bytes: [UInt8]) -> Step {
        switch goal {
        case .symbol(let symbol): token.is(symbol) ? .taken : .wrong
        case .keyword(let keyword): token.is(keyword) ? .taken : .wrong
        case .name: token.kind == .name ? .taken : .wrong
        case .block: block(token)
        case .afterReturn, .optionalSemicolon, .afterCondition, .forNames, .forSecondNames,
            .forStep:
            statementPart(goal, token)
        case .functionName, .functionMethod, .functionBody, .functionEnd, .parameters, .parameter,
            .afterParameter:
            functionPart(goal, token)
        case .localStart, .localNames, .afterLocalName, .afterAttribute, .attribute,
            .attributeEnd:
            localPart(goal, token, bytes)
        case .statement(let part): statement(part, token)
        case .target(let part): target(part, token)
        case .targetStart:
            if token.kind == .name {
                push(.target(.variable))
            } else if token.is(.leftParenthesis) {
                push(.expression, .symbol(.rightParenthesis), .target(.parenthesized))
            } else {
                .wrong
            }
        case .expression, .afterOperand, .suffixes, .afterExpression, .arguments, .afterArguments:
            expressionPart(goal, token)
        case .fieldOrEnd, .afterFieldName, .fieldEnd: tablePart(goal, token)
        }
    }
}

extension Recognizer.Goal {
    /// Whether the end of the text may follow.
    var canBeNothing: Bool {
        switch self {
        case .block, .afterReturn, .optionalSemicolon, .afterLocalName, .afterAttribute,
            .statement(.call), .afterOperand, .suffixes, .afterExpression:
            true
        default: false
        }
    }
}
