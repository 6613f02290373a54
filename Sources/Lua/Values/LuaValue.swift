internal import CLua
internal import CLuaShim

/// Any Lua value, as Swift holds it.
///
/// Numbers keep their subtype: an integer stays one, to 64 bits. Strings are bytes.
public enum LuaValue {
    /// Nil: nothing.
    case `nil`
    /// True or false.
    case boolean(Bool)
    /// A number of the subtype integer.
    case integer(Int64)
    /// A number of the subtype float.
    case number(Double)
    /// A string.
    case string(LuaString)
    /// A table.
    case table(LuaTable)
    /// A function, of Lua or declared in Swift.
    case function(LuaFunction)
    /// An object.
    case userdata(LuaUserdata)
    /// A coroutine.
    case thread(LuaThread)
    /// A pointer that Lua only compares.
    case marker(UnsafeMutableRawPointer)
}

/// A Lua string: bytes, usually UTF-8 but not always.
public struct LuaString: Hashable, Sendable, ExpressibleByStringLiteral {
    /// The bytes.
    public let bytes: [UInt8]

    /// Makes a string from bytes.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Makes a string from text.
    public init(_ text: String) { bytes = Array(text.utf8) }

    public init(stringLiteral value: String) { self.init(value) }

    /// The text; nil when the bytes are not UTF-8.
    public var text: String? { String(validating: bytes, as: UTF8.self) }

    /// The text with everything that is not UTF-8 replaced by U+FFFD.
    public var repairedText: String { String(decoding: bytes, as: UTF8.self) }
}

/// A value of a class declared in Swift, or by another library.
public struct LuaUserdata {
    let reference: LuaReference
}

extension LuaStack {
    /// The value at `index`; tables, functions, threads and userdata by reference.
    public func value(at index: Int) -> LuaValue {
        switch kind(at: index) {
        case .none, .nil: .nil
        case .boolean: .boolean(truth(at: index))
        case .lightUserdata: .marker(lua_touserdata(L, CInt(index)))
        case .number:
            isInteger(at: index)
                ? .integer(lua_tointegerx(L, CInt(index), nil))
                : .number(lua_tonumberx(L, CInt(index), nil))
        case .string: .string(LuaString(bytes(at: index) ?? []))
        case .table: .table(LuaTable(reference(at: index)))
        case .function: .function(LuaFunction(reference(at: index)))
        case .userdata: .userdata(LuaUserdata(reference: reference(at: index)))
        case .thread: .thread(LuaThread(reference(at: index)))
        }
    }

    /// Stack: -0 +1
    public func push(_ value: LuaValue) {
        switch value {
        case .nil: pushNil()
        case .boolean(let value): push(value)
        case .integer(let value): push(value)
        case .number(let value): push(value)
        case .string(let value): push(value.bytes)
        case .table(let table): table.reference.push(on: self)
        case .function(let function): function.reference.push(on: self)
        case .userdata(let userdata): userdata.reference.push(on: self)
        case .thread(let thread): thread.reference.push(on: self)
        case .marker(let pointer): push(marker: pointer)
        }
    }

    func reference(at index: Int) -> LuaReference {
        pushCopy(of: index)
        return LuaReference(popping: self, of: LuaState.of(L).handle)
    }
}

extension LuaValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringLiteral
{
    public init(nilLiteral: ()) { self = .nil }
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(stringLiteral value: String) { self = .string(LuaString(value)) }
}
