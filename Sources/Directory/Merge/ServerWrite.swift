internal import JSON
internal import Sessions

/// Additions, updates and removals of servers (session-directory 5.6.5, 6.8).
struct ServerWrite {
    let options: DirectoryOptions

    func apply(
        _ changes: [MultiplayerSessionRequest.ServerChange], to servers: inout [Server]
    ) throws(Rejection) {
        for change in changes {
            guard
                NameRule.isLegal(change.name, limit: options.nameLimit, allowsSpaces: true)
            else {
                throw .badRequest(
                    "The field '/servers/\(change.name)' is not a legal server name.", rule: "1.8")
            }
            let name = change.name.lowercased()
            let position = servers.firstIndex { $0.name.lowercased() == name }
            guard let delta = change.delta else {
                if let position { servers.remove(at: position) }
                continue
            }
            if let position {
                try update(&servers[position], delta)
            } else {
                guard servers.count < options.serversLimit else {
                    throw .badRequest(
                        "The field 'servers' has more than \(options.serversLimit) entries.",
                        rule: "13.1")
                }
                servers.append(try added(change.name, delta))
            }
        }
    }

    private func added(
        _ name: String, _ delta: MultiplayerSessionRequest.ServerDelta
    ) throws(Rejection) -> Server {
        var constants = JSONObject()
        if let bag = delta.constants {
            if !bag.system.isEmpty { constants["system"] = .object(bag.system.withoutNulls) }
            if let custom = bag.custom { constants["custom"] = BagMerge.merged(custom, into: [:]) }
        }
        var server = Server(
            name: name, document: ["constants": .object(constants), "properties": [:]])
        try mergeProperties(of: &server, delta.properties)
        return server
    }

    private func update(
        _ server: inout Server, _ delta: MultiplayerSessionRequest.ServerDelta
    ) throws(Rejection) {
        if let bag = delta.constants {
            let set = server.document["constants"]
            let path = "/servers/\(server.name)/constants"
            let sent = JSONValue.object(bag.system)
            if let conflict = sent.conflict(with: set?["system"] ?? .object([:])) {
                throw .constantConflict(path: "\(path)/system\(conflict)", rule: "5.3.8")
            }
            if let conflict = bag.custom?.conflict(with: set?["custom"] ?? .object([:])) {
                throw .constantConflict(path: "\(path)/custom\(conflict)", rule: "5.3.8")
            }
        }
        try mergeProperties(of: &server, delta.properties)
    }

    private func mergeProperties(
        of server: inout Server, _ bag: PropertyBag?
    ) throws(Rejection) {
        guard let bag else { return }
        var properties = server.document["properties"]?.objectValue ?? [:]
        if !bag.system.isEmpty {
            var system = properties["system"]?.objectValue ?? [:]
            for member in bag.system {
                if server.name.lowercased() == "matchmaking" { try check(member) }
                let isAbsent =
                    member.value.isNull || member.value == false || member.value == []
                system[member.name] = isAbsent ? JSONValue?.none : member.value
            }
            properties["system"] = .object(system)
        }
        if let change = bag.custom {
            var custom = properties["custom"] ?? .object([:])
            try BagMerge.merge(
                change, into: &custom, limitBytes: options.customBagLimitBytes,
                field: "/servers/\(server.name)/properties/custom")
            properties["custom"] = custom
        }
        server.document["properties"] = .object(properties)
    }

    /// Judges the names whose schema is known: those of the server `matchmaking`.
    private func check(_ member: JSONObject.Member) throws(Rejection) {
        guard !member.value.isNull else { return }
        let requirement: String?
        switch member.name {
        case "lockId":
            requirement = member.value.stringValue == nil ? "must be a string" : nil
        case let name where MatchmakingStatus.names.contains(name):
            requirement = MatchmakingStatus.requirement(name, member.value)
        default:
            requirement = nil
        }
        guard let requirement else { return }
        throw .badRequest(
            "The field '/servers/matchmaking/properties/system/\(member.name)' \(requirement).",
            rule: "6.8")
    }
}
