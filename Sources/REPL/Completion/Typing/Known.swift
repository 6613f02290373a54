internal import Lua
internal import Scripting

/// What is known of an expression; any of it may be missing.
struct Known {
    /// Its type.
    var type: LuaType?
    /// The function of the reference that it is, or the field that it was read from.
    var entry: ReferenceEntry?
    /// What it stands for at this moment.
    var live: LiveValue?
    /// Where that is found.
    var path: [LiveKey]?
    /// The table constructor that makes it, or the function, by the token that begins it.
    var constructor: Int?
    var function: Int?

    /// Nothing at all.
    static let nothing = Known()

    /// A value of a type.
    init(type: LuaType? = nil, entry: ReferenceEntry? = nil) {
        self.type = type
        self.entry = entry
    }

    /// Whether it is a string, whichever.
    var isString: Bool {
        (type?.present.alternatives ?? []).contains { type in
            if case .oneOf = type { return true }
            return type == .string
        }
    }

    /// Whether there is nothing to say of it.
    var isNothing: Bool {
        (type == nil || type == .any) && entry == nil && live == nil && constructor == nil
            && function == nil
    }
}

extension LuaType {
    /// The type without nil and null, of which nothing can be asked.
    var present: LuaType {
        guard case .either(let types) = self else { return self }
        let present = types.filter { $0 != .nil && $0 != .null }.map(\.present)
        return present.count == 1 ? present[0] : .either(present)
    }

    /// The types of which a value is one, names looked through.
    var alternatives: [LuaType] {
        switch self {
        case .either(let types): types.flatMap(\.alternatives)
        case .named(_, _, let type): [self] + type.alternatives
        default: [self]
        }
    }

    /// The results of a call of a value of this type; nil when it is no such function.
    var callback: (parameters: [Parameter], returns: [LuaType])? {
        for case .callback(let parameters, let returns) in alternatives {
            return (parameters, LuaType.list(annotation: returns) ?? [])
        }
        return nil
    }
}
