public import Lua

// JSON in Lua values: null and arrays are those that the Lua library marks.

extension LuaState {
    /// Prepares the state for JSON: from then on `tostring` gives `null` for JSON null.
    public func installJSON() { installNull() }
}

extension LuaStack {
    /// Pushes JSON null. Stack: -0 +1
    public func pushJSONNull() { pushNull() }

    /// Whether the value at `index` is JSON null.
    public func isJSONNull(at index: Int) -> Bool { isNull(at: index) }

    /// Makes the table at `index` a JSON array, even when it is empty. Stack: -0 +0, takes 3
    public func markJSONArray(at index: Int) { markArray(at: index) }

    /// Whether the table at `index` is marked as an array, or has no other metatable. Takes 4
    func canBeJSONArray(at index: Int) -> Bool {
        guard pushMetatable(of: index) else { return true }
        pop()
        return isMarkedArray(at: index)
    }
}
