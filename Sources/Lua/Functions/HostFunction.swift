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
    /// The types of the results in annotation form, such as `session` or `integer, string?`; empty
    /// for none.
    public let returns: String
    /// One line that says what the function does.
    public let doc: String
    /// The class the function is a method of: its first argument is the object.
    let receiver: (any ReceiverCheck)?
    private let checks: [ArgumentCheck]
    private let hasDefaults: Bool
    private let body: @Sendable (inout LuaCall) throws -> Void

    /// Declares a function.
    public init(
        _ name: String, _ parameters: [Parameter] = [], returns: String = "", doc: String,
        body: @escaping @Sendable (inout LuaCall) throws -> Void
    ) {
        self.name = name
        self.parameters = parameters
        self.returns = returns
        self.doc = doc
        self.receiver = nil
        self.checks = parameters.map(ArgumentCheck.init)
        self.hasDefaults = parameters.contains { $0.defaultValue != nil }
        self.body = body
    }

    init(
        method name: String, of receiver: any ReceiverCheck, _ parameters: [Parameter],
        returns: String, doc: String, body: @escaping @Sendable (inout LuaCall) throws -> Void
    ) {
        self.name = name
        self.parameters = parameters
        self.returns = returns
        self.doc = doc
        self.receiver = receiver
        self.checks = parameters.map(ArgumentCheck.init)
        self.hasDefaults = parameters.contains { $0.defaultValue != nil }
        self.body = body
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
            let parameter = parameters[position]
            guard parameter.accepts(call.stack, at: index) else {
                throw LuaFault(mismatch(position + 1, parameter, call.stack, at: index))
            }
        }
    }

    private func mismatch(
        _ position: Int, _ parameter: Parameter, _ stack: LuaStack, at index: Int
    ) -> String {
        let expected = parameter.type.text
        let found = stack.foundName(at: index)
        return "bad argument #\(position) to '\(name)' (\(expected) expected, got \(found))"
    }
}

/// What a method asks of its first argument.
protocol ReceiverCheck: AnyObject, Sendable {
    var name: String { get }
    func accepts(_ stack: LuaStack, at index: Int) -> Bool
}

/// One parameter of a declared function.
public struct Parameter: Sendable {
    /// The name in the documentation.
    public let name: String
    /// What it takes.
    public let type: LuaType
    /// Whether nil or nothing will do.
    public let isOptional: Bool
    /// What the body finds when nil or nothing is given; nil for nothing.
    public let defaultValue: DefaultValue?

    /// Declares a parameter that must be given.
    public init(_ name: String, _ type: LuaType) {
        self.name = name
        self.type = type
        isOptional = false
        defaultValue = nil
    }

    /// Declares a parameter that may be left out.
    ///
    /// With a default, a call that gives nil or nothing looks to the body, whatever accessor it
    /// uses, as if the default had been given. ``LuaCall/argumentCount`` still counts what was.
    ///
    /// - Precondition: the default is of the parameter's type.
    public static func optional(
        _ name: String, _ type: LuaType, default value: DefaultValue? = nil
    ) -> Parameter {
        Parameter(optional: name, type, value)
    }

    private init(optional name: String, _ type: LuaType, _ defaultValue: DefaultValue?) {
        precondition(
            defaultValue?.fits(type) ?? true, "the default of '\(name)' is not of its type")
        self.name = name
        self.type = type
        self.defaultValue = defaultValue
        isOptional = true
    }

    func accepts(_ stack: LuaStack, at index: Int) -> Bool {
        if isOptional, stack.isNilOrNone(at: index) { return true }
        return type.accepts(stack, at: index)
    }
}

/// What a parameter takes or a field holds.
public indirect enum LuaType: Sendable {
    /// Any value, nil among them.
    case any
    /// True or false.
    case boolean
    /// An integer, or a float with an integral value.
    case integer
    /// An integer or a float.
    case number
    /// A string, of any bytes.
    case string
    /// A table.
    case table
    /// A function, of Lua or declared in Swift.
    case function
    /// An object of a class declared in Swift, by the class's name; one that is closed will not do.
    case object(String)
    /// A value of one of several types.
    case either([LuaType])
    /// Any further arguments.
    case variadic
    /// A pointer that stands for null.
    case null

    func accepts(_ stack: LuaStack, at index: Int) -> Bool {
        switch self {
        case .any: stack.kind(at: index) != .none
        case .variadic: true
        case .null: stack.kind(at: index) == .lightUserdata
        case .boolean: stack.kind(at: index) == .boolean
        case .integer: stack.integer(at: index) != nil
        case .number: stack.kind(at: index) == .number
        case .string: stack.kind(at: index) == .string
        case .table: stack.kind(at: index) == .table
        case .function: stack.kind(at: index) == .function
        case .object(let name):
            clua_is_object_named(stack.L, CInt(index), ClassName.number(of: name))
        case .either(let types): types.contains { $0.accepts(stack, at: index) }
        }
    }

    /// The type as messages and annotations name it.
    public var text: String {
        switch self {
        case .any: "value"
        case .variadic: "..."
        case .null: "null"
        case .boolean: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .string: "string"
        case .table: "table"
        case .function: "function"
        case .object(let name): name
        case .either(let types): types.map(\.text).joined(separator: " or ")
        }
    }
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
