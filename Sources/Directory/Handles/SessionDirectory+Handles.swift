internal import JSON
internal import Sessions

/// Handles on the wire: U12 to U14 (session-directory 11.3, 11.8).
extension SessionDirectory {
    /// Answers a request whose target is about handles; nil for every other target.
    mutating func handleAnswer(
        _ sent: IncomingRequest, trail: inout Trail
    ) throws(Rejection) -> DirectoryResponse? {
        var incoming = sent
        switch incoming.request.target {
        case .handles:
            incoming.principal = try principal(of: incoming.sender, incoming.request)
            return try createHandle(incoming, trail: &trail)
        case .handleQuery:
            incoming.principal = try principal(of: incoming.sender, incoming.request)
            return try queryHandles(incoming, trail: &trail)
        case .handle(let id):
            let handle = try handle(id, at: incoming.now)
            incoming.principal = try principal(of: incoming.sender, incoming.request)
            guard incoming.request.method == "DELETE" else {
                try rules(incoming).demandRead(handle)
                return DirectoryResponse(status: 200, body: .json(.object(document(of: handle))))
            }
            try deleteHandle(handle, incoming, trail: &trail)
            return DirectoryResponse(status: 204)
        case .handleSession(let id):
            let handle = try handle(id, at: incoming.now)
            incoming.principal = try principal(of: incoming.sender, incoming.request)
            return try answerThrough(handle, incoming, trail: &trail)
        default:
            return nil
        }
    }

    private func rules(_ incoming: IncomingRequest) -> HandleRules {
        HandleRules(caller: incoming.caller, hasServer: incoming.principal.hasServer)
    }

    /// The handle as answers show it now.
    func document(of handle: Handle) -> JSONObject {
        let inviteProtocol = sessions[handle.key]?.constants.system["inviteProtocol"]
        return handle.document(
            inviteProtocol: inviteProtocol?.isNull == true ? JSONValue?.none : inviteProtocol)
    }

    /// The handle that a path names (11.1.4).
    private func handle(_ text: String, at now: Timestamp) throws(Rejection) -> Handle {
        guard let id = GUID(text), id != .zero else {
            throw .text(404, KnownText.illegalHandleID, rule: "11.1.4")
        }
        guard let handle = handles.handle(id, at: now) else {
            throw .text(404, "The requested handle wasn't found.", rule: "11.1.4")
        }
        return handle
    }

    // MARK: Creating

    private mutating func createHandle(
        _ incoming: IncomingRequest, trail: inout Trail
    ) throws(Rejection) -> DirectoryResponse {
        let body = try RequestBody.json(incoming.request, options: options)
        let request = try HandleRequest(
            body, unnamed: incoming.entropy.guid(1).description, titleID: incoming.caller.titleID,
            options: options)
        // The parts of a reference in a body are unknown in the same way as in a path (2.6).
        let paths = PathValues(templates: templates, options: options)
        _ = try paths.template(request.reference)
        if case .transfer(let origin) = request.kind { _ = try paths.template(origin) }

        let (purpose, loaded) = try purpose(of: request, incoming, trail: &trail)
        guard handles.count < options.handlesLimit else {
            throw .overloaded
        }
        let handle = handles.make(
            request.reference, purpose, at: incoming.now, entropy: incoming.entropy)
        handles.insert(handle, isBound: loaded.session != nil)
        if case .search = purpose { show(handle.id, in: loaded, incoming, trail: &trail) }
        return DirectoryResponse(
            status: 201, body: .json(.object(document(of: handle))), location: handle.path)
    }

    /// Judges a new handle by the state of its session, which counts as an access (7.3.7).
    private mutating func purpose(
        of request: HandleRequest, _ incoming: IncomingRequest, trail: inout Trail
    ) throws(Rejection) -> (Handle.Purpose, Loaded) {
        let loaded = load(request.reference.key, at: incoming.now, commits: true, trail: &trail)
        let (rules, session) = (rules(incoming), loaded.session)
        switch request.kind {
        case .activity:
            return (.activity(try rules.demandActivity(session)), loaded)
        case .invite(let invited, let attributes):
            try rules.demandInvite(session)
            let invite = Handle.Invite(
                sender: incoming.caller.user?.xuid, invited: invited, attributes: attributes,
                expiration: incoming.now.adding(
                    milliseconds: options.inviteLifetimeMilliseconds))
            return (.invite(invite), loaded)
        case .search(let attributes):
            guard let session else { throw .text(404, KnownText.sessionMissing, rule: "11.6.1") }
            guard session.constants.capabilities.contains(.searchable) else {
                throw .text(
                    403, "The session needs the capability 'searchable'.", rule: "11.6.1")
            }
            try rules.demandSearch(session, rule: "11.6.1")
            return (.search(attributes), loaded)
        case .transfer(let origin):
            // Named twice, a session is one access, and its timers run once (7.3.2).
            let isTarget = origin.key == request.reference.key
            let originSession =
                isTarget
                ? session
                : load(origin.key, at: incoming.now, commits: true, trail: &trail).session
            try rules.demandTransfer(origin: originSession, target: session)
            let transfer = Handle.Transfer(origin: origin, creator: incoming.caller.user?.xuid)
            return (.transfer(transfer), loaded)
        }
    }

    // MARK: Deleting

    private mutating func deleteHandle(
        _ handle: Handle, _ incoming: IncomingRequest, trail: inout Trail
    ) throws(Rejection) {
        let loaded = load(handle.key, at: incoming.now, commits: true, trail: &trail)
        guard handles.handle(handle.id, at: incoming.now) != nil else {
            // The timers of the session have just taken the handle with them (10.8).
            throw .text(404, "The requested handle wasn't found.", rule: "11.1.4")
        }
        try rules(incoming).demandDelete(handle, loaded.session)
        handles.remove(handle.id)
        if case .search = handle.purpose { show(nil, in: loaded, incoming, trail: &trail) }
    }

    /// Writes into the session which search handle points to it: one commit, with what its timers
    /// have changed (4.1, 5.9.1, 5.9.3).
    private mutating func show(
        _ id: GUID?, in loaded: Loaded, _ incoming: IncomingRequest, trail: inout Trail
    ) {
        guard let found = loaded.session else { return }
        var session = found
        session.searchHandle = id
        if loaded.timerRevision == nil { session.changeNumber += 1 }
        commit(&session, key: session.reference.key, repeats: loaded.timerRevision)
        trail.effects = []
        trail.noteCommit(
            of: session, since: loaded.before ?? found, at: incoming.now,
            by: incoming.principal.users)
    }

    // MARK: Dereferencing

    /// Answers a request for the session behind a handle, with the rights that the handle gives
    /// (11.8.3, 11.8.4).
    private mutating func answerThrough(
        _ handle: Handle, _ incoming: IncomingRequest, trail: inout Trail
    ) throws(Rejection) -> DirectoryResponse {
        var request = incoming
        request.request.target = .session(handle.reference)
        let grant = grant(of: handle, incoming, trail: &trail)
        // What looking at the origin has done is none of the write's, which may replace effects.
        let earlier = trail.effects
        trail.effects = []
        trail.session = nil
        defer { trail.effects = earlier + trail.effects }
        return try sessionAnswer(request, handle.reference, grant: grant, trail: &trail)
    }

    /// What a handle adds to the caller's rights (9.3, the rows with handles); where a server acts
    /// for several users, what it gives to each of them.
    private mutating func grant(
        of handle: Handle, _ incoming: IncomingRequest, trail: inout Trail
    ) -> AccessGrant {
        let users = incoming.principal.users
        switch handle.purpose {
        case .activity: return .none
        case .search: return .search
        case .invite(let invite):
            return users.map(\.xuid) == [invite.invited] ? .invite : .none
        case .transfer(let transfer):
            // A reserved user is in the origin, too: handles-and-activity H30 asks for more, but
            // session-directory 11.7.3 does not.
            // What the timers of the target do is of one commit with the write (5.9.3), also where
            // it is the origin, too.
            let isTarget = transfer.origin.key == handle.key
            let origin = load(
                transfer.origin.key, at: incoming.now,
                commits: !incoming.request.asksNoCommit && !isTarget, trail: &trail
            ).session
            let areMembers = users.allSatisfy { origin?.position(of: $0.xuid) != nil }
            return areMembers && !users.isEmpty ? .transfer : .none
        }
    }
}
