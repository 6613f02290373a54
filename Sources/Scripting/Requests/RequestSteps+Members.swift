internal import JSON
internal import Lua
internal import Sessions

extension RequestSteps {
    static let members: [Step] = [
        step(
            "join", [.optional("member", .table)],
            doc: "Writes the caller's own entry. Names of member properties go to "
                + "properties.system; custom, constants, initialize and roles to their places."
        ) { draft, call in
            try draft.join(call.isNilOrNone(1) ? [:] : try call.json(1))
        },
        step(
            "me", [Parameter("entry", .table)],
            doc: "Sets members.me as it is: constants, properties, roles."
        ) { draft, call in try draft.set(["members", "me"], try call.json(1)) },
        step("leave", [], doc: "Takes the caller out (members.me is null).") { draft, _ in
            try draft.set(["members", "me"], .null)
        },
        step(
            "reserve",
            [
                Parameter("who", .either([.object("user"), .string])),
                .optional("custom", .table), .optional("system", .table),
            ],
            doc: "Holds a seat for a user: the next members.reserve_N, with custom and system "
                + "constants."
        ) { draft, call in
            let xuid = try call.optionalObject(1, of: userClass)?.xuidText() ?? call.text(1)
            var system: JSONObject = ["xuid": .string(xuid)]
            if !call.isNilOrNone(3) {
                guard case .object(let more) = try call.json(3) else {
                    throw LuaFault(
                        "bad argument #3 to 'reserve' (a table with named fields expected)")
                }
                system.merge(shallow: more)
            }
            var constants: JSONObject = ["system": .object(system)]
            if !call.isNilOrNone(2) { constants["custom"] = try call.json(2) }
            let members = draft.value(at: ["members"])?.objectValue ?? [:]
            var next = 0
            while members["reserve_\(next)"] != nil { next += 1 }
            try draft.set(["members", "reserve_\(next)", "constants"], .object(constants))
        },
        step(
            "remove", [Parameter("index", .integer)],
            doc: "Removes the member with this index. Only service principals and owners may."
        ) { draft, call in
            try draft.set(["members", String(call.integer(1) ?? 0)], .null)
        },
    ]
}

extension UserObject {
    fileprivate func xuidText() throws(LuaFault) -> String {
        guard let user = caller.user else { throw LuaFault("a server has no seat to hold") }
        return user.xuid.description
    }
}

extension RequestObject.Draft {
    /// Writes the caller's own entry from a table of plain names.
    ///
    /// - Throws: ``LuaFault`` for a name that no member property has.
    mutating func join(_ member: JSONValue) throws(LuaFault) {
        guard case .object(let names) = member else {
            throw LuaFault("bad argument #1 to 'join' (a table with named fields expected)")
        }
        if value(at: ["members", "me"])?.objectValue == nil {
            try set(["members", "me"], [:])
        }
        for name in names {
            switch name.name {
            case "custom": try set(["members", "me", "properties", "custom"], name.value)
            case "constants": try set(["members", "me", "constants", "custom"], name.value)
            case "initialize":
                try set(["members", "me", "constants", "system", "initialize"], name.value)
            case "roles": try set(["members", "me", "roles"], name.value)
            case let property:
                guard let known = SystemName.memberProperties.first(where: { $0.name == property })
                else { throw Self.unknown(property) }
                guard known.accepts(name.value) else {
                    throw LuaFault(
                        "bad argument #1 to 'join' (field '\(property)': \(known.kind.text) "
                            + "expected)")
                }
                try set(
                    ["members", "me", "properties", "system", property],
                    known.normalized(name.value))
            }
        }
    }

    private static func unknown(_ name: String) -> LuaFault {
        let known =
            SystemName.memberProperties.map(\.name)
            + ["custom", "constants", "initialize", "roles"]
        let hint = nearestName(to: name, in: known).map { "; did you mean '\($0)'?" } ?? ""
        return LuaFault(
            "bad argument #1 to 'join' (unknown field '\(name)'\(hint))")
    }
}
