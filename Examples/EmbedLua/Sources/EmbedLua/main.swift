import Lua

final class Counter { var count = 0 }

let counterClass = LuaClass<Counter>(
    "counter", doc: "Counts.",
    methods: [
        .init("add", [.optional("by", .integer, default: 1)], returns: "integer", doc: "Adds.") {
            counter, call in
            counter.count += try call.argument(1, as: Int.self)
            try call.returns(counter.count)
        }
    ])

let state = try LuaState()
state.globals.set(
    HostFunction("counter", returns: "counter", doc: "A new counter.") {
        $0.push(Counter(), as: counterClass)
    })
let script = try state.load("local c = counter() c:add() return c:add(41)", name: "answer.lua")
print("the answer is", try script.call(returning: Int.self))
do {
    try state.load("counter():add('x')", name: "mistake.lua").call()
} catch {
    print(error.message)
}
