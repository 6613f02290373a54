internal import JSON
internal import Sessions

/// The order of checks for one request (session-directory 2.7).
extension SessionDirectory {
    /// Answers a request or throws what refuses it; `trail` gets what happened before either.
    mutating func answer(
        _ request: DirectoryRequest, from caller: Caller?, at now: Timestamp, entropy: Entropy,
        trail: inout Trail
    ) throws(Rejection) -> DirectoryResponse {
        try Route.demand(request)
        guard let caller else { throw Rejection(status: 401, body: .none, rule: "2.7") }
        var isSession = false
        if case .session = request.target { isSession = true }
        let version = try ContractVersion.read(
            request.contractVersion, isSession: isSession, options: options)
        if let limits = options.rateLimits {
            let group = RateGroup(request) { handles.handle($0, at: now) }
            try meter.demand(group, from: caller, limits: limits, at: now)
        }

        let incoming = IncomingRequest(
            request: request, sender: caller, principal: Principal(caller),
            contractVersion: version, now: now, entropy: entropy)
        if let answer = try handleAnswer(incoming, trail: &trail) { return answer }
        let paths = PathValues(templates: templates, options: options)
        if let scope = QueryScope(request.target) {
            try paths.demandScope(scope)
            let principal = try principal(of: caller, request)
            return try listSessions(
                request, scope, from: principal.caller, contractVersion: version, at: now,
                trail: &trail)
        }
        guard let reference = request.target.reference else {
            return try templateAnswer(request, caller, paths, contractVersion: version)
        }
        return try sessionAnswer(incoming, reference, grant: .none, trail: &trail)
    }

    /// Answers a request about a session, which the target or a handle names.
    mutating func sessionAnswer(
        _ incoming: IncomingRequest, _ reference: SessionReference, grant: AccessGrant,
        trail: inout Trail
    ) throws(Rejection) -> DirectoryResponse {
        let paths = PathValues(templates: templates, options: options)
        let (request, caller) = (incoming.request, incoming.sender)
        let key = reference.key
        // Where a session is stored, its config and template are known and its names legal.
        let template = sessions.has(key) ? nil : try paths.template(reference)
        try paths.demandElement(request.target)
        let principal = try principal(of: caller, request)
        trail.reader = principal.caller.user?.xuid

        let access = SessionAccess(
            request: request, principal: principal, reference: reference, key: key,
            contractVersion: incoming.contractVersion, now: incoming.now,
            entropy: incoming.entropy, template: template,
            commits: try Self.commits(request), grant: grant)
        return request.method == "GET"
            ? try read(access, trail: &trail) : try write(access, trail: &trail)
    }

    private func templateAnswer(
        _ request: DirectoryRequest, _ caller: Caller, _ paths: PathValues, contractVersion: Int
    ) throws(Rejection) -> DirectoryResponse {
        switch request.target {
        case .templates(let scid):
            try paths.demandServiceConfig(scid)
            _ = try principal(of: caller, request)
            let names = templates.names(scid: scid).map { JSONValue.string($0) }
            return DirectoryResponse(status: 200, body: .json(["results": .array(names)]))
        case .template(let scid, let name):
            let template = try paths.template(scid: scid, name: name)
            _ = try principal(of: caller, request)
            let document = template.document(contractVersion: contractVersion)
            return DirectoryResponse(status: 200, body: .json(document))
        default:
            throw .text(404, "The request URI is invalid.", rule: "2.7")
        }
    }

    /// Who the request counts as coming from, when the service config admits the caller (2.7 step 6).
    func principal(
        of caller: Caller, _ request: DirectoryRequest
    ) throws(Rejection) -> Principal {
        try demandSandbox(of: caller)
        guard request.isDelegated else { return Principal(caller) }
        return try Principal(caller, delegating: request, options: options)
    }

    /// Refuses callers of another sandbox (2.7 step 6).
    func demandSandbox(of caller: Caller) throws(Rejection) {
        guard let sandbox = options.sandbox, sandbox != caller.sandbox else { return }
        throw .text(403, KnownText.serviceConfigRefused, rule: "13.3")
    }

    /// Whether the request stores what it computes: false under `?nocommit=true` (3.3).
    private static func commits(_ request: DirectoryRequest) throws(Rejection) -> Bool {
        guard request.method != "GET" else { return true }
        let values = request.query.filter { $0.name.lowercased() == "nocommit" }
        guard let item = values.first else { return true }
        switch (values.count, item.value?.lowercased()) {
        case (1, "true"): return false
        case (1, "false"): return true
        default:
            throw .badRequest(
                "The query parameter 'nocommit' must be given once, as 'true' or 'false'.",
                rule: "3.3")
        }
    }
}

extension DirectoryRequest {
    /// Whether the query has a well-formed `nocommit=true`.
    var asksNoCommit: Bool {
        method != "GET"
            && query.contains {
                $0.name.lowercased() == "nocommit" && $0.value?.lowercased() == "true"
            }
    }
}

/// One request that has passed the checks of its path and headers.
struct SessionAccess {
    let request: DirectoryRequest
    let principal: Principal
    let reference: SessionReference
    let key: String
    let contractVersion: Int
    let now: Timestamp
    let entropy: Entropy
    /// The template; nil when the session was found, which knows its constants itself.
    let template: SessionTemplate?
    /// Whether results are stored.
    let commits: Bool
    /// What the handle gives through which the caller comes.
    var grant = AccessGrant.none

    var caller: Caller { principal.caller }

    /// Whether the request is about a part of the session (U2 to U5).
    var isElement: Bool {
        if case .session = request.target { return false }
        return true
    }

    /// The part of a session that the request is about; nil when it does not exist.
    func element(of session: Session) -> JSONValue? {
        switch request.target {
        case .properties:
            return session.properties.document
        case .memberMe:
            let position = caller.user.flatMap { session.position(of: $0.xuid) }
            return SessionRendering.member(
                session, at: position, contractVersion: contractVersion)
        case .member(_, let index):
            let position = Int(index).flatMap { session.position(ofIndex: $0) }
            // Of a large session nobody sees another's member (14.2).
            if session.isLarge,
                position != caller.user.flatMap({ session.position(of: $0.xuid) })
            {
                return nil
            }
            return SessionRendering.member(
                session, at: position, contractVersion: contractVersion)
        case .server(_, let name):
            let server = session.servers.first { $0.name.lowercased() == name.lowercased() }
            return server.map { .object($0.document) }
        default:
            return .object(session.document)
        }
    }
}
