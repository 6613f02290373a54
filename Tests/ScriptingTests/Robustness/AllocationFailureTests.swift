import Directory
import Lua
import Scripting
import Testing

@Suite struct `A refused allocation` {
    /// Uses every visible function once, and the ways through which they are reached.
    private static let script = """
        local users = service:users(2)
        local server = service:server()
        local request = muster.request { properties = { custom = { a = 1 } } }
          :visibility "open":reservedRemovalTimeout "30s":initiators {}:set("k", { 1, "x" })
          :constant("c", 1):reserve(grace, { type = "x" }):join { active = true }
        local other = muster.request():me { properties = {} }:server("s"):remove_server "s"
          :remove(7):raw("/a/b", 1):capability "gameplay":role_types {}:properties {}
          :constants {}:mode "update":if_match "1":nocommit():leave()
        local text = request:json() .. tostring(request) .. tostring(request == other)
        local session = ada:create(ref, request)
        grace:join(ref)
        session:write(muster.request():set("k", 2))
        ada:write(ref, nil, "update")
        local now = session:refresh()
        for _, member in ipairs(now.members) do text = text .. tostring(member) .. member.status end
        text = text .. tostring(now) .. tostring(now:member(grace)) .. tostring(now.me.constants)
          .. now.etag .. tostring(now.reference) .. tostring(now.user) .. #json.encode(now.raw)
        local activity = ada:activity(ref)
        text = text .. tostring(activity) .. activity.id .. tostring(activity:get())
        for _, found in ipairs(grace:activities { ada }) do text = text .. #json.encode(found) end
        for _, found in ipairs(ada:query { xuid = ada }) do text = text .. tostring(found) end
        text = text .. tostring(service:server():acting_for({ ada, grace }):get(ref))
        text = text .. tostring(ada:follow { grace }:connect()) .. #ada:people()
        local e = refusal(ada.create, ada, ref)
        text = text .. e.kind .. e.status .. e.message .. e.rule .. tostring(e) .. e.where
          .. tostring(e.request) .. tostring(e.session) .. tostring(e.retryable)
        text = text .. refusal(function() return now.memebrs end)
        local task = muster.spawn(function(...)
          local _ <close> = onclose(function() muster.log "closed" end)
          muster.sleep "1s"
          return ...
        end, 1, 2)
        text = text .. select("#", task:wait()) .. tostring(task) .. task.status .. task.id
        clock:at("1s", function() error "rang" end)
        text = text .. refusal(muster.sleep, "2s")
        local idle = muster.spawn(muster.sleep, "1h")
        muster.sleep(0)
        idle:cancel()
        text = text .. tostring(refusal(idle.wait, idle))
        clock:advance(1)
        text = text .. clock.now .. clock.elapsed .. clock.mode .. os.time() .. os.clock()
        text = text .. json.encode(json.decode '{"a":[1,null,{}]}') .. json.encode(json.array())
        coroutine.wrap(function() muster.sleep(1) end)()
        service.network:set { latency = { 0.01 } }:partition({ ada }, { grace })
        text = text .. tostring(service:fault { kind = "slow", delay = 1, count = 1 })
        text = text .. tostring(ada:get(ref)) .. type(ada:measure(ada:get(ref)))
        text = text .. service.network:conditions(ada, service).latency
        service.network:reset()
        text = text .. #service:templates() .. muster.guid() .. math.random(9) .. os.date "!%c"
        now:leave()
        grace:leave(ref)
        for key in pairs { b = 1, a = 2 } do text = text .. key end
        math.randomseed()
        print(#text > 100)
        """

    @Test func `ends the run or is caught by it, wherever it happens`() throws {
        var refused = 0
        var endings: Set<String> = []
        while true {
            let ending = try run(refusingAfter: refused)
            endings.insert(ending.kind)
            if ending.isComplete { break }
            refused += 1
        }

        #expect(endings == ["finished", "memory"])
        // Host functions are never refused memory, so the rest of Lua's own is all there is.
        #expect(refused > 200)
    }

    private func run(refusingAfter count: Int) throws -> (kind: String, isComplete: Bool) {
        var printed: [UInt8] = []
        let runner = try ScriptRunner(ScriptOptions(), connection: .local(.builtIn)) { event in
            if case .printed(let line) = event { printed = line }
        }
        let text = Array((ScriptHarness.names + Self.script).utf8)
        runner.refuseAllocations(after: count)
        let outcome = runner.run(text, name: "flow.lua")
        let isComplete = runner.countedAllocations < count
        runner.refuseAllocations(after: nil)
        switch outcome {
        case .finished: return ("finished", isComplete && printed == Array("true".utf8))
        case .failed(let error):
            return (Self.tellsOfMemory(error.message) ? "memory" : "\(error)", false)
        case .unreadable(let error): return ("unreadable \(error)", false)
        default: return ("\(outcome)", false)
        }
    }

    /// A Lua stack that cannot grow looks the same whether it is too large or memory is refused.
    private static func tellsOfMemory(_ message: String) -> Bool {
        message.contains("memory") || message.contains("does not fit on Lua's stack")
    }
}
