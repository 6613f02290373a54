public import Lua

/// A place at which a script stands still, for a prompt to look around.
public final class Breakpoint {
    /// Runs statements in the script's state.
    public let runner: InteractiveRunner
    /// Where the script stands.
    public let location: LuaLocation?
    private let thread: LuaThread
    private let level: Int?

    init(_ runner: InteractiveRunner, _ thread: LuaThread) {
        self.runner = runner
        self.thread = thread
        level = thread.luaLevel
        location = level.flatMap(thread.location(atLevel:))
    }

    /// The local variables in scope there, each once: the inner one of two of the same name.
    public var locals: [LuaThread.Local] {
        guard let level else { return [] }
        var last: [String: Int] = [:]
        let all = thread.locals(atLevel: level)
        for (position, local) in all.enumerated() { last[local.name] = position }
        return all.enumerated().filter { last[$1.name] == $0 }.map(\.element)
    }

    /// Gives a local variable another value, for the script to go on with.
    public func set(_ local: LuaThread.Local, to value: LuaValue) {
        if let level { thread.set(local, to: value, atLevel: level) }
    }

    /// The function that stands there, whose outer variables can be shared.
    public var function: LuaFunction? { level.flatMap(thread.function(atLevel:)) }
}

/// `muster.breakpoint`.
enum BreakpointFunction {
    static let breakpoint = HostFunction(
        "breakpoint",
        doc: "Opens the prompt where the script stands, with its variables; Ctrl-D goes on. "
            + "Nothing happens where nobody can type.",
        example: """
            local lobby = stacy:write(ref, muster.request():join { active = true })
            muster.breakpoint()
            print(lobby.me.index)
            """
    ) { call in
        let host = call.host
        guard host.onBreakpoint != nil else { return }
        guard call.canSuspend, let task = host.scheduler.current else {
            throw LuaFault("attempt to open a prompt across a C-call boundary")
        }
        let wait = host.scheduler.wait(for: "the prompt", since: call.location)
        host.scheduler.interlude = { [unowned host] in
            host.visit(task.thread)
            host.scheduler.resume(wait) { _ in 0 }
        }
        try call.suspend()
    }
}
