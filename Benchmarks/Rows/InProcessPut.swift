import Directory
import Lua
import Scripting

extension Benchmark {
    /// A write to a session of 10 members in process, with the session object back in Lua, against
    /// one decode and encode of such a document.
    static let inProcessPut = Benchmark(
        "in-process PUT, 10 members", against: "lua-cjson decode + encode", budget: 0.2
    ) {
        let runner = try ScriptRunner(ScriptOptions(), connection: .local(.builtIn)) { _ in }
        let writes = try runner.function(
            returnedBy: """
                local muster = require "muster"
                local service = muster.service()
                local users = service:users(10)
                local ref = service:reference "quick"
                local blob = ("x"):rep(500)
                for i, user in ipairs(users) do
                    user:write(ref, muster.request()
                        :join { active = true, custom = { name = "player " .. i, blob = blob } })
                end
                local writer, request = users[1], muster.request()
                local count = 0
                return function(times)
                    for _ = 1, times do
                        count = count + 1
                        local session = writer:write(ref, request:set("count", count))
                        assert(session.changeNumber == count + 10)
                    end
                end
                """)
        let peer = try PlainLua.withCJSON(
            texts: ["document": SessionDocument.text(members: 10)],
            loop: """
                local decode, encode = cjson.decode, cjson.encode
                local document = document
                return function(times)
                    for _ = 1, times do encode(decode(document)) end
                end
                """)
        return Sides(
            ours: { times in
                _ = try writes.call(.integer(Int64(times)))
                _ = runner
            }, peer: peer.run)
    }
}
