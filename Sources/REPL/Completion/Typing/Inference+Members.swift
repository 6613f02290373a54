internal import Lua
internal import LuaSyntax
internal import Scripting

extension Inference {
    /// What stands under a name in a value.
    func member(_ name: String, of known: Known, depth: Int) -> Known {
        var result = Known.nothing
        if let path = known.path {
            let longer = path + [.name(name)]
            result.path = longer
            add(scope.value(at: longer), to: &result)
            if result.entry == nil, known.type == nil || known.type == .table {
                result.entry = globalEntry(Self.title(of: longer))
            }
        }
        if let type = known.type, let entry = reference.member(name, of: type.present) {
            result.entry = entry
            // The declaration knows more than the value, such as which strings there are.
            if entry.kind == .field, let declared = entry.types.first, declared != .any {
                result.type = declared
            }
        }
        if result.live == nil, result.entry == nil, known.isString {
            // Strings have the functions of the library as their methods.
            result.path = [.name("string"), .name(name)]
        }
        if let constructor = known.constructor,
            let field = fields(of: constructor).first(where: { $0.name == name })
        {
            let value = expression(at: field.value, depth + 1).first
            if !value.isNothing { return value }
        }
        return result
    }

    static func title(of path: [LiveKey]) -> String {
        path.map { key in
            switch key {
            case .name(let name): name
            case .index(let index): "\(index)"
            }
        }.joined(separator: ".")
    }

    /// What stands in brackets after a value.
    func index(of known: Known, at start: Int, depth: Int) -> Known {
        if window.isString(start), window.isSymbol(start + 1, .rightBracket) {
            return member(window.content(start), of: known, depth: depth)
        }
        var result = Known(type: known.type.flatMap { reference.element(of: $0.present) })
        if let path = known.path, window[start]?.kind == .number,
            window.isSymbol(start + 1, .rightBracket), let number = Int64(window.text(start))
        {
            result.path = path + [.index(number)]
            let type = result.type
            add(scope.value(at: path + [.index(number)]), to: &result)
            result.type = type ?? result.type
        }
        if result.type == nil, let constructor = known.constructor {
            return elements(of: constructor).first.map { expression(at: $0, depth + 1).first }
                ?? .nothing
        }
        return result
    }

    /// The named fields of a table constructor, and where their values begin.
    func fields(of constructor: Int) -> [(name: String, value: Int)] {
        parts(of: constructor).compactMap { start in
            guard window.isName(start), window.isSymbol(start + 1, .assign) else { return nil }
            return (window.text(start), start + 2)
        }
    }

    /// Where the values without a key begin.
    func elements(of constructor: Int) -> [Int] {
        parts(of: constructor).filter {
            !window.isSymbol($0, .leftBracket)
                && !(window.isName($0) && window.isSymbol($0 + 1, .assign))
        }
    }

    /// Where the fields of a table constructor begin, of any form.
    private func parts(of constructor: Int) -> [Int] {
        let end = window.closers[constructor] ?? window.count
        var parts: [Int] = []
        var at = constructor + 1
        while at < end {
            parts.append(at)
            while at < end, !window.isSymbol(at, .comma, .semicolon) {
                let token = window.tokens[at]
                at = token.opens ? (window.closers[at] ?? end) + 1 : at + 1
            }
            at += 1
        }
        return parts
    }

    /// What the names of a loop stand for: those of `ipairs`, of `pairs`, or of what is iterated.
    func element(_ position: Int, ofLoopOver start: Int, depth: Int) -> Known {
        let isCall = window.isSymbol(start + 1, .leftParenthesis, .leftBrace)
        if isCall, window.isName(start), declarations.visible(window.text(start), at: start).isEmpty
        {
            let name = window.text(start)
            if name == "ipairs" || name == "pairs" {
                let isParenthesized = window.isSymbol(start + 1, .leftParenthesis)
                let list = expression(at: start + (isParenthesized ? 2 : 1), depth + 1).first
                return entry(position, of: list, isList: name == "ipairs", depth: depth)
            }
        }
        let iterator = expression(at: start, depth + 1).first
        let results = called(iterator, argumentsAt: nil, depth: depth)
        guard results.indices.contains(position) else { return .nothing }
        var known = results[position]
        // The loop ends where the first one is nil.
        if position == 0 { known.type = known.type?.present }
        return known
    }

    /// The key or the value of an entry of a table.
    private func entry(_ position: Int, of table: Known, isList: Bool, depth: Int) -> Known {
        let types = table.type?.present.alternatives ?? []
        if position == 0 {
            for case .map(let key, _) in types where !isList { return Known(type: key) }
            let hasNames = types.contains { if case .record = $0 { true } else { false } }
            return Known(type: isList || !hasNames && table.live == nil ? .integer : .string)
        }
        guard position == 1 else { return .nothing }
        if let constructor = table.constructor, let first = elements(of: constructor).first {
            return expression(at: first, depth + 1).first
        }
        if let type = table.type.flatMap({ reference.element(of: $0.present) }) {
            return Known(type: type)
        }
        guard let path = table.path else { return .nothing }
        var known = Known.nothing
        add(scope.value(at: path + [.index(1)]), to: &known)
        return known
    }
}
