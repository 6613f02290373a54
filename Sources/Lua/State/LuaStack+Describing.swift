internal import CLua
internal import CLuaShim

/// What can be told of a value without asking any metamethod.
extension LuaStack {
    /// The number at `index` as Lua writes it; `nan` whatever its sign, which depends on the machine.
    public func numberText(at index: Int) -> String? {
        guard let number = number(at: index) else { return nil }
        if number.isNaN { return "nan" }
        // Converted in a copy, since the conversion changes what it reads.
        pushCopy(of: index)
        defer { pop() }
        var length = 0
        guard let start = lua_tolstring(L, -1, &length) else { return nil }
        return String(decoding: UnsafeRawBufferPointer(start: start, count: length), as: UTF8.self)
    }

    /// Where the function at `index` is defined; nil for one of C or Swift, and for what is no
    /// function.
    public func definition(at index: Int) -> LuaLocation? {
        guard kind(at: index) == .function else { return nil }
        pushCopy(of: index)
        var record = lua_Debug()
        guard lua_getinfo(L, ">S", &record) != 0, record.linedefined >= 0 else { return nil }
        // The main function of a chunk is defined at line 0.
        record.currentline = max(record.linedefined, 1)
        return LuaLocation(record)
    }
}
