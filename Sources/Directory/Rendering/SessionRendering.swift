internal import JSON
internal import Sessions

/// The session document at every contract version (session-directory 4.1, 2.2, 4.6).
enum SessionRendering {
    /// The current contract version; later ones are served as this one (2.1.3).
    static let currentVersion = 107

    /// The values that one session shows in all its states.
    struct Fixed: Sendable, Equatable {
        let branch: JSONValue
        let correlationID: JSONValue
        let startTime: JSONValue
        /// The reference object (1.3).
        let reference: JSONValue
    }

    /// The document at contract 107, in the order of the documented sample.
    static func document(
        _ session: Session, members: JSONObject, accepted: Int, active: Int
    ) -> JSONObject {
        var document = JSONObject()
        document.reserveCapacity(12)
        document.append(new: "contractVersion", .integer(Int64(currentVersion)))
        document.append(new: "branch", session.origin.document.branch)
        document.append(new: "changeNumber", .integer(session.changeNumber))
        document.append(new: "correlationId", session.origin.document.correlationID)
        document.append(new: "startTime", session.origin.document.startTime)
        if let timer = session.nextTimer {
            document.append(new: "nextTimer", .string(timer.description))
        }
        session.initialization?.render(into: &document)
        document.append(new: "constants", session.constants.document)
        document.append(new: "properties", session.properties.document)
        document.append(new: "members", .object(members))
        let first = session.members.first?.index ?? session.nextIndex
        var info = JSONObject()
        info.reserveCapacity(5)
        info.append(new: "first", .integer(Int64(first)))
        info.append(new: "next", .integer(Int64(session.nextIndex)))
        info.append(new: "count", .integer(Int64(session.members.count)))
        info.append(new: "accepted", .integer(Int64(accepted)))
        info.append(new: "active", .integer(Int64(active)))
        document.append(new: "membersInfo", .object(info))
        var servers = JSONObject()
        for server in session.servers { servers[server.name] = .object(server.document) }
        document.append(new: "servers", .object(servers))
        if let roleTypes = session.roleTypesDocument {
            document.append(new: "roleTypes", roleTypes)
        }
        if let id = session.searchHandle {
            document.append(new: "searchHandle", .string(id.description))
        }
        return document
    }

    /// The document of a settled session at a contract version, as `reader` may see it.
    ///
    /// Of a large session a member sees its own entry, anybody else none (14.2).
    static func document(
        _ session: Session, contractVersion: Int, to reader: Xuid?
    ) -> JSONValue {
        let shared = document(session, contractVersion: contractVersion)
        guard session.isLarge, let position = reader.flatMap({ session.position(of: $0) }),
            let entry = member(session, at: position, contractVersion: contractVersion),
            var document = shared.objectValue
        else { return shared }
        if contractVersion >= 104 {
            document["members"] = ["me": entry]
        } else {
            var members = document["members"]?.objectValue ?? [:]
            members["me"] = LegacyRendering.member(entry)
            document["members"] = .object(members)
        }
        return .object(document)
    }

    /// The document of a settled session at a contract version, which all readers share.
    static func document(_ session: Session, contractVersion: Int) -> JSONValue {
        guard contractVersion < currentVersion else { return .object(session.document) }
        if let rendered = session.otherDocuments[contractVersion] { return rendered }
        var document = session.document
        document["contractVersion"] = .integer(Int64(contractVersion))
        document["constants"] = session.constants.document(contractVersion: contractVersion)
        if session.members.groupedCount > 0, let members = document["members"]?.objectValue {
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
        let document = session.memberDocument(at: position)
        return contractVersion < currentVersion ? MemberRendering.downgraded(document) : document
    }
}
