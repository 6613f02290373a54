public import Sessions

/// The multiplayer session directory as a value.
///
/// It has no clock, no input or output and no randomness of its own: the same state, request,
/// caller, time and entropy give the same answer and the same next state, on every machine.
public struct SessionDirectory: Sendable, Equatable {
    /// What sessions are created from; its owner may change it between requests. Sessions that exist
    /// keep their constants (6.1.4).
    public var templates: TemplateCatalog
    private(set) var options: DirectoryOptions
    /// Who follows and blocks whom; its owner may change it between requests.
    public var people = SocialGraph()
    /// Whom presence sees in which title; its owner may change it between requests (7.6).
    public var presence = Presence()
    /// How many requests a user may send; its owner may change it between requests, and what was
    /// counted stays counted (13.2).
    public var rateLimits: RateLimits? {
        get { options.rateLimits }
        set { options.rateLimits = newValue }
    }
    /// The stored sessions by key (1.4, 1.9).
    private(set) var sessions = SessionTable()
    /// Which of them have a user or a keyword.
    private(set) var index = SessionIndex()
    /// Who played with whom in groups (14.6).
    public internal(set) var groupLog: GroupLog
    /// The handles (section 11).
    var handles: HandleStore
    /// The number of commits so far; it makes etags that never come back.
    private var revision: UInt64 = 0
    /// The connections to the real-time service (3.7).
    var connections = ConnectionTable()
    /// The sessions in which a lost connection is waited for, by when the first is given up.
    var graces = DueQueue<String>()
    /// What counts against the limits of 13.2.
    var meter = RateMeter()

    /// Makes a directory without sessions.
    ///
    /// The catalog is fixed from then on; a service config exists when it has a template (3.5.3).
    public init(templates: TemplateCatalog = .builtIn, options: DirectoryOptions = .init()) {
        self.templates = templates
        self.options = options
        groupLog = GroupLog(limit: options.groupStaysLimit)
        handles = HandleStore(options)
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
        // What happens by itself has happened before the request, however late it comes (7.5.4).
        var earlier = Trail(entropy: entropy)
        endGraces(at: now, trail: &earlier)
        earlier.effects += handles.takeEffects()
        var trail = Trail(entropy: entropy, tapCount: earlier.tapCount)
        if !request.asksNoCommit { handles.dropExpired(at: now) }
        var answer: DirectoryResponse
        do throws(Rejection) {
            answer = try self.answer(
                request, from: caller, at: now, entropy: entropy, trail: &trail)
        } catch {
            answer = refusal(error, request, of: trail.session, to: trail.reader)
        }
        answer.date = now
        trail.effects += handles.takeEffects()
        let effects =
            earlier.effects.isEmpty ? trail.effects : earlier.effects + trail.effects
        return Outcome(response: answer, effects: effects)
    }

    /// The next moment at which ``runTimers(at:entropy:)`` must be called although nobody asks.
    ///
    /// The end of the first grace of a lost connection (7.5.4); all other timers are applied when
    /// their session is next accessed (7.3.1).
    public var wake: Timestamp? { graces.first?.instant }

    /// Applies the timers that do not wait for an access (7.5.4).
    ///
    /// - Parameters:
    ///   - now: the time; it must not run backwards from call to call.
    ///   - entropy: fresh for each call; identifiers are derived from it.
    /// - Returns: what happened, in order.
    public mutating func runTimers(at now: Timestamp, entropy: Entropy) -> [DirectoryEffect] {
        var trail = Trail(entropy: entropy)
        endGraces(at: now, trail: &trail)
        return trail.effects + handles.takeEffects()
    }

    /// Goes back to an earlier state of this directory, from which another future may begin.
    ///
    /// Etags that were given since then do not come back.
    public mutating func goBack(to earlier: SessionDirectory) {
        let count = max(revision, earlier.revision)
        self = earlier
        revision = count
    }

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
        index.update(key, to: session)
        handles.follow(session, key: key)
        session.settle()
        store(SessionState(session), key: key)
    }

    /// Stores a settled session, or none, as the state of a key.
    mutating func store(_ state: SessionState?, key: String) {
        let graceEnd = state?.session.graceEnd
        if graces.first != nil || graceEnd != nil, storedGraceEnd(key) != graceEnd {
            if let graceEnd { graces.insert(key, at: graceEnd) }
            sessions.set(state, key)
            // The first entry always holds, so that `wake` tells of nothing that cannot happen.
            while let first = graces.first, storedGraceEnd(first.key) != first.instant {
                graces.removeFirst()
            }
        } else {
            sessions.set(state, key)
        }
    }

    private func storedGraceEnd(_ key: String) -> Timestamp? {
        sessions.state(key)?.session.graceEnd
    }

    /// Keeps renderings that were made of a stored state.
    mutating func keepRenderings(of session: Session, key: String) {
        guard sessions.state(key)?.session.revision == session.revision else { return }
        sessions[key]?.otherDocuments = session.otherDocuments
    }

    /// Stores what a write changed and no document shows, which is no commit (5.9.2, 8.1.7).
    mutating func keepUnseen(of session: Session, key: String) {
        guard let initialization = session.initialization else { return }
        sessions[key]?.initialization = initialization
    }

    /// Renders a changed session as a commit would, and stores nothing.
    func preview(_ session: inout Session) {
        session.revision = revision + 1
        session.settle()
    }

    /// Ends a session, and with it the handles that depend on it (section 10, 10.8).
    mutating func delete(_ key: String) {
        if let state = sessions.state(key) { index.remove(key, state.session) }
        store(nil, key: key)
        handles.endSession(key)
    }

    /// What one request has met and done so far, also when it is then refused.
    struct Trail {
        /// The randomness of the request.
        let entropy: Entropy
        /// The taps made from it.
        var tapCount: UInt64 = 0
        var effects: [DirectoryEffect] = []
        /// The session after its timers ran, which `nocommit` does not store (3.3).
        var state: SessionState?
        /// The user to whom a session would be shown; nil before that is known.
        var reader: Xuid?

        var session: Session? {
            get { state?.session }
            set { state = newValue.map(SessionState.init) }
        }
    }

    /// The answer to a refused request; a whole session is put in where the rules ask for one.
    private mutating func refusal(
        _ rejection: Rejection, _ request: DirectoryRequest, of session: Session?,
        to reader: Xuid?
    ) -> DirectoryResponse {
        var answer = DirectoryResponse(
            status: rejection.status, allow: rejection.allow,
            retryAfter: rejection.retryAfter, rule: rejection.rule)
        // What has not changed is no refusal.
        if rejection.status == 304 { answer.rule = nil }
        switch rejection.body {
        case .none: break
        case .text(let text): answer.body = .text(text)
        case .json(let value): answer.body = .json(value)
        case .session:
            guard var session else { break }
            let version =
                request.contractVersion.flatMap { Int($0) } ?? SessionRendering.currentVersion
            if session.render(contractVersion: version) {
                keepRenderings(of: session, key: session.reference.key)
            }
            answer.carry(session, contractVersion: version, to: reader)
        }
        // 304 and 412 with a body name the state they speak of (2.5), `nocommit` never does (3.3).
        let namesState =
            rejection.status == 304 || rejection.status == 412 && rejection.body == .session
        if namesState, !request.asksNoCommit { answer.etag = session?.etag }
        return answer
    }
}

extension DirectoryResponse {
    /// Puts a session into the answer as `reader` may see it, with the headers that go with it
    /// (2.5, 14.2).
    mutating func carry(_ session: Session, contractVersion: Int, to reader: Xuid?) {
        body = .json(
            SessionRendering.document(session, contractVersion: contractVersion, to: reader))
        expires = session.nextTimer?.roundedUpToSecond
        contentLocation = session.path
    }
}
