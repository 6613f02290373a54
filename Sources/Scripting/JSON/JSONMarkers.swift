public import Lua

/// What marks JSON in Lua values: one light userdata for null, one metatable for arrays.
enum JSONMarkers {
    /// The address that is null. Scripts see it as `muster.null`.
    // An address and nothing else: what it points to is never read or written.
    nonisolated(unsafe) static let null = UnsafeMutableRawPointer.allocate(
        byteCount: 1, alignment: 1)

    /// The address under which a state keeps the metatable of arrays.
    // An address and nothing else, as above.
    nonisolated(unsafe) static let arrays = UnsafeRawPointer(
        UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1))

    /// Gives null its text; other light userdata share its metatable.
    static let nullText = HostFunction(
        "__tostring", [Parameter("value", .any)], returns: "string", doc: "The text of null."
    ) { call in
        call.push(call.stack.marker(at: call.index(1)) == null ? "null" : "userdata")
    }
}

extension LuaState {
    /// Prepares the state for JSON: from then on `tostring` gives `null` for JSON null.
    public func installJSON() {
        let stack = stack
        _ = stack.reserve(8)
        stack.pushJSONNull()
        stack.pushTable(members: 3)
        stack.push(JSONMarkers.nullText)
        stack.setField(JSONMarkers.nullText.name, of: -2)
        for name in ["__name", "__metatable"] {
            stack.push("null")
            stack.setField(name, of: -2)
        }
        stack.setMetatable(of: -2)
        stack.pop()
    }
}

extension LuaStack {
    /// Pushes JSON null. Stack: -0 +1
    public func pushJSONNull() { push(marker: JSONMarkers.null) }

    /// Whether the value at `index` is JSON null.
    public func isJSONNull(at index: Int) -> Bool { marker(at: index) == JSONMarkers.null }

    /// Makes the table at `index` a JSON array, even when it is empty. Stack: -0 +0, takes 3
    public func markJSONArray(at index: Int) {
        let table = absolute(index)
        pushArrayMetatable()
        setMetatable(of: table)
    }

    /// Whether the table at `index` is marked as an array, or has no other metatable. Takes 4
    func canBeJSONArray(at index: Int) -> Bool {
        guard pushMetatable(of: index) else { return true }
        pushArrayMetatable()
        defer { pop(2) }
        return rawEqual(-1, -2)
    }

    /// Pushes the metatable that marks arrays. Stack: -0 +1, takes 3
    func pushArrayMetatable() {
        guard pushKept(under: JSONMarkers.arrays) != .table else { return }
        pop()
        pushTable(members: 1)
        push("array")
        setField("__name", of: -2)
        pushCopy(of: -1)
        keep(under: JSONMarkers.arrays)
    }
}
