internal import JSON
internal import Sessions

/// What `connection` and `subscription` of a member may be (session-directory 3.7, 6.7).
struct ConnectionPropertyRules {
    let constants: SessionConstants
    /// Whether the member is active after the request.
    let isActive: Bool

    /// The names that are judged here.
    static func covers(_ name: String) -> Bool { name == "connection" || name == "subscription" }

    /// Applies one of the two names.
    ///
    /// Whether the connection lives is judged when the whole member is written (7.5.1).
    ///
    /// - Returns: the value to store, its GUIDs in lower case; nil when it is the same as absent.
    func apply(
        _ name: String, _ value: JSONValue, to connection: inout MemberConnection
    ) throws(Rejection) -> JSONValue? {
        guard name == "connection" else {
            connection.subscription = try subscription(value)
            return connection.subscription?.document
        }
        let id = try connectionID(value)
        if id != connection.id {
            connection.id = id
            connection.graceEnd = nil
        }
        return id.map { .string($0.description) }
    }

    /// Reads a connection id; a client without one may send only zeros (real-time-activity R49).
    private func connectionID(_ value: JSONValue) throws(Rejection) -> GUID? {
        guard !value.isNull else { return nil }
        guard let id = value.stringValue.flatMap({ GUID($0) }) else {
            throw refused("connection", "must be a GUID", rule: "6.7")
        }
        return id == .zero ? nil : id
    }

    /// Reads a subscription; without change types there is none (6.7).
    private func subscription(_ value: JSONValue) throws(Rejection) -> Subscription? {
        guard !value.isNull, value["changeTypes"] != [] else { return nil }
        let name = "subscription"
        guard !constants.capabilities.contains(.large) else {
            throw refused(name, "can't be set in large sessions", rule: "14.4")
        }
        guard constants.capabilities.contains(.connectionRequiredForActiveMembers) else {
            throw refused(
                name, "needs the capability 'connectionRequiredForActiveMembers'", rule: "3.7.8")
        }
        guard isActive else { throw refused(name, "needs an active member", rule: "3.7.8") }
        guard let object = value.objectValue,
            object.allSatisfy({ $0.name == "id" || $0.name == "changeTypes" })
        else { throw refused(name, "must have 'id' and 'changeTypes' and no more", rule: "6.7") }
        guard let id = object["id"]?.stringValue.flatMap({ GUID($0) }) else {
            throw refused("subscription/id", "must be a GUID", rule: "6.7")
        }
        guard let names = object["changeTypes"]?.arrayValue else {
            throw refused("subscription/changeTypes", "must be an array of names", rule: "6.7")
        }
        var types = ChangeTypes()
        for name in names {
            guard let type = name.stringValue.flatMap({ ChangeTypes(name: $0) }) else {
                throw refused(
                    "subscription/changeTypes", "has an entry that is no change type", rule: "6.9")
            }
            types.formUnion(type)
        }
        return Subscription(id: id, changeTypes: types)
    }

    private func refused(_ name: String, _ requirement: String, rule: String) -> Rejection {
        .badRequest("The field '/members/me/properties/system/\(name)' \(requirement).", rule: rule)
    }
}
