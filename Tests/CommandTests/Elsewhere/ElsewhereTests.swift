import Foundation
import Testing

@Suite struct `Tests at a service elsewhere` {
    private static let head = """
        local muster = require "muster"
        local service = muster.service()
        local ada = service:user { xuid = "5500481", gamertag = "ada" }
        local omar = service:user { xuid = "5500482", gamertag = "omar" }
        local active = muster.request():join { active = true }

        """

    /// Runs files of tests at a service that is served for them.
    private func run(
        _ files: [String: String], _ arguments: [String] = []
    ) async throws -> Ending {
        let folder = try TestFolder(files.mapValues { Self.head + $0 })
        defer { folder.remove() }
        return try await Gate.run {
            let server = try RunningServer()
            let run = folder.invocation(["--service", server.url, "--seed", "1"] + arguments)
            let ending = try run.start().finish()
            let text = ending.outputText.replacing(server.url, with: "URL")
            #expect(server.stop().status == .exit(0))
            return Ending(status: ending.status, output: Array(text.utf8), error: ending.error)
        }
    }

    /// The verdict of each test, by name, as lines of JSON tell it.
    private func verdicts(_ ending: Ending) -> [String] {
        ending.outputText.matches(
            of: /"event":"test_ended".*?"path":\["(.*?)"\].*?"verdict":"(.*?)"/
        )
        .map { "\($0.1): \($0.2)" }
    }

    @Test func `are told with who wrote a session that they leave behind, and where`() async throws
    {
        let ending = try await run(
            [
                "left_spec.lua": """
                local function open(ref, user)
                  return user:create(ref, active)
                end
                it("stays", function()
                  local ref = service:reference("quick", "stays")
                  open(ref, ada)
                  omar:join(ref)
                  ada:leave(ref)
                end)
                """
            ])
        #expect(ending.status == .exit(1))
        #expect(ending.errorText == "")
        let expected = ExpectedText(
            bytes: Array(
                """
                1 file, seed 1
                running 1 test
                    LEAK left_spec.lua › stays (~~~)
                         | session left behind: quick/stays, written by ada, created at left_spec.lua:7
                         | repeat: muster test ~~~

                failures:
                    LEAK left_spec.lua › stays (~~~)
                         | session left behind: quick/stays, written by ada, created at left_spec.lua:7
                         | repeat: muster test ~~~

                  FAILED 1 leaked in ~~~

                """.utf8))
        let isAsExpected = expected.matches(ending.output)
        #expect(isAsExpected, Comment(rawValue: expected.difference(from: ending.output)))
    }

    @Test func `leave nothing behind when everybody leaves, or when they may`() async throws {
        let ending = try await run(
            [
                "left_spec.lua": """
                it("ends its session", function()
                  local ref = service:reference("quick", "ended")
                  ada:create(ref, active)
                  omar:join(ref)
                  ada:leave(ref)
                  expect(omar:leave(ref)):to_be(nil)
                end)
                it("ends it in a hook", function()
                  local ref = service:reference("quick", "hooked")
                  finally(function() ada:leave(ref) end)
                  ada:create(ref, active)
                end)
                it("ends it through a handle", function()
                  local ref = service:reference("quick", "handled")
                  ada:create(ref, active)
                  local invite = ada:invite(ref, omar)
                  omar:handle(invite):join()
                  ada:leave(ref)
                  expect(omar:handle(invite):write(muster.request():leave())):to_be(nil)
                end)
                it("leaves an empty session", function()
                  local ref = service:reference("quick", "empty")
                  ada:create(ref, active:sessionEmptyTimeout "1min")
                  expect(ada:leave(ref).membersInfo.count):to_be(0)
                end)
                it("begins anew and leaves again", function()
                  local ref = service:reference("quick", "anew")
                  for _ = 1, 2 do
                    ada:create(ref, active)
                    ada:leave(ref)
                  end
                end)
                it("only looks what leaving would do", function()
                  local ref = service:reference("quick", "previewed")
                  local session = ada:create(ref, active)
                  muster.request():leave():preview(session)
                end)
                it("may stay", { leaks = true }, function()
                  ada:create(service:reference("quick", "tolerated"), active)
                end)
                """
            ], ["--format", "json", "--jobs", "1"])
        #expect(
            verdicts(ending) == [
                "ends its session: passed", "ends it in a hook: passed",
                "ends it through a handle: passed", "leaves an empty session: passed",
                "begins anew and leaves again: passed", "only looks what leaving would do: leaked",
                "may stay: passed",
            ], Comment(rawValue: ending.outputText))
    }

    @Test func `answer for their own players in sessions of others`() async throws {
        let ending = try await run(
            [
                "shared_spec.lua": """
                local ref = service:reference("quick", "shared")
                it("1 opens it", { leaks = true }, function() ada:create(ref, active) end)
                it("2 looks", function() expect(omar:get(ref)):to_have_member(ada) end)
                it("3 joins and leaves", function() omar:join(ref) omar:leave(ref) end)
                it("4 joins and stays", function() omar:join(ref) end)
                """
            ], ["--format", "json", "--jobs", "1"])
        #expect(
            verdicts(ending) == [
                "1 opens it: passed", "2 looks: passed", "3 joins and leaves: passed",
                "4 joins and stays: leaked",
            ], Comment(rawValue: ending.outputText))
        #expect(ending.outputText.contains("quick/shared, written by omar"))
    }

    @Test func `share it without meeting each other, however many run at a time`() async throws {
        let file = """
            for number = 1, 6 do
              it("plays " .. number, function()
                local host, guest = table.unpack(service:users(2))
                local ref = service:reference "quick"
                host:create(ref, active)
                guest:join(ref)
                expect(host:get(ref).membersInfo.count):to_be(2)
                if number == 3 then return end
                host:leave(ref)
                expect(guest:leave(ref)):to_be(nil)
              end)
            end
            """
        let files = ["a_spec.lua": file, "b_spec.lua": file]
        let together = try await run(files, ["--format", "json", "--jobs", "4"])
        let expected = (1...6).map { "plays \($0): \($0 == 3 ? "leaked" : "passed")" }
        #expect(verdicts(together) == expected + expected, Comment(rawValue: together.outputText))
        let alone = try await run(files, ["--format", "json", "--jobs", "1"])
        #expect(verdicts(alone) == expected + expected)
    }

    @Test func `say what to do when it goes away while they run`() async throws {
        let folder = try TestFolder([
            "gone_spec.lua": Self.head + """
                local ref = service:reference("quick", "gone")
                it("1 is there", function() expect(ada:get(ref)):to_be(nil) end)
                it("2 goes on", function() while true do ada:get(ref) end end)
                it("3 comes late", function() ada:get(ref) end)
                """
        ])
        defer { folder.remove() }
        let (ending, url) = try await Gate.run {
            let server = try RunningServer()
            let run = try folder.invocation([
                "--service", server.url, "--format", "json", "--jobs", "1",
            ]).start()
            var lines: [String] = []
            while let line = run.readLine() {
                lines.append(line)
                if line.contains("test_started"), line.contains("2 goes on") { break }
            }
            #expect(server.stop(SIGKILL).status == .signal(SIGKILL))
            let ending = run.finish()
            let output = lines.map { $0 + "\n" }.joined().utf8
            return (
                Ending(
                    status: ending.status, output: output + ending.output, error: ending.error),
                server.url
            )
        }
        #expect(ending.status == .exit(1))
        #expect(
            verdicts(ending) == ["1 is there: passed", "2 goes on: error", "3 comes late: error"])
        let messages = ending.outputText.matches(of: /"message":"(.*?)"/).map { String($0.1) }
        #expect(messages.count == 2)
        #expect(
            messages.first?.hasPrefix("ada got no answer to GET: ") == true
                && messages.first?.contains("; check that ") == true)
        #expect(
            messages.last?.replacing(url, with: "URL").hasPrefix(
                "ada got no answer to GET: could not reach URL/serviceconfigs/") == true)
        #expect(
            messages.last?.hasSuffix(
                ": connection refused; check that its address is right and that a service runs there"
            )
                == true)
    }

    @Test func `are stopped while it is silent`() async throws {
        let folder = try TestFolder([
            "silent_spec.lua": Self.head + """
                it("waits", { timeout = "50ms" }, function()
                  ada:get(service:reference("quick", "silent"))
                end)
                """
        ])
        defer { folder.remove() }
        let ending = try await Gate.run {
            let silence = try LocalSocket.silent(isListening: true)
            let url = "http://127.0.0.1:\(silence.port)"
            return try folder.invocation(["--service", url, "--format", "json"]).start().finish()
        }
        #expect(ending.status == .exit(1))
        #expect(verdicts(ending) == ["waits: timed out"])
        #expect(ending.outputText.contains("silent_spec.lua\",\"line\":7"))
    }
}
