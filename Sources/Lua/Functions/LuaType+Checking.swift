internal import CLua
internal import CLuaShim

// Whether a value is of a type, and what to say when it is not. What is said of a table does not
// depend on the order of its keys.

extension LuaType {
    func accepts(_ stack: LuaStack, at index: Int) -> Bool {
        switch self {
        case .any: stack.kind(at: index) != .none
        case .variadic: true
        case .null: stack.kind(at: index) == .lightUserdata
        case .nil: stack.isNilOrNone(at: index)
        case .boolean: stack.kind(at: index) == .boolean
        case .integer: stack.integer(at: index) != nil
        case .number: stack.kind(at: index) == .number
        case .string: stack.kind(at: index) == .string
        case .table: stack.kind(at: index) == .table
        case .function, .callback: stack.kind(at: index) == .function
        case .object(let name):
            clua_is_object_named(stack.L, CInt(index), ClassName.number(of: name))
        case .either(let types): types.contains { $0.accepts(stack, at: index) }
        case .named(_, _, let type): type.accepts(stack, at: index)
        case .oneOf, .list, .map, .record: problem(of: stack, at: index) == nil
        }
    }

    /// What is wrong with the value at `index`, as a fragment such as `string expected, got nil` or
    /// `unknown field 'nmae'; did you mean 'name'?`; nil when it is of this type.
    ///
    /// Tables are read without metamethods. Stack: -0 +0
    public func problem(of stack: LuaStack, at index: Int) -> String? {
        let index = stack.absolute(index)
        switch self {
        case .named(_, _, let type):
            return type.problem(of: stack, at: index)
        case .oneOf(let choices):
            guard stack.kind(at: index) == .string else { return mismatch(stack, at: index) }
            return choices.problem(of: stack.string(at: index) ?? "")
        case .list, .map, .record:
            guard stack.kind(at: index) == .table else { return mismatch(stack, at: index) }
            guard stack.reserve(64) else { return "too many values on the stack" }
            return problem(ofTable: stack, at: index)
        case .either(let types):
            if types.contains(where: { $0.accepts(stack, at: index) }) { return nil }
            // What a value of the right kind lacks says more than the kinds.
            let kind = stack.kind(at: index)
            let near = types.first { $0.looksInto(kind) }
            return near?.problem(of: stack, at: index) ?? mismatch(stack, at: index)
        default:
            return accepts(stack, at: index) ? nil : mismatch(stack, at: index)
        }
    }

    private func mismatch(_ stack: LuaStack, at index: Int) -> String {
        "\(text) expected, got \(stack.foundName(at: index))"
    }

    /// Whether the type asks more of a value of this kind than the kind.
    private func looksInto(_ kind: LuaKind) -> Bool {
        switch self {
        case .oneOf: kind == .string
        case .list, .map, .record: kind == .table
        case .named(_, _, let type): type.looksInto(kind)
        case .either(let types): types.contains { $0.looksInto(kind) }
        default: false
        }
    }

    private func problem(ofTable stack: LuaStack, at index: Int) -> String? {
        switch self {
        case .list(let type): type.problem(ofElements: stack, at: index)
        case .map(let key, let value): Self.problem(ofPairs: (key, value), stack, at: index)
        case .record(let fields): fields.problem(ofFields: stack, at: index)
        default: nil
        }
    }

    /// The problem of the first element that has one, where this is the elements' type.
    private func problem(ofElements stack: LuaStack, at index: Int) -> String? {
        var first: (position: Int64, problem: String)?
        var hasOtherKeys = false
        stack.forEachPair(of: index) { stack in
            guard stack.isInteger(at: -2), let position = stack.integer(at: -2), position > 0 else {
                hasOtherKeys = true
                return
            }
            guard first.map({ position < $0.position }) ?? true else { return }
            if let problem = problem(of: stack, at: -1) { first = (position, problem) }
        }
        if hasOtherKeys { return "list expected, got a table with other keys" }
        return first.map { "element \($0.position): \($0.problem)" }
    }

    private static func problem(
        ofPairs types: (key: LuaType, value: LuaType), _ stack: LuaStack, at index: Int
    ) -> String? {
        var problems: [String] = []
        stack.forEachPair(of: index) { stack in
            let key = stack.keyText(at: -2)
            if let problem = types.key.problem(of: stack, at: -2) {
                problems.append("key \(key): \(problem)")
            } else if let problem = types.value.problem(of: stack, at: -1) {
                problems.append("field \(key): \(problem)")
            }
        }
        return problems.min()
    }
}

extension [Parameter] {
    /// What is wrong with a table of these fields: first what is not one of them.
    fileprivate func problem(ofFields stack: LuaStack, at index: Int) -> String? {
        var unknown: [String] = []
        var hasOtherKeys = false
        stack.forEachPair(of: index) { stack in
            guard let name = stack.string(at: -2) else {
                hasOtherKeys = true
                return
            }
            if !contains(where: { $0.name == name }) { unknown.append(name) }
        }
        if hasOtherKeys { return "a table with named fields expected" }
        if let name = unknown.min() {
            let hint = nearestName(to: name, in: map(\.name)).map { "; did you mean '\($0)'?" }
            return "unknown field '\(name)'\(hint ?? "")"
        }
        for field in self {
            let kind = stack.pushField(field.name, of: index)
            defer { stack.pop() }
            guard kind != .nil || !field.isOptional else { continue }
            guard kind != .nil else { return "field '\(field.name)' is missing" }
            if let problem = field.type.problem(of: stack, at: -1) {
                return "field '\(field.name)': \(problem)"
            }
        }
        return nil
    }
}

extension [LuaChoice] {
    fileprivate func problem(of value: String) -> String? {
        let known = map(\.value)
        guard !known.contains(value) else { return nil }
        if let near = nearestName(to: value, in: known) {
            return "invalid option '\(value)'; did you mean '\(near)'?"
        }
        return "invalid option '\(value)'; there is \(known.map { "'\($0)'" }.listed)"
    }
}

extension [String] {
    /// The texts as a list in a sentence.
    fileprivate var listed: String {
        count < 2 ? joined() : dropLast().joined(separator: ", ") + " and " + self[count - 1]
    }
}

extension LuaStack {
    fileprivate func keyText(at index: Int) -> String {
        if let name = string(at: index) { return "'\(name)'" }
        if let position = integer(at: index) { return "\(position)" }
        return "that is a \(typeName(at: index))"
    }
}
