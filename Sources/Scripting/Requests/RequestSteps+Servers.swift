internal import JSON
internal import Lua
internal import Sessions

extension RequestSteps {
    /// What servers alone may write (5.7.2, 6.8).
    static let serverSteps: [Step] = [
        step(
            "join_for",
            [
                Parameter("who", actingUsers, doc: "One of the users, or which of them."),
                .optional("member", memberEntry, doc: "What the entries say; empty if left out."),
            ],
            doc: "Writes the entries of users that a server acts for: members.me_<xuid>, me_all or "
                + "me_allInSession.",
            section: "5.7.2",
            example: """
                local server = service:server():acting_for { stacy, omar }
                server:create(ref, muster.request()
                  :join_for(stacy, { active = true })
                  :join_for(omar, { ready = true }))
                """
        ) { draft, call in
            let member = call.isNilOrNone(2) ? [:] : try call.json(2)
            try draft.join(member, as: try actingKey(in: call), argument: 2)
        },
        step(
            "leave_for",
            [Parameter("who", actingUsers, doc: "One of the users, or which of them.")],
            doc: "Takes users out that a server acts for.", section: "5.7.2"
        ) { draft, call in try draft.set(["members", try actingKey(in: call)], .null) },
        matchmakingServer,
    ]

    /// What a matchmaking service says of its work (6.8).
    private static let matchmakingServer = step(
        "matchmaking_server",
        [Parameter("status", matchmakingEntry, doc: "What the service says of its search.")],
        doc: "Writes the properties of the server called matchmaking, which clients read. Only "
            + "service principals may.",
        section: "6.8",
        example: """
            local searching = muster.request():matchmaking_server {
              status = "searching", typicalWait = 30,
            }
            local ticket = service:server():write(ref, searching:reserve(stacy))
            assert(ticket.servers.matchmaking.properties.system.typicalWait == 30)
            """
    ) { draft, call in
        let path = ["servers", "matchmaking", "properties"]
        for field in try call.json(1).objectValue ?? [:] {
            let bag = field.name == "custom" ? ["custom"] : ["system", field.name]
            try draft.set(path + bag, field.value)
        }
    }

    private static let matchmakingEntry = LuaType.named(
        "matchmaking_entry", doc: "What a matchmaking service says of its search (6.8).",
        .record(
            SystemName.matchmakingServer.map(\.field) + [
                .optional(
                    "targetSessionRef", .either([.object("reference"), .table, .null]),
                    doc: "The session that was found."),
                .optional(
                    "custom", .either([.table, .null]), doc: "The custom properties of the server."),
            ]))

    private static let actingUsers = LuaType.either([.object("user"), .string])

    /// The key that parameter 1 means.
    private static func actingKey(in call: borrowing LuaCall) throws(LuaFault) -> String {
        let text = try call.xuid(1)
        if ["all", "allInSession"].contains(text) { return "me_\(text)" }
        guard Xuid(text) != nil else {
            throw LuaFault(
                argument: 1, "a user, a xuid, 'all' or 'allInSession' expected, got '\(text)'")
        }
        return "me_\(text)"
    }
}
