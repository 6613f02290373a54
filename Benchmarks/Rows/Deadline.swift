import Lua

extension Benchmark {
    /// A loop while a deadline is armed that it does not reach, against the loop alone.
    static let deadline = Benchmark(
        "deadline armed, not reached", against: "the same loop without one", budget: 1
    ) {
        let loop = """
            return function(times)
                local sum = 0
                for i = 1, times do sum = sum + i % 7 end
                return sum
            end
            """
        let armed = try HostedLua(loop: loop)
        let interrupter = armed.state.watchForInterrupts()
        return Sides(
            ours: { times in
                try armed.run(times)
                _ = interrupter
            }, peer: try HostedLua(loop: loop).run)
    }
}
