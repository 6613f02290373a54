internal import Lua

/// What test files assert with, in the common forms of busted and luassert: the globals `assert`,
/// `spy`, `stub`, `mock` and `match`, and the modules that give them.
///
/// A state is made for every test, so ``install(in:host:)`` makes nothing but empty tables. What is
/// in them is Lua text, in parts (``Part``) of which each is loaded when a test first needs it;
/// `assert(value, message)` needs none.
final class Assertions {
    /// A text that is loaded when it is needed.
    enum Part: String {
        case more, spies, matchers, failures, say, snapshots, utilities

        var text: String {
            switch self {
            case .more: MoreAssertions.text
            case .spies: SpyText.text
            case .matchers: MatcherText.text
            case .failures: FailureText.text
            case .say: SayText.text
            case .snapshots: SnapshotText.text
            case .utilities: UtilityText.text
            }
        }
    }

    /// Lua's own `assert`.
    let original: LuaFunction
    /// What the globals of the same names hold at first.
    let tables: [String: LuaTable]
    /// What the engine gives once it is loaded.
    private var engine: LuaTable?

    init(original: LuaFunction, tables: [String: LuaTable], engine: LuaTable? = nil) {
        self.original = original
        self.tables = tables
        self.engine = engine
    }

    /// Sets the globals in a fresh state whose context will be a ``ScriptHost``, and makes the
    /// modules known to `require`.
    ///
    /// - Throws: ``LuaError`` when the state has no `assert`.
    static func install(in lua: LuaState) throws(LuaError) -> Assertions {
        let globals = lua.globals
        guard case .function(let original) = try globals.get("assert") else {
            throw LuaError("the function 'assert' is missing", at: nil)
        }
        var tables: [String: LuaTable] = [:]
        for (name, metamethods) in AssertionGlobals.metamethods {
            let stack = lua.stack
            stack.pushTable()
            stack.pushTable(members: metamethods.count)
            for function in metamethods {
                stack.push(function)
                stack.setField(function.name, of: -2)
            }
            stack.setMetatable(of: -2)
            let value = stack.value(at: -1)
            stack.pop()
            guard case .table(let table) = value else { continue }
            tables[name] = table
            try globals.set(.string(LuaString(name)), to: value)
        }
        for module in AssertionGlobals.modules { lua.add(module) }
        return Assertions(original: original, tables: tables)
    }

    /// Whether an error that ended a test is an assertion that does not hold, and no other error.
    static func isFailure(_ error: LuaError, in host: ScriptHost) -> Bool {
        if error.underlying is ExpectationError { return true }
        guard let failed = host.failedAssertion else { return false }
        guard let raised = error.raised else {
            guard case .string(let text) = failed else { return false }
            return text.repairedText == error.message
        }
        let stack = host.lua.stack
        stack.push(failed)
        stack.push(host.lua.value(raised: raised))
        defer { stack.pop(2) }
        return stack.rawEqual(-1, -2)
    }

    /// Loads a part, unless that is done, and gives what it returns.
    ///
    /// - Throws: ``LuaError`` when there is no memory to load it.
    @discardableResult
    func need(_ part: Part, in lua: LuaState) throws(LuaError) -> LuaValue {
        let engine = try loadEngine(in: lua)
        guard case .function(let need) = try engine.get("need") else {
            preconditionFailure("the engine of assertions needs nothing")
        }
        return try need.call(.string(LuaString(part.rawValue))).first ?? .nil
    }

    /// Loads what every assertion begins with, unless that is done.
    ///
    /// - Throws: ``LuaError`` when there is no memory to load it.
    @discardableResult
    func loadEngine(in lua: LuaState) throws(LuaError) -> LuaTable {
        if let engine { return engine }
        let stack = lua.stack
        stack.pushTable(members: AssertionPrimitives.all.count)
        for function in AssertionPrimitives.all {
            stack.push(function)
            stack.setField(function.name, of: -2)
        }
        let primitives = stack.value(at: -1)
        stack.pop()
        stack.pushTable(members: tables.count)
        for (name, table) in tables {
            stack.push(.table(table))
            stack.setField(name, of: -2)
        }
        let named = stack.value(at: -1)
        stack.pop()
        let chunk = try lua.load(
            own: AssertionEngine.text, key: "assertions", name: lua.ownChunk ?? "muster")
        guard let assert = tables["assert"],
            case .table(let engine)? = try chunk.call(primitives, .table(assert), named).first
        else { preconditionFailure("the engine of assertions returns no table") }
        self.engine = engine
        return engine
    }
}
