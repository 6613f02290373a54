public import Sessions

/// The multiplayer session directory as a value.
///
/// It has no clock, no input or output and no randomness of its own: the same state, request,
/// caller, time and entropy give the same answer and the same next state, on every machine.
public struct SessionDirectory: Sendable, Equatable {
    let templates: TemplateCatalog
    let options: DirectoryOptions
    /// Who follows and blocks whom; its owner may change it between requests.
    public var people = SocialGraph()
    /// The stored sessions by key (1.4, 1.9).
    private(set) var sessions: [String: Session] = [:]
    /// The number of commits so far; it makes etags that never come back.
    private var revision: UInt64 = 0

    /// Makes a directory without sessions.
    ///
    /// The catalog is fixed from then on; a service config exists when it has a template (3.5.3).
    public init(templates: TemplateCatalog = .builtIn, options: DirectoryOptions = .init()) {
        self.templates = templates
        self.options = options
    }

    /// Answers one request.
    ///
    /// A refused request leaves every session as it was, except that timers of the session which
    /// were due before the request are applied (7.3.7).
    ///
    /// - Parameters:
    ///   - caller: who asks; nil when there is no valid token, which is answered with 401.
    ///   - now: the time of the request. Time must not run backwards from call to call.
    ///   - entropy: fresh for each request; identifiers are derived from it.
    public mutating func handle(
        _ request: DirectoryRequest, from caller: Caller?, at now: Timestamp, entropy: Entropy
    ) -> Outcome {
        var trail = Trail()
        var answer: DirectoryResponse
        do throws(Rejection) {
            answer = try self.answer(
                request, from: caller, at: now, entropy: entropy, trail: &trail)
        } catch {
            answer = refusal(error, request, of: trail.session)
        }
        answer.date = now
        return Outcome(response: answer, effects: trail.effects)
    }

    /// The next moment at which ``runTimers(at:entropy:)`` must be called although nobody asks.
    ///
    /// Nil today: all timers of sessions are applied when a session is next accessed (7.3.1), and
    /// the one exception, a lost connection (7.5.4), is not built yet.
    public var wake: Timestamp? { nil }

    /// Applies the timers that do not wait for an access (7.5.4).
    public mutating func runTimers(at now: Timestamp, entropy: Entropy) -> [DirectoryEffect] { [] }

    // MARK: State

    /// Stores a changed session as the next state of its key.
    ///
    /// - Parameter repeats: the revision of the commit that this one belongs to, when timers have
    ///   already begun it (5.9.3).
    mutating func commit(_ session: inout Session, key: String, repeats: UInt64? = nil) {
        if let repeats {
            session.revision = repeats
        } else {
            revision += 1
            session.revision = revision
        }
        session.settle()
        sessions[key] = session
    }

    /// Keeps renderings that were made of a stored state.
    mutating func keepRenderings(of session: Session, key: String) {
        guard sessions[key]?.revision == session.revision else { return }
        sessions[key]?.otherDocuments = session.otherDocuments
    }

    /// Renders a changed session as a commit would, and stores nothing.
    func preview(_ session: inout Session) {
        session.revision = revision + 1
        session.settle()
    }

    /// Ends a session (section 10).
    mutating func delete(_ key: String) { sessions[key] = nil }

    /// What one request has met and done so far, also when it is then refused.
    struct Trail {
        var effects: [DirectoryEffect] = []
        /// The session after its timers ran, which `nocommit` does not store (3.3).
        var session: Session?
    }

    /// The answer to a refused request; a whole session is put in where the rules ask for one.
    private mutating func refusal(
        _ rejection: Rejection, _ request: DirectoryRequest, of session: Session?
    ) -> DirectoryResponse {
        var answer = DirectoryResponse(
            status: rejection.status, allow: rejection.allow, rule: rejection.rule)
        // What has not changed is no refusal.
        if rejection.status == 304 { answer.rule = nil }
        switch rejection.body {
        case .none: break
        case .text(let text): answer.body = .text(text)
        case .session:
            guard var session else { break }
            let version =
                request.contractVersion.flatMap { Int($0) } ?? SessionRendering.currentVersion
            if session.render(contractVersion: version) {
                keepRenderings(of: session, key: session.reference.key)
            }
            answer.carry(session, contractVersion: version)
        }
        // 304 and 412 with a body name the state they speak of (2.5), `nocommit` never does (3.3).
        let namesState =
            rejection.status == 304 || rejection.status == 412 && rejection.body == .session
        if namesState, !request.asksNoCommit { answer.etag = session?.etag }
        return answer
    }
}

extension DirectoryResponse {
    /// Puts a session into the answer, with the headers that go with it (2.5).
    mutating func carry(_ session: Session, contractVersion: Int) {
        body = .json(SessionRendering.document(session, contractVersion: contractVersion))
        expires = session.nextTimer?.roundedUpToSecond
        contentLocation = session.path
    }
}
