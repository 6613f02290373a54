/// A Lua table, by reference.
///
/// Reading and writing here honours metamethods, as `t[k]` does in Lua; what they raise is thrown.
public struct LuaTable {
    let reference: LuaReference

    init(_ reference: LuaReference) { self.reference = reference }

    /// The value under `key`.
    public func get(_ key: LuaValue) throws(LuaError) -> LuaValue {
        let stack = try reference.stack()
        let bottom = stack.count
        defer { stack.pop(stack.count - bottom) }
        reference.push(on: stack)
        try stack.push(ownValue: key)
        try stack.get(of: -2)
        return stack.value(at: -1)
    }

    /// Sets the value under `key`; nil removes it.
    public func set(_ key: LuaValue, to value: LuaValue) throws(LuaError) {
        let stack = try reference.stack()
        let bottom = stack.count
        defer { stack.pop(stack.count - bottom) }
        reference.push(on: stack)
        try stack.push(ownValue: key)
        try stack.push(ownValue: value)
        try stack.set(of: -3)
    }

    /// Sets a global or field to a host function.
    ///
    /// - Precondition: the state is open.
    public func set(_ function: HostFunction) {
        let stack = LuaStack(reference.handle.pointer)
        reference.push(on: stack)
        stack.push(function)
        stack.setField(function.name, of: -2)
        stack.pop()
    }

    /// Whether both are one table.
    public func isSame(as other: LuaTable) -> Bool {
        guard let L = reference.handle.L, other.reference.handle.L == L else { return false }
        let stack = LuaStack(L)
        reference.push(on: stack)
        other.reference.push(on: stack)
        defer { stack.pop(2) }
        return stack.rawEqual(-1, -2)
    }

    /// All pairs, in Lua's own order, which means nothing; no metamethods.
    ///
    /// - Precondition: the state is open.
    public func pairs() -> [(key: LuaValue, value: LuaValue)] {
        let stack = LuaStack(reference.handle.pointer)
        reference.push(on: stack)
        defer { stack.pop() }
        var pairs: [(key: LuaValue, value: LuaValue)] = []
        stack.forEachPair(of: -1) { pairs.append(($0.value(at: -2), $0.value(at: -1))) }
        return pairs
    }

    /// Pushes the table. Stack: -0 +1 (+0 when it throws)
    ///
    /// - Throws: ``LuaConversionError/Reason/foreign`` on the stack of another state.
    public func push(on stack: LuaStack) throws(LuaConversionError) { try stack.push(reference) }
}

/// A Lua function, by reference.
public struct LuaFunction {
    let reference: LuaReference

    init(_ reference: LuaReference) { self.reference = reference }

    /// Calls the function on the main thread, where nothing can suspend.
    ///
    /// - Throws: ``LuaError`` with what the function raised.
    @discardableResult
    public func call(_ arguments: LuaValue...) throws(LuaError) -> [LuaValue] {
        let stack = try reference.stack()
        guard stack.reserve(arguments.count + 8) else {
            throw LuaError(kind: .runtime, message: "too many arguments to a Lua function")
        }
        let bottom = stack.count
        do throws(LuaError) {
            reference.push(on: stack)
            for argument in arguments { try stack.push(ownValue: argument) }
        } catch {
            stack.pop(stack.count - bottom)
            throw error
        }
        let count = try stack.call(argumentCount: arguments.count)
        defer { stack.pop(count) }
        return (0..<count).map { stack.value(at: $0 - count) }
    }

    /// Pushes the function. Stack: -0 +1 (+0 when it throws)
    ///
    /// - Throws: ``LuaConversionError/Reason/foreign`` on the stack of another state.
    public func push(on stack: LuaStack) throws(LuaConversionError) { try stack.push(reference) }
}
