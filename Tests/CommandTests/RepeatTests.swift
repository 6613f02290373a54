import Testing

@Suite struct `The same script and seed` {
    /// Prints what could differ from process to process. Left out is what tells addresses: the text
    /// of a table, the order of keys that are tables or functions, and `next` without `pairs`.
    private static let script = """
        local muster = require "muster"
        local service = muster.service()
        local stacy = service:user { xuid = "5500461", gamertag = "stacy" }
        local omar = service:user { xuid = "5500462", gamertag = "omar" }
        local ref = service:reference "quick"
        print(muster.guid(), muster.guid(), ref)
        print(math.random(), math.random(1 << 40), os.time(), os.date(), os.clock())
        local session = stacy:create(ref, muster.request()
          :set("map", { name = "dust", size = 3, flags = { a = true, b = false, c = {} } })
          :reserve(omar, { type = "leader" }):join { active = true })
        print(session.etag, session.branch, session.correlationId, session.startTime)
        print(muster.json.encode(session.raw))
        muster.sleep "10s"
        print(muster.json.encode(omar:write(ref, muster.request():join()).raw))
        local keys = { [print] = "f", [2.5] = "n", [true] = "b", z = "z", y = "y" }
        for i = 1, 50 do keys["key " .. math.random(1000)] = i end
        for _, value in pairs(keys) do io.write(tostring(value), " ") end
        print(os.time(), os.clock())
        """

    @Test func `print the same bytes in two processes`() async throws {
        let first = try await Invocation.code(Self.script).run()
        let second = try await Invocation.code(Self.script).run()
        #expect(first.status == .exit(0))
        #expect(first.errorText == "")
        #expect(first.outputText == second.outputText)
    }

    @Test func `trace the same bytes in two processes`() async throws {
        let first = try await Invocation.code(Self.script, options: ["--trace"]).run()
        let second = try await Invocation.code(Self.script, options: ["--trace"]).run()
        #expect(first.errorText != "")
        #expect(first.errorText == second.errorText)
    }

    @Test func `are seed 1 when none is given`() async throws {
        let first = try await Invocation.code(Self.script).run()
        let second = try await Invocation.code(Self.script, options: ["--seed", "1"]).run()
        #expect(first.outputText == second.outputText)
    }

    @Test func `differ in each identifier and number from another seed`() async throws {
        let script = """
            local muster = require "muster"
            local service = muster.service()
            local ref = service:reference "quick"
            local session = service:user "5500461":create(ref, muster.request():join())
            print(muster.guid())
            print(math.random(1 << 60))
            print(ref.name)
            print(session.branch)
            print(session.correlationId)
            """
        let seeds = ["1", "2", "0", "18446744073709551615"]
        var lines: [[Substring]] = []
        for seed in seeds {
            let ending = try await Invocation.code(script, options: ["--seed", seed]).run()
            #expect(ending.status == .exit(0))
            lines.append(ending.outputText.split(separator: "\n"))
        }
        #expect(lines.allSatisfy { $0.count == 5 })
        #expect(Set(lines.joined()).count == 5 * seeds.count)
    }
}
