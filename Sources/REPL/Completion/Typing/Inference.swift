internal import Lua
internal import LuaSyntax
internal import Scripting

/// Finds what expressions of a text stand for, from what is declared, what the text says and what
/// variables hold at this moment.
///
/// No code is run. How many steps an answer may take is limited, so that a text that refers to
/// itself has no answer rather than none in time.
struct Inference {
    let window: TokenWindow
    let declarations: Declarations
    let reference: ScriptReference
    let scope: any LiveScope
    private let budget = Budget()

    /// How far an answer may lead from one expression to another.
    static let maximumDepth = 24

    /// How many expressions an answer may look at.
    ///
    /// Names that refer to others several times each would multiply otherwise.
    private final class Budget {
        static let whole = 1000
        var left = whole
    }

    init(_ window: TokenWindow, _ reference: ScriptReference, _ scope: any LiveScope) {
        self.window = window
        self.reference = reference
        self.scope = scope
        declarations = Declarations(in: window)
    }

    /// What stands before a token, ending with the one at `end`.
    func operand(endingAt end: Int, depth: Int = 0) -> Known? {
        if depth == 0 { budget.left = Budget.whole }
        return window.startOfOperand(endingAt: end).flatMap {
            operand(at: $0, limit: end + 1, depth: depth + 1).results.first
        }
    }

    /// The value at a position of a list of expressions, from 0; the last one may give several.
    func value(_ position: Int, ofExpressionsFrom start: Int, depth: Int) -> Known {
        guard depth < Self.maximumDepth else { return .nothing }
        let end = window.endOfExpressions(from: start)
        let starts = window.starts(ofExpressionsFrom: start, end: end)
        guard let last = starts.last else { return .nothing }
        if position < starts.count - 1 { return expression(at: starts[position], depth).first }
        let results = expression(at: last, depth).results
        let rest = position - (starts.count - 1)
        return results.indices.contains(rest) ? results[rest] : .nothing
    }

    /// What an expression gives.
    struct Results {
        let results: [Known]
        let end: Int
        var first: Known { results.first ?? .nothing }
    }

    /// The value of the expression at a token, operators and all.
    func expression(at start: Int, _ depth: Int) -> Results {
        guard depth < Self.maximumDepth, let token = window[start] else {
            return Results(results: [], end: start)
        }
        var left: Results
        if TokenWindow.isPrefix(token) {
            let type: LuaType = token.is(.not) ? .boolean : token.is(.hash) ? .integer : .number
            left = Results(
                results: [Known(type: type)], end: window.endOfOperation(from: start))
        } else {
            left = operand(at: start, limit: window.count, depth: depth + 1)
        }
        // Operators of all ranks alike: what follows decides what the type is.
        while let next = window[left.end], TokenWindow.isOperator(next) {
            guard next.is(.and) || next.is(.or) else {
                let type = Self.result(of: next)
                left = Results(
                    results: [Known(type: type)], end: window.endOfOperation(from: left.end + 1))
                continue
            }
            let right = expression(at: left.end + 1, depth + 1)
            let isRight = next.is(.and) || left.first.isNothing
            left = Results(
                results: [isRight ? right.first : left.first], end: max(right.end, left.end + 1))
        }
        return left
    }

    private static func result(of operation: Token) -> LuaType {
        guard case .symbol(let symbol) = operation.kind else { return .any }
        return symbol == .concatenation
            ? .string : TokenWindow.isComparison(symbol) ? .boolean : .number
    }

    /// The value of an operand with its suffixes, as far as they begin before `limit`.
    func operand(at start: Int, limit: Int, depth: Int) -> Results {
        budget.left -= 1
        guard depth < Self.maximumDepth, budget.left > 0, start < limit,
            let token = window[start]
        else { return Results(results: [], end: start) }
        var known = Known.nothing
        var at = start + 1
        switch token.kind {
        case .name: known = variable(window.text(start), at: start, depth: depth)
        case .number:
            known.type = window.text(start).allSatisfy(\.isNumber) ? .integer : .number
        case .string, .longString: known.type = .string
        case .keyword(.true), .keyword(.false): known.type = .boolean
        case .symbol(.leftBrace):
            known.constructor = start
            known.type = .table
            at = window.closers[start].map { $0 + 1 } ?? window.count
        case .keyword(.function):
            known.function = start
            at = window.closers[start].map { $0 + 1 } ?? window.count
        case .symbol(.leftParenthesis):
            known = expression(at: start + 1, depth + 1).first
            at = window.closers[start].map { $0 + 1 } ?? window.count
        default: break
        }
        return suffixes(of: known, at: at, limit: limit, depth: depth)
    }

    private func suffixes(of operand: Known, at start: Int, limit: Int, depth: Int) -> Results {
        var results = [operand]
        var at = start
        while at < limit, at < window.count {
            let known = results.first ?? .nothing
            if window.isSymbol(at, .dot, .colon) {
                guard at + 1 < limit, window.isName(at + 1) else { break }
                results = [member(window.text(at + 1), of: known, depth: depth)]
                at += 2
            } else if window.isSymbol(at, .leftBracket) {
                results = [index(of: known, at: at + 1, depth: depth)]
                at = window.closers[at].map { $0 + 1 } ?? window.count
            } else if window.isSymbol(at, .leftParenthesis, .leftBrace) || window.isString(at) {
                results = call(known, argumentsAt: at, depth: depth)
                at =
                    window.isString(at)
                    ? at + 1 : window.closers[at].map { $0 + 1 } ?? window.count
            } else {
                break
            }
        }
        return Results(results: results, end: at)
    }

    /// What a variable stands for where a token uses it.
    func variable(_ name: String, at index: Int, depth: Int = 0) -> Known {
        if depth == 0 { budget.left = Budget.whole }
        let visible = declarations.visible(name, at: index)
        for declaration in visible {
            let known = value(of: declaration, depth: depth + 1)
            if !known.isNothing { return known }
        }
        return visible.contains { !$0.isAssignment } ? .nothing : global(name)
    }

    private func global(_ name: String) -> Known {
        let path = [LiveKey.name(name)]
        var known = Known(entry: globalEntry(name))
        add(scope.value(at: path), to: &known)
        known.path = path
        return known
    }

    /// The function or table of Lua's own that the reference speaks of.
    func globalEntry(_ title: String) -> ReferenceEntry? {
        reference.groups.first { $0.kind == .globals }?.entries.first { $0.title == title }
    }

    private func value(of declaration: Declarations.Declaration, depth: Int) -> Known {
        guard depth < Self.maximumDepth else { return .nothing }
        switch declaration.source {
        case .expressions(let start, let position):
            var known = value(position, ofExpressionsFrom: start, depth: depth)
            known.path = nil
            return known
        case .loop(let start, let position):
            return element(position, ofLoopOver: start, depth: depth)
        case .counter: return Known(type: .number)
        case .parameter(let function, let position):
            let expected = expectation(at: function, depth: depth)?.type.callback
            guard let parameters = expected?.parameters, parameters.indices.contains(position)
            else { return .nothing }
            return Known(type: parameters[position].type)
        case .receiver(let function):
            return receiver(of: function, depth: depth)
        case .function(let start):
            var known = Known.nothing
            known.function = start
            return known
        case .nothing: return .nothing
        }
    }

    /// The table that a method is written for.
    private func receiver(of function: Int, depth: Int) -> Known {
        var end = function + 1
        while !window.isSymbol(end, .colon), end < window.count { end += 1 }
        return operand(at: function + 1, limit: end, depth: depth).first
    }

    func add(_ value: LiveValue?, to known: inout Known) {
        guard let value else { return }
        known.live = value
        switch value {
        case .typed(let type): if known.type == nil { known.type = type }
        case .function(let title): if known.entry == nil { known.entry = entry(titled: title) }
        case .table: if known.type == nil { known.type = .table }
        case .luaFunction: break
        }
    }

    /// The entry that the reference has under a title.
    func entry(titled title: String) -> ReferenceEntry? {
        if let entry = globalEntry(title) { return entry }
        for case .entry(let entry) in reference.matches(for: title) where entry.title == title {
            return entry
        }
        return nil
    }
}
