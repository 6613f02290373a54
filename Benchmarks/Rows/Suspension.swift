import Lua

extension Benchmark {
    /// A host call that suspends, and is resumed at once with one integer.
    static let suspension = Benchmark(
        "suspend and resume", against: "coroutine.resume and yield", budget: 4
    ) {
        let plain = """
            local resume, yield = coroutine.resume, coroutine.yield
            local thread = coroutine.create(function()
                while true do yield() end
            end)
            return function(times)
                for _ = 1, times do resume(thread, 1) end
            end
            """
        return Sides(ours: try suspendingLoop(), peer: try PlainLua(loop: plain).run)
    }

    private static func suspendingLoop() throws -> (Int) throws -> Void {
        let wait = HostFunction("wait", returns: "integer", doc: "Waits.") { try $0.suspend() }
        let state = try LuaState()
        state.globals.set(wait)
        let thread = state.makeThread(
            try state.load("local wait = wait while true do wait() end", name: "loop"))
        guard case .suspended = thread.resume() else { throw LuaFault("the loop does not wait") }
        return { times in
            for _ in 0..<times {
                let outcome = thread.resume { stack in
                    stack.push(1)
                    return 1
                }
                guard case .suspended = outcome else { throw LuaFault("the loop does not wait") }
            }
            _ = state
        }
    }
}
