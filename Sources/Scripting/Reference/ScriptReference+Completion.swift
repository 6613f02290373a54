public import Lua

// What a prompt or an editor asks while a line is typed.

extension ScriptReference {
    /// What `require "muster"` gives.
    public static let module = LuaType.object(moduleName)

    /// What a script may write after a value of this type and a point or a colon: methods, fields
    /// and functions, without metamethods. Of several types, what any of them has.
    public func members(of type: LuaType) -> [ReferenceEntry] {
        switch type {
        case .object(let name), .named(let name, _, _):
            let group = group(named: name)
            if group?.kind == .values, let type = group?.type { return members(of: type) }
            return group?.entries.filter { $0.kind != .metamethod } ?? []
        case .either(let types): return types.flatMap(members)
        case .record(let fields):
            return fields.map {
                ReferenceEntry(
                    field: $0.name, $0.type, of: "", isOptional: $0.isOptional, doc: $0.doc)
            }
        default: return []
        }
    }

    /// The member of this name; nil when no type of several has it.
    public func member(_ name: String, of type: LuaType) -> ReferenceEntry? {
        members(of: type).first { $0.name == name }
    }

    /// What a script gets from a value of this type with an index in brackets: the elements of a
    /// list, the values of a map; nil when that is not known.
    public func element(of type: LuaType) -> LuaType? {
        switch type {
        case .list(let element), .map(_, let element): element
        case .either(let types): types.lazy.compactMap(element).first
        case .object(let name), .named(let name, _, _):
            group(named: name).flatMap { $0.kind == .values ? $0.type : nil }.flatMap(element)
        default: nil
        }
    }

    /// The strings that a value of this type may be, when they are known.
    public func choices(of type: LuaType) -> [LuaChoice] {
        switch type {
        case .oneOf(let choices): choices
        case .either(let types): types.flatMap(choices)
        case .named(_, _, let type): choices(of: type)
        case .object(let name): group(named: name)?.type.map(choices) ?? []
        default: []
        }
    }

    /// The names of classes and named types that a type mentions.
    public static func names(in type: LuaType) -> [String] {
        switch type {
        case .object(let name): [name]
        case .named(let name, _, let type): [name] + names(in: type)
        case .either(let types): types.flatMap(names)
        case .list(let type): names(in: type)
        case .map(let key, let value): names(in: key) + names(in: value)
        case .record(let fields): fields.flatMap { names(in: $0.type) }
        case .callback(let parameters, let returns):
            parameters.flatMap { names(in: $0.type) }
                + (LuaType.list(annotation: returns) ?? []).flatMap(names)
        default: []
        }
    }
}
