import Dispatch
import JSON
import Scripting
import Sessions
import Synchronization
import Transport

/// A transport that answers as a test says.
final class ScriptedTransport: DirectoryTransport, Sendable {
    typealias Answer = Result<DirectoryResponse, TransportError>

    /// What it does with the requests, numbered from 1 in the order in which they are sent.
    private let answer: @Sendable (DirectoryRequest, Caller?) async -> Answer

    init(_ answer: @escaping @Sendable (DirectoryRequest, Caller?) async -> Answer) {
        self.answer = answer
    }

    /// Gives every request the same answer.
    convenience init(_ answer: Answer) { self.init { _, _ in answer } }

    /// Answers every request with a session document.
    convenience init(document: String, etag: String? = #""1""#) throws {
        let json = try JSONValue(parsing: Array(document.utf8))
        self.init(.success(DirectoryResponse(status: 200, body: .json(json), etag: etag)))
    }

    func send(
        _ request: DirectoryRequest, as caller: Caller?
    ) async throws(TransportError) -> DirectoryResponse {
        try await answer(request, caller).get()
    }
}

/// Holds answers back until a test lets them go, by the names of the sessions asked for.
final class HeldAnswers: Sendable {
    private struct State {
        var held: [String: CheckedContinuation<ScriptedTransport.Answer, Never>] = [:]
        var released: Set<String> = []
    }

    private let state = Mutex(State())

    /// A transport that waits for ``release(_:)``; it answers GET with 204.
    var transport: ScriptedTransport {
        ScriptedTransport { request, _ in await self.hold(request.target.reference?.name ?? "") }
    }

    private func hold(_ name: String) async -> ScriptedTransport.Answer {
        await withCheckedContinuation { continuation in
            let goesOn = state.withLock { state in
                if state.released.contains(name) { return true }
                state.held[name] = continuation
                return false
            }
            if goesOn { continuation.resume(returning: Self.answer) }
        }
    }

    /// Lets the answer for a session go, also when the request is still on its way.
    func release(_ name: String) {
        let continuation = state.withLock { state in
            state.released.insert(name)
            return state.held.removeValue(forKey: name)
        }
        continuation?.resume(returning: Self.answer)
    }

    private static let answer = ScriptedTransport.Answer.success(DirectoryResponse(status: 204))
}

extension ScriptHarness {
    static let address = "http://127.0.0.1:1"

    /// Runs a script against a service elsewhere, on a thread of its own, which may block.
    ///
    /// - Parameters:
    ///   - onEvent: gets every event, with the means to stop the run.
    ///   - finally: is called at the end, on the thread of the run.
    static func run(
        _ script: String, over transport: any DirectoryTransport & Sendable,
        time: ScriptClock.Mode = .real,
        onEvent: @escaping @Sendable (ScriptEvent, ScriptStopper) -> Void = { _, _ in },
        finally: @escaping @Sendable () -> Void = {}
    ) async throws -> ScriptRun {
        try await withCheckedThrowingContinuation { continuation in
            // A queue of its own has a thread however many others block or compute.
            DispatchQueue(label: "script").async {
                continuation.resume(
                    with: Result {
                        defer { finally() }
                        return try runHere(script, over: transport, time: time, onEvent: onEvent)
                    })
            }
        }
    }

    private static func runHere(
        _ script: String, over transport: any DirectoryTransport & Sendable, time: ScriptClock.Mode,
        onEvent: @escaping @Sendable (ScriptEvent, ScriptStopper) -> Void
    ) throws -> ScriptRun {
        let log = EventLog()
        let runner = try ScriptRunner(
            ScriptOptions(time: time), connection: .remote(transport, address: address)
        ) { event in log.note(event) }
        let stopper = runner.stopper
        log.also = { onEvent($0, stopper) }
        let outcome = runner.run(Array((names + script).utf8), name: "flow.lua")
        return log.run(endingWith: outcome)
    }
}
