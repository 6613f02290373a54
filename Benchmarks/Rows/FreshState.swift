import BenchmarkPeers
import Lua
import Scripting

extension Benchmark {
    /// A new state with everything a script finds in it, opened and closed.
    static let freshState = Benchmark(
        "fresh state", against: "luaL_newstate and luaL_openlibs", budget: 3
    ) {
        Sides(
            ours: { times in
                for _ in 0..<times {
                    let state = try LuaState()
                    state.installJSON()
                    for function in JSONFunctions.all { state.globals.set(function) }
                }
            },
            peer: { times in for _ in 0..<times { peer_open_and_close() } })
    }
}
