internal import Sessions

extension SessionDirectory {
    /// Answers a PUT or DELETE of a session or of one of its elements (3.3, 3.4).
    mutating func write(
        _ access: SessionAccess, trail: inout Trail
    ) throws(Rejection) -> DirectoryResponse {
        let changes = try RequestBody.changes(access.request, options: options)
        try RequestBody.demandAllowed(
            changes, for: access.principal,
            judgesRemovals: sessions[access.key]?.constants.capabilities.contains(.hasOwners)
                ?? false)
        let loaded = load(access.key, at: access.now, commits: access.commits, trail: &trail)
        guard let session = loaded.session else {
            if access.isElement { throw .text(404, KnownText.sessionMissing, rule: "3.4.3") }
            return try create(access, changes, trail: &trail)
        }
        let rules = rules(access)
        try rules.demandRead(session, text: KnownText.writeRefused)
        try Preconditions(access.request).demand(session)
        let participants = participants(access, changes, of: session)
        try rules.demandWrite(session, changes, by: participants)

        var write = sessionWrite(session, access, participants)
        try write.apply(changes, isNew: false, people: people)
        try judgeConnections(&write, key: access.key)
        if access.commits { groupLog.note(write.session, key: access.key, at: access.now) }
        guard write.session.survivesEmptiness(at: access.now) else {
            if access.commits {
                delete(access.key)
                trail.effects = []
                trail.noteEnd(
                    of: loaded.before ?? session, at: access.now, by: access.principal.users)
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
                by: access.principal.users)
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
        guard changes.removedIndices.isEmpty || access.caller.isServer else {
            throw .text(403, KnownText.memberReferences, rule: "5.6.1")
        }
        let fresh = try newSession(access, changes, rules)
        var write = sessionWrite(fresh, access, participants(access, changes, of: fresh))
        try write.apply(changes, isNew: true, people: people)
        try judgeConnections(&write, key: access.key)
        if access.commits { groupLog.note(write.session, key: access.key, at: access.now) }
        guard write.session.survivesEmptiness(at: access.now) else {
            return DirectoryResponse(status: 204)
        }
        if access.commits {
            commit(&write.session, key: access.key)
            attachConnections(of: write, key: access.key)
            trail.noteCommit(
                of: write.session, since: fresh, at: access.now, by: access.principal.users)
        } else {
            preview(&write.session)
        }
        var answer = answer(access, write.session)
        answer.status = 201
        answer.location = write.session.path
        return answer
    }

    /// The session that a PUT creates, before its members and properties (5.3.1, 15.1).
    private func newSession(
        _ access: SessionAccess, _ changes: MultiplayerSessionRequest, _ rules: AccessRules
    ) throws(Rejection) -> Session {
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
            try ConstantCombinations.demandLegal(constants)
        } catch {
            throw error.rejection
        }
        try rules.demandCreate(constants)
        try ConstantCombinations.demandCreation(
            constants, changes, name: access.reference.name, by: access.caller)
        let roleTypes = try template.checkedRoleTypes.creating(
            changes.roleTypes, in: constants, options: options)
        guard sessions.count < options.sessionsLimit else {
            throw .overloaded
        }
        var session = Session(
            access.reference, constants: constants, branch: access.entropy.guid(),
            correlationID: GUID(name: (options.sandbox ?? "") + "~" + access.key),
            startTime: access.now)
        session.roleTypes = roleTypes
        return session
    }

    /// The template of a missing session; one whose timers have just ended it is looked up again.
    private func template(of access: SessionAccess) throws(Rejection) -> SessionTemplate {
        if let template = access.template { return template }
        return try PathValues(templates: templates, options: options).template(access.reference)
    }

    /// The users whose members the request is about; a DELETE adds nobody (5.4.1 speaks of PUT).
    private func participants(
        _ access: SessionAccess, _ changes: MultiplayerSessionRequest, of session: Session
    ) -> [Participant] {
        guard access.request.method != "DELETE" || changes.me != nil else { return [] }
        return changes.participants(access.principal.users) { session.position(of: $0) != nil }
    }

    private func sessionWrite(
        _ session: Session, _ access: SessionAccess, _ participants: [Participant]
    ) -> SessionWrite {
        SessionWrite(
            session: session, principal: access.principal, participants: participants,

            contractVersion: access.contractVersion, now: access.now, options: options)
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
