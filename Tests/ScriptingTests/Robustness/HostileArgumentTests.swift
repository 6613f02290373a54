import Lua
import Testing

@testable import Scripting

@Suite struct `Hostile arguments` {
    /// Values that nobody would pass, and objects of every class.
    private static let values = """
        local session = service:server():create(ref, muster.request():reserve(ada))
        session = ada:join(ref)
        ada:write(ref, muster.request():set("round", 1))
        local failure = refusal(session.write, session, muster.request():set("round", 2), "synchronized")
        local done = muster.spawn(function() return 1 end)
        done:wait()
        local loop = {}
        loop[1], loop.loop = loop, loop
        local deep = {}
        for _ = 1, 10000 do deep = { deep } end
        local big = {}
        for i = 1, 5000 do big[i] = i end
        local broken = setmetatable({}, {
          __index = function() error "no" end, __len = function() return -1 end,
          __pairs = error, __tostring = function() return nil end, __name = "reference",
        })
        local values = {
          false, true, 0, -1, 1.5, 0/0, 1/0, math.mininteger, math.maxinteger, 1e300, "", "x", "7",
          "30s", "\\0\\xff", "/a/b", ("/a"):rep(40), {}, { 1, nil, 3 }, { a = 1, 2 },
          { [loop] = 1 }, { x = print }, { active = 1 }, { template = "quick" }, loop, deep, broken,
          json.array(), function() end, print, coroutine.create(print), io.stdout, null, muster,
          service, ada, service:server(), ref, active, session, session.me, done, clock, failure,
        }

        """

    /// Calls a function with nothing, with every value, with pairs, with a large table and with
    /// many arguments.
    private static let attack = """
        local calls = 0
        local print = function(...) end
        local function attack(f, self)
          local function call(...)
            calls = calls + 1
            if self ~= nil then pcall(f, self, ...) else pcall(f, ...) end
          end
          call()
          call(nil)
          for i = 1, #values do
            call(values[i])
            call(values[i], values[i], values[i])
            call(values[i], nil, values[#values - i + 1])
            call(ref, values[i], values[i])
            call("x", values[i])
            call({}, values[i])
          end
          call(big) call("x", big) call(ref, big)
          call(table.unpack(big, 1, 200))
        end

        """

    @Test(arguments: VisibleNames.classes.map(\.name))
    func `never crash a method`(name: String) throws {
        let type = try #require(VisibleNames.classes.first { $0.name == name })
        let methods = (type.methods.map(\.name)).map { method in
            let function = "\(type.object).\(method)"
            // What may wait for ever is cut short.
            let attacked =
                type.waiting.contains(method)
                ? "function(...) return muster.timeout(1, \(function), ...) end" : function
            return "attack(\(attacked), \(type.object)) attack(\(attacked))"
        }
        try survive(methods)
    }

    @Test(arguments: VisibleNames.functions.map(\.lua))
    func `never crash a function`(name: String) throws {
        try survive(["attack(\(name))"])
    }

    @Test(arguments: VisibleNames.classes.map(\.name))
    func `never crash a metamethod, nor strange names and values of fields`(name: String) throws {
        let type = try #require(VisibleNames.classes.first { $0.name == name })
        try survive([
            """
            local object = \(type.object)
            for i = 1, #values do
              local value = values[i]
              pcall(function() return object[value] end)
              pcall(function() object[value] = value end)
              pcall(function() return object == value end)
              pcall(function() return value == object end)
              pcall(function() return object .. value end)
              pcall(function() return object < value end)
              pcall(function() return object + value end)
              pcall(function() return object(value) end)
              pcall(function() return #object, -object, tostring(object) end)
              pcall(setmetatable, object, {})
              pcall(rawset, object, value, value)
              pcall(next, object, value)
              for _, field in ipairs { \(type.fields.map { "'\($0.name)'" }.joined(separator: ", ")) } do
                pcall(function() return object[field] end)
                pcall(function() object[field] = value end)
              end
              calls = calls + 1
            end
            """
        ])
    }

    @Test func `of ten million bytes are taken or refused like any other`() throws {
        let lines = try lines(
            """
            local text = ("x"):rep(10000000)
            print(#muster.request():set("k", text):set(text, 1):json() > 20000000)
            print(#refusal(service.user, service, text), #refusal(muster.sleep, text))
            print(#refusal(ada.get, ada, service:reference("quick", text)).message < 200)
            print(#muster.spawn(function(x) return x end, text):wait())
            print(refusal(ada.write, ada, ref, active:set("k", text)).status)
            print(#json.encode(text), #json.decode(json.encode(text)))
            muster.log(text)
            """)

        #expect(
            lines == [
                "true", "10000072\t10000106", "true", "10000000", "400", "10000002\t10000000",
            ])
    }

    /// Runs the attacks, and sees that the run goes on as if nothing had been.
    private func survive(_ attacks: [String]) throws {
        let script =
            Self.values + Self.attack + attacks.joined(separator: "\n")
            + "\nmuster.log(calls >= \(attacks.isEmpty ? 0 : 40))"
            + "\nmuster.log(service:server():get(ref) ~= false)"
        let run = try ScriptHarness.run(script)
        let logged = run.events.suffix(2).compactMap { event -> String? in
            if case .logged(let text, at: _, time: _) = event { text } else { nil }
        }

        #expect(run.ending == .finished)
        #expect(logged.last == "true")
    }
}
