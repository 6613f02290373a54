internal import CLua
internal import CLuaShim

extension LuaState {
    /// Replaces `pairs` by one that walks numbers first, ascending, then strings by their bytes,
    /// then booleans, then the rest in Lua's own order.
    ///
    /// Lua's own order of string keys changes from run to run; `next` keeps it.
    ///
    /// - Throws: ``LuaError`` of kind ``LuaError/Kind/memory``; then `pairs` is as it was.
    public func useOrderedPairs() throws(LuaError) {
        guard clua_use_ordered_pairs(handle.pointer) == LUA_OK else {
            throw stack.takeError(.memory)
        }
    }
}
