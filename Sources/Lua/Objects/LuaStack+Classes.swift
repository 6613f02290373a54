internal import CLua
internal import CLuaShim

extension LuaStack {
    /// Pushes a table with the statics of a class, such as its constructors. Stack: -0 +1
    public func push<Object>(class type: LuaClass<Object>) {
        pushTable(members: type.statics.count)
        for function in type.statics {
            push(function)
            setField(function.name, of: -2)
        }
    }

    /// Pushes a function of this state alone, which may capture what is not `Sendable`.
    ///
    /// It serves as an iterator for a generic `for`: give results while there are some, and none
    /// at the end. Stack: -0 +1
    public func pushFunction(_ body: @escaping (inout LuaCall) throws -> Void) {
        let access = FieldAccess(body)
        clua_push_host(
            L, accessorEntry, Unmanaged<AnyObject>.passRetained(access).toOpaque(), releaseContext)
    }
}

extension LuaCall {
    /// Adds a function as a result; see ``LuaStack/pushFunction(_:)``.
    public mutating func pushFunction(_ body: @escaping (inout LuaCall) throws -> Void) {
        push { stack in
            stack.pushFunction(body)
            return 1
        }
    }
}
