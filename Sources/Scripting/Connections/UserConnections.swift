internal import JSON
internal import Lua
internal import Sessions

/// How users connect and hear of changes.
enum UserConnections {
    static let methods: [LuaClass<UserObject>.Method] = [
        .init(
            "connect", returns: "connection",
            doc: "Opens a real-time connection, which some templates ask of active members. Local "
                + "directories only.",
            section: "3.7.1",
            example: """
                local lobby = service:reference "lobby"
                local seat = muster.request():join { active = true, connection = stacy:connect() }
                assert(stacy:create(lobby, seat).me.active)
                """
        ) { user, call in
            let connection = try ConnectionObject(of: user, call.host)
            call.host.note(connection, at: call.location)
            call.push(connection, as: connectionClass)
        },
        .init(
            "subscribe",
            [
                SessionReferenceObject.parameter,
                Parameter(
                    "connection", .either([.object("connection"), .string]),
                    doc: "What the taps come over, or its id."),
                .optional("change_types", changeTypes, doc: "Everything when left out."),
            ], returns: "session?",
            doc: "Becomes an active member of a session that must exist, over a connection that "
                + "is tapped when something changes.",
            section: "3.7.8",
            example: """
                local lobby = service:reference "lobby"
                local line = stacy:connect()
                stacy:create(lobby, muster.request():join { active = true, connection = line })
                stacy:subscribe(lobby, line, { "customProperty" })
                stacy:write(lobby, muster.request():set("map", "dust"))
                assert(line:next_tap().changeNumber == 3)
                """
        ) { user, call in
            let reference = try call.reference(1)
            var types: JSONValue = ["everything"]
            if !call.isNilOrNone(3) {
                // A table without elements reads as an object, and ends the subscription.
                types = .array(try call.json(3).arrayValue ?? [])
            }
            let member: JSONValue = [
                "active": true, "connection": try call.json(2),
                "subscription": [
                    "id": .string(call.host.guid().description), "changeTypes": types,
                ],
            ]
            var draft = RequestObject.Draft()
            try draft.join(member, as: user.memberKey, argument: 2)
            try user.write(
                RequestObject(draft), to: reference, mode: .updateExisting, in: &call)
        },
    ]

    private static let changeTypes = LuaType.list(.oneOf(SystemName.changeTypes))
}
