import JSON
import Sessions

/// Queries for handles (11.9).
extension Model {
    private static let inclusions = ["relatedinfo", "customproperties", "roleinfo", "session"]

    mutating func queryHandles(
        _ request: DirectoryRequest, _ caller: Caller, at now: Timestamp, visit: inout Visit
    ) throws(Refusal) -> ModelAnswer {
        var included: Set<String> = []
        for item in request.query where item.name == "include" {
            for word in (item.value ?? "").lowercased().split(separator: ",") {
                guard Self.inclusions.contains(String(word)) else { throw .invalid() }
                included.insert(String(word))
            }
        }
        guard case .json(let body) = request.body, let parts = body.fields else { throw .invalid() }
        let found: [ModelHandle]
        switch parts["type"] {
        case "activity": found = try activities(parts, caller, at: now, visit: &visit)
        case "search": found = try searches(parts, caller, at: now, visit: &visit)
        default: throw .invalid()
        }
        let results = found.prefix(100).map { handle in
            JSONValue(item(handle, included))
        }
        return ModelAnswer(status: 200, body: .json(["results": .array(Array(results))]))
    }

    private func item(_ handle: ModelHandle, _ included: Set<String>) -> Fields {
        let session = sessions[handle.reference.key]
        var fields = handle.document(session)
        if included.contains("relatedinfo") { fields["relatedInfo"] = session?.relatedInformation }
        if included.contains("customproperties") {
            fields["customProperties"] = session?.custom ?? [:]
        }
        if included.contains("roleinfo") {
            fields["roleInfo"] = ["roleTypes": session?.roleTypesDocument ?? [:]]
        }
        return fields
    }

    // MARK: Activities

    private mutating func activities(
        _ parts: Fields, _ caller: Caller, at now: Timestamp, visit: inout Visit
    ) throws(Refusal) -> [ModelHandle] {
        guard Set(parts.keys).isSubset(of: ["type", "scid", "owners"]) else { throw .invalid() }
        var scid: String?
        if let value = parts["scid"] {
            guard let text = value.stringValue else { throw .invalid() }
            scid = text.lowercased()
        }
        guard let owners = parts["owners"] else { throw .invalid(ModelTexts.owners) }
        let users = try users(owners, caller)
        var found: [ModelHandle] = []
        for user in users {
            let candidates = handles.values.filter {
                $0.kind == .activity && $0.maker == user
                    && (scid.map { [$0] } ?? [$0.reference.scid.lowercased()])
                        .contains($0.reference.scid.lowercased())
            }
            for handle in candidates.sorted(by: { $0.number < $1.number }) {
                _ = runTimers(handle.reference.key, at: now, visit: &visit)
                if handles[handle.id] != nil { found.append(handle) }
            }
        }
        return found
    }

    private func users(_ owners: JSONValue, _ caller: Caller) throws(Refusal) -> [UInt64] {
        guard let parts = owners.fields, Set(parts.keys).isSubset(of: ["xuids", "people"]) else {
            throw .invalid()
        }
        switch (parts["xuids"], parts["people"]) {
        case (nil, nil): throw .invalid(ModelTexts.owners)
        case (_?, _?): throw .invalid()
        case (let list?, nil):
            guard let xuids = list.arrayValue?.map({ ModelWrite.xuid($0) }),
                xuids.allSatisfy({ $0 != nil }), xuids.count <= 100
            else { throw .invalid() }
            var users: [UInt64] = []
            for case let xuid? in xuids where !users.contains(xuid) { users.append(xuid) }
            return users
        case (nil, let people?): return try group(people, caller)
        }
    }

    /// The users of a social group, ascending (11.9.6, 11.9.7, handles-and-activity H50).
    private func group(_ people: JSONValue, _ caller: Caller) throws(Refusal) -> [UInt64] {
        guard let parts = people.fields,
            Set(parts.keys).isSubset(of: ["moniker", "monikerXuid"])
        else { throw .invalid() }
        let subject: UInt64?
        if let value = parts["monikerXuid"] {
            subject = ModelWrite.xuid(value)
        } else {
            subject = caller.user?.xuid.rawValue
        }
        guard let subject else { throw .invalid() }
        let followed = follows.filter { $0.follower == subject }.map(\.followed).sorted()
        switch parts["moniker"] {
        case "people": return followed
        case "favorites": return []
        case "friends":
            return followed.filter { follows.contains(Follow(follower: $0, followed: subject)) }
        default: throw .invalid()
        }
    }

    // MARK: Searches

    private mutating func searches(
        _ parts: Fields, _ caller: Caller, at now: Timestamp, visit: inout Visit
    ) throws(Refusal) -> [ModelHandle] {
        let known: Set<String> = [
            "type", "scid", "templateName", "global", "filter", "orderBy", "sessionMembers",
        ]
        guard Set(parts.keys).isSubset(of: known), let scid = parts["scid"]?.stringValue,
            let templateName = parts["templateName"]?.stringValue
        else { throw .invalid() }
        let filter = try ModelFilter(parts["filter"])
        let order = try ModelSearchOrder(parts["orderBy"])
        var members: [UInt64]?
        if let value = parts["sessionMembers"] {
            guard let people = value.fields, Array(people.keys) == ["people"],
                let group = people["people"]
            else { throw .invalid() }
            members = try self.group(group, caller)
        }
        _ = try template(scid: scid, name: templateName)
        let candidates = handles.values.filter {
            $0.kind == .search && $0.reference.scid.lowercased() == scid.lowercased()
                && $0.reference.templateName.lowercased() == templateName.lowercased()
        }
        var found: [ModelSearchSubject] = []
        for handle in candidates.sorted(by: { $0.number < $1.number }) {
            let key = handle.reference.key
            // Only what is listed has to be looked at (7.3.7).
            let isTouched = touched.contains(key)
            let stored = isTouched ? runTimers(key, at: now, visit: &visit) : sessions[key]
            guard let stored else { continue }
            let isDue = !isTouched && stored.nextTimer.map { $0 <= now } ?? false
            guard let session = isDue ? stored.afterTimers(at: now) : stored else { continue }
            let subject = ModelSearchSubject(handle: handle, session: session)
            guard filter.matches(subject) else { continue }
            if let members, !members.contains(where: { session.member(of: $0) != nil }) { continue }
            if isDue { _ = runTimers(key, at: now, visit: &visit) }
            found.append(subject)
        }
        return order.sorted(found).map(\.handle)
    }
}

extension ModelSession {
    /// `relatedInfo` of a handle (11.9.4).
    fileprivate var relatedInformation: JSONValue {
        var fields: Fields = [
            "visibility": .string(shownVisibility),
            "joinRestriction": .string(restriction("joinRestriction")),
            "closed": .bool(isClosed),
            "maxMembersCount": .integer(Int64(capacity)),
            "membersCount": .integer(Int64(members.count)),
            "postedTime": .string(startTime.description),
        ]
        fields["inviteProtocol"] = constants["inviteProtocol"]
        if hasCapability("hasOwners") {
            fields["sessionOwners"] = .array(
                owners.compactMap { members[$0].map { .string(String($0.xuid)) } })
        }
        return JSONValue(fields)
    }
}
