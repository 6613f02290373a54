internal import CLua
internal import CLuaShim

/// Keeps one Lua value alive from Swift: a place in the registry.
///
/// It may be dropped on any thread: the place is given back on the state's own, when the next
/// reference is made.
final class LuaReference {
    let handle: StateHandle
    let slot: CInt

    /// Stack: -1 +0
    init(popping stack: LuaStack, of handle: StateHandle) {
        self.handle = handle
        handle.freeDroppedSlots()
        slot = luaL_ref(stack.L, clua_registry_index())
    }

    /// Takes over a place in the registry that nobody else gives back.
    init(slot: CInt, of handle: StateHandle) {
        self.handle = handle
        self.slot = slot
    }

    deinit { handle.drop(slot) }

    /// Whether the state of the value is open, and is that of `stack`.
    func isOf(_ stack: LuaStack) -> Bool { handle.L == clua_state_of(stack.L).pointee.main }

    /// The stack of the main thread of the value's state.
    ///
    /// - Throws: ``LuaError`` of kind ``LuaError/Kind/closed``.
    func stack() throws(LuaError) -> LuaStack {
        guard let L = handle.L else { throw LuaError.closed }
        return LuaStack(L)
    }

    /// Stack: -0 +1
    func push(on stack: LuaStack) {
        precondition(
            isOf(stack), "a value is used in another Lua state than its own, which may be closed")
        lua_rawgeti(stack.L, clua_registry_index(), lua_Integer(slot))
    }
}
