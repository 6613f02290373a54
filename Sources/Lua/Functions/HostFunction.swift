internal import CLua
internal import CLuaShim

/// A function declared in Swift for scripts: its name, parameters, results, documentation and body
/// in one place.
///
/// Arguments are checked against the parameters before the body runs; a mismatch reads like Lua's
/// own (`bad argument #2 to 'write' (table expected, got string)`). What the body throws is raised
/// in Lua after the Swift frame has gone, and comes back to Swift as the same object.
public final class HostFunction: Sendable {
    /// The name that scripts use.
    public let name: String
    /// The parameters, without `self`.
    public let parameters: [Parameter]
    /// Other forms of a call: a call must fit the ``parameters`` or one of these.
    public let overloads: [[Parameter]]
    /// The types of the results in annotation form (see ``LuaType/init(annotation:)``), such as
    /// `session` or `integer, string?`; empty for none.
    public let returns: String
    /// One line that says what the function does.
    public let doc: String
    /// The section of the host's specification that the function follows, if it follows one.
    public let section: String?
    /// Lua code that shows the function in use, if there is some.
    public let example: String?
    /// The class the function is a method of: its first argument is the object.
    let receiver: (any ReceiverCheck)?
    private let checks: [ArgumentCheck]
    private let hasDefaults: Bool
    private let body: @Sendable (inout LuaCall) throws -> Void

    /// Declares a function; the properties of the same names say what each argument is.
    ///
    /// - Precondition: a function with `overloads` has no defaults.
    public convenience init(
        _ name: String, _ parameters: [Parameter] = [], overloads: [[Parameter]] = [],
        returns: String = "", doc: String, section: String? = nil, example: String? = nil,
        body: @escaping @Sendable (inout LuaCall) throws -> Void
    ) {
        self.init(
            method: name, of: nil, parameters, overloads: overloads, returns: returns, doc: doc,
            section: section, example: example, body: body)
    }

    init(
        method name: String, of receiver: (any ReceiverCheck)?, _ parameters: [Parameter],
        overloads: [[Parameter]] = [], returns: String, doc: String, section: String? = nil,
        example: String? = nil, body: @escaping @Sendable (inout LuaCall) throws -> Void
    ) {
        self.name = name
        self.parameters = parameters
        self.overloads = overloads
        self.returns = returns
        self.doc = doc
        self.section = section
        self.example = example
        self.receiver = receiver
        self.checks = parameters.map(ArgumentCheck.init)
        self.hasDefaults = (parameters + overloads.joined()).contains { $0.defaultValue != nil }
        self.body = body
        precondition(overloads.isEmpty || !hasDefaults, "'\(name)' has overloads and defaults")
    }

    /// Runs the function for the call on `L`; answers a count of results or a verdict for C.
    func invoke(_ L: OpaquePointer) -> CInt {
        var call = LuaCall(L, offset: receiver == nil ? 0 : 1)
        do {
            if !checks.isEmpty || receiver != nil { try check(call) }
            if hasDefaults {
                call.fillDefaults(parameters)
                call.resultsBeginHere()
            }
            try body(&call)
            return call.verdict
        } catch {
            let stack = LuaStack(L)
            _ = stack.reserve(8)
            stack.push(thrown: (error as? LuaFault)?.named(name) ?? error)
            return CInt(CLUA_RAISE)
        }
    }

    private func check(_ call: borrowing LuaCall) throws(LuaFault) {
        if let receiver, !receiver.accepts(call.stack, at: 1) {
            let found = call.stack.typeName(at: 1)
            if found == receiver.name, call.stack.kind(at: 1) == .userdata {
                throw LuaFault("calling '\(name)' on a \(receiver.name) that is closed")
            }
            let hint = call.argumentCount >= 0 ? "; call it with ':'" : ""
            throw LuaFault(
                "calling '\(name)' on bad self (\(receiver.name) expected, got \(found)\(hint))")
        }
        let first = call.index(1)
        for position in checks.indices {
            let index = position + first
            if checks[position].passes(call.stack, at: index) { continue }
            guard parameters[position].accepts(call.stack, at: index) else {
                return try checkOverloads(call, failure: position)
            }
        }
    }

    /// Looks for an overload that a call fits.
    ///
    /// - Throws: ``LuaFault`` that tells what the forms expect which the call fits longest.
    private func checkOverloads(
        _ call: borrowing LuaCall, failure position: Int
    ) throws(LuaFault) {
        var furthest = position
        var expected = [parameters[position].type]
        for form in overloads {
            guard let failure = Self.failure(of: call, form) else { return }
            if failure > furthest { (furthest, expected) = (failure, []) }
            if failure == furthest { expected.append(form[failure].type) }
        }
        let type = expected.count == 1 ? expected[0] : .either(expected)
        // A type that none of the forms names alone may still be met by one that failed elsewhere.
        let problem =
            type.problem(of: call.stack, at: call.index(furthest + 1))
            ?? "\(type.text) expected"
        throw LuaFault("bad argument #\(furthest + 1) to '\(name)' (\(problem))")
    }

    /// The first argument that is not as a form of the call says.
    private static func failure(of call: borrowing LuaCall, _ form: [Parameter]) -> Int? {
        for (position, parameter) in form.enumerated()
        where !parameter.accepts(call.stack, at: call.index(position + 1)) {
            return position
        }
        return nil
    }
}

/// What a method asks of its first argument.
protocol ReceiverCheck: AnyObject, Sendable {
    var name: String { get }
    func accepts(_ stack: LuaStack, at index: Int) -> Bool
}

/// Called by C for every host function.
let hostEntry: clua_host_fn = { L, context in
    // Both come from `push(_:)` below, which keeps the function alive as long as the closure.
    Unmanaged<HostFunction>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.invoke(L) }
}

let releaseContext: clua_release_fn = { Unmanaged<AnyObject>.fromOpaque($0).release() }

extension LuaStack {
    /// Pushes a host function. Stack: -0 +1
    public func push(_ function: HostFunction) {
        clua_push_host(
            L, hostEntry, Unmanaged<AnyObject>.passRetained(function).toOpaque(), releaseContext)
    }

    /// The name of the type of the value at `index`: the class's name for a userdata.
    public func typeName(at index: Int) -> String {
        guard luaL_getmetafield(L, CInt(index), "__name") == LUA_TSTRING else {
            return kind(at: index).name
        }
        defer { pop() }
        return string(at: -1) ?? kind(at: index).name
    }

    /// The name of the type of a value that will not do: of a closed object it tells that.
    func foundName(at index: Int) -> String {
        let name = typeName(at: index)
        return clua_is_closed_object(L, CInt(index)) ? "closed \(name)" : name
    }
}
