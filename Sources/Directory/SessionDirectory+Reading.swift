internal import Sessions

extension SessionDirectory {
    /// Answers a GET of a session or of one of its elements (3.2, 3.4).
    mutating func read(
        _ access: SessionAccess, trail: inout Trail
    ) throws(Rejection) -> DirectoryResponse {
        if case .memberMe = access.request.target { try access.principal.demandMe() }
        let loaded = load(access.key, at: access.now, commits: access.commits, trail: &trail)
        guard var session = loaded.session else {
            if access.isElement { throw .text(404, KnownText.sessionMissing, rule: "3.4.3") }
            try Preconditions(access.request).demandMissing()
            return DirectoryResponse(status: 204)
        }
        try rules(access).demandRead(session, text: KnownText.readRefused)
        try Preconditions(access.request).demand(session)
        var answer = DirectoryResponse(status: 200, etag: session.etag)
        if access.isElement {
            guard let element = access.element(of: session) else {
                return DirectoryResponse(status: 204)
            }
            answer.body = .json(element)
        } else {
            render(&session, access)
            answer.carry(
                session, contractVersion: access.contractVersion, to: access.caller.user?.xuid)
        }
        return answer
    }

    /// Renders a session at the version asked for, once for all readers of the state.
    mutating func render(_ session: inout Session, _ access: SessionAccess) {
        guard session.render(contractVersion: access.contractVersion), access.commits else {
            return
        }
        keepRenderings(of: session, key: access.key)
    }

    /// Who may do what through this access (section 9).
    func rules(_ access: SessionAccess) -> AccessRules {
        AccessRules(principal: access.principal, people: people, grant: access.grant)
    }

    /// A session after its timers ran.
    struct Loaded {
        /// Nil when there is none, or its last timer has ended it.
        var state: SessionState?
        /// The revision under which the timers were committed; nil when they changed nothing.
        var timerRevision: UInt64?
        /// The state before the timers; nil when they changed nothing.
        var before: Session?

        var session: Session? { state?.session }
    }

    /// Finds the session and runs its timers, which is a commit of its own (2.7 step 9, 7.3).
    ///
    /// Stores nothing unless it `commits`.
    mutating func load(
        _ key: String, at now: Timestamp, commits: Bool, trail: inout Trail
    ) -> Loaded {
        guard let state = sessions.state(key) else { return Loaded() }
        guard state.session.mayChange(at: now, presence: presence) else {
            trail.state = state
            return Loaded(state: state)
        }
        let before = state.session
        var session = before
        let run = session.runTimers(at: now, presence: presence)
        if commits { groupLog.note(session, key: key, at: now) }
        switch run {
        case .nothing:
            trail.state = state
            return Loaded(state: state)
        case .ended:
            if commits {
                delete(key)
                trail.noteEnd(of: before, at: now)
            }
            return Loaded()
        case .changed:
            session.changeNumber += 1
            if commits {
                commit(&session, key: key)
                trail.noteCommit(of: session, since: before, at: now)
            } else {
                preview(&session)
            }
            let state = SessionState(session)
            trail.state = state
            return Loaded(state: state, timerRevision: session.revision, before: before)
        }
    }
}

extension Session {
    /// What a commit of this state announces.
    var commitEffect: DirectoryEffect {
        .committed(reference, branch: branch, changeNumber: changeNumber)
    }
}
