internal import CLua
internal import CLuaShim

/// What may run Lua code or raise; every function here runs it protected.
extension LuaStack {
    /// Pushes `table[key]` for the key on top. Stack: -1 +1 (-1 +0 when it throws)
    public func get(of index: Int) throws(LuaError) {
        guard clua_get_table(L, CInt(index)) == LUA_OK else { throw takeError(.runtime) }
    }

    /// Sets `table[key] = value` for the two values on top. Stack: -2 +0
    public func set(of index: Int) throws(LuaError) {
        guard clua_set_table(L, CInt(index)) == LUA_OK else { throw takeError(.runtime) }
    }

    /// The text that `tostring` gives for the value at `index`.
    public func text(at index: Int) throws(LuaError) -> [UInt8] {
        guard clua_to_string(L, CInt(index)) == LUA_OK else { throw takeError(.runtime) }
        defer { pop() }
        return bytes(at: -1) ?? []
    }

    /// Calls the function below its `argumentCount` arguments and leaves all results.
    ///
    /// Stack: -(1 + argumentCount) +results
    ///
    /// - Returns: the number of results.
    public func call(argumentCount: Int) throws(LuaError) -> Int {
        let base = count - argumentCount - 1
        let state = LuaState.of(L)
        state.framesOfError = []
        let status = clua_call_noting_errors(L, CInt(argumentCount), clua_multiple_results())
        guard status == LUA_OK else {
            defer { state.framesOfError = [] }
            throw takeError(kind(of: status), frames: state.framesOfError)
        }
        return count - base
    }

    /// Calls `body` for every pair of the table at `index`, with the key at -2 and the value at
    /// -1, in Lua's own order. `body` leaves the stack as it found it.
    public func forEachPair<Failure>(
        of index: Int, _ body: (LuaStack) throws(Failure) -> Void
    ) throws(Failure) {
        let table = absolute(index)
        let bottom = count
        pushNil()
        while true {
            var pairs: CInt = 0
            // The key comes from the table itself, so the walk fails only for want of memory;
            // what was seen then is all that can be had.
            guard clua_next_pairs(L, CInt(table), Self.pairsAtOnce, &pairs) == LUA_OK else { break }
            for pair in 0..<Int(pairs) {
                lua_pushvalue(L, CInt(bottom + 2 * pair + 1))
                lua_pushvalue(L, CInt(bottom + 2 * pair + 2))
                do { try body(self) } catch {
                    lua_settop(L, CInt(bottom))
                    throw error
                }
                pop(2)
            }
            guard pairs == Self.pairsAtOnce else { break }
            pop()
            lua_rotate(L, CInt(bottom + 1), 1)
            lua_settop(L, CInt(bottom + 1))
        }
        lua_settop(L, CInt(bottom))
    }

    private static var pairsAtOnce: CInt { 16 }

    func kind(of status: CInt) -> LuaError.Kind {
        if clua_state_of(L).pointee.interrupted != 0 { return .interrupted }
        return switch status {
        case LUA_ERRMEM: .memory
        case LUA_ERRSYNTAX: .syntax
        default: .runtime
        }
    }
}
