internal import CLua
internal import CLuaShim

/// Metatables and the registry, for libraries that add values of their own to a state.
extension LuaStack {
    /// Pushes the metatable of the value at `index`; false, with nothing pushed, when it has none.
    ///
    /// Stack: -0 +1 when true
    public func pushMetatable(of index: Int) -> Bool { lua_getmetatable(L, CInt(index)) != 0 }

    /// Makes the table or nil on top the metatable of the value at `index`. All light userdata of
    /// a state share one metatable. Stack: -1 +0
    public func setMetatable(of index: Int) { lua_setmetatable(L, CInt(index)) }

    /// Pushes what the state keeps under the address `key`. Stack: -0 +1
    @discardableResult
    public func pushKept(under key: UnsafeRawPointer) -> LuaKind {
        LuaKind(rawLuaType: lua_rawgetp(L, clua_registry_index(), key))
    }

    /// Keeps the value on top under the address `key`, out of reach of scripts. Stack: -1 +0
    public func keep(under key: UnsafeRawPointer) { lua_rawsetp(L, clua_registry_index(), key) }

    /// Puts the value on top in the place of the one at `index`. Stack: -1 +0
    public func replace(_ index: Int) {
        lua_copy(L, -1, CInt(index))
        pop()
    }

    /// The object at `index`, whatever its ``LuaClass``; nil when it is of no class declared in
    /// Swift.
    public func anyObject(at index: Int) -> AnyObject? {
        guard let object = clua_to_any_object(L, CInt(index)) else { return nil }
        return Unmanaged<AnyObject>.fromOpaque(object).takeUnretainedValue()
    }
}
