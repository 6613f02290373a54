internal import CLua
internal import CLuaShim

/// How objects of a class that can be closed are closed.
enum Closing {
    static func method<Object: AnyObject>(
        of receiver: ClassReceiver, _ onClose: @escaping @Sendable (Object) -> Void
    ) -> HostFunction {
        HostFunction(
            method: "close", of: receiver, [], returns: "",
            doc: "Closes the \(receiver.name); nothing else can be done with it then."
        ) { call in close(call, onClose) }
    }

    /// A `<close>` variable may have been closed by hand before.
    static func metamethod<Object: AnyObject>(
        of receiver: ClassReceiver, _ onClose: @escaping @Sendable (Object) -> Void
    ) -> HostFunction {
        HostFunction("__close", [Parameter("object", .any)], doc: "Closes at the end of a block.") {
            call in
            guard receiver.accepts(call.stack, at: 1) else { return }
            close(call, onClose)
        }
    }

    private static func close<Object: AnyObject>(
        _ call: borrowing LuaCall, _ onClose: (Object) -> Void
    ) {
        // Taken first: what closing does may come back to this object.
        let object = clua_take_object(call.L, 1)
        onClose(Unmanaged<Object>.fromOpaque(object).takeRetainedValue())
    }
}

extension LuaCall {
    /// The first argument as an object that is not closed.
    ///
    /// - Throws: ``LuaFault`` that names the object and the use.
    func openObject<Object>(
        of type: LuaClass<Object>, using name: String
    ) throws(LuaFault) -> Object {
        if let object: Object = stack.object(at: 1, of: type) { return object }
        if stack.kind(at: 1) == .userdata, stack.typeName(at: 1) == type.name {
            throw LuaFault("using '\(name)' of a \(type.name) that is closed")
        }
        throw LuaFault(
            "using '\(name)' of a \(type.name) on a \(stack.typeName(at: 1)) value")
    }
}
