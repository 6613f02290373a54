internal import CLua
internal import CLuaShim

extension LuaState {
    /// Opens Lua's own string library beside the one whose functions are replaced here.
    ///
    /// For tests and benchmarks that compare the two; strings keep their methods.
    ///
    /// - Throws: ``LuaError`` of kind ``LuaError/Kind/memory``.
    package func standardStringFunctions() throws(LuaError) -> LuaTable {
        guard clua_push_standard_string_functions(handle.pointer) == LUA_OK else {
            throw stack.takeError(.memory)
        }
        return LuaTable(LuaReference(popping: stack, of: handle))
    }
}
