internal import Sessions

extension SessionDirectory {
    /// Answers a PUT or DELETE of a session or of one of its elements (3.3, 3.4).
    mutating func write(
        _ access: SessionAccess, trail: inout Trail
    ) throws(Rejection) -> DirectoryResponse {
        let changes = try RequestBody.changes(access.request, options: options)
        try RequestBody.demandAllowed(changes, for: access.caller)
        let loaded = load(access.key, at: access.now, commits: access.commits, trail: &trail)
        guard let session = loaded.session else {
            if access.isElement { throw .text(404, KnownText.sessionMissing, rule: "3.4.3") }
            return try create(access, changes, trail: &trail)
        }
        let rules = rules(access)
        try rules.demandRead(session, text: KnownText.writeRefused)
        try Preconditions(access.request).demand(session)
        try rules.demandWrite(session, changes)

        var write = sessionWrite(session, access)
        try write.apply(changes, isNew: false)
        try judgeConnections(&write, key: access.key)
        if access.commits { groupLog.note(write.session, key: access.key, at: access.now) }
        guard write.session.survivesEmptiness(at: access.now) else {
            if access.commits {
                delete(access.key)
                trail.effects = []
                trail.noteEnd(
                    of: loaded.before ?? session, at: access.now, by: access.caller.user?.xuid)
            }
            return DirectoryResponse(status: 204)
        }
        guard write.session.differs(from: session) else {
            if access.commits { keepUnseen(of: write.session, key: access.key) }
            return answer(access, session)
        }
        // Timers and the write that follows them are one commit (5.9.3).
        if loaded.timerRevision == nil { write.session.changeNumber += 1 }
        if access.commits {
            commit(&write.session, key: access.key, repeats: loaded.timerRevision)
            attachConnections(of: write, key: access.key)
            trail.effects = []
            trail.noteCommit(
                of: write.session, since: loaded.before ?? session, at: access.now,
                by: access.caller.user?.xuid)
        } else {
            preview(&write.session)
        }
        return answer(access, write.session)
    }

    /// Creates the session that a PUT names (3.3, 5.3.1, 10.4).
    private mutating func create(
        _ access: SessionAccess, _ changes: MultiplayerSessionRequest,
        trail: inout Trail
    ) throws(Rejection) -> DirectoryResponse {
        try Preconditions(access.request).demandMissing()
        let rules = rules(access)
        try rules.demandCreator()
        let template = try template(of: access)
        guard let base = template.checked else {
            let problem = template.problem?.description ?? ""
            throw .badRequest(
                "The session template '\(template.name)' is not valid: \(problem).", rule: "6.1.7")
        }
        let constants = try base.creating(
            changes.constants, contractVersion: access.contractVersion, options: options)
        do {
            try constants.demandCombinations()
            try LargeSessionRules.demandLegal(constants, options: options)
        } catch {
            throw error.rejection
        }
        try constants.demandBuilt()
        try rules.demandCreate(constants)
        guard sessions.count < options.sessionsLimit else {
            throw .overloaded
        }
        let reference = access.reference
        let fresh = Session(
            reference, constants: constants, branch: access.entropy.guid(),
            correlationID: GUID(name: (options.sandbox ?? "") + "~" + access.key),
            startTime: access.now)
        var write = sessionWrite(fresh, access)
        try write.apply(changes, isNew: true)
        try judgeConnections(&write, key: access.key)
        if access.commits { groupLog.note(write.session, key: access.key, at: access.now) }
        guard write.session.survivesEmptiness(at: access.now) else {
            return DirectoryResponse(status: 204)
        }
        if access.commits {
            commit(&write.session, key: access.key)
            attachConnections(of: write, key: access.key)
            trail.noteCommit(
                of: write.session, since: fresh, at: access.now, by: access.caller.user?.xuid)
        } else {
            preview(&write.session)
        }
        var answer = answer(access, write.session)
        answer.status = 201
        answer.location = write.session.path
        return answer
    }

    /// The template of a missing session; one whose timers have just ended it is looked up again.
    private func template(of access: SessionAccess) throws(Rejection) -> SessionTemplate {
        if let template = access.template { return template }
        return try PathValues(templates: templates, options: options).template(access.reference)
    }

    private func sessionWrite(_ session: Session, _ access: SessionAccess) -> SessionWrite {
        SessionWrite(
            session: session, caller: access.caller, contractVersion: access.contractVersion,
            now: access.now, options: options)
    }

    /// The answer of a write that leaves a session: the session, or the element asked for.
    private mutating func answer(
        _ access: SessionAccess, _ session: Session
    ) -> DirectoryResponse {
        guard access.request.method != "DELETE" else { return DirectoryResponse(status: 204) }
        var answer = DirectoryResponse(
            status: 200, etag: access.commits ? session.etag : nil)
        guard access.isElement else {
            let reader = access.caller.user?.xuid
            guard access.contractVersion < SessionRendering.currentVersion else {
                answer.carry(session, contractVersion: access.contractVersion, to: reader)
                return answer
            }
            var session = session
            render(&session, access)
            answer.carry(session, contractVersion: access.contractVersion, to: reader)
            return answer
        }
        guard let element = access.element(of: session) else {
            return DirectoryResponse(status: 204)
        }
        answer.body = .json(element)
        return answer
    }
}
