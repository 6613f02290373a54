import JSON
import Sessions

/// The document of section 4.
extension ModelSession {
    var path: String {
        "/serviceconfigs/\(reference.scid)/sessiontemplates/\(reference.templateName)/sessions/"
            + reference.name
    }

    func document(contractVersion: Int) -> JSONValue {
        let listed = listed
        var fields: Fields = [
            "contractVersion": .integer(Int64(min(contractVersion, 107))),
            "branch": .string(branch),
            "changeNumber": .integer(changeNumber),
            "correlationId": .string(Model.mark + reference.key),
            "startTime": .string(startTime.description),
            "constants": [
                "system": JSONValue(constantsDocument(contractVersion)),
                "custom": JSONValue(customConstants),
            ],
            "properties": propertiesDocument,
            "members": JSONValue(
                Fields(
                    uniqueKeysWithValues: listed.map {
                        (String($0.index), memberDocument($0, contractVersion: contractVersion))
                    })),
            "membersInfo": [
                "first": .integer(Int64(listed.first?.index ?? nextIndex)),
                "next": .integer(Int64(nextIndex)),
                "count": .integer(Int64(listed.count)),
                "accepted": .integer(Int64(listed.count { $0.state != .reserved })),
                "active": .integer(Int64(listed.count { $0.state == .active })),
            ],
            "servers": JSONValue(
                Fields(uniqueKeysWithValues: servers.values.map { ($0.name, $0.document) })),
        ]
        if let running = initialization.running {
            fields["initializing"] = [
                "stage": .string(running.stage.rawValue),
                "stageStartTime": .string(running.start.description),
                "episode": .integer(Int64(running.episode)),
            ]
        }
        if !roleTypes.isEmpty { fields["roleTypes"] = roleTypesDocument }
        if let searchHandle { fields["searchHandle"] = .string(searchHandle) }
        if let nextTimer { fields["nextTimer"] = .string(nextTimer.description) }
        return JSONValue(fields)
    }

    func memberDocument(_ member: ModelMember, contractVersion: Int) -> JSONValue {
        let next = members.keys.filter { $0 > member.index }.min() ?? nextIndex
        return member.document(next: next, turn: turn, contractVersion: contractVersion)
    }

    var propertiesDocument: JSONValue {
        var system = properties
        if system["turn"] == .none { system["turn"] = [] }
        for name in ["joinRestriction", "readRestriction"]
        where system[name] == .none && hasCapability("userAuthorizationStyle") {
            system[name] = "local"
        }
        return ["system": JSONValue(system), "custom": custom]
    }

    private func constantsDocument(_ contractVersion: Int) -> Fields {
        contractVersion < 107
            ? Schema.downgraded(constants, isExternal: evaluatesExternally) : constants
    }

    /// The document without what is rendering only, to tell a change from none (5.9).
    var content: JSONValue {
        guard case .object(var document) = document(contractVersion: 107) else { return nil }
        document["nextTimer"] = .none
        document["changeNumber"] = .none
        return .object(document)
    }
}
