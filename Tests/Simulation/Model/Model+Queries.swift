import JSON
import Sessions

/// Session queries (section 12).
extension Model {
    /// What a query asks for.
    private struct Wanted {
        var keyword: String?
        var xuids: [UInt64] = []
        var reservations = false
        var inactive = false
        var isPrivate = false
        var visibility: String?
        var take = 100
    }

    /// Answers U6 to U9; `visit` runs the timers of a session and gives it back.
    mutating func query(
        _ request: DirectoryRequest, _ scid: String, _ templateName: String?, _ caller: Caller,
        version: Int, visit: (inout Model, String) -> ModelSession?
    ) throws(Refusal) -> ModelAnswer {
        if let templateName {
            _ = try template(scid: scid, name: templateName)
        } else if !templates.contains(where: { $0.scid.lowercased() == scid.lowercased() }) {
            throw Refusal(status: 404, body: .message([ModelTexts.scid]))
        }
        let wanted = try Self.wanted(request, version: version)
        let isOwn =
            !wanted.xuids.isEmpty
            && wanted.xuids.allSatisfy { $0 == caller.user?.xuid.rawValue }
        if wanted.isPrivate || wanted.reservations, !caller.isServer, !isOwn {
            throw Refusal(status: 403)
        }
        var results: [JSONValue] = []
        let users = wanted.xuids.isEmpty ? [UInt64?.none] : wanted.xuids.map { Optional($0) }
        for xuid in users {
            var found: [ModelSession] = []
            // The sort is stable, and the sessions come in the order of their keys.
            let ordered = sessions.sorted { $0.key < $1.key }
                .sorted { $0.value.startTime < $1.value.startTime }
            for (key, session) in ordered
            where session.reference.scid.lowercased() == scid.lowercased()
                && session.isInTemplate(templateName) && wanted.take > 0
                && session.isCandidate(xuid, xuid == nil ? wanted.keyword : nil)
            {
                // What cannot be listed any more need not be looked at (7.3.7).
                let isFull = results.count + found.count >= wanted.take
                if isFull, !touched.contains(key) { continue }
                guard let timed = visit(&self, key), timed.isCandidate(xuid, wanted.keyword) else {
                    continue
                }
                if Self.isWanted(timed, xuid, wanted) { found.append(timed) }
            }
            results += found.map { $0.item(for: xuid) }
        }
        return ModelAnswer(
            status: 200, body: .json(["results": .array(Array(results.prefix(wanted.take)))]))
    }

    /// The names of the templates of a service config (3.5.1).
    func listTemplates(_ target: DirectoryTarget) throws(Refusal) -> ModelAnswer {
        guard case .templates(let scid) = target else { throw Refusal(status: 404) }
        let names = templates.filter { $0.scid.lowercased() == scid.lowercased() }.map(\.name)
        guard !names.isEmpty else { throw Refusal(status: 404, body: .message([ModelTexts.scid])) }
        let results = JSONValue.array(names.sorted().map { .string($0) })
        return ModelAnswer(status: 200, body: .json(["results": results]))
    }

    private static func isWanted(
        _ session: ModelSession, _ xuid: UInt64?, _ wanted: Wanted
    ) -> Bool {
        if session.visibility == "private", !wanted.isPrivate { return false }
        if let visibility = wanted.visibility, session.shownVisibility != visibility {
            return false
        }
        guard let xuid else { return true }
        switch session.member(of: xuid)?.state {
        case .active: return true
        case .reserved: return wanted.reservations
        case .ready, .inactive: return wanted.inactive
        case nil: return false
        }
    }

    private static func wanted(
        _ request: DirectoryRequest, version: Int
    ) throws(Refusal) -> Wanted {
        let known = [
            "keyword", "xuid", "reservations", "inactive", "private", "visibility", "version",
            "take",
        ]
        var values: [String: String] = [:]
        for item in request.query where known.contains(item.name) {
            guard let value = item.value, values.updateValue(value, forKey: item.name) == nil
            else { throw .invalid() }
        }
        var wanted = Wanted(keyword: values["keyword"])
        if request.method == "POST" {
            guard case .json(let body) = request.body, let parts = body.fields,
                Array(parts.keys) == ["xuids"], let list = parts["xuids"]?.arrayValue, !list.isEmpty
            else { throw .invalid() }
            let xuids = list.compactMap { ModelWrite.xuid($0) }
            guard xuids.count == list.count, values["xuid"] == nil else { throw .invalid() }
            // Once for each matching user, also where one is named twice (12.7).
            for xuid in xuids where !wanted.xuids.contains(xuid) { wanted.xuids.append(xuid) }
        } else if let text = values["xuid"] {
            guard let xuid = ModelWrite.xuid(.string(text)) else { throw .invalid() }
            wanted.xuids = [xuid]
        }
        guard wanted.keyword != nil || !wanted.xuids.isEmpty else { throw .invalid() }
        for name in ["reservations", "inactive", "private"] where values[name] != nil {
            guard values[name] == "true" else { throw .invalid() }
        }
        wanted.reservations = values["reservations"] != nil
        wanted.inactive = values["inactive"] != nil
        wanted.isPrivate = values["private"] != nil
        if wanted.reservations || wanted.inactive, wanted.xuids.isEmpty { throw .invalid() }
        if let visibility = values["visibility"] {
            guard visibility == "open" || visibility == "private" && wanted.isPrivate else {
                throw .invalid()
            }
            wanted.visibility = visibility
        }
        if let text = values["version"] {
            guard let number = Int(text), number >= 1, number <= version % 100 else {
                throw .invalid()
            }
        }
        if let text = values["take"] {
            guard let take = Int(text), (0...100).contains(take) else { throw .invalid() }
            wanted.take = take
        }
        return wanted
    }
}

extension ModelSession {
    fileprivate func isInTemplate(_ name: String?) -> Bool {
        name.map { $0.lowercased() == reference.templateName.lowercased() } ?? true
    }

    /// Whether the user is a member in whatever state, and the keyword is set.
    fileprivate func isCandidate(_ xuid: UInt64?, _ keyword: String?) -> Bool {
        if let xuid, member(of: xuid) == nil { return false }
        guard let keyword = keyword?.lowercased() else { return true }
        return keywords.contains { $0.stringValue?.lowercased() == keyword }
    }

    private var keywords: [JSONValue] { properties["keywords"]?.arrayValue ?? [] }

    var shownVisibility: String {
        visibility == "open" && members.count + keptSlots.count >= capacity ? "full" : visibility
    }

    fileprivate func item(for xuid: UInt64?) -> JSONValue {
        var fields: Fields = [
            "startTime": .string(startTime.description),
            "sessionRef": [
                "scid": .string(reference.scid), "templateName": .string(reference.templateName),
                "name": .string(reference.name),
            ],
            "accepted": .integer(Int64(members.values.count { $0.state != .reserved })),
            "visibility": .string(shownVisibility),
        ]
        if ["open", "full"].contains(shownVisibility), restriction("joinRestriction") != "none" {
            fields["joinRestriction"] = .string(restriction("joinRestriction"))
        }
        if !keywords.isEmpty { fields["keywords"] = .array(keywords) }
        if let xuid, let member = member(of: xuid) {
            fields["xuid"] = .string(String(xuid))
            switch member.state {
            case .active: fields["status"] = "active"
            case .reserved: fields["status"] = "reserved"
            case .ready, .inactive: fields["status"] = "inactive"
            }
            if turn.contains(member.index) { fields["myTurn"] = true }
        }
        return JSONValue(fields)
    }
}
