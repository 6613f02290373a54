internal import Lua
internal import LuaSyntax
internal import Scripting

extension Inference {
    /// What a call gives.
    ///
    /// - Parameters:
    ///   - callee: what is called.
    ///   - start: the parenthesis, brace or string that follows it.
    func call(_ callee: Known, argumentsAt start: Int, depth: Int) -> [Known] {
        if case .name(let name)? = callee.path?.first, callee.path?.count == 1,
            let results = standard(name, argumentsAt: start, depth: depth)
        {
            return results
        }
        return called(callee, argumentsAt: start, depth: depth)
    }

    func called(_ callee: Known, argumentsAt start: Int?, depth: Int) -> [Known] {
        guard depth < Self.maximumDepth else { return [] }
        if let entry = callee.entry, entry.kind != .field {
            return entry.types.map { Known(type: $0) }
        }
        if let function = standardFunction(callee) { return function.types.map { Known(type: $0) } }
        if let function = callee.function { return returned(by: function, depth: depth + 1) }
        guard let type = callee.type?.present else { return [] }
        if let callback = type.callback { return callback.returns.map { Known(type: $0) } }
        for case .object(let name) in type.alternatives {
            let entries = reference.group(named: name)?.entries(.metamethod) ?? []
            if let entry = entries.first(where: { $0.name == "__call" }) {
                return entry.types.map { Known(type: $0) }
            }
        }
        return []
    }

    /// The function of Lua's own library that a value is, by where it is found.
    func standardFunction(_ known: Known) -> StandardLibrary.Function? {
        if case .luaFunction? = known.live { return nil }
        return known.path.flatMap { StandardLibrary.function(Self.title(of: $0)) }
    }

    /// What functions of Lua's own give that give what they were given; nil for others.
    private func standard(_ name: String, argumentsAt start: Int, depth: Int) -> [Known]? {
        let first = window.isSymbol(start, .leftParenthesis) ? start + 1 : start
        switch name {
        case "require":
            guard window.isString(first) else { return [] }
            let module = window.content(first)
            guard module == ScriptReference.moduleName else { return [] }
            return [Known(type: ScriptReference.module)]
        case "assert", "setmetatable":
            return [expression(at: first, depth + 1).first]
        case "pcall":
            let end = window.endOfExpression(from: first)
            let arguments = window.isSymbol(end, .comma) ? end + 1 : nil
            let callee = expression(at: first, depth + 1).first
            return [Known(type: .boolean)]
                + called(callee, argumentsAt: arguments, depth: depth + 1)
        default: return nil
        }
    }

    /// What the first `return` of a function in the text gives.
    private func returned(by function: Int, depth: Int) -> [Known] {
        let end = window.closers[function] ?? window.count
        var at = function + 1
        while at < end {
            if window.isKeyword(at, .function) {
                at = (window.closers[at] ?? end) + 1
            } else if window.isKeyword(at, .return) {
                let last = window.endOfExpressions(from: at + 1)
                let count = window.starts(ofExpressionsFrom: at + 1, end: last).count
                return (0..<max(count, 1) + 3).map {
                    value($0, ofExpressionsFrom: at + 1, depth: depth + 1)
                }
            } else {
                at += 1
            }
        }
        return []
    }
}
