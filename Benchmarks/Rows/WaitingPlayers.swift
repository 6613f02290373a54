import Directory
import Scripting

extension Benchmark {
    /// What a player takes of the memory of the process who waits as a task of one script, with a
    /// user, a coroutine and the values that it holds.
    static let waitingPlayers = Benchmark(
        "memory of a waiting player, 10 000 in one script", againstTextBytes: "8 KiB", budget: 1
    ) {
        var printed = ""
        let runner = try ScriptRunner(ScriptOptions(), connection: .local(.builtIn)) { event in
            if case .printed(let line) = event { printed = String(decoding: line, as: UTF8.self) }
        }
        guard case .exited(0) = runner.run(Array(script.utf8), name: "players"),
            let bytes = Double(printed)
        else { throw Unavailable(reason: "the resident set is read on Linux only") }
        return Sizes(ours: bytes, peer: 8192)
    }

    private static let script = """
        local muster = require "muster"
        local function resident()
          local file = assert(io.open "/proc/self/statm")
          local _, pages = file:read("n", "n")
          file:close()
          return pages * 4096
        end
        local count = 10000
        collectgarbage() collectgarbage()
        local before = resident()
        local users = muster.service():users(count)
        local gate = muster.channel()
        for i = 1, count do
          local user = users[i]
          muster.spawn(function() local _ = user, gate:receive() end)
        end
        muster.sleep "1s"
        collectgarbage() collectgarbage()
        print((resident() - before) / count)
        os.exit(0)
        """
}
