internal import JSON
internal import Sessions

/// Queries for sessions: U6 to U9 (session-directory section 12).
extension SessionDirectory {
    /// Answers a query for the sessions of a service config, or of one of its templates (12.13).
    mutating func listSessions(
        _ request: DirectoryRequest, _ scope: QueryScope, from caller: Caller,
        contractVersion: Int, at now: Timestamp, trail: inout Trail
    ) throws(Rejection) -> DirectoryResponse {
        let batch = scope.isBatch ? try batchXuids(request) : nil
        let query = try SessionQuery(
            request.query, batch: batch, contractVersion: contractVersion, options: options)
        try query.demandAllowed(for: caller)

        let keys = templateKeys(scope)
        var results: [JSONValue] = []
        for xuid in query.xuids {
            list(
                index.sessions(of: xuid, templates: keys), foundBy: xuid, query, at: now,
                &results, &trail)
        }
        if query.xuids.isEmpty, let keyword = query.keyword {
            list(
                index.sessions(keyword: keyword, templates: keys), foundBy: nil, query, at: now,
                &results, &trail)
        }
        return DirectoryResponse(status: 200, body: .json(["results": .array(results)]))
    }

    /// Judges candidates in their order until there are enough results.
    ///
    /// The timers of a candidate run before it is judged, which is an access like any other
    /// (12.11, 7.3.7).
    private mutating func list(
        _ candidates: MergedPlaces, foundBy xuid: Xuid?, _ query: SessionQuery, at now: Timestamp,
        _ results: inout [JSONValue], _ trail: inout Trail
    ) {
        guard results.count < query.take else { return }
        for candidate in candidates {
            let loaded = load(candidate.key, at: now, commits: true, trail: &trail)
            guard let session = loaded.session, let item = query.item(session, foundBy: xuid)
            else { continue }
            results.append(item)
            if results.count == query.take { return }
        }
    }

    /// The templates that a query covers, as they stand in the keys of sessions.
    private func templateKeys(_ scope: QueryScope) -> [String] {
        let names = scope.templateName.map { [$0] } ?? templates.names(scid: scope.scid)
        return names.map { "\(scope.scid)~\($0)".lowercased() }
    }

    /// The users of a batch, each once: `{"xuids": ["1234", …]}` (12.7).
    private func batchXuids(_ request: DirectoryRequest) throws(Rejection) -> [Xuid] {
        guard let body = try RequestBody.json(request, options: options).objectValue else {
            throw .badRequest("The request body must be an object.", rule: "12.7")
        }
        for member in body where member.name != "xuids" {
            throw .badRequest("The field '/\(member.name)' is unknown.", rule: "12.7")
        }
        guard let elements = body["xuids"]?.arrayValue, !elements.isEmpty else {
            throw .badRequest(
                "The field '/xuids' must be an array that is not empty.", rule: "12.1")
        }
        var xuids: [Xuid] = []
        var seen: Set<Xuid> = []
        for (position, element) in elements.enumerated() {
            guard let xuid = Xuid(json: element) else {
                throw .badRequest(
                    "The field '/xuids/\(position)' must be a decimal string.", rule: "12.7")
            }
            if seen.insert(xuid).inserted { xuids.append(xuid) }
        }
        return xuids
    }
}

/// Which sessions a query covers (session-directory 12.13).
struct QueryScope {
    let scid: String
    /// Nil for the whole service config.
    let templateName: String?
    /// Whether the request asks for many users at once (U8, U9).
    let isBatch: Bool

    /// The scope of a query's target; nil when the target is no query.
    init?(_ target: DirectoryTarget) {
        switch target {
        case .sessions(let scid, let templateName):
            (self.scid, self.templateName, isBatch) = (scid, templateName, false)
        case .batch(let scid, let templateName):
            (self.scid, self.templateName, isBatch) = (scid, templateName, true)
        default: return nil
        }
    }
}
