/// Null: a value that is there and says that nothing is.
///
/// Lua's nil means absence, and a table cannot hold it. Null is one light userdata, the same in
/// all states; it is true, and equal to nothing but itself.
enum NullMarker {
    // An address and nothing else: what it points to is never read or written.
    nonisolated(unsafe) static let address = UnsafeMutableRawPointer.allocate(
        byteCount: 1, alignment: 1)

    /// Gives null its text; other light userdata share its metatable.
    static let text = HostFunction(
        "__tostring", [Parameter("value", .any)], returns: "string", doc: "The text of null."
    ) { call in
        call.push(call.stack.isNull(at: call.index(1)) ? "null" : "userdata")
    }
}

/// The metatable that marks arrays: a table with it is an array even when it is empty.
enum ArrayMarker {
    // An address and nothing else, as above: a state keeps the metatable under it.
    nonisolated(unsafe) static let address = UnsafeRawPointer(
        UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1))
}

extension LuaValue {
    /// Null, which tables can hold where nil cannot be.
    public static var null: LuaValue { .marker(NullMarker.address) }

    /// Whether the value is null.
    public var isNull: Bool {
        guard case .marker(let address) = self else { return false }
        return address == NullMarker.address
    }
}

extension LuaState {
    /// Gives null its text: from then on `tostring` gives `null`, and errors call it so.
    public func installNull() {
        let stack = stack
        _ = stack.reserve(8)
        stack.pushNull()
        stack.pushTable(members: 3)
        stack.push(NullMarker.text)
        stack.setField(NullMarker.text.name, of: -2)
        for name in ["__name", "__metatable"] {
            stack.push("null")
            stack.setField(name, of: -2)
        }
        stack.setMetatable(of: -2)
        stack.pop()
    }
}

extension LuaStack {
    /// Pushes null. Stack: -0 +1
    public func pushNull() { push(marker: NullMarker.address) }

    /// Whether the value at `index` is null.
    public func isNull(at index: Int) -> Bool { marker(at: index) == NullMarker.address }

    /// Marks the table at `index` as an array, even when it is empty. Stack: -0 +0, takes 3
    public func markArray(at index: Int) {
        let table = absolute(index)
        pushArrayMetatable()
        setMetatable(of: table)
    }

    /// Whether the table at `index` is marked as an array. Stack: -0 +0, takes 4
    public func isMarkedArray(at index: Int) -> Bool {
        guard pushMetatable(of: index) else { return false }
        pushArrayMetatable()
        defer { pop(2) }
        return rawEqual(-1, -2)
    }

    /// Pushes the metatable that marks arrays. Stack: -0 +1, takes 3
    public func pushArrayMetatable() {
        guard pushKept(under: ArrayMarker.address) != .table else { return }
        pop()
        pushTable(members: 1)
        push("array")
        setField("__name", of: -2)
        pushCopy(of: -1)
        keep(under: ArrayMarker.address)
    }
}
