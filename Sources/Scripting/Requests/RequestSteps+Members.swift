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
        ) { draft, call in draft.set(["members", "me"], try call.json(1)) },
        step("leave", [], doc: "Takes the caller out (members.me is null).") { draft, _ in
            draft.set(["members", "me"], .null)
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
            if !call.isNilOrNone(3), case .object(let more) = try call.json(3) {
                system.merge(shallow: more)
            }
            var constants: JSONObject = ["system": .object(system)]
            if !call.isNilOrNone(2) { constants["custom"] = try call.json(2) }
            let names = draft.value(at: ["members"])?.objectValue?.names ?? []
            let next = names.count { $0.hasPrefix("reserve_") }
            draft.set(["members", "reserve_\(next)", "constants"], .object(constants))
        },
        step(
            "remove", [Parameter("index", .integer)],
            doc: "Removes the member with this index. Only service principals and owners may."
        ) { draft, call in
            draft.set(["members", String(call.integer(1) ?? 0)], .null)
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
        if value(at: ["members", "me"])?.objectValue == nil { set(["members", "me"], [:]) }
        for name in names {
            switch name.name {
            case "custom": set(["members", "me", "properties", "custom"], name.value)
            case "constants": set(["members", "me", "constants", "custom"], name.value)
            case "initialize":
                set(["members", "me", "constants", "system", "initialize"], name.value)
            case "roles": set(["members", "me", "roles"], name.value)
            case let property:
                guard let known = SystemName.memberProperties.first(where: { $0.name == property })
                else { throw Self.unknown(property) }
                guard known.accepts(name.value) else {
                    throw LuaFault(
                        "bad argument #1 to 'join' (field '\(property)': \(known.kind.text) "
                            + "expected)")
                }
                set(["members", "me", "properties", "system", property], name.value)
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
