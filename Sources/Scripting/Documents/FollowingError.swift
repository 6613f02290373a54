internal import Lua
internal import Sessions

/// Why following a session came to nothing.
struct FollowingError: CatchableError {
    let kind: String
    private let reason: String
    // An object of one state, read only by it.
    private nonisolated(unsafe) let session: SessionObject
    private let lastChange: String

    init(_ kind: String, _ reason: String, _ session: SessionObject, _ host: ScriptHost) {
        self.kind = kind
        self.reason = reason
        self.session = session
        let version = host.chronicle.versions(of: session.reference).last
        lastChange =
            version.map { version in
                let who = version.author.map { "\($0), \(version.cause)" } ?? version.cause
                let when = version.seenAt.since(host.clock.start).shortText
                return "; last changed by \(who) at \(when)"
            } ?? ""
    }

    /// In one line: what was awaited, what was last seen, and who changed it.
    var description: String {
        let seen = (try? session.summary()) ?? "nothing readable"
        return "\(reason); last seen \(seen)\(lastChange)"
    }

    var isRetryable: Bool { kind != "gone" }

    func pushFurtherField(_ name: String, on stack: LuaStack) -> Bool {
        guard name == "session" else { return false }
        stack.push(session, as: sessionClass)
        return true
    }
}
