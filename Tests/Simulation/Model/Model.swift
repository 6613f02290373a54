import JSON
import Sessions

/// One user who follows another (9.1).
struct Follow: Hashable {
    let follower: UInt64
    let followed: UInt64
}

/// A naive model of the session directory, written from the rules and not from the engine.
///
/// It keeps plain dictionaries, computes everything anew each time, and has names of its own for
/// branches and etags, which the protocol leaves to the service.
struct Model {
    let templates: [ModelTemplate]
    let follows: Set<Follow>
    /// Who blocks whom, in the same form.
    let blocks: Set<Follow>
    var sessions: [String: ModelSession] = [:]
    var handles: [String: ModelHandle] = [:]
    var handleCount = 0
    /// What has expired, of which the service may tell whenever it notices.
    var expired: Set<String> = []
    /// The name that the service gave to a session that was posted without one (11.2).
    var chosenName: String?
    /// The sessions that the service changed, of which it need not look at all (7.3.7).
    var touched: Set<String> = []
    var stateCount = 0
    var branchCount = 0

    /// Begins the names that the model gives to what the service names.
    static let mark = "§"

    init(templates: [ModelTemplate], follows: Set<Follow>, blocks: Set<Follow>) {
        self.templates = templates
        self.blocks = blocks
        self.follows = follows
    }

    /// What one request met on its way; a refusal needs it too.
    struct Visit {
        var version = 107
        /// The session after its timers ran.
        var session: ModelSession?
        var storesNothing = false
        /// Whether the handle by which the request came stands for restrictions that the caller
        /// does not satisfy (9.3, handles-and-activity H20, H30, H39).
        var isLetIn = false
        /// What timers did, by the keys of sessions.
        var timerRuns: [String: [Effect]] = [:]
    }

    /// A commit or the end of a session (5.9.1, section 10), or what became of a handle.
    enum Effect: Equatable {
        case committed(key: String, branch: String, changeNumber: Int64)
        case deleted(key: String)
        case handleCreated(String)
        case handleDeleted(String)

        var key: String {
            switch self {
            case .committed(let key, _, _), .deleted(let key): key
            // After all sessions.
            case .handleCreated(let id): "~\(id) 0"
            case .handleDeleted(let id): "~\(id) 1"
            }
        }
    }

    /// Answers one request, and says what it did to the session.
    mutating func answer(
        _ request: DirectoryRequest, from caller: Caller?, at now: Timestamp
    ) -> (answer: ModelAnswer, effects: [Effect]) {
        expireHandles(at: now)
        let (before, handlesBefore) = (sessions, Set(handles.keys))
        var visit = Visit()
        var answer: ModelAnswer
        do throws(Refusal) {
            answer = try serve(request, from: caller, at: now, visit: &visit)
        } catch {
            answer = refusal(error, visit)
        }
        if visit.storesNothing { return (answer, []) }
        let keys = Set(before.keys).union(sessions.keys).union(visit.timerRuns.keys).sorted()
        let made = Set(handles.keys).subtracting(handlesBefore)
        let gone = handlesBefore.subtracting(handles.keys)
        return (
            answer,
            keys.flatMap { effects(on: $0, before[$0], visit.timerRuns[$0] ?? []) }
                + made.map { .handleCreated($0) } + gone.map { .handleDeleted($0) }
        )
    }

    private func effects(
        on key: String, _ before: ModelSession?, _ timerRuns: [Effect]
    ) -> [Effect] {
        guard let session = sessions[key] else {
            guard before != nil, timerRuns.last != .deleted(key: key) else { return timerRuns }
            return timerRuns.dropLast() + [.deleted(key: key)]
        }
        // The write after timers is of one commit with the last of them (5.9.3).
        if session.etag == before?.etag || timerRuns.last == session.commit { return timerRuns }
        return timerRuns + [session.commit]
    }

    private func refusal(_ refusal: Refusal, _ visit: Visit) -> ModelAnswer {
        var answer = ModelAnswer(status: refusal.status, body: .none, allow: refusal.allow)
        answer.otherStatus = refusal.otherStatus
        switch refusal.body {
        case .none: break
        case .message(let texts): answer.body = .message(texts)
        case .anything: answer.body = .anything
        case .session:
            if let session = visit.session { carry(session, visit, &answer) }
            if refusal.status != 412 || visit.storesNothing { answer.etag = nil }
        }
        if refusal.status == 304 { answer.etag = visit.session?.etag }
        return answer
    }

    func carry(_ session: ModelSession, _ visit: Visit, _ answer: inout ModelAnswer) {
        answer.body = .json(session.document(contractVersion: visit.version))
        answer.etag = session.etag
        answer.contentLocation = session.path
        answer.expires = session.nextTimer.map {
            Timestamp(ticks: ($0.ticks + 9_999_999) / 10_000_000 * 10_000_000)
        }
    }

    // MARK: The order of checks (2.7)

    private mutating func serve(
        _ request: DirectoryRequest, from caller: Caller?, at now: Timestamp, visit: inout Visit
    ) throws(Refusal) -> ModelAnswer {
        let methods = Self.methods(request.target)
        guard !methods.isEmpty else { throw Refusal(status: 404) }
        guard methods.contains(request.method) else { throw Refusal(status: 405, allow: methods) }
        guard let caller else { throw Refusal(status: 401, body: .none) }
        guard let version = request.contractVersion.flatMap({ Int($0) }) else { throw .invalid() }
        guard version >= 104 else { throw Refusal(status: 406) }
        visit.version = min(version, 107)
        switch request.target {
        case .sessions(let scid, let name), .batch(let scid, let name):
            var visited = visit
            defer { visit = visited }
            return try query(request, scid, name, caller, version: visit.version) { model, key in
                model.runTimers(key, at: now, visit: &visited)
            }
        case .handles, .handle, .handleQuery:
            return try serveHandles(request, caller, at: now, visit: &visit)
        default: break
        }
        var request = request
        if case .handleSession(let id) = request.target {
            let handle = try handle(id)
            request.target = .session(handle.reference)
            visit.storesNothing = request.method == "PUT" && request.asksNoCommit
            visit.isLetIn = isLetIn(by: handle, caller, at: now, visit: &visit)
        }
        guard let reference = request.target.reference else {
            return try listTemplates(request.target)
        }
        let template = try template(of: reference)
        try Self.checkElement(request.target)
        let write =
            request.method == "GET" ? nil : try Self.write(request, version: visit.version)
        try write.map { write throws(Refusal) in try checkSender(write, request, caller) }
        visit.storesNothing =
            request.method == "PUT" && !Self.isElement(request.target)
            && request.asksNoCommit
        visit.session = runTimers(reference.key, at: now, visit: &visit)

        let element = Self.isElement(request.target)
        if visit.session == nil, element {
            throw Refusal(status: 404, body: .message([ModelTexts.missing]))
        }
        if let session = visit.session,
            !session.isReadable(by: caller, follows, isLetIn: visit.isLetIn)
        {
            throw Refusal(
                status: 403,
                body: .message(
                    write == nil ? [ModelTexts.read] : [ModelTexts.read, ModelTexts.write]))
        }
        try Self.checkPreconditions(request, visit.session)
        guard let write else { return read(request.target, caller, visit) }
        return try self.write(
            write, request, reference, template, from: caller, at: now, visit: visit)
    }

    private static func methods(_ target: DirectoryTarget) -> [String] {
        switch target {
        case .session: ["GET", "PUT"]
        case .properties: ["GET", "PUT"]
        case .memberMe, .server: ["DELETE", "GET", "PUT"]
        case .member: ["DELETE", "GET"]
        case .templates, .template, .sessions: ["GET"]
        case .batch, .handles, .handleQuery: ["POST"]
        case .handle: ["DELETE", "GET"]
        case .handleSession: ["GET", "PUT"]
        default: []
        }
    }

    static func isElement(_ target: DirectoryTarget) -> Bool {
        if case .session = target { return false }
        return true
    }

    private func template(of reference: SessionReference) throws(Refusal) -> ModelTemplate {
        guard ModelNames.isLegal(reference.templateName), ModelNames.isLegal(reference.name) else {
            throw Refusal(status: 404)
        }
        return try template(scid: reference.scid, name: reference.templateName)
    }

    func template(scid: String, name: String) throws(Refusal) -> ModelTemplate {
        let config = templates.filter { $0.scid.lowercased() == scid.lowercased() }
        guard !config.isEmpty else { throw Refusal(status: 404, body: .message([ModelTexts.scid])) }
        guard let template = config.first(where: { $0.name.lowercased() == name.lowercased() })
        else { throw Refusal(status: 404) }
        return template
    }

    private static func checkElement(_ target: DirectoryTarget) throws(Refusal) {
        switch target {
        case .member(_, let index):
            guard ModelWrite.index(index[...]) != nil else { throw Refusal(status: 404) }
        case .server(_, let name):
            guard ModelNames.isLegal(name, mayHaveSpaces: true) else { throw Refusal(status: 404) }
        default: break
        }
    }

    /// The write that the request means, as a body of the session URI (3.4).
    private static func write(
        _ request: DirectoryRequest, version: Int
    ) throws(Refusal) -> ModelWrite {
        var body: JSONValue = nil
        if request.method == "PUT" {
            guard case .json(let sent) = request.body, sent.bytes.count <= 256 * 1024 else {
                throw .invalid()
            }
            body = sent
        }
        let whole: JSONValue
        switch request.target {
        case .properties: whole = ["properties": body]
        case .memberMe: whole = ["members": ["me": body]]
        case .member(_, let index): whole = ["members": JSONValue([index: nil])]
        case .server(_, let name): whole = ["servers": JSONValue([name: body])]
        default: whole = body
        }
        return try ModelWrite(whole, contractVersion: version)
    }

    /// What this kind of caller may never send; step 8.
    private func checkSender(
        _ write: ModelWrite, _ request: DirectoryRequest, _ caller: Caller
    ) throws(Refusal) {
        let isElement = Self.isElement(request.target)
        if !caller.isServer {
            var texts: [String] = []
            let stored = request.target.reference.flatMap { sessions[$0.key] }
            // Owners may, which is judged later (5.6.1).
            if write.hasIndexKeys, stored?.hasCapability("hasOwners") != true {
                texts.append(ModelTexts.index)
            }
            if write.servers != nil { texts.append(ModelTexts.servers) }
            if !texts.isEmpty { throw Refusal(status: 403, body: .message(isElement ? [] : texts)) }
        }
        if write.me != nil, caller.user == nil { throw Refusal(status: 403) }
    }

    /// Runs the timers of a session and stores what they did (7.3).
    mutating func runTimers(
        _ key: String, at now: Timestamp, visit: inout Visit
    ) -> ModelSession? {
        guard let stored = sessions[key] else {
            beforeTimers = nil
            return nil
        }
        beforeTimers = stored
        guard let due = stored.nextTimer, due <= now else { return stored }
        let timed = stored.afterTimers(at: now).map { stamped($0, over: stored) }
        if !visit.storesNothing { store(key, timed) }
        if let timed, timed.etag != stored.etag {
            visit.timerRuns[key, default: []].append(timed.commit)
        } else if timed == nil {
            visit.timerRuns[key, default: []].append(.deleted(key: key))
        }
        // Timers and the write are one commit, so the write needs to know the state before.
        beforeTimers = timed == nil ? nil : stored
        return timed
    }

    /// The session of the current request before its timers ran (5.9.3).
    var beforeTimers: ModelSession?
}
