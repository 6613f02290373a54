internal import CLua
internal import CLuaShim

/// Keeps one Lua value alive from Swift: a place in the registry.
///
/// It may be dropped on any thread: the place is given back on the state's own, when the next
/// reference is made.
final class LuaReference {
    let handle: StateHandle
    private let slot: CInt

    /// Stack: -1 +0
    init(popping stack: LuaStack, of handle: StateHandle) {
        self.handle = handle
        handle.freeDroppedSlots()
        slot = luaL_ref(stack.L, clua_registry_index())
    }

    deinit { handle.drop(slot) }

    /// Stack: -0 +1
    func push(on stack: LuaStack) {
        precondition(handle.L != nil, "a value is used after its Lua state was closed")
        lua_rawgeti(stack.L, clua_registry_index(), lua_Integer(slot))
    }
}
