internal import JSON
internal import Sessions

/// Queries for handles: U15 (session-directory 11.9).
extension SessionDirectory {
    mutating func queryHandles(
        _ incoming: IncomingRequest, trail: inout Trail
    ) throws(Rejection) -> DirectoryResponse {
        let inclusions = try HandleInclusions(incoming.request.query)
        let listing = HandleListing(
            now: incoming.now, limit: options.handleResultsLimit,
            sessions: try SessionQuery.ofHandles(
                incoming.request.query, contractVersion: incoming.contractVersion,
                options: options))
        let body = try RequestBody.json(incoming.request, options: options)
        let query = try HandleQuery(body, caller: incoming.caller, options: options)
        try listing.sessions?.demandAllowed(for: incoming.caller)
        let found: [Handle]
        switch query {
        case .activity(let query): found = activities(query, listing, trail: &trail)
        case .search(let query):
            _ = try PathValues(templates: templates, options: options)
                .template(scid: query.scid, name: query.templateName)
            found = searchResults(query, listing, trail: &trail)
        }
        let results = found.map { handle in
            var result = document(of: handle)
            inclusions.add(sessions[handle.key], to: &result)
            return JSONValue.object(result)
        }
        return DirectoryResponse(status: 200, body: .json(["results": .array(results)]))
    }

    /// What holds for the results of either query.
    private struct HandleListing {
        let now: Timestamp
        /// What the query string says of the sessions; nil when it says nothing (11.9.8).
        let sessions: SessionQuery?
        /// The most results.
        let limit: Int

        init(now: Timestamp, limit: Int, sessions: SessionQuery?) {
            self.now = now
            self.sessions = sessions
            self.limit = min(limit, sessions?.take ?? limit)
        }

        func admits(_ session: Session?) -> Bool { sessions?.admits(session) ?? true }
    }

    /// The activities of the owners in their order, whoever may read the sessions (11.9.7, 11.9.9).
    private mutating func activities(
        _ query: ActivityQuery, _ listing: HandleListing, trail: inout Trail
    ) -> [Handle] {
        var found: [Handle] = []
        for xuid in query.owners(in: people) {
            for handle in handles.activities(of: xuid, at: listing.now) {
                guard found.count < listing.limit else { return found }
                guard query.scid == nil || query.scid == handle.reference.scid.lowercased() else {
                    continue
                }
                // A listing lets the timers of the session run, which may end the activity (7.3.7).
                let loaded = load(handle.key, at: listing.now, commits: true, trail: &trail)
                guard handles.handle(handle.id, at: listing.now) != nil,
                    listing.admits(loaded.session)
                else { continue }
                found.append(handle)
            }
        }
        return found
    }

    /// The handles that match, in the order asked for, closed and full sessions among them
    /// (11.9.10).
    private mutating func searchResults(
        _ query: SearchQuery, _ listing: HandleListing, trail: inout Trail
    ) -> [Handle] {
        guard listing.limit > 0 else { return [] }
        // Without need, only the sessions that are listed are looked up.
        let looksUpAll =
            query.looksAtSession || query.order.isCreation || listing.sessions != nil
        let group = query.sessionMembers.map { Set($0.members(in: people)) }
        let candidates = candidates(query, group: group)
        var found: [(key: SearchValue?, entry: Handle)] = []
        for id in candidates.ids {
            guard let handle = handles.handle(id, at: listing.now),
                case .search(let attributes) = handle.purpose
            else { continue }
            var subject = SearchSubject(
                attributes: attributes, createTime: handle.createTime, session: nil)
            guard query.filter?.matches(subject) ?? true else { continue }
            if looksUpAll {
                guard let session = listed(handle, at: listing.now, trail: &trail),
                    listing.admits(session),
                    group.map({ session.hasMember(of: $0) }) ?? true
                else { continue }
                subject.session = session
                guard query.filter?.matches(subject) ?? true else { continue }
            }
            found.append((query.order.key(of: subject), handle))
            // Candidates come in order of creation, so nothing later can come before these.
            if query.order.isCreation, found.count == listing.limit { break }
        }
        var results: [Handle] = []
        for handle in query.order.sorted(found) {
            guard looksUpAll || listed(handle, at: listing.now, trail: &trail) != nil else {
                continue
            }
            results.append(handle)
            if results.count == listing.limit { break }
        }
        return results
    }

    /// Search handles among which are all results: those with an attribute that the filter demands,
    /// or those whose session has a member or a keyword that is demanded, whichever are fewest.
    private func candidates(_ query: SearchQuery, group: Set<Xuid>?) -> CreationOrder {
        let template = SearchIndex.Template(scid: query.scid, name: query.templateName)
        var fewest = handles.searchHandles(template, for: query.filter)
        var demands = query.filter?.demandedMembership.map { [$0] } ?? []
        if let group { demands.append(group.map { .member($0) }) }
        for alternatives in demands {
            let lists = alternatives.map { demand in
                switch demand {
                case .member(let xuid): index.sessions(of: xuid, templates: [template.key])
                case .keyword(let word):
                    index.sessions(keyword: word, templates: [template.key])
                }
            }
            var keys: Set<String> = []
            for place in lists.joined() {
                keys.insert(place.key)
                if keys.count >= fewest.count { break }
            }
            if keys.count < fewest.count { fewest = handles.searchHandles(of: keys) }
        }
        return fewest
    }

    /// The session of a search handle after its timers ran; nil when they have ended it (7.3.7).
    private mutating func listed(
        _ handle: Handle, at now: Timestamp, trail: inout Trail
    ) -> Session? {
        load(handle.key, at: now, commits: true, trail: &trail).session
    }
}

extension Session {
    fileprivate func hasMember(of group: Set<Xuid>) -> Bool {
        members.contains { group.contains($0.xuid) }
    }
}
