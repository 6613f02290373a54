internal import Lua
internal import Sessions

/// Standard functions that would make a run depend on the world, in forms that depend on the run:
/// output goes to the events, time is the script's, and randomness comes from the seed.
enum StandardFunctions {
    static let clock = HostFunction(
        "clock", returns: "number", doc: "Seconds of script time since the run began."
    ) { call in call.push(call.host.clock.elapsedSeconds) }

    static func install(in lua: LuaState, seed: UInt64) throws(LuaError) {
        if case .table(let os) = try lua.globals.get("os") {
            os.set(clock)
            try installTime(in: os, lua)
        }
        try installRandom(lua, seed: seed)
        try lua.useOrderedPairs()
    }

    /// `math.randomseed` without a seed would take one from the world; here the run gives it.
    private static func installRandom(_ lua: LuaState, seed: UInt64) throws(LuaError) {
        lua.globals.set(entropy)
        let wrap = try lua.load(
            """
            local entropy, seed = entropy, math.randomseed
            math.randomseed = function(...)
              if select("#", ...) == 0 then return seed(entropy()) end
              return seed(...)
            end
            seed((...), 0)
            """, name: "=muster")
        _ = try wrap.call(.integer(Int64(bitPattern: seed)))
        try lua.globals.set("entropy", to: .nil)
    }

    private static let entropy = HostFunction(
        "entropy", returns: "integer, integer", doc: "Two random numbers, decided by the seed."
    ) { call in
        let host = call.host
        call.push(Int64(bitPattern: host.random.next()))
        call.push(Int64(bitPattern: host.random.next()))
    }

    /// `os.time` and `os.date` without a time mean the script's clock; with one, Lua's own.
    private static func installTime(in os: LuaTable, _ lua: LuaState) throws(LuaError) {
        lua.globals.set(now)
        let wrap = try lua.load(
            """
            local now, time, date = now, os.time, os.date
            os.time = function(t) if t == nil then return now() end return time(t) end
            os.date = function(format, t) return date(format or "%c", t or now()) end
            """, name: "=muster")
        _ = try wrap.call()
        try lua.globals.set("now", to: .nil)
    }

    private static let now = HostFunction(
        "now", returns: "integer", doc: "Seconds since 1970 on the script's clock."
    ) { call in call.push(call.host.clock.now.ticks / 10_000_000) }
}

extension StandardFunctions {
    /// What a script finds in another form than Lua's manual says, for the reference.
    static let documented = [
        ReferenceEntry(
            field: "arg", "table", of: "",
            doc: "The script's name at index 0 and its arguments from 1, also given as `...`."),
        ReferenceEntry(
            function: "print", of: "", [Parameter("values", .variadic)],
            doc: "Writes the values as one line; lines of several tasks never mix."),
        ReferenceEntry(
            function: "warn", of: "", [Parameter("texts", .variadic)],
            doc: "Adds a warning to the trace."),
        ReferenceEntry(
            function: "pairs", of: "", [Parameter("t", .table)], returns: "function, table, nil",
            doc: "Walks numbers first, ascending, then strings by their bytes, then the rest."),
        ReferenceEntry(clock, .function, of: "os"),
        ReferenceEntry(
            function: "time", of: "os", [.optional("table", .table)], returns: "integer",
            doc: "The time of a table as Lua's own does; without one, now on the script's clock."),
        ReferenceEntry(
            function: "date", of: "os",
            [.optional("format", .string), .optional("time", .integer)], returns: "string|table",
            doc: "A time as text as Lua's own does; without one, now on the script's clock."),
        ReferenceEntry(
            function: "exit", of: "os",
            [
                .optional(
                    "code", .either([.boolean, .integer]),
                    doc: "The exit code; true is 0 and false 1. 0 when left out.")
            ], doc: "Ends the run, with all of its tasks."),
        ReferenceEntry(
            function: "random", of: "math", [.optional("m", .integer), .optional("n", .integer)],
            returns: "number", doc: "As Lua's own, decided by the seed of the run."),
        ReferenceEntry(
            function: "randomseed", of: "math",
            [.optional("x", .integer), .optional("y", .integer)],
            returns: "integer, integer",
            doc: "As Lua's own; without a seed, takes one that the seed of the run decides."),
    ]
}
