internal import CLua
internal import CLuaShim

/// The stack of one Lua thread, for code that moves values without intermediate copies.
///
/// Nothing here raises a Lua error or runs Lua code, apart from finalizers. Indices are Lua's own:
/// from 1 upwards, or from -1 at the top downwards. Every function tells its effect as
/// `Stack: -popped +pushed`.
public struct LuaStack {
    let L: OpaquePointer

    init(_ L: OpaquePointer) { self.L = L }

    /// The number of values in the current frame.
    public var count: Int { Int(lua_gettop(L)) }

    /// Makes sure that `count` more values can be pushed; false when the stack is too large.
    public func reserve(_ count: Int) -> Bool { lua_checkstack(L, CInt(clamping: count)) != 0 }

    /// Stack: -count +0
    public func pop(_ count: Int = 1) { lua_settop(L, -CInt(count) - 1) }

    /// The index counted from the bottom.
    public func absolute(_ index: Int) -> Int { Int(lua_absindex(L, CInt(index))) }

    // MARK: Pushing. Stack: -0 +1

    /// Pushes nil.
    public func pushNil() { lua_pushnil(L) }
    /// Pushes a boolean.
    public func push(_ value: Bool) { lua_pushboolean(L, value ? 1 : 0) }
    /// Pushes an integer.
    public func push(_ value: Int64) { lua_pushinteger(L, value) }
    /// Pushes an integer.
    public func push(_ value: Int) { lua_pushinteger(L, lua_Integer(value)) }
    /// Pushes a float.
    public func push(_ value: Double) { lua_pushnumber(L, value) }

    /// Pushes text, as UTF-8.
    public func push(_ value: String) {
        var value = value
        value.withUTF8 { push($0) }
    }

    /// Pushes text, as UTF-8.
    public func push(_ value: StaticString) {
        value.withUTF8Buffer { push($0) }
    }

    /// Pushes a string of bytes.
    public func push(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { push($0) } }

    /// Pushes a string of bytes, which Lua copies.
    public func push(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress, !bytes.isEmpty else {
            _ = lua_pushlstring(L, "", 0)
            return
        }
        start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
            _ = lua_pushlstring(L, $0, bytes.count)
        }
    }

    /// Pushes a copy of the value at `index`.
    public func pushCopy(of index: Int) { lua_pushvalue(L, CInt(index)) }

    /// Pushes a pointer that Lua code can compare and hold, and nothing else.
    public func push(marker: UnsafeMutableRawPointer) { lua_pushlightuserdata(L, marker) }

    /// Pushes a new table with room for `elements` and `members`.
    public func pushTable(elements: Int = 0, members: Int = 0) {
        lua_createtable(L, CInt(clamping: elements), CInt(clamping: members))
    }

    // MARK: Raw access to tables: no metamethods

    /// Sets element `position` of the table at `index` to the value on top. Stack: -1 +0
    public func setElement(_ position: Int, of index: Int) {
        lua_rawseti(L, CInt(index), lua_Integer(position))
    }

    /// Sets the key below the top to the value on top, in the table at `index`. Stack: -2 +0
    public func setRaw(of index: Int) { lua_rawset(L, CInt(index)) }

    /// Replaces the key on top by its value in the table at `index`. Stack: -1 +1
    @discardableResult
    public func getRaw(of index: Int) -> LuaKind {
        LuaKind(rawLuaType: lua_rawget(L, CInt(index)))
    }

    /// Sets a named field of the table at `index` to the value on top. Stack: -1 +0
    public func setField(_ name: String, of index: Int) {
        let table = absolute(index)
        push(name)
        lua_rotate(L, -2, 1)
        lua_rawset(L, CInt(table))
    }

    /// Pushes element `position` of the table at `index`. Stack: -0 +1
    @discardableResult
    public func pushElement(_ position: Int, of index: Int) -> LuaKind {
        LuaKind(rawLuaType: lua_rawgeti(L, CInt(index), lua_Integer(position)))
    }

    /// Pushes a named field of the table at `index`. Stack: -0 +1
    @discardableResult
    public func pushField(_ name: String, of index: Int) -> LuaKind {
        let table = absolute(index)
        push(name)
        return LuaKind(rawLuaType: lua_rawget(L, CInt(table)))
    }

    /// The border of a table, the length of a string, the size of a userdata; no metamethods.
    public func rawLength(at index: Int) -> Int { Int(lua_rawlen(L, CInt(index))) }

    // MARK: Reading

    /// The kind of the value at `index`; ``LuaKind/none`` when there is none.
    public func kind(at index: Int) -> LuaKind { LuaKind(rawLuaType: lua_type(L, CInt(index))) }

    /// Whether the value at `index` is absent or nil.
    public func isNilOrNone(at index: Int) -> Bool { lua_type(L, CInt(index)) <= 0 }

    /// Lua's truth: everything but nil and false.
    public func truth(at index: Int) -> Bool { lua_toboolean(L, CInt(index)) != 0 }

    /// Whether the number at `index` is of the subtype integer.
    public func isInteger(at index: Int) -> Bool { lua_isinteger(L, CInt(index)) != 0 }

    /// The integer at `index`: an integer, or a float with an integral value that fits.
    /// Strings are not converted.
    public func integer(at index: Int) -> Int64? {
        guard lua_type(L, CInt(index)) == LUA_TNUMBER else { return nil }
        var isInteger: CInt = 0
        let value = lua_tointegerx(L, CInt(index), &isInteger)
        return isInteger != 0 ? value : nil
    }

    /// The number at `index`. Strings are not converted.
    public func number(at index: Int) -> Double? {
        guard lua_type(L, CInt(index)) == LUA_TNUMBER else { return nil }
        return lua_tonumberx(L, CInt(index), nil)
    }

    /// The text of the string at `index`; bytes that are not UTF-8 are repaired. Numbers are not
    /// converted.
    public func string(at index: Int) -> String? {
        withBytes(at: index) { String(decoding: $0, as: UTF8.self) }
    }

    /// The bytes of the string at `index`.
    public func bytes(at index: Int) -> [UInt8]? { withBytes(at: index) { Array($0) } }

    /// Hands the bytes of the string at `index` to `body` without a copy; nil when it is no string.
    ///
    /// The bytes are valid only while `body` runs and while the string stays on the stack.
    public func withBytes<Result, Failure>(
        at index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        guard lua_type(L, CInt(index)) == LUA_TSTRING else { return nil }
        var length = 0
        // Cannot convert in place, and so cannot allocate: the value is a string already.
        guard let start = lua_tolstring(L, CInt(index), &length) else { return nil }
        let raw = UnsafeRawBufferPointer(start: start, count: length)
        return try body(raw.assumingMemoryBound(to: UInt8.self))
    }

    /// The pointer at `index`, when it is a ``push(marker:)``.
    public func marker(at index: Int) -> UnsafeMutableRawPointer? {
        guard lua_type(L, CInt(index)) == LUA_TLIGHTUSERDATA else { return nil }
        return lua_touserdata(L, CInt(index))
    }

    /// The identity of a table, function, thread or userdata, for cycle checks.
    public func identity(at index: Int) -> UnsafeRawPointer? { lua_topointer(L, CInt(index)) }

    /// Whether two values are the same without asking metamethods.
    public func rawEqual(_ a: Int, _ b: Int) -> Bool { lua_rawequal(L, CInt(a), CInt(b)) != 0 }
}

/// The type of a Lua value.
public enum LuaKind: Sendable, Hashable {
    /// No value: an index past the top.
    case none
    /// Nil.
    case `nil`
    /// True or false.
    case boolean
    /// A pointer that Lua only compares.
    case lightUserdata
    /// An integer or a float.
    case number
    /// A string.
    case string
    /// A table.
    case table
    /// A function.
    case function
    /// An object of a class declared in Swift, or by another library.
    case userdata
    /// A coroutine.
    case thread

    init(rawLuaType: CInt) {
        self =
            switch rawLuaType {
            case LUA_TNIL: .nil
            case LUA_TBOOLEAN: .boolean
            case LUA_TLIGHTUSERDATA: .lightUserdata
            case LUA_TNUMBER: .number
            case LUA_TSTRING: .string
            case LUA_TTABLE: .table
            case LUA_TFUNCTION: .function
            case LUA_TUSERDATA: .userdata
            case LUA_TTHREAD: .thread
            default: .none
            }
    }

    /// The name that Lua's own messages use.
    public var name: String {
        switch self {
        case .none: "no value"
        case .nil: "nil"
        case .boolean: "boolean"
        case .lightUserdata, .userdata: "userdata"
        case .number: "number"
        case .string: "string"
        case .table: "table"
        case .function: "function"
        case .thread: "thread"
        }
    }
}
