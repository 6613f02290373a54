internal import JSON
internal import Sessions

/// Reads the fields of one object in a request about handles; what is wrong is 400 and names the
/// field (session-directory 2.8.2, 11.2).
struct HandleFields {
    /// Where the object stands, as a JSON pointer; empty for the body itself.
    let path: String
    let options: DirectoryOptions

    init(_ path: String, options: DirectoryOptions) {
        self.path = path
        self.options = options
    }

    /// The same for an object inside this one.
    func inner(_ name: String) -> HandleFields { HandleFields("\(path)/\(name)", options: options) }

    /// The refusal of a field.
    func refusal(_ name: String, _ requirement: String, rule: String = "11.2") -> Rejection {
        .badRequest("The field '\(path)/\(name)' \(requirement).", rule: rule)
    }

    /// The object that the fields are in.
    func object(_ value: JSONValue?) throws(Rejection) -> JSONObject {
        guard let value else {
            throw .badRequest("The field '\(path)' is required.", rule: "11.2")
        }
        guard let object = value.objectValue else {
            let subject = path.isEmpty ? "The request body" : "The field '\(path)'"
            throw .badRequest("\(subject) must be an object.", rule: "11.2")
        }
        return object
    }

    /// Refuses every member that is not listed.
    func demandNames(_ object: JSONObject, _ names: [String]) throws(Rejection) {
        for member in object where !names.contains(member.name) {
            throw refusal(member.name, "is not allowed")
        }
    }

    /// The text of an optional field.
    func string(_ value: JSONValue?, _ name: String) throws(Rejection) -> String? {
        guard let value else { return nil }
        guard let text = value.stringValue else { throw refusal(name, "must be a string") }
        return text
    }

    /// The text of a field that must be there.
    func requiredString(_ value: JSONValue?, _ name: String) throws(Rejection) -> String {
        guard let text = try string(value, name) else { throw refusal(name, "is required") }
        return text
    }

    /// The elements of an optional array; none where it is missing.
    func array(_ value: JSONValue?, _ name: String) throws(Rejection) -> [JSONValue] {
        guard let value else { return [] }
        guard let elements = value.arrayValue else { throw refusal(name, "must be an array") }
        try demandRoom(elements.count, name)
        return elements
    }

    /// The members of an optional map; none where it is missing.
    func map(_ value: JSONValue?, _ name: String) throws(Rejection) -> JSONObject {
        guard let value else { return [:] }
        guard let members = value.objectValue else { throw refusal(name, "must be an object") }
        try demandRoom(members.count, name)
        return members
    }

    /// The user of a field that must be there (1.16).
    func xuid(_ value: JSONValue?, _ name: String) throws(Rejection) -> Xuid {
        guard let value else { throw refusal(name, "is required") }
        guard let xuid = Xuid(json: value) else {
            throw refusal(name, "must be a decimal string", rule: "1.16")
        }
        return xuid
    }

    /// The session that a reference object names (1.3).
    ///
    /// - Parameter unnamed: the name of a session whose reference has none; nil when the reference
    ///   must have one.
    func reference(
        _ value: JSONValue?, unnamed: String? = nil
    ) throws(Rejection) -> SessionReference {
        let object = try object(value)
        try demandNames(object, ["scid", "templateName", "name"])
        let scid = try requiredString(object["scid"], "scid")
        let template = try requiredString(object["templateName"], "templateName")
        guard let name = try string(object["name"], "name") ?? unnamed else {
            throw refusal("name", "is required")
        }
        guard NameRule.isLegal(name, limit: options.nameLimit) else {
            throw refusal("name", "is not a legal session name", rule: "1.8")
        }
        return SessionReference(scid: scid, templateName: template, name: name)
    }

    private func demandRoom(_ count: Int, _ name: String) throws(Rejection) {
        guard count <= options.handleListLimit else {
            throw refusal(
                name, "has more than \(options.handleListLimit) entries", rule: "13.1")
        }
    }
}
