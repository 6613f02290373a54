internal import JSON
internal import Sessions

/// What a query for handles adds to each result (session-directory 11.9.3).
struct HandleInclusions: OptionSet {
    let rawValue: UInt8

    static let relatedInfo = HandleInclusions(rawValue: 1)
    static let customProperties = HandleInclusions(rawValue: 2)
    static let roleInfo = HandleInclusions(rawValue: 4)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Reads the query parameter `include`, a list of words without regard to case.
    init(_ query: [DirectoryRequest.QueryItem]) throws(Rejection) {
        self = []
        let items = query.filter { $0.name.lowercased() == "include" }
        guard items.count <= 1 else {
            throw .badRequest("The query parameter 'include' is given twice.", rule: "12.12")
        }
        for word in (items.first?.value ?? "").split(separator: ",") {
            switch word.lowercased() {
            case "relatedinfo": insert(.relatedInfo)
            case "customproperties": insert(.customProperties)
            case "roleinfo": insert(.roleInfo)
            // Reserved: a legal word that adds nothing.
            case "session": break
            default:
                throw .badRequest(
                    "The query parameter 'include' has the unknown word '\(word)'.",
                    rule: "11.9.3")
            }
        }
    }

    /// Adds to a result what its session says; nil for a session that does not exist.
    func add(_ session: Session?, to result: inout JSONObject) {
        if contains(.relatedInfo), let session {
            result["relatedInfo"] = Self.relatedInfo(session)
        }
        if contains(.customProperties) {
            result["customProperties"] = session?.properties.custom ?? [:]
        }
        if contains(.roleInfo) {
            result["roleInfo"] = ["roleTypes": session?.document["roleTypes"] ?? [:]]
        }
    }

    /// What members look for before they join (11.9.4).
    private static func relatedInfo(_ session: Session) -> JSONValue {
        let constants = session.constants
        var related = JSONObject()
        related["visibility"] = .string(session.shownVisibility.rawValue)
        related["joinRestriction"] = .string(session.properties.joinRestriction.rawValue)
        related["closed"] = .bool(session.properties.isClosed)
        related["maxMembersCount"] = .integer(Int64(constants.maxMembersCount))
        related["membersCount"] = .integer(Int64(session.members.count))
        if session.hasOwners {
            related["sessionOwners"] = .array(
                session.ownerXuids.map { .string($0.description) })
        }
        related["postedTime"] = .string(session.startTime.description)
        if let inviteProtocol = constants.system["inviteProtocol"], !inviteProtocol.isNull {
            related["inviteProtocol"] = inviteProtocol
        }
        return .object(related)
    }
}
