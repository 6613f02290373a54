import Lua

extension Benchmark {
    /// Lua calls a function, with one integer each way.
    static let hostCall = Benchmark("host call", against: "the same in C", budget: 2.5) {
        let loop = """
            local increment = increment
            return function(times)
                local value = 0
                for _ = 1, times do value = increment(value) end
            end
            """
        let increment = HostFunction(
            "increment", [Parameter("value", .integer)], returns: "integer", doc: "Adds one."
        ) {
            $0.push(($0.integer(1) ?? 0) &+ 1)
        }
        return Sides(
            ours: try HostedLua(functions: [increment], loop: loop).run,
            peer: try PlainLua(loop: loop).run)
    }

    /// A method of an object, with one integer each way.
    static let method = Benchmark("userdata method", against: "the same in C", budget: 3) {
        try counterSides(
            """
            local counter = counter
            return function(times)
                for _ = 1, times do counter:add(1) end
            end
            """)
    }

    /// A field of an object, an integer.
    static let fieldRead = Benchmark("field read", against: "the same in C", budget: 3) {
        try counterSides(
            """
            local counter = counter
            return function(times)
                local value
                for _ = 1, times do value = counter.value end
            end
            """)
    }

    private static func counterSides(_ loop: String) throws -> Sides {
        let ours = try HostedLua(loop: loop) { state in
            state.stack.push(Counter(), as: counterClass)
            try state.globals.set("counter", to: state.stack.value(at: -1))
            state.stack.pop()
        }
        return Sides(ours: ours.run, peer: try PlainLua(loop: loop).run)
    }
}

private final class Counter {
    var value: Int64 = 0
}

private let counterClass = LuaClass<Counter>(
    "counter", doc: "Counts.",
    methods: [
        .init("add", [Parameter("by", .integer)], returns: "integer", doc: "Adds.") {
            counter, call in
            counter.value &+= call.integer(1) ?? 0
            call.push(counter.value)
        }
    ],
    fields: [.init("value", "integer", doc: "The count.") { $1.push($0.value) }])
