internal import JSON
internal import Lua
package import Sessions

/// A caller with its claims, as scripts see it.
package final class UserObject {
    package let caller: Caller
    /// For whom a server makes its requests; nil for itself (session-directory 5.7).
    let delegation: Delegation?
    /// What scripts call those users.
    private let actingFor: [String]

    init(caller: Caller) {
        self.caller = caller
        delegation = nil
        actingFor = []
    }

    /// A caller that acts for users.
    init(_ user: UserObject, for delegation: Delegation, named names: [String]) {
        caller = user.caller
        self.delegation = delegation
        actingFor = names
    }

    /// Reads the argument of `service:user`.
    init(reading call: borrowing LuaCall, for service: ServiceObject) throws {
        if let text = call.string(1) {
            caller = .user(try Self.xuid(text))
            delegation = nil
            actingFor = []
            return
        }
        let fields = try TableArgument(call, 1)
        let xuid = try fields.text("xuid").map(Self.xuid) ?? service.nextXuid()
        var caller = Caller.user(xuid, gamertag: fields.string("gamertag"))
        if let title = fields.text("title") { caller.titleID = title }
        if let device = fields.string("device") { caller.deviceID = device }
        caller.deviceType = fields.string("device_type")
        if let sandbox = fields.string("sandbox") { caller.sandbox = sandbox }
        if let privileges = fields["privileges"] {
            // An empty Lua table is an empty object.
            let numbers = privileges.arrayValue ?? []
            caller.user?.privileges = Set(
                numbers.compactMap { $0.integerValue.flatMap { Int(exactly: $0) } })
        }
        self.caller = caller
        delegation = nil
        actingFor = []
    }

    /// The argument of `service:user` as a table.
    static let claims = LuaType.named(
        "claims", doc: "What the token of a user says.",
        .record([
            .optional(
                "xuid", .either([.string, .integer]),
                doc: "The user's id; one of its own when left out."),
            .optional("gamertag", .string, doc: "The user's name in texts."),
            .optional("title", .either([.string, .integer]), doc: "The id of the title."),
            .optional("device", .string, doc: "The id of the device."),
            .optional("device_type", .string, doc: "The type of the device."),
            .optional("privileges", .list(.integer), doc: "The numbers of the privileges."),
            .optional("sandbox", .string, doc: "The sandbox of the title."),
        ]))

    static func xuid(_ text: String) throws(LuaFault) -> Xuid {
        guard let xuid = Xuid(text) else {
            throw LuaFault("bad xuid '\(text)' (the decimal digits of a 64-bit number expected)")
        }
        return xuid
    }

    /// Whose entry is the caller's own: the user that calls, or the only one that is acted for.
    var memberXuid: Xuid? {
        if let delegation, !delegation.users.isEmpty {
            return delegation.users.count == 1 ? delegation.users[0].xuid : nil
        }
        return caller.user?.xuid
    }

    /// The key of the caller's own entries: plain `me` is illegal for several users (5.7.1).
    var memberKey: String { (delegation?.users.count ?? 0) > 1 ? "me_all" : "me" }

    /// The name of the user in traces and messages.
    package var label: String {
        actingFor.isEmpty ? ownLabel : "\(ownLabel) for \(actingFor.joined(separator: ", "))"
    }

    private var ownLabel: String {
        guard let user = caller.user else { return caller.isServer ? "server" : "nobody" }
        return user.gamertag ?? user.xuid.description
    }
}

let userClass = LuaClass<UserObject>(
    "user", doc: "A caller with a token: a user, or a service principal.", section: "0.4",
    methods: [
        .init(
            "write",
            [SessionReferenceObject.parameter, RequestObject.parameter, WriteMode.parameter],
            returns: "session?",
            doc: "Creates, joins or updates a session. Answers the session, or nil when this "
                + "write deleted it.",
            section: "3.3",
            example: """
                local lobby = stacy:write(ref, muster.request()
                  :visibility "open"
                  :reserve(omar)
                  :join { active = true })
                assert(lobby.membersInfo.count == 2)
                """
        ) { user, call in
            let reference = try call.reference(1)
            let request = try RequestObject(reading: call, 2)
            let mode = WriteMode(reading: call, 3) ?? request.mode
            try user.write(request, to: reference, mode: mode, in: &call)
        },
        .init(
            "create", [SessionReferenceObject.parameter, RequestObject.parameter],
            returns: "session?",
            doc: "Writes a session that must not exist yet (If-None-Match: *).", section: "3.3",
            example: """
                stacy:create(ref, muster.request():join { active = true })
                local again, refusal = pcall(stacy.create, stacy, ref)
                assert(not again and refusal.status == 412)
                """
        ) { user, call in
            let reference = try call.reference(1)
            let request = try RequestObject(reading: call, 2)
            try user.write(request, to: reference, mode: .createNew, in: &call)
        },
        .init(
            "join",
            [
                SessionReferenceObject.parameter,
                .optional(
                    "member", RequestSteps.memberEntry,
                    doc: "The user's own entry; { active = true } when left out."),
            ], returns: "session?",
            doc: "Becomes an active member of a session that must exist (If-Match: *).",
            section: "5.4",
            example: """
                stacy:create(ref, muster.request():join { active = true })
                local seat = omar:join(ref, { ready = true, custom = { skill = 3 } })
                assert(seat.me.ready)
                """
        ) { user, call in
            let reference = try call.reference(1)
            let request = try user.joining(by: call, 2)
            try user.write(request, to: reference, mode: .updateExisting, in: &call)
        },
        .init(
            "get", [SessionReferenceObject.parameter], returns: "session?",
            doc: "Reads a session; nil when there is none.", section: "3.2",
            example: """
                assert(stacy:get(ref) == nil)
                """
        ) { user, call in
            let reference = try call.reference(1)
            try user.read(reference, in: &call)
        },
        .init(
            "leave", [SessionReferenceObject.parameter], returns: "session?",
            doc: "Leaves a session. Answers what is left of it, or nil when it ended.",
            section: "7.2",
            example: """
                stacy:create(ref, muster.request():join { active = true })
                assert(stacy:leave(ref) == nil)
                """
        ) { user, call in
            let reference = try call.reference(1)
            try user.write(
                .leaving(as: user.memberKey), to: reference, mode: .updateOrCreate, in: &call)
        },
    ] + UserHandles.methods + UserHandleQueries.methods + UserSessionQueries.methods
        + UserActing.methods + UserRelations.methods + UserConnections.methods
        + UserMeasuring.methods,
    fields: [
        .init("xuid", "string?", doc: "The user's id; nil for a server.") {
            $1.push($0.caller.user?.xuid.description)
        },
        .init("gamertag", "string?", doc: "The user's gamertag.") {
            $1.push($0.caller.user?.gamertag)
        },
        .init("title", "string?", doc: "The title id of the token.") {
            $1.push($0.caller.titleID)
        },
        .init("device", "string?", doc: "The device id of the token.") {
            $1.push($0.caller.deviceID)
        },
        .init("is_server", "boolean", doc: "Whether this is a service principal.") {
            $1.push($0.caller.isServer)
        },
    ],
    metamethods: [
        HostFunction("__tostring", returns: "string", doc: "Gamertag or xuid.") { call in
            call.push(try call.object(1, of: userClass).label)
        }
    ])
