import JSON
import Sessions

/// Roles (section 15).
extension ModelSession {
    /// Takes the role types of the template and of the creating request (15.1).
    mutating func setRoleTypes(_ write: ModelWrite, of template: ModelTemplate) throws(Refusal) {
        roleTypes = template.roleTypes
        for (name, type) in write.roleTypes ?? [:] {
            if let own = roleTypes[name] {
                guard own == type else { throw Refusal(status: 409) }
            }
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
        for (name, type) in write.roleTypes ?? [:] {
            if types[name] == type { continue }
            guard var own = types[name]?.fields else { throw Refusal(status: 409) }
            let isMutable = own["mutableRoleSettings"]?.arrayValue ?? []
            var roles = own["roles"]?.fields ?? [:]
            for (role, sent) in type["roles"]?.fields ?? [:] {
                guard var settings = roles[role]?.fields else { throw Refusal(status: 409) }
                for (setting, value) in sent.fields ?? [:] where settings[setting] != value {
                    guard value.integerValue.map({ $0 > 0 }) == true else { throw .invalid() }
                    guard isMutable.contains(.string(setting)) else { throw Refusal(status: 409) }
                    settings[setting] = value
                }
                try Self.checkSettings(settings)
                if let max = settings["max"]?.integerValue, max < Int64(holders(name, role).count) {
                    throw .invalid()
                }
                roles[role] = JSONValue(settings)
            }
            own["roles"] = JSONValue(roles)
            types[name] = JSONValue(own)
        }
        return types
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
