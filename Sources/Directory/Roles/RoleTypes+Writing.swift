internal import JSON

/// What requests may say about role types (session-directory 15.1, 15.4, 15.7).
extension RoleTypes {
    /// The role types of a new session: these of the template, then what the request adds (15.1).
    ///
    /// - Throws: 409 where both define a type differently, then 400 for what is not legal.
    func creating(
        _ request: JSONValue?, in constants: SessionConstants, options: DirectoryOptions
    ) throws(Rejection) -> RoleTypes {
        let merged = try request.map { request throws(Rejection) in
            try merging(request, options: options)
        }
        do {
            try (merged ?? self).demandLegal(in: constants)
        } catch {
            throw error.rejection
        }
        return merged ?? self
    }

    private func merging(
        _ request: JSONValue, options: DirectoryOptions
    ) throws(Rejection) -> RoleTypes {
        var merged = self
        var problem: ConstantProblem?
        for entry in try Self.entries(of: request, at: "") {
            var type: RoleType?
            do {
                type = try RoleType(entry.value, name: entry.name, options: options)
            } catch {
                if self[entry.name] == nil { problem = problem ?? error }
            }
            if let set = self[entry.name] {
                guard set == type else { throw Self.conflict("/\(entry.name)", rule: "15.1") }
            } else if let type {
                merged.set(type)
            }
        }
        if let problem { throw problem.rejection }
        guard merged.types.count <= options.roleTypesLimit else {
            throw .badRequest(
                "The field '/roleTypes' leads to more than \(options.roleTypesLimit) role types.",
                rule: "13.1")
        }
        return merged
    }

    /// Refuses role types that a session of these constants cannot have (14.4, 15.4).
    func demandLegal(in constants: SessionConstants) throws(ConstantProblem) {
        guard let first = types.first else { return }
        if constants.capabilities.contains(.large) {
            throw ConstantProblem(
                path: "/roleTypes/\(first.name)", requirement: "can't be on a large session",
                rule: "14.4")
        }
        guard !constants.capabilities.contains(.hasOwners),
            let managed = types.first(where: \.isOwnerManaged)
        else { return }
        throw ConstantProblem(
            path: "/roleTypes/\(managed.name)/ownerManaged",
            requirement: "needs the capability 'hasOwners'", rule: "15.4")
    }

    /// Whether a later write says nothing but what is set, so that everybody may send it.
    func isUnchanged(by request: JSONValue) -> Bool {
        (try? writing(request, members: MemberList())) == self
    }

    /// The role types after a later write, which changes mutable settings alone (15.7).
    ///
    /// - Throws: 409 for what cannot be changed, and 400 for what is not legal.
    func writing(_ request: JSONValue, members: MemberList) throws(Rejection) -> RoleTypes {
        var written = self
        for entry in try Self.entries(of: request, at: "") {
            let path = "/\(entry.name)"
            guard var type = self[entry.name] else { throw Self.conflict(path, rule: "15.7") }
            for member in try Self.entries(of: entry.value, at: path) {
                let field = "\(path)/\(member.name)"
                switch member.name {
                case "roles":
                    for role in try Self.entries(of: member.value, at: field) {
                        try Self.write(role, at: field, in: &type, members: members)
                    }
                case "ownerManaged":
                    guard member.value == .bool(type.isOwnerManaged) else {
                        throw Self.conflict(field, rule: "15.7")
                    }
                case "mutableRoleSettings":
                    let sent = try? RoleType.settings(member.value, at: field)
                    guard sent == type.mutableSettings else {
                        throw Self.conflict(field, rule: "15.7")
                    }
                default:
                    throw .badRequest("The field '/roleTypes\(field)' is unknown.", rule: "15")
                }
            }
            written.set(type)
        }
        return written
    }

    private static func write(
        _ entry: JSONObject.Member, at path: String, in type: inout RoleType, members: MemberList
    ) throws(Rejection) {
        let path = "\(path)/\(entry.name)"
        guard let position = type.position(of: entry.name) else {
            throw conflict(path, rule: "15.7")
        }
        let old = type.roles[position]
        for member in try entries(of: entry.value, at: path) {
            let field = "\(path)/\(member.name)"
            guard let setting = Setting(rawValue: member.name) else {
                throw .badRequest("The field '/roleTypes\(field)' is unknown.", rule: "15")
            }
            let value: Int64?
            do {
                value = try count(member.value, at: "/roleTypes" + field)
            } catch {
                throw error.rejection
            }
            guard value == old[setting] || type.mutableSettings.contains(setting) else {
                throw conflict(field, rule: "15.7")
            }
            type.roles[position][setting] = value
        }
        let role = type.roles[position]
        guard role != old else { return }
        do {
            try demandOrder(of: role, at: "/roleTypes" + path)
        } catch {
            throw error.rejection
        }
        let holders = members.count { $0.state.roles[type.name] == .string(role.name) }
        guard let max = role.max, max < holders else { return }
        throw .badRequest(
            "The field '/roleTypes\(path)/max' must not be below \(holders), the number of members "
                + "with the role.", rule: "15.7")
    }

    private static func entries(
        of json: JSONValue, at path: String
    ) throws(Rejection) -> JSONObject {
        do {
            return try json.entries(at: "/roleTypes" + path)
        } catch {
            throw error.rejection
        }
    }

    /// A definition that differs from the one that is set.
    private static func conflict(_ path: String, rule: String) -> Rejection {
        .text(
            409,
            "The field '/roleTypes\(path)' is specified in the request, but conflicts with the "
                + "role types of the session.", rule: rule)
    }
}
