internal import Lua

/// The globals of test files as they are before they are used, and the modules of the same.
enum AssertionGlobals {
    /// The metamethods of each global. The texts replace them when they are loaded.
    static let metamethods: [(name: String, functions: [HostFunction])] = [
        ("assert", [assertIndex, assertCall]),
        ("spy", [spiesIndex, spiesCall]),
        ("stub", [spiesIndex, spiesCall]),
        ("mock", [spiesIndex, spiesCall]),
        ("match", [matchersIndex]),
    ]

    private static let named = [Parameter("table", .any), Parameter("name", .any)]
    private static let variadic = [Parameter("...", .variadic)]

    /// As Lua's own. What is raised is kept, so that it can be told from other errors.
    private static let assertCall = HostFunction(
        "__call", variadic, returns: "...", doc: "Raises the message unless the value is true."
    ) { call in
        let count = call.argumentCount
        let host = call.host
        if count > 1, call.stack.truth(at: 2) {
            if host.tellsWhatHolds { PlainAssertion.hold(call) }
            return try call.push { stack in
                guard stack.reserve(count) else {
                    throw LuaFault("\(count) values do not fit on Lua's stack")
                }
                for position in 2...count { stack.pushCopy(of: position) }
                return count - 1
            }
        }
        if count > 1 {
            host.failedAssertion = count > 2 ? call.value(3) : "assertion failed!"
            PlainAssertion.fail(call)
        }
        let arguments = (1..<max(1, count)).map { call.value($0 + 1) }
        try call.delegate(to: call.assertions.original, arguments: arguments)
    }

    private static let assertIndex = HostFunction(
        "__index", named, returns: "any", doc: "Loads the assertions."
    ) { call in
        try call.assertions.loadEngine(in: call.state)
        try pushField(&call)
    }

    private static let spiesIndex = index(loading: .spies)
    private static let matchersIndex = index(loading: .matchers)

    private static func index(loading part: Assertions.Part) -> HostFunction {
        HostFunction("__index", named, returns: "any", doc: "Loads what is in the table.") { call in
            try call.assertions.need(part, in: call.state)
            try pushField(&call)
        }
    }

    /// Gives the field that was asked for, now that the table has its contents.
    private static func pushField(_ call: inout LuaCall) throws(LuaError) {
        try call.push { stack throws(LuaError) in
            stack.pushCopy(of: 2)
            try stack.get(of: 1)
            return 1
        }
    }

    private static let spiesCall = HostFunction(
        "__call", variadic, returns: "...", doc: "Makes a spy, a stub or a mock."
    ) { call in
        try call.assertions.need(.spies, in: call.state)
        let stack = call.stack
        guard stack.pushMetatable(of: 1) else { throw LuaFault("attempt to call a table value") }
        stack.pushField("__call", of: -1)
        let body = stack.value(at: -1)
        stack.pop(2)
        guard case .function(let function) = body else {
            preconditionFailure("the text of the spies makes nothing callable")
        }
        try call.delegate(to: function)
    }
}

extension AssertionGlobals {
    /// What `require` gives in test files.
    static let modules: [LuaModule] =
        [
            table("luassert", "assert"), table("luassert.assert", "assert"),
            table("luassert.spy", "spy"), table("luassert.stub", "stub"),
            table("luassert.mock", "mock"), table("luassert.match", "match"),
            part("luassert.util", .utilities), part("luassert.state", .snapshots),
            part("say", .say),
            LuaModule("luassert.namespaces", doc: "What is registered.") { call in
                let engine = try call.assertions.loadEngine(in: call.state)
                call.push(try engine.get("namespaces"))
            },
            LuaModule("busted.runner", doc: "A function that does nothing: the file is run.") {
                call in
                call.push { stack in
                    stack.push(alreadyRunning)
                    return 1
                }
            },
        ]

    private static let alreadyRunning = HostFunction(
        "runner", variadic, doc: "Does nothing: the file is run already."
    ) { _ in }

    private static func table(_ module: String, _ name: String) -> LuaModule {
        LuaModule(module, doc: "The global \(name) of test files.") { call in
            guard let table = call.assertions.tables[name] else { return }
            call.push(.table(table))
        }
    }

    private static func part(_ module: String, _ part: Assertions.Part) -> LuaModule {
        LuaModule(module, doc: "What registered assertions are made with.") { call in
            call.push(try call.assertions.need(part, in: call.state))
        }
    }
}

extension LuaCall {
    /// What test files assert with.
    fileprivate var assertions: Assertions {
        guard let assertions = host.assertions else {
            preconditionFailure("the assertions of test files are not installed")
        }
        return assertions
    }
}

extension AssertionGlobals {
    /// The globals, for the reference.
    static let documented = [
        ReferenceEntry(
            function: "assert", of: "",
            [.optional("value", .any), .optional("message", .any), Parameter("...", .variadic)],
            returns: "...",
            doc: "As Lua's own; `assert.are.same(expected, actual)`, `assert.is_nil(value)`, "
                + "`assert.has_error(body)` and the other assertions of luassert beside."),
        ReferenceEntry(
            function: "spy", of: "", [.optional("body", .any)], returns: "table",
            doc: "A function that keeps its calls, for `assert.spy`; `spy.on(object, name)` puts "
                + "one in the place of a function."),
        ReferenceEntry(
            function: "stub", of: "",
            [.optional("object", .table), .optional("name", .any), Parameter("...", .variadic)],
            returns: "table",
            doc: "A spy in the place of a function, which gives the values or calls the function "
                + "given."),
        ReferenceEntry(
            function: "mock", of: "",
            [Parameter("object", .table), .optional("stubs", .boolean)], returns: "table",
            doc: "Puts a spy, or a stub, in the place of every function in a table."),
        ReferenceEntry(
            field: "match", "table", of: "",
            doc: "What stands for arguments that are not known exactly: `match._`, "
                + "`match.is_string()`."),
    ]
}
