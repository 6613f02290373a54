import Foundation
import Testing

@Suite struct `A served directory` {
    /// The body of the protocol's page on PUT, sent by hand.
    @Test func `creates the session of the protocol's sample`() async throws {
        let body = """
            {"properties":{"custom":{"KANWE":"MGMSY"},"system":{}},\
            "constants":{"custom":{},"system":{"visibility":"open"}},\
            "members":{"reserve_0":{"constants":\
            {"custom":{"type":"leader"},"system":{"xuid":"5500461"}}}}}
            """
        let scid = "8d050174-412b-4d51-a29b-d55a34edfdb7"
        let request = """
            PUT /serviceconfigs/\(scid)/sessionTemplates/quick/sessions/sample HTTP/1.1\r
            Host: localhost\r
            Authorization: XBL3.0 x=-;L0.server\r
            x-xbl-contract-version: 107\r
            Content-Type: application/json\r
            Content-Length: \(body.utf8.count)\r
            Connection: close\r
            \r
            \(body)
            """
        let (answer, server) = try await Gate.run {
            let server = try RunningServer(["--seed", "1"])
            let answer = try LocalSocket.connected(to: server.port).exchange(request)
            return (answer, server.stop())
        }
        try GoldenFile(name: "serve/sample.out").check(Array(answer.utf8))
        #expect(server.status == .exit(0))
        #expect(server.errorText == "")
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func `ends in order when it is asked to`(signal: Int32) async throws {
        let ending = try await Gate.run { try RunningServer().stop(signal) }
        #expect(ending.status == .exit(0))
        #expect(ending.outputText == "")
        #expect(ending.errorText == "")
    }

    @Test func `says that its port is taken`() async throws {
        let (ending, port) = try await Gate.run {
            let holder = try LocalSocket.silent(isListening: true)
            let invocation = Invocation(["serve", "--port", "\(holder.port)"])
            return (try invocation.start().finish(), holder.port)
        }
        #expect(ending.status == .exit(69))
        #expect(ending.outputText == "")
        #expect(
            ending.errorText
                == "muster: could not listen on 127.0.0.1 port \(port): address already in use\n")
    }

    @Test func `knows the templates that it is given`() async throws {
        let (ending, server) = try await Gate.run {
            let server = try RunningServer(["--template", "Files/squad.json"])
            let script = """
                local muster = require "muster"
                local service = muster.service()
                local user = service:user { xuid = "5500461", gamertag = "stacy" }
                local request = muster.request():join { active = true }
                local session = user:create(service:reference "squad", request)
                print(session.constants.system.maxMembersCount, session.constants.custom.mode)
                """
            let run = Invocation.code(script, options: ["--service", server.url])
            return (try run.start().finish(), server.stop())
        }
        #expect(ending.status == .exit(0))
        #expect(ending.errorText == "")
        #expect(ending.outputText == "3\tsquad\n")
        #expect(server.status == .exit(0))
    }
}
