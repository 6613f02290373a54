import Lua

/// What the chunks of ``LuaLoader`` find of a host: functions that fail, wait and call back, a class,
/// a module.
final class LuaHost {
    /// How many objects of the class there are.
    fileprivate(set) var alive = 0

    func openState() throws -> LuaState {
        let state = try LuaState(sandbox: .script)
        state.context = self
        for function in Self.functions { state.globals.set(function) }
        state.add(LuaModule("counters", doc: "Makes counters.", functions: Self.functions))
        state.onPrint = { _ in }
        state.onWarning = { _ in }
        // It would write to the streams of the fuzzer.
        try state.globals.set("io", to: LuaValue.nil)
        return state
    }

    private static let functions: [HostFunction] = [
        HostFunction(
            "add", [Parameter("a", .integer), .optional("b", .integer, default: 1)], doc: ""
        ) {
            $0.push(($0.integer(1) ?? 0) &+ ($0.integer(2) ?? 0))
        },
        HostFunction("fail", [Parameter("text", .string)], doc: "") {
            throw LuaFault($0.string(1) ?? "")
        },
        HostFunction("wait", [.optional("what", .any)], doc: "") { try $0.suspend() },
        HostFunction("new", doc: "") { call in
            call.push(Counter(call.context(LuaHost.self)), as: counterClass)
        },
        HostFunction("apply", [Parameter("f", .function), .optional("argument", .any)], doc: "") {
            call in
            for result in try call.function(1)?.call(call.value(2)) ?? [] { call.push(result) }
        },
    ]
}

private final class Counter {
    private let host: LuaHost
    var value: Int64 = 0

    init(_ host: LuaHost) {
        self.host = host
        host.alive += 1
    }

    deinit { host.alive -= 1 }
}

private let counterClass = LuaClass<Counter>(
    "counter", doc: "Counts.",
    methods: [
        .init("add", [Parameter("by", .integer)], doc: "Adds.") { counter, call in
            counter.value &+= call.integer(1) ?? 0
            call.push(counter.value)
        },
        .init("equals", [Parameter("other", .object("counter"))], doc: "Compares.") {
            counter, call in
            call.push(try call.object(1, of: counterClass).value == counter.value)
        },
        .init("wait", doc: "Waits.") { _, call in try call.suspend() },
    ],
    fields: [
        .init("value", "integer", doc: "The count.") {
            $1.push($0.value)
        } set: { counter, call in
            guard let value = call.integer(1) else { throw call.fault(1, expected: "integer") }
            counter.value = value
        }
    ],
    metamethods: [
        HostFunction("__tostring", doc: "The count.") { call in
            call.push("counter \(try call.object(1, of: counterClass).value)")
        }
    ],
    onClose: { $0.value = -1 })
