internal import Lua
internal import TestRunner

/// A Lua state with all that scripts find in it, and the host behind it.
final class ScriptWorld {
    let lua: LuaState
    let host: ScriptHost

    /// Makes a world in which nothing has run yet.
    ///
    /// - Parameters:
    ///   - options: The seed, the time and the limits.
    ///   - connection: The way to the directory.
    ///   - filled: A state in which the libraries are, without a host; a fresh one is filled when
    ///     it is nil.
    ///   - onEvent: Gets every event as it happens, on the calling thread.
    init(
        _ options: ScriptOptions, connection: ServiceConnection,
        in filled: (lua: LuaState, libraries: ScriptLibraries)? = nil,
        onEvent: @escaping (ScriptEvent) -> Void
    ) throws(LuaError) {
        let libraries: ScriptLibraries
        if let filled {
            (lua, libraries) = filled
        } else {
            lua = try LuaState()
            libraries = try ScriptLibraries(fillingIn: lua)
        }
        host = ScriptHost(
            lua: lua, clock: ScriptClock(options.time), connection: connection,
            seed: options.seed, inspection: options.inspection, environment: options.environment,
            schedule: options.schedule, emit: onEvent)
        host.world = self
        host.tellsWhatHolds = options.tellsWhatHolds
        lua.context = host
        lua.onExit = { [unowned host] code in host.exitCode = code }
        lua.onPrint = { [unowned host] line in host.emit(.printed(line)) }
        lua.onWarning = { [unowned host] text in
            host.emit(.logged("warning: \(text)", at: nil, time: host.clock.now))
        }
        try libraries.attach(to: host, seed: options.seed)
        if options.countsLines { try lua.countLines() }
        lua.memoryLimit = options.memoryLimitBytes
    }

    /// Which lines of scripts ran, and how often; nil unless the options ask for it.
    var lineCoverage: LineCoverage? { lua.lineCoverage }

    // The host functions need their host until the last finalizer has run.
    deinit { lua.close() }

    /// The decisions so far of a run under a schedule.
    var decisions: [Decision] { host.choices?.decisions ?? [] }

    /// How many users have sent a request in a run under a schedule.
    var players: Int { host.choices?.players ?? 0 }

    /// Puts a script's name and arguments where it finds them: the global `arg`.
    func setArguments(_ arguments: [String], script: String) throws(LuaError) {
        let stack = lua.stack
        stack.pushTable(elements: arguments.count)
        for (position, argument) in ([script] + arguments).enumerated() {
            stack.push(argument)
            stack.setElement(position, of: -2)
        }
        let table = stack.value(at: -1)
        stack.pop()
        try lua.globals.set("arg", to: table)
    }
}
