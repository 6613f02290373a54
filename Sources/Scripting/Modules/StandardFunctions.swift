internal import Lua
internal import Sessions

/// Standard functions that would make a run depend on the world, in forms that depend on the run:
/// output goes to the events, time is the script's, and randomness comes from the seed.
enum StandardFunctions {
    static let clock = HostFunction(
        "clock", returns: "number", doc: "Seconds of script time since the run began."
    ) { call in call.push(call.host.clock.elapsedSeconds) }

    /// Lua's own functions that the replacements end in.
    struct Originals {
        let time, date, randomseed: LuaFunction

        /// Has random numbers come from a seed.
        func seed(_ seed: UInt64) throws(LuaError) {
            _ = try randomseed.call(.integer(Int64(bitPattern: seed)), .integer(0))
        }
    }

    /// Replaces the functions in a state whose context will be a ``ScriptHost``.
    ///
    /// - Returns: what the host must keep for them.
    static func install(in lua: LuaState) throws(LuaError) -> Originals {
        try lua.useOrderedPairs()
        guard case .table(let os) = try lua.globals.get("os"),
            case .table(let math) = try lua.globals.get("math"),
            case .function(let time) = try os.get("time"),
            case .function(let date) = try os.get("date"),
            case .function(let randomseed) = try math.get("randomseed")
        else { throw LuaError("the standard library is missing", at: nil) }
        for function in [clock, self.time, self.date] { os.set(function) }
        math.set(self.randomseed)
        return Originals(time: time, date: date, randomseed: randomseed)
    }

    /// Without a table, the time of the script's clock; with one, Lua's own.
    private static let time = HostFunction(
        "time", [.optional("table", .any)], returns: "integer", doc: "The time, in seconds."
    ) { call in
        guard call.isNilOrNone(1) else { return try call.delegate(to: call.host.originals.time) }
        call.push(call.host.clock.seconds)
    }

    /// Lua's own, which means the script's clock when no time is given.
    private static let date = HostFunction(
        "date", [.optional("format", .any), .optional("time", .any)], returns: "string|table",
        doc: "A time as text or table."
    ) { call in
        let host = call.host
        let format = call.isNilOrNone(1) ? "%c" : call.stack.value(at: call.index(1))
        let time =
            call.isNilOrNone(2) ? .integer(host.clock.seconds) : call.stack.value(at: call.index(2))
        try call.delegate(to: host.originals.date, arguments: [format, time])
    }

    /// `math.randomseed` without a seed would take one from the world; here the run gives it.
    private static let randomseed = HostFunction(
        "randomseed", [Parameter("...", .variadic)], returns: "integer, integer",
        doc: "Seeds the random numbers."
    ) { call in
        let host = call.host
        guard call.argumentCount == 0 else {
            return try call.delegate(to: host.originals.randomseed)
        }
        let seed = (0..<2).map { _ in LuaValue.integer(Int64(bitPattern: host.random.next())) }
        try call.delegate(to: host.originals.randomseed, arguments: seed)
    }
}

extension ScriptClock {
    /// The whole seconds since 1970.
    fileprivate var seconds: Int64 { now.ticks / 10_000_000 }
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
