import Dispatch
import JSON
import REPL
import Scripting
import Sessions
import Testing
import Transport

/// A service elsewhere that has one session.
private struct Elsewhere: DirectoryTransport, Sendable {
    let document: JSONValue

    func send(
        _ request: DirectoryRequest, as caller: Caller?
    ) async throws(TransportError) -> DirectoryResponse {
        DirectoryResponse(status: 200, body: .json(document), etag: "\"1\"")
    }
}

@Suite struct `A session of a service elsewhere` {
    @Test func `is shown as it was last seen`() async throws {
        let local = try Spoken()
        local.enter([
            "stacy = service:user '5500461'", "ref = service:reference('quick', 'den')",
            "den = stacy:create(ref, muster.request():join { active = true })",
        ])
        let runner = local.interpreter.runner
        let document = try #require(runner.sessions.first.flatMap { runner.current($0)?.document })
        let answers = try await withCheckedThrowingContinuation { continuation in
            // The run blocks its thread while it waits for the service.
            DispatchQueue(label: "prompt").async {
                continuation.resume(with: Result { try Self.answers(of: document) })
            }
        }
        #expect(answers[0] == "no sessions yet\n")
        #expect(
            answers[1] == "session    change  members  who\nquick/den  #1      1        5500461\n"
                + "as last seen; a get looks again\n")
        #expect(
            answers[2].hasSuffix(
                "as last seen at 2030-01-01T00:00:00.0000000Z; a get looks again\n"))
        #expect(answers[3] == "a service elsewhere cannot go back\n")
        #expect(answers[4] == "a service elsewhere keeps real time\n")
    }

    private static func answers(of document: JSONValue) throws -> [String] {
        let spoken = try Spoken(
            connection: .remote(Elsewhere(document: document), address: "http://127.0.0.1:1"))
        let before = spoken.answer(".sessions")
        spoken.enter([
            "stacy = service:user '5500461'",
            "den = stacy:get(service:reference('quick', 'den'))",
        ])
        return [before]
            + [".sessions", ".session den", ".undo", ".clock virtual"].map(spoken.answer)
    }
}
