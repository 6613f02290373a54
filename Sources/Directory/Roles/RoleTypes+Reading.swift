internal import JSON

/// The definition of role types, in a template or in the request that creates a session
/// (session-directory 15.1 to 15.4).
extension RoleTypes {
    /// Reads and checks `roleTypes`.
    init(json: JSONValue, options: DirectoryOptions) throws(ConstantProblem) {
        let entries = try json.entries(at: "/roleTypes", limit: options.roleTypesLimit)
        for entry in entries {
            set(try RoleType(entry.value, name: entry.name, options: options))
        }
    }

    /// Demands that the wish is not above the limit (15.3).
    static func demandOrder(of role: Role, at path: String) throws(ConstantProblem) {
        guard let target = role.target, let max = role.max, target > max else { return }
        throw ConstantProblem(
            path: "\(path)/target", requirement: "must not be above 'max'", rule: "15.3")
    }

    /// Reads `max` or `target`; null is the same as absent.
    static func count(_ value: JSONValue, at path: String) throws(ConstantProblem) -> Int64? {
        guard !value.isNull else { return nil }
        guard let count = value.integerValue, count > 0 else {
            throw ConstantProblem(
                path: path, requirement: "must be an integer above 0", rule: "15.3")
        }
        return count
    }

    /// Whether a type or a role may have that name (15.2).
    static func isLegal(name: String, limit: Int) -> Bool {
        !name.isEmpty && name.utf8.count <= limit
            && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
    }

    fileprivate static func demand(
        name: String, at path: String, limit: Int
    ) throws(ConstantProblem) {
        guard isLegal(name: name, limit: limit) else {
            throw ConstantProblem(
                path: path,
                requirement: "must have a name of 1 to \(limit) lower-case letters and digits",
                rule: "15.2")
        }
    }
}

extension RoleTypes.RoleType {
    /// Reads and checks the type that stands under `name`.
    init(
        _ json: JSONValue, name: String, options: DirectoryOptions
    ) throws(ConstantProblem) {
        let path = "/roleTypes/\(name)"
        try RoleTypes.demand(name: name, at: path, limit: options.nameLimit)
        var isOwnerManaged = false
        var settings: [RoleTypes.Setting] = []
        var roles: [RoleTypes.Role] = []
        for member in try json.entries(at: path) {
            switch member.name {
            case "ownerManaged":
                guard let flag = member.value.isNull ? false : member.value.boolValue else {
                    throw ConstantProblem(
                        path: path + "/ownerManaged", requirement: "must be a boolean", rule: "15")
                }
                isOwnerManaged = flag
            case "mutableRoleSettings":
                settings = try Self.settings(member.value, at: path + "/mutableRoleSettings")
            case "roles":
                roles = try Self.roles(member.value, at: path + "/roles", options: options)
            default:
                throw ConstantProblem(
                    path: "\(path)/\(member.name)", requirement: "is unknown", rule: "15")
            }
        }
        self.init(
            name: name, isOwnerManaged: isOwnerManaged, mutableSettings: settings, roles: roles)
    }

    /// Reads `mutableRoleSettings`, in a fixed order and without repetitions.
    static func settings(
        _ json: JSONValue, at path: String
    ) throws(ConstantProblem) -> [RoleTypes.Setting] {
        guard !json.isNull else { return [] }
        let settings = json.arrayValue?.map {
            $0.stringValue.flatMap(RoleTypes.Setting.init(rawValue:))
        }
        guard let settings, !settings.contains(nil) else {
            throw ConstantProblem(
                path: path, requirement: "must be an array of 'max' and 'target'", rule: "15")
        }
        return RoleTypes.Setting.allCases.filter { settings.contains($0) }
    }

    private static func roles(
        _ json: JSONValue, at path: String, options: DirectoryOptions
    ) throws(ConstantProblem) -> [RoleTypes.Role] {
        var roles: [RoleTypes.Role] = []
        for entry in try json.entries(at: path, limit: options.rolesLimit) {
            let rolePath = "\(path)/\(entry.name)"
            try RoleTypes.demand(name: entry.name, at: rolePath, limit: options.nameLimit)
            var role = RoleTypes.Role(name: entry.name)
            for member in try entry.value.entries(at: rolePath) {
                let field = "\(rolePath)/\(member.name)"
                guard let setting = RoleTypes.Setting(rawValue: member.name) else {
                    throw ConstantProblem(path: field, requirement: "is unknown", rule: "15")
                }
                role[setting] = try RoleTypes.count(member.value, at: field)
            }
            try RoleTypes.demandOrder(of: role, at: rolePath)
            roles.append(role)
        }
        return roles
    }
}

extension JSONValue {
    /// The members of an object of role types at `path`, at most `limit` of them.
    func entries(
        at path: String, limit: Int = .max
    ) throws(ConstantProblem) -> JSONObject {
        guard let object = objectValue else {
            throw ConstantProblem(path: path, requirement: "must be an object", rule: "15")
        }
        guard object.count <= limit else {
            throw ConstantProblem(
                path: path, requirement: "has more than \(limit) entries", rule: "13.1")
        }
        return object
    }
}
