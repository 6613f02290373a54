internal import JSON
internal import Lua
internal import Sessions

/// How servers act for users (session-directory 2.3, 5.7).
enum UserActing {
    static let methods: [LuaClass<UserObject>.Method] = [
        .init(
            "acting_for",
            [
                Parameter("users", NamedUsers.several, doc: "Users or xuids, in their order."),
                .optional("options", options, doc: "What else the server says of itself."),
            ], returns: "user",
            doc: "Makes a caller that acts for users: it sends X-Xbl-OnBehalfOf-Users and the "
                + "like. With several users, join and leave mean all of them.",
            section: "5.7",
            example: """
                local matchmaker = service:server():acting_for { stacy, omar }
                local session = matchmaker:write(ref, muster.request():join_for("all", { active = true }))
                assert(session.membersInfo.active == 2)
                """
        ) { user, call in
            let fields = try TableArgument(optional: call, 2)
            let isPrivileged = fields["multiplayer"]?.boolValue ?? true
            let users = try call.xuids(1).map { text throws(LuaFault) in
                Delegation.User(
                    xuid: try UserObject.xuid(text), hasMultiplayerPrivilege: isPrivileged)
            }
            let delegation = Delegation(
                titleID: fields.text("title"), users: users,
                deniesManage: fields["deny_scope"]?.boolValue ?? false)
            let caller = UserObject(user, for: delegation, named: names(in: call, of: users))
            call.push(caller, as: userClass)
        }
    ]

    private static let options = LuaType.named(
        "acting_options", doc: "What a server that acts for users says of itself (2.3).",
        .record([
            .optional(
                "title", .either([.string, .integer]),
                doc: "The title to act as (X-Xbl-OnBehalfOf-Title)."),
            .optional(
                "deny_scope", .boolean,
                doc: "Gives up Multiplayer.Manage, so that the users' own rights count."),
            .optional(
                "multiplayer", .boolean,
                doc: "Whether the users may play with others; true when left out."),
        ]))

    /// What the script calls the users: gamertags where it gave users that have some.
    private static func names(
        in call: borrowing LuaCall, of users: [Delegation.User]
    ) -> [String] {
        if let user = call.optionalObject(1, of: userClass) { return [user.label] }
        let stack = call.stack
        guard stack.kind(at: call.index(1)) == .table, stack.reserve(4) else {
            return users.map(\.xuid.description)
        }
        return users.enumerated().map { position, user in
            _ = stack.pushElement(position + 1, of: call.index(1))
            defer { stack.pop() }
            return stack.object(UserObject.self, at: -1, of: userClass)?.label
                ?? user.xuid.description
        }
    }
}
