internal import JSON
internal import Sessions

/// Queries for handles: U15 (session-directory 11.9).
///
/// The query-string parameters of section 12 (11.9.8) are not built.
extension SessionDirectory {
    mutating func queryHandles(
        _ incoming: IncomingRequest, trail: inout Trail
    ) throws(Rejection) -> DirectoryResponse {
        let inclusions = try HandleInclusions(incoming.request.query)
        let body = try RequestBody.json(incoming.request, options: options)
        let found: [Handle]
        switch try HandleQuery(body, caller: incoming.caller, options: options) {
        case .activity(let query): found = activities(query, incoming, trail: &trail)
        case .search(let query):
            _ = try PathValues(templates: templates, options: options)
                .template(scid: query.scid, name: query.templateName)
            found = searchResults(query, incoming, trail: &trail)
        }
        let results = found.map { handle in
            var result = document(of: handle)
            inclusions.add(sessions[handle.key], to: &result)
            return JSONValue.object(result)
        }
        return DirectoryResponse(status: 200, body: .json(["results": .array(results)]))
    }

    /// The activities of the owners in their order, whoever may read the sessions (11.9.7, 11.9.9).
    private mutating func activities(
        _ query: ActivityQuery, _ incoming: IncomingRequest, trail: inout Trail
    ) -> [Handle] {
        var found: [Handle] = []
        for xuid in query.owners(in: people) {
            for handle in handles.activities(of: xuid, at: incoming.now) {
                guard query.scid == nil || query.scid == handle.reference.scid.lowercased() else {
                    continue
                }
                // A listing lets the timers of the session run, which may end the activity (7.3.7).
                _ = load(handle.key, at: incoming.now, commits: true, trail: &trail)
                guard handles.handle(handle.id, at: incoming.now) != nil else { continue }
                found.append(handle)
                if found.count == options.handleResultsLimit { return found }
            }
        }
        return found
    }

    /// The handles that match, in the order asked for, closed and full sessions among them
    /// (11.9.10).
    private mutating func searchResults(
        _ query: SearchQuery, _ incoming: IncomingRequest, trail: inout Trail
    ) -> [Handle] {
        let limit = options.handleResultsLimit
        // Without need, only the sessions that are listed are looked up.
        let looksUpAll = query.looksAtSession || query.order.isCreation
        let group = query.sessionMembers.map { Set($0.members(in: people)) }
        let candidates = handles.searchHandles(
            SearchIndex.Template(scid: query.scid, name: query.templateName), for: query.filter)
        var found: [(key: SearchValue?, entry: Handle)] = []
        for id in candidates.ids {
            guard let handle = handles.handle(id, at: incoming.now),
                case .search(let attributes) = handle.purpose
            else { continue }
            var subject = SearchSubject(
                attributes: attributes, createTime: handle.createTime, session: nil)
            guard query.filter?.matches(subject) ?? true else { continue }
            if looksUpAll {
                guard let session = listed(handle, incoming, trail: &trail),
                    group.map({ session.hasMember(of: $0) }) ?? true
                else { continue }
                subject.session = session
                guard query.filter?.matches(subject) ?? true else { continue }
            }
            found.append((query.order.key(of: subject), handle))
            // Candidates come in order of creation, so nothing later can come before these.
            if query.order.isCreation, found.count == limit { break }
        }
        var results: [Handle] = []
        for handle in query.order.sorted(found) {
            guard looksUpAll || listed(handle, incoming, trail: &trail) != nil else { continue }
            results.append(handle)
            if results.count == limit { break }
        }
        return results
    }

    /// The session of a search handle after its timers ran; nil when they have ended it (7.3.7).
    private mutating func listed(
        _ handle: Handle, _ incoming: IncomingRequest, trail: inout Trail
    ) -> Session? {
        load(handle.key, at: incoming.now, commits: true, trail: &trail).session
    }
}

extension Session {
    fileprivate func hasMember(of group: Set<Xuid>) -> Bool {
        members.contains { group.contains($0.xuid) }
    }
}
