import JSON
import Sessions

/// Roles (section 15).
extension ModelSession {
    /// Takes the role types of the template and of the creating request (15.1).
    mutating func setRoleTypes(_ write: ModelWrite, of template: ModelTemplate) throws(Refusal) {
        roleTypes = template.roleTypes
        // What conflicts comes before what is not valid (2.7, step 13).
        for (name, type) in write.roleTypes ?? [:] {
            if let own = roleTypes[name], own != type { throw Refusal(status: 409) }
        }
        for (name, type) in write.roleTypes ?? [:] {
            try checkRoleType(name, type)
            roleTypes[name] = type
        }
    }

    private func checkRoleType(_ name: String, _ type: JSONValue) throws(Refusal) {
        guard Self.isRoleName(name), let parts = type.fields,
            Set(parts.keys).isSubset(of: ["ownerManaged", "mutableRoleSettings", "roles"])
        else { throw .invalid() }
        if parts["ownerManaged"] == true, !hasCapability("hasOwners") { throw .invalid() }
        for (role, settings) in parts["roles"]?.fields ?? [:] {
            guard Self.isRoleName(role), let settings = settings.fields else { throw .invalid() }
            try Self.checkSettings(settings)
        }
    }

    private static func checkSettings(_ settings: Fields) throws(Refusal) {
        for (name, value) in settings {
            guard ["max", "target"].contains(name), let count = value.integerValue, count > 0
            else { throw .invalid() }
        }
        if let max = settings["max"]?.integerValue, let target = settings["target"]?.integerValue,
            target > max
        {
            throw .invalid()
        }
    }

    private static func isRoleName(_ name: String) -> Bool {
        (1...100).contains(name.utf8.count)
            && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
    }

    /// Changes settings of roles later (15.7).
    mutating func changeRoleTypes(_ write: ModelWrite) throws(Refusal) {
        guard write.roleTypes != nil else { return }
        roleTypes = try changedRoleTypes(write)
    }

    /// Whether the write changes role types, or tries to; saying what is set already does not.
    func touchesRoleTypes(_ write: ModelWrite) -> Bool {
        guard write.roleTypes != nil else { return false }
        guard let changed = try? changedRoleTypes(write) else { return true }
        return JSONValue(changed) != JSONValue(roleTypes)
    }

    private func changedRoleTypes(_ write: ModelWrite) throws(Refusal) -> Fields {
        var types = roleTypes
        var statuses: Set<Int> = []
        for (name, type) in write.roleTypes ?? [:] where types[name] != type {
            guard var own = types[name]?.fields else {
                statuses.insert(409)
                continue
            }
            let isMutable = own["mutableRoleSettings"]?.arrayValue ?? []
            var roles = own["roles"]?.fields ?? [:]
            for (role, sent) in type["roles"]?.fields ?? [:] {
                do throws(Refusal) {
                    roles[role] = try changed(name, role, roles[role], sent, isMutable)
                } catch {
                    statuses.formUnion([error.status, error.otherStatus ?? error.status])
                }
            }
            own["roles"] = JSONValue(roles)
            types[name] = JSONValue(own)
        }
        try Self.throwAny(of: statuses)
        return types
    }

    private func changed(
        _ type: String, _ role: String, _ old: JSONValue?, _ sent: JSONValue,
        _ isMutable: [JSONValue]
    ) throws(Refusal) -> JSONValue {
        guard var settings = old?.fields else { throw Refusal(status: 409) }
        var statuses: Set<Int> = []
        for (setting, value) in sent.fields ?? [:] where settings[setting] != value {
            if value.integerValue.map({ $0 > 0 }) != true {
                statuses.insert(400)
            } else if !isMutable.contains(.string(setting)) {
                statuses.insert(409)
            }
            settings[setting] = value
        }
        try Self.throwAny(of: statuses)
        try Self.checkSettings(settings)
        if let max = settings["max"]?.integerValue, max < Int64(holders(type, role).count) {
            throw .invalid()
        }
        return JSONValue(settings)
    }

    /// Refuses with one of these; nobody says which of several role types is judged first.
    private static func throwAny(of statuses: Set<Int>) throws(Refusal) {
        guard let status = statuses.max() else { return }
        throw Refusal(status: status, otherStatus: statuses.min())
    }

    private func holders(_ type: String, _ role: String) -> [ModelMember] {
        listed.filter { $0.roles[type] == role }
    }

    /// Whether the write gives or takes a role that owners assign (15.4).
    func touchesManagedRoles(_ write: ModelWrite, _ caller: Caller) -> Bool {
        let own = member(of: caller.user?.xuid.rawValue)?.roles ?? [:]
        return (write.roles ?? [:]).contains { type, role in
            roleTypes[type]?["ownerManaged"] == true
                && role != (own[type].map(JSONValue.string) ?? .null)
        }
    }

    /// Gives the caller the roles asked for (15.5).
    mutating func assignRoles(_ write: ModelWrite, _ caller: Caller) throws(Refusal) {
        guard let sent = write.roles, let own = member(of: caller.user?.xuid.rawValue) else {
            return
        }
        for (type, role) in sent {
            guard Self.isRoleName(type) else {
                throw .invalid(ModelTexts.roleType(type))
            }
            guard let definition = roleTypes[type]?.fields else { throw .invalid() }
            guard role.isNull || definition["roles"]?[role.stringValue ?? ""] != nil else {
                throw .invalid()
            }
            members[own.index]?.roles[type] = role.stringValue
        }
    }

    /// No role may have more holders than its limit (15.6).
    func checkRoleLimits() throws(Refusal) {
        for (type, definition) in roleTypes {
            for (role, settings) in definition["roles"]?.fields ?? [:] {
                guard let max = settings["max"]?.integerValue else { continue }
                if Int64(holders(type, role).count) > max { throw Refusal(status: 409) }
            }
        }
    }

    var roleTypesDocument: JSONValue {
        JSONValue(
            Fields(
                uniqueKeysWithValues: roleTypes.map { type, definition in
                    var fields = definition.fields ?? [:]
                    let roles = (fields["roles"]?.fields ?? [:]).map { role, settings in
                        let holders = holders(type, role)
                        var settings = settings.fields ?? [:]
                        settings["count"] = .integer(Int64(holders.count))
                        settings["memberXuids"] = .array(holders.map { .string("\($0.xuid)") })
                        return (role, JSONValue(settings))
                    }
                    fields["roles"] = JSONValue(Fields(uniqueKeysWithValues: roles))
                    return (type, JSONValue(fields))
                }))
    }
}
