import BenchmarkPeers
import Directory
import Scripting

extension Benchmark {
    /// A new state with everything that a script finds in it, opened and closed.
    static let freshState = Benchmark(
        "fresh state", against: "luaL_newstate and luaL_openlibs", budget: 3
    ) {
        Sides(
            ours: { times in
                for _ in 0..<times {
                    _ = try ScriptRunner(ScriptOptions(), connection: .local(.builtIn)) { _ in }
                }
            },
            peer: { times in for _ in 0..<times { peer_open_and_close() } })
    }
}
