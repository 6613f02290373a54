internal import JSON
internal import Sessions

/// The session document at every contract version (session-directory 4.1, 2.2, 4.6).
enum SessionRendering {
    /// The current contract version; later ones are served as this one (2.1.3).
    static let currentVersion = 107

    /// The document at contract 107, in the order of the documented sample.
    static func document(
        _ session: Session, members: JSONObject, accepted: Int, active: Int
    ) -> JSONObject {
        var document = JSONObject()
        document.reserveCapacity(12)
        document["contractVersion"] = .integer(Int64(currentVersion))
        document["branch"] = .string(session.branch.description)
        document["changeNumber"] = .integer(session.changeNumber)
        document["correlationId"] = .string(session.correlationID.description)
        document["startTime"] = .string(session.startTime.description)
        if let timer = session.nextTimer { document["nextTimer"] = .string(timer.description) }
        document["constants"] = session.constants.document
        document["properties"] = session.properties.document
        document["members"] = .object(members)
        document["membersInfo"] = [
            "first": .integer(Int64(session.members.first?.state.index ?? session.nextIndex)),
            "next": .integer(Int64(session.nextIndex)),
            "count": .integer(Int64(session.members.count)),
            "accepted": .integer(Int64(accepted)),
            "active": .integer(Int64(active)),
        ]
        var servers = JSONObject()
        for server in session.servers { servers[server.name] = .object(server.document) }
        document["servers"] = .object(servers)
        return document
    }

    /// The document of a settled session at a contract version.
    static func document(_ session: Session, contractVersion: Int) -> JSONValue {
        guard contractVersion < currentVersion else { return .object(session.document) }
        var document = session.document
        document["contractVersion"] = .integer(Int64(contractVersion))
        document["constants"] = session.constants.document(contractVersion: contractVersion)
        if let members = document["members"]?.objectValue,
            session.members.contains(where: { $0.state.system["initializationGroup"] != nil })
        {
            document["members"] = .object(
                JSONObject(members.map { ($0.name, MemberRendering.downgraded($0.value)) }))
        }
        guard contractVersion >= 104 else { return LegacyRendering.document(document, session) }
        return .object(document)
    }

    /// One member's entry at a contract version; nil when there is no such member.
    static func member(
        _ session: Session, at position: Int?, contractVersion: Int
    ) -> JSONValue? {
        guard let position else { return nil }
        let document = session.members[position].document
        return contractVersion < currentVersion ? MemberRendering.downgraded(document) : document
    }
}
