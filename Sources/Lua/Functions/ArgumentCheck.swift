internal import CLua
internal import CLuaShim

/// A first look at an argument, which takes the usual ones without asking ``LuaType``.
struct ArgumentCheck {
    /// A bit for each of Lua's types that needs no second look.
    private let types: UInt32
    /// Whether an integer needs none.
    private let takesIntegers: Bool
    /// The classes whose objects need none, by the numbers of their names; 0 for none. No array, as
    /// that would be counted in every call.
    private let classes: (UInt, UInt)

    init(_ parameter: Parameter) {
        let absent = parameter.isOptional ? Self.bit(LUA_TNONE) | Self.bit(LUA_TNIL) : 0
        types = absent | Self.types(of: parameter.type)
        takesIntegers = Self.takesIntegers(parameter.type)
        let numbers = Self.classes(of: parameter.type)
        classes = (numbers.first ?? 0, numbers.dropFirst().first ?? 0)
    }

    /// Whether the argument will do; when not, ``Parameter/accepts(_:at:)`` decides.
    func passes(_ stack: LuaStack, at index: Int) -> Bool {
        if takesIntegers, lua_isinteger(stack.L, CInt(index)) != 0 { return true }
        if types & Self.bit(lua_type(stack.L, CInt(index))) != 0 { return true }
        guard classes.0 != 0 else { return false }
        return clua_is_object_named(stack.L, CInt(index), classes.0)
            || classes.1 != 0 && clua_is_object_named(stack.L, CInt(index), classes.1)
    }

    /// The types of which any value will do.
    private static func types(of type: LuaType) -> UInt32 {
        switch type {
        case .any: bit(LUA_TNONE) ^ .max
        case .variadic: .max
        case .boolean: bit(LUA_TBOOLEAN)
        case .number: bit(LUA_TNUMBER)
        case .string: bit(LUA_TSTRING)
        case .table: bit(LUA_TTABLE)
        case .function, .callback: bit(LUA_TFUNCTION)
        case .null: bit(LUA_TLIGHTUSERDATA)
        case .nil: bit(LUA_TNIL) | bit(LUA_TNONE)
        case .integer, .object, .oneOf, .list, .map, .record: 0
        case .named(_, _, let type): types(of: type)
        case .either(let types): types.reduce(0) { $0 | Self.types(of: $1) }
        }
    }

    private static func takesIntegers(_ type: LuaType) -> Bool {
        switch type {
        case .integer: true
        case .either(let types): types.contains(where: takesIntegers)
        case .named(_, _, let type): takesIntegers(type)
        default: false
        }
    }

    private static func classes(of type: LuaType) -> [UInt] {
        switch type {
        case .object(let name): [ClassName.number(of: name)]
        case .either(let types): types.flatMap(classes)
        case .named(_, _, let type): classes(of: type)
        default: []
        }
    }

    /// Lua's types are numbered from -1, which is none.
    private static func bit(_ type: CInt) -> UInt32 { 1 << UInt32(type + 1) }
}
