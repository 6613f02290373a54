internal import CLua
internal import CLuaShim

/// A class as one state knows it: its metatable, kept in the registry.
final class ClassBinding {
    private let metatable: LuaReference

    init(_ metatable: LuaReference) { self.metatable = metatable }

    /// Where the metatable is kept.
    var slot: CInt { metatable.slot }

    func pushMetatable(on stack: LuaStack) { metatable.push(on: stack) }
}

extension LuaState {
    /// The binding of `type`, made at its first use.
    func binding<Object>(of type: LuaClass<Object>) -> ClassBinding {
        let key = ObjectIdentifier(type)
        if let binding = bindings[key] { return binding }
        if let slot = imagedClasses[key] {
            let binding = ClassBinding(LuaReference(slot: slot, of: handle))
            bindings[key] = binding
            return binding
        }
        let stack = stack
        _ = stack.reserve(16)
        pushMetatable(of: type, on: stack)
        let binding = ClassBinding(LuaReference(popping: stack, of: handle))
        bindings[key] = binding
        return binding
    }

    /// Makes now what the state needs for objects of a class, and otherwise makes when there is the
    /// first.
    public func prepare<Object>(_ type: LuaClass<Object>) { _ = binding(of: type) }

    private func pushMetatable<Object>(of type: LuaClass<Object>, on stack: LuaStack) {
        stack.pushTable(members: 8 + type.metamethods.count)
        stack.push(type.name)
        stack.setField("__name", of: -2)
        stack.push(type.name)
        stack.setField("__metatable", of: -2)
        clua_push_release(stack.L)
        stack.setField("__gc", of: -2)
        pushIndex(of: type, on: stack)
        stack.setField("__index", of: -2)
        pushNewIndex(of: type, on: stack)
        stack.setField("__newindex", of: -2)
        for metamethod in type.metamethods {
            stack.push(metamethod)
            stack.setField(metamethod.name, of: -2)
        }
        if let call = type.call {
            stack.push(call)
            stack.setField("__call", of: -2)
        }
    }

    private func pushIndex<Object>(of type: LuaClass<Object>, on stack: LuaStack) {
        stack.pushTable(members: type.methods.count)
        for method in type.methods {
            stack.push(method)
            stack.setField(method.name, of: -2)
        }
        stack.pushTable(members: type.fields.count)
        for field in type.fields {
            let (name, get) = (field.name, field.get)
            stack.pushAccessor(
                FieldAccess { call in
                    let object = try call.openObject(of: type, using: name)
                    try get(object, &call)
                })
            stack.setField(field.name, of: -2)
        }
        stack.pushAccessor(FieldAccess(UnknownName(type).read))
        clua_push_index(stack.L)
    }

    private func pushNewIndex<Object>(of type: LuaClass<Object>, on stack: LuaStack) {
        stack.pushTable()
        for field in type.fields {
            guard let set = field.set else { continue }
            let name = field.name
            stack.pushAccessor(
                FieldAccess(offset: 1) { call in
                    let object = try call.openObject(of: type, using: name)
                    try set(object, &call)
                })
            stack.setField(field.name, of: -2)
        }
        stack.pushAccessor(FieldAccess(UnknownName(type).write))
        clua_push_newindex(stack.L)
    }
}

/// The body of a getter or setter, called by C in place of a closure.
final class FieldAccess {
    let offset: Int
    let body: (inout LuaCall) throws -> Void

    init(offset: Int = 0, _ body: @escaping (inout LuaCall) throws -> Void) {
        self.offset = offset
        self.body = body
    }

    func invoke(_ L: OpaquePointer) -> CInt {
        var call = LuaCall(L, offset: offset)
        do {
            try body(&call)
            return call.verdict
        } catch {
            let stack = LuaStack(L)
            _ = stack.reserve(8)
            stack.push(thrown: error)
            return CInt(CLUA_RAISE)
        }
    }
}

/// What happens when a script names something that a class does not have.
struct UnknownName<Object: AnyObject> {
    let type: LuaClass<Object>

    init(_ type: LuaClass<Object>) { self.type = type }

    func read(_ call: inout LuaCall) throws {
        guard let name = call.string(2) else {
            throw LuaFault("attempt to index a \(type.name) with a \(call.stack.typeName(at: 2))")
        }
        let object = try call.openObject(of: type, using: name)
        if let dynamic = type.dynamicField, try dynamic(object, name, &call) { return }
        throw LuaFault("\(type.name) has no field or method '\(name)'\(suggestion(for: name))")
    }

    func write(_ call: inout LuaCall) throws {
        let name = call.string(2) ?? call.stack.typeName(at: 2)
        guard type.fields.contains(where: { $0.name == name }) else {
            throw LuaFault("\(type.name) has no field '\(name)'\(suggestion(for: name))")
        }
        throw LuaFault("field '\(name)' of a \(type.name) cannot be set")
    }

    private func suggestion(for name: String) -> String {
        let known = type.methods.map(\.name) + type.fields.map(\.name)
        return nearestName(to: name, in: known).map { "; did you mean '\($0)'?" } ?? ""
    }
}

let accessorEntry: clua_host_fn = { L, context in
    // Both come from `pushAccessor(_:)`, which keeps the accessor alive with its block.
    Unmanaged<FieldAccess>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.invoke(L) }
}

extension LuaStack {
    /// Stack: -0 +1
    fileprivate func pushAccessor(_ access: FieldAccess) {
        clua_push_accessor(
            L, accessorEntry, Unmanaged<AnyObject>.passRetained(access).toOpaque(), releaseContext)
    }
}
