import Directory
import Scripting
import Testing

@Suite struct `The module` {
    @Test func `says which name was meant`() throws {
        let lines = try lines(
            """
            print(refusal(function() muster.spwan(print) end))
            print(refusal(function() return json.encod end))
            print(refusal(function() return muster[1] end))
            muster.own = 1
            print(muster.own, rawget(muster, "spwan"))
            """)

        #expect(
            lines == [
                "flow.lua:1: muster has no function or value 'spwan'; did you mean 'spawn'?",
                "flow.lua:2: muster.json has no function or value 'encod'; did you mean 'encode'?",
                "flow.lua:3: muster has no function or value 'number'", "1\tnil",
            ])
    }

    @Test func `writes and reads base64`() throws {
        let lines = try lines(
            #"""
            local b = muster.base64
            print(b.encode "", b.encode "f", b.encode "fo", b.encode "foo", b.encode "\xFB\xFF")
            print(b.decode "Zg==", b.decode "Zm8=", b.decode "Zm9v", #b.decode "+/8=", b.decode "" == "")
            for _, text in ipairs { "Zg", "Zg=", "Z===", "Zh==", "Zm9-", "Zm 9v", "=", "Zm9v\n" } do
              print(refusal(b.decode, text))
            end
            """#)

        let refused = "flow.lua:1: bad argument #1 to 'decode' (padded base64 expected)"
        #expect(
            lines == ["\tZg==\tZm8=\tZm9v\t+/8=", "f\tfo\tfoo\t2\ttrue"]
                + Array(repeating: refused, count: 8))
    }

    @Test func `reads the environment of the run`() throws {
        let log = EventLog()
        var options = ScriptOptions()
        options.environment = { ["MAP": "dust", "EMPTY": ""][$0] }
        let runner = try ScriptRunner(options, connection: .local(.builtIn)) { log.note($0) }
        let script = """
            local env = require "muster".env
            print(env "MAP", env("MAP", "x"), env "EMPTY" == "", env "NONE", env("NONE", "x"))
            """
        let outcome = runner.run(Array(script.utf8), name: "flow.lua")

        #expect(log.run(endingWith: outcome).lines == ["dust\tdust\ttrue\tnil\tx"])
    }
}
