internal import JSON
internal import Lua
internal import Sessions

extension RequestSteps {
    static let members: [Step] = [
        step(
            "join",
            [.optional("member", memberEntry, doc: "What the entry says; empty if left out.")],
            doc: "Writes the caller's own entry, and so joins who is no member yet.",
            section: "5.4",
            example: """
                local ready = muster.request():join { ready = true, custom = { skill = 3 } }
                stacy:create(ref, ready)
                """
        ) { draft, call in
            try draft.join(call.isNilOrNone(1) ? [:] : try call.json(1), argument: 1)
        },
        step(
            "me", [Parameter("entry", RequestDocument.member.type)],
            doc: "Sets the whole of members.me: constants, properties, roles.", section: "5.1"
        ) { draft, call in
            try draft.set(["members", "me"], try call.json(1, as: RequestDocument.member))
        },
        step(
            "leave", [], doc: "Takes the caller out (members.me is null).", section: "7.2"
        ) { draft, _ in
            try draft.set(["members", "me"], .null)
        },
        step(
            "reserve",
            [
                Parameter("who", .either([.object("user"), .string]), doc: "A user, or a xuid."),
                .optional("custom", .table, doc: "Custom constants of the member."),
                .optional(
                    "system", .record(SystemName.memberConstants.map(\.field)),
                    doc: "System constants beside the xuid."),
            ], doc: "Holds a seat for a user: the next members.reserve_N.", section: "5.5",
            example: """
                local request = muster.request():reserve(omar, { type = "leader" }):reserve "5500463"
                assert(stacy:create(ref, request:join { active = true }).membersInfo.count == 3)
                """
        ) { draft, call in
            let xuid = try call.optionalObject(1, of: userClass)?.xuidText() ?? call.text(1)
            var system: JSONObject = ["xuid": .string(xuid)]
            if !call.isNilOrNone(3) {
                let more = SystemName.Kind.record(SystemName.memberConstants)
                    .normalized(try call.json(3))
                system.merge(shallow: more.objectValue ?? [:])
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
            doc: "Removes the member with this index. Only service principals and owners may.",
            section: "5.6"
        ) { draft, call in
            try draft.set(["members", String(call.integer(1) ?? 0)], .null)
        },
    ]
}

extension RequestSteps {
    /// The caller's own entry by plain names: those of member properties go to
    /// `properties.system`, the others to places of their own.
    static let memberEntry = LuaType.named(
        "member_entry", doc: "The caller's own entry, by plain names (6.7).",
        .record(
            SystemName.memberProperties.map(memberField) + [
                .optional("custom", .either([.table, .null]), doc: "The custom properties."),
                .optional("constants", .either([.table, .null]), doc: "The custom constants."),
                .optional(
                    "roles", .either([.map(.string, .either([.string, .null])), .null]),
                    doc: "The member's role by role type."),
            ] + SystemName.memberConstants.map(\.field)))

    /// A connection stands for its id.
    private static func memberField(_ name: SystemName) -> Parameter {
        guard name.name == "connection" else { return name.field }
        return .optional(
            name.name, .either([.object("connection"), .string, .null]), doc: name.doc)
    }
}

extension UserObject {
    fileprivate func xuidText() throws(LuaFault) -> String {
        guard let user = caller.user else { throw LuaFault("a server has no seat to hold") }
        return user.xuid.description
    }
}

extension RequestObject.Draft {
    /// Writes the caller's own entry from a table that is a ``RequestSteps/memberEntry``.
    ///
    /// - Parameters:
    ///   - member: the table.
    ///   - key: the name under `members`: `me`, or one of those that a server writes (5.7.2).
    ///   - position: which argument of the call it is, for messages.
    /// - Throws: ``LuaFault`` for a list where an object belongs, and when the document becomes
    ///   too deep.
    mutating func join(
        _ member: JSONValue, as key: String = "me", argument position: Int
    ) throws(LuaFault) {
        let names = member.objectValue ?? [:]
        if value(at: ["members", key])?.objectValue == nil {
            try set(["members", key], [:])
        }
        for name in names {
            switch name.name {
            case "custom": try set(["members", key, "properties", "custom"], name.value)
            case "constants": try set(["members", key, "constants", "custom"], name.value)
            case "roles": try set(["members", key, "roles"], name.value)
            case let property:
                let isConstant = SystemName.memberConstants.contains { $0.name == property }
                let names = isConstant ? SystemName.memberConstants : SystemName.memberProperties
                guard let known = names.first(where: { $0.name == property })
                else { preconditionFailure("'\(property)' is a field of join and no property") }
                if let problem = known.kind.problem(of: name.value) {
                    throw LuaFault(argument: position, "field '\(property)': \(problem)")
                }
                let bag = isConstant ? "constants" : "properties"
                try set(
                    ["members", key, bag, "system", property],
                    known.kind.normalized(name.value))
            }
        }
    }
}
