import Lua
import Testing

struct Trouble: Error, Equatable, CustomStringConvertible {
    let code: Int
    var description: String { "trouble \(code)" }
}

/// A class declared for the tests.
final class Counter {
    var value: Int64 = 0
}

let counterClass = LuaClass<Counter>(
    "counter", doc: "Counts.",
    methods: [
        .init("add", [Parameter("by", .integer)], returns: "integer", doc: "Adds.") {
            counter, call in
            counter.value += call.integer(1) ?? 0
            call.push(counter.value)
        },
        .init("fail", doc: "Fails.") { counter, _ in throw Trouble(code: Int(counter.value)) },
        .init("wait", returns: "any", doc: "Waits.") { _, call in try call.suspend() },
    ],
    fields: [
        .init("value", "integer", doc: "The count.") {
            $1.push($0.value)
        } set: { counter, call in
            guard let value = call.integer(1) else { throw call.fault(1, expected: "integer") }
            counter.value = value
        },
        .init("doubled", "integer", doc: "Twice the count.") { $1.push($0.value * 2) },
        .init("pending", "any", doc: "Waits for its value.") { _, call in try call.suspend() },
    ],
    metamethods: [
        HostFunction("__tostring", returns: "string", doc: "The count.") { call in
            call.push("counter \(try call.object(1, of: counterClass).value)")
        }
    ])

let hostFunctions: [HostFunction] = [
    HostFunction(
        "add", [Parameter("a", .integer), Parameter("b", .integer)], returns: "integer", doc: ""
    ) {
        $0.push(($0.integer(1) ?? 0) &+ ($0.integer(2) ?? 0))
    },
    HostFunction("fail", [Parameter("code", .integer)], doc: "") {
        throw Trouble(code: Int($0.integer(1) ?? 0))
    },
    HostFunction("complain", [Parameter("text", .string)], doc: "") {
        throw LuaFault($0.string(1) ?? "")
    },
    HostFunction("wait", [.optional("what", .any)], returns: "any", doc: "") { try $0.suspend() },
    HostFunction("new", returns: "counter", doc: "") { $0.push(Counter(), as: counterClass) },
    HostFunction("apply", [Parameter("f", .function)], returns: "any", doc: "") { call in
        let results = try call.function(1)?.call() ?? []
        for result in results { call.push(result) }
    },
]

func makeState(room: Int = 0) throws -> LuaState {
    let state = try openState(room: room)
    for function in hostFunctions { state.globals.set(function) }
    return state
}

func run(_ state: LuaState, _ text: String) throws -> [LuaValue] {
    switch state.makeThread(try state.load(text, name: "test")).resume() {
    case .finished(let results): return results
    case .failed(let error): throw error
    case .suspended, .yielded: throw Mismatch()
    }
}

@Suite struct `A host function` {
    let state: LuaState

    init() throws { state = try makeState() }

    @Test func `takes and gives values`() throws {
        guard case .integer(.max) = try run(state, "return add(math.maxinteger - 1, 1)")[0] else {
            throw Mismatch()
        }
    }

    @Test(arguments: [
        ("add(1)", "test:1: bad argument #2 to 'add' (integer expected, got no value)"),
        ("add(1, 'x')", "test:1: bad argument #2 to 'add' (integer expected, got string)"),
        ("add(1, 1.5)", "test:1: bad argument #2 to 'add' (integer expected, got number)"),
        ("new():add({})", "test:1: bad argument #1 to 'add' (integer expected, got table)"),
        (
            "local c = new() c.add(1)",
            "test:1: calling 'add' on bad self (counter expected, got number; call it with ':')"
        ),
        (
            "new().add(io.stdout, 1)",
            "test:1: calling 'add' on bad self (counter expected, got FILE*; call it with ':')"
        ),
        ("apply(new())", "test:1: bad argument #1 to 'apply' (function expected, got counter)"),
        ("complain('no luck')", "test:1: no luck"),
    ])
    func `refuses wrong arguments in Lua's own words`(call: String, message: String) throws {
        let error = try #require(throws: LuaError.self) { try run(state, call) }
        #expect(error.message == message)
        #expect(error.location == LuaLocation(chunk: "test", line: 1))
    }

    @Test(arguments: [
        (LuaType.any, ""), (.boolean, "true"),
        (.integer, "1 2.0"), (.number, "1 2.0 1.5"), (.string, "'x'"), (.table, "{}"),
        (.function, "print"), (.object("counter"), "new()"),
        (.either([.string, .integer]), "1 2.0 'x'"), (.null, "null"),
        (.variadic, "nil 1 2.0 1.5 'x' {} print true new() io.stdout null"),
    ])
    func `takes arguments of the declared type and no others`(
        type: LuaType, accepted: String
    ) throws {
        state.globals.set(HostFunction("take", [Parameter("a", type)], doc: "") { _ in })
        state.globals.set(HostFunction("try", [.optional("a", type)], doc: "") { _ in })
        // Only compared, so any address will do.
        try state.globals.set("null", to: .marker(UnsafeMutableRawPointer(bitPattern: 8)!))
        let accepted = Set(accepted.split(separator: " "))
        let values = "nil 1 2.0 1.5 'x' {} print true new() io.stdout null"
        for value in values.split(separator: " ").map(String.init) {
            let isWanted = accepted.contains(Substring(value)) || type.text == "value"
            let taken = try run(state, "return (pcall(take, \(value)))")[0].truth
            #expect(taken == isWanted, "\(value) as \(type.text)")
            let tried = try run(state, "return (pcall(try, \(value)))")[0].truth
            #expect(tried == (isWanted || value == "nil"), "\(value) as optional \(type.text)")
        }
        #expect(try run(state, "return (pcall(take))")[0].truth == (type.text == "..."))
        #expect(try run(state, "return (pcall(try))")[0].truth == true)
    }

    @Test func `takes objects by what they are and not by what their metatables say`() throws {
        final class Other {}
        // Another class of the same name will do for a parameter declared by the name.
        let sameName = LuaClass<Other>("counter", doc: "Is called as another.")
        let otherName = LuaClass<Other>("counters", doc: "Is called nearly as another.")
        for (name, type) in [("same", sameName), ("near", otherName)] {
            state.stack.push(Other(), as: type)
            let object = state.stack.value(at: -1)
            state.stack.pop()
            try state.globals.set(name, to: object)
        }
        state.globals.set(
            HostFunction("take", [Parameter("a", .object("counter"))], doc: "") { _ in })
        let either = LuaType.either([.string, .either([.object("x"), .object("counter")])])
        state.globals.set(HostFunction("either", [Parameter("a", either)], doc: "") { _ in })
        for function in ["take", "either"] {
            _ = try run(state, "\(function)(new()) \(function)(same)")
            for value in ["near", "io.stdout", "setmetatable({}, {__name = 'counter'})"] {
                let error = try #require(throws: LuaError.self) {
                    try run(state, "\(function)(\(value))")
                }
                #expect(error.message.contains("counter expected, got "))
            }
        }
    }

    @Test func `throws a Swift error that comes back as the same value`() throws {
        let error = try #require(throws: LuaError.self) { try run(state, "\nfail(7)") }
        #expect(error.underlying as? Trouble == Trouble(code: 7))
        #expect(error.message == "trouble 7")
        #expect(error.location == LuaLocation(chunk: "test", line: 2))
    }

    @Test func `shows its Swift error to pcall as one object`() throws {
        let results = try run(
            state,
            """
            local ok, e = pcall(fail, 7)
            local same, e2 = pcall(error, e)
            return ok, tostring(e), rawequal(e, e2), type(e)
            """)
        #expect(results[0].truth == false)
        #expect(results[1].text == "trouble 7")
        #expect(results[2].truth)
        #expect(results[3].text == "userdata")
    }

    @Test func `passes a Swift error through Lua called from Swift called from Lua`() throws {
        let error = try #require(throws: LuaError.self) {
            try run(state, "apply(function() apply(function() fail(3) end) end)")
        }
        #expect(error.underlying as? Trouble == Trouble(code: 3))
    }

    @Test func `passes a table that was raised through Swift unchanged`() throws {
        let results = try run(
            state, "local t = {} local _, e = pcall(apply, function() error(t) end) return e == t")
        #expect(results[0].truth)
    }

    @Test func `leaves a traceback with file and line`() throws {
        let error = try #require(throws: LuaError.self) {
            try run(state, "local function inner()\n  fail(1)\nend\ninner()")
        }
        let traceback = try #require(error.traceback)
        #expect(
            traceback.contains("test:2: in upvalue 'inner'")
                || traceback.contains("test:2: in local 'inner'"))
        #expect(traceback.contains("test:4: in"))
    }

    @Test func `says that it cannot wait on the main thread`() throws {
        let function = try state.load("wait()", name: "test")
        let error = try #require(throws: LuaError.self) { try function.call() }
        #expect(
            error.message == "test:1: attempt to wait outside a task or across a C-call boundary")
    }
}

@Suite struct `An object declared in Swift` {
    let state: LuaState

    init() throws { state = try makeState() }

    @Test func `has methods and fields`() throws {
        let results = try run(
            state,
            "local c = new() c:add(2) c.value = c.value + 1 return c.value, c.doubled, tostring(c)")
        guard case .integer(3) = results[0], case .integer(6) = results[1] else { throw Mismatch() }
        #expect(results[2].text == "counter 3")
    }

    @Test(arguments: [
        (
            "return new().valeu",
            "test:1: counter has no field or method 'valeu'; did you mean 'value'?"
        ),
        ("return new()[1]", "test:1: attempt to index a counter with a number"),
        ("new().doubled = 1", "test:1: field 'doubled' of a counter cannot be set"),
        ("new().other = 1", "test:1: counter has no field 'other'"),
        ("new().value = 'x'", "test:1: bad argument #1 (integer expected, got string)"),
        ("getmetatable(new()).x = 1", "test:1: attempt to index a string value"),
    ])
    func `names what is wrong with a use of it`(text: String, message: String) throws {
        let error = try #require(throws: LuaError.self) { try run(state, text) }
        #expect(error.message.hasPrefix(message))
    }

    @Test func `throws from methods`() throws {
        let error = try #require(throws: LuaError.self) { try run(state, "new():fail()") }
        #expect(error.underlying as? Trouble == Trouble(code: 0))
    }

    @Test func `can be used by a finalizer while the state closes`() throws {
        let state = try makeState()
        _ = try run(
            state, "local c = new() setmetatable({}, {__gc = function() c:add(1) add(1, 2) end})")
    }
}
