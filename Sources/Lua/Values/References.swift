// Lua's own values, as they are. They pass only into the state that they are of.

extension LuaValue: LuaPushable, LuaReadable {
    public static var luaTypeName: String { "value" }

    public func push(on stack: LuaStack) throws(LuaConversionError) {
        switch self {
        case .table(let table): try stack.push(table.reference)
        case .function(let function): try stack.push(function.reference)
        case .userdata(let userdata): try stack.push(userdata.reference)
        case .thread(let thread): try stack.push(thread.reference)
        default: stack.push(self)
        }
    }

    /// Reads any value; nothing at all is nil.
    public static func read(from stack: LuaStack, at index: Int) -> LuaValue {
        stack.value(at: index)
    }
}

extension LuaTable: LuaPushable, LuaReadable {
    public static var luaTypeName: String { "table" }

    public static func read(
        from stack: LuaStack, at index: Int
    ) throws(LuaConversionError) -> LuaTable {
        guard stack.kind(at: index) == .table else { throw mismatch(stack, at: index) }
        return LuaTable(stack.reference(at: index))
    }
}

extension LuaFunction: LuaPushable, LuaReadable {
    public static var luaTypeName: String { "function" }

    public static func read(
        from stack: LuaStack, at index: Int
    ) throws(LuaConversionError) -> LuaFunction {
        guard stack.kind(at: index) == .function else { throw mismatch(stack, at: index) }
        return LuaFunction(stack.reference(at: index))
    }
}

extension LuaUserdata: LuaPushable, LuaReadable {
    public static var luaTypeName: String { "userdata" }

    public func push(on stack: LuaStack) throws(LuaConversionError) { try stack.push(reference) }

    public static func read(
        from stack: LuaStack, at index: Int
    ) throws(LuaConversionError) -> LuaUserdata {
        guard stack.kind(at: index) == .userdata else { throw mismatch(stack, at: index) }
        return LuaUserdata(reference: stack.reference(at: index))
    }
}

extension LuaThread: LuaPushable, LuaReadable {
    public static var luaTypeName: String { "thread" }

    public func push(on stack: LuaStack) throws(LuaConversionError) { try stack.push(reference) }

    public static func read(
        from stack: LuaStack, at index: Int
    ) throws(LuaConversionError) -> LuaThread {
        guard stack.kind(at: index) == .thread else { throw mismatch(stack, at: index) }
        return LuaThread(stack.reference(at: index))
    }
}

extension HostFunction: LuaPushable {
    public func push(on stack: LuaStack) { stack.push(self) }
}

extension LuaStack {
    /// Pushes what a reference holds. Stack: -0 +1 (+0 when it throws)
    func push(_ reference: LuaReference) throws(LuaConversionError) {
        guard reference.isOf(self) else { throw LuaConversionError(.foreign) }
        reference.push(on: self)
    }
}
