internal import CLua
internal import CLuaShim

/// One call of a host function: its arguments, and the results it gives.
///
/// Arguments are numbered from 1. For a method number 1 is the object and the parameters follow;
/// the typed accessors below count parameters, so they mean the same in functions and methods.
public struct LuaCall: ~Copyable {
    let L: OpaquePointer
    /// The number of arguments, without the object of a method.
    public let argumentCount: Int
    private let offset: Int
    private var resultCount = 0
    private var isSuspended = false
    private var delegatedArguments: Int?
    /// Where the results begin on the stack.
    private var base: CInt

    init(_ L: OpaquePointer, offset: Int) {
        self.L = L
        self.offset = offset
        base = lua_gettop(L)
        argumentCount = Int(base) - offset
    }

    /// What C does when the Swift frame has gone. Debug builds check that the body left nothing
    /// on the stack but its results.
    var verdict: CInt {
        if let delegatedArguments { return CInt(CLUA_DELEGATE) - CInt(delegatedArguments) }
        assert(
            lua_gettop(L) == base + CInt(resultCount),
            "a host function left \(lua_gettop(L) - base) values and counted \(resultCount)")
        return isSuspended ? CInt(CLUA_YIELD) : CInt(resultCount)
    }

    /// Results begin above what lies on the stack now.
    mutating func resultsBeginHere() { base = lua_gettop(L) }

    /// The stack of the thread that calls.
    public var stack: LuaStack { LuaStack(L) }

    /// The state that calls.
    public var state: LuaState { LuaState.of(L) }

    /// The ``LuaState/context`` of the state, which must be of this type.
    public func context<Context: AnyObject>(_ type: Context.Type = Context.self) -> Context {
        guard let context = state.context as? Context else {
            preconditionFailure("the Lua state has no context of type \(type)")
        }
        return context
    }

    /// Where parameter `position` lies on the stack.
    public func index(_ position: Int) -> Int { position + offset }

    // MARK: Arguments

    /// Whether parameter `position` is absent or nil.
    public func isNilOrNone(_ position: Int) -> Bool { stack.isNilOrNone(at: index(position)) }

    /// Parameter `position` as text; nil when it is no string.
    public func string(_ position: Int) -> String? { stack.string(at: index(position)) }

    /// Parameter `position` as an integer; nil when it is none.
    public func integer(_ position: Int) -> Int64? { stack.integer(at: index(position)) }

    /// Parameter `position` as a number; nil when it is none.
    public func number(_ position: Int) -> Double? { stack.number(at: index(position)) }

    /// Parameter `position` as a boolean; nil when it is none.
    public func boolean(_ position: Int) -> Bool? {
        stack.kind(at: index(position)) == .boolean ? stack.truth(at: index(position)) : nil
    }

    /// Parameter `position`, whatever it is.
    public func value(_ position: Int) -> LuaValue { stack.value(at: index(position)) }

    /// Parameter `position` as a function; nil when it is none.
    public func function(_ position: Int) -> LuaFunction? {
        guard case .function(let function) = value(position) else { return nil }
        return function
    }

    /// Parameter `position` as an object of `type`.
    ///
    /// - Throws: ``LuaFault`` when it is something else.
    public func object<Object>(
        _ position: Int, of type: LuaClass<Object>
    ) throws(LuaFault) -> Object {
        if let object = optionalObject(position, of: type) { return object }
        throw fault(position, expected: type.name)
    }

    /// Parameter `position` as an object of `type`; nil when it is something else.
    public func optionalObject<Object>(_ position: Int, of type: LuaClass<Object>) -> Object? {
        stack.object(Object.self, at: index(position), of: type)
    }

    /// What a wrong argument is answered with, in Lua's own words.
    public func fault(_ position: Int, expected: String) -> LuaFault {
        let found = stack.foundName(at: index(position))
        return LuaFault("bad argument #\(position) (\(expected) expected, got \(found))")
    }

    // MARK: Results

    /// Adds a result: nil for a missing value.
    public mutating func push(_ value: String?) {
        if let value { stack.push(value) } else { stack.pushNil() }
        resultCount += 1
    }

    /// Adds a result.
    public mutating func push(_ value: Bool?) {
        if let value { stack.push(value) } else { stack.pushNil() }
        resultCount += 1
    }

    /// Adds a result.
    public mutating func push(_ value: Int64?) {
        if let value { stack.push(value) } else { stack.pushNil() }
        resultCount += 1
    }

    /// Adds a result.
    public mutating func push(_ value: Int) {
        stack.push(value)
        resultCount += 1
    }

    /// Adds a result.
    public mutating func push(_ value: Double) {
        stack.push(value)
        resultCount += 1
    }

    /// Adds a result.
    public mutating func push(_ value: LuaValue) {
        stack.push(value)
        resultCount += 1
    }

    /// Adds a result: an object of a declared class.
    public mutating func push<Object>(_ object: Object, as type: LuaClass<Object>) {
        stack.push(object, as: type)
        resultCount += 1
    }

    /// Adds the results that `body` pushes; it answers how many.
    public mutating func push<Failure>(
        _ body: (LuaStack) throws(Failure) -> Int
    ) throws(Failure) {
        resultCount += try body(stack)
    }

    /// Adds the value that `body` pushes, if it pushes one and says so.
    mutating func pushDynamic(_ body: (LuaStack) -> Bool) -> Bool {
        guard body(stack) else { return false }
        resultCount += 1
        return true
    }

    // MARK: Handing over

    /// Lets a function of Lua finish this call: it gets the same arguments, the object of a method
    /// among them, may wait, and gives the results. What the body does after this has no effect.
    ///
    /// - Throws: ``LuaFault`` when the arguments do not fit on Lua's stack.
    public mutating func delegate(to function: LuaFunction) throws(LuaFault) {
        let count = argumentCount + offset
        guard stack.reserve(count + 8) else {
            throw LuaFault("\(count) values do not fit on Lua's stack")
        }
        stack.push(.function(function))
        for position in 0..<count { stack.pushCopy(of: position + 1) }
        delegatedArguments = count
    }

    /// The same with other arguments.
    ///
    /// - Throws: ``LuaFault`` when the arguments do not fit on Lua's stack.
    public mutating func delegate(
        to function: LuaFunction, arguments: [LuaValue]
    ) throws(LuaFault) {
        guard stack.reserve(arguments.count + 8) else {
            throw LuaFault("\(arguments.count) values do not fit on Lua's stack")
        }
        stack.push(.function(function))
        for argument in arguments { stack.push(argument) }
        delegatedArguments = arguments.count
    }

    // MARK: Waiting

    /// Whether the caller can wait: it runs in a coroutine that nothing pins to the C stack.
    public var canSuspend: Bool { lua_isyieldable(L) != 0 }

    /// Suspends the calling coroutine when the body returns.
    ///
    /// Whoever resumes it with ``LuaThread/resume(pushing:)`` gives the results of this call, or
    /// the error it raises.
    ///
    /// - Throws: ``LuaFault`` when the caller cannot wait.
    public mutating func suspend() throws(LuaFault) {
        guard canSuspend else {
            throw LuaFault("attempt to wait outside a task or across a C-call boundary")
        }
        isSuspended = true
    }

    /// The position of the script's call.
    public var location: LuaLocation? { stack.location(ofLevel: 1) }

    /// The position of the innermost call that a chunk other than `chunk` made, for functions that
    /// are partly written in Lua.
    public func location(outside chunk: String) -> LuaLocation? {
        stack.frames().lazy.compactMap(\.location).first { $0.chunk != chunk }
    }
}
