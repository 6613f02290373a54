internal import JSON

/// The roles that a member takes or gives up (session-directory 15.5).
struct MemberRoles {
    let types: RoleTypes
    /// Where the roles stand in the request.
    let path: String

    /// Merges `roles` by type; null removes the role of a type.
    func apply(_ change: JSONValue, to state: inout MemberState) throws(Rejection) {
        guard let entries = change.objectValue else {
            throw .badRequest("The field '\(path)' must be an object.", rule: "15.5")
        }
        for entry in entries {
            guard RoleTypes.isLegal(name: entry.name, limit: .max) else {
                throw .badRequest(KnownText.illegalRoleType(entry.name), rule: "15.5")
            }
            guard let type = types[entry.name] else {
                throw .badRequest(
                    "The field '\(path)/\(entry.name)' names no role type of the session.",
                    rule: "15.5")
            }
            state.roles[type.name] = try role(entry, of: type)
        }
    }

    private func role(
        _ entry: JSONObject.Member, of type: RoleTypes.RoleType
    ) throws(Rejection) -> JSONValue? {
        guard !entry.value.isNull else { return nil }
        guard let name = entry.value.stringValue, type.position(of: name) != nil else {
            throw .badRequest(
                "The field '\(path)/\(entry.name)' must be null or a role of the type.",
                rule: "15.5")
        }
        return entry.value
    }
}

extension Session {
    /// Refuses a state in which more members have a role than it is for (15.6).
    func demandRoleLimits() throws(Rejection) {
        for type in roleTypes.types {
            var counts: [String: Int64] = [:]
            for member in members {
                guard let role = member.state.roles[type.name]?.stringValue else { continue }
                counts[role, default: 0] += 1
            }
            for role in type.roles {
                guard let max = role.max, counts[role.name, default: 0] > max else { continue }
                throw .text(
                    409,
                    "The role '\(role.name)' of the type '\(type.name)' is taken: its 'max' is "
                        + "\(max).", rule: "15.6")
            }
        }
    }
}
