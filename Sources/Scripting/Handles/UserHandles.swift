internal import DirectoryRuntime
internal import JSON
internal import Lua
internal import Sessions

/// How users make handles (session-directory 11.2, 11.3).
enum UserHandles {
    typealias Method = LuaClass<UserObject>.Method

    static let methods: [Method] = [
        activity, clearActivity, invite, invites, searchHandle, transfer, handle, createHandle,
    ]

    private static let activity = Method(
        "activity", [SessionReferenceObject.parameter], returns: "handle",
        doc: "Says that this session is what the user does now; replaces the one before.",
        section: "11.4",
        example: """
            stacy:create(ref, muster.request():join { active = true })
            local activity = stacy:activity(ref)
            assert(omar:activities(stacy)[1] == activity)
            """
    ) { user, call in
        let reference = try call.reference(1)
        try user.make("activity", reference, [:], in: &call)
    }

    private static let clearActivity = Method(
        "clear_activity",
        [.optional("scid", .string, doc: "The service configuration; the run's own if left out.")],
        returns: "boolean",
        doc: "Deletes the user's activity in this title, as clients do: finds it and deletes its "
            + "handle. Answers whether there was one.",
        section: "11.8.2",
        example: """
            stacy:create(ref, muster.request():join { active = true })
            stacy:activity(ref)
            assert(stacy:clear_activity() and #omar:activities(stacy) == 0)
            """
    ) { _, call in
        let host = call.host
        try call.delegate(to: try host.clearing.body("clear_activity", in: host.lua))
    }

    private static let invite = Method(
        "invite",
        [
            SessionReferenceObject.parameter,
            Parameter("who", NamedUsers.one, doc: "A user, or a xuid."),
            .optional("attributes", inviteAttributes, doc: "What the invited user gets to read."),
        ], returns: "handle", doc: "Invites somebody to a session for an hour.", section: "11.5",
        example: """
            local lobby = stacy:create(ref, muster.request():join { active = true })
            local invite = stacy:invite(lobby, omar, { context = "mode=ctf" })
            assert(omar:handle(invite):join().membersInfo.count == 2)
            """
    ) { user, call in
        let reference = try call.reference(1)
        var more: JSONObject = ["invitedXuid": .string(try call.xuid(2))]
        if !call.isNilOrNone(3) { more["inviteAttributes"] = try call.json(3) }
        try user.make("invite", reference, more, in: &call)
    }

    private static let invites = Method(
        "invites", returns: "handle[]",
        doc: "Lists the user's invites that still work, the oldest first, as the platform would "
            + "show them. Local directories only.",
        section: "11.5",
        example: """
            stacy:create(ref, muster.request():join { active = true })
            stacy:invite(ref, omar)
            for _, invite in ipairs(omar:invites()) do print(invite.senderXuid, invite.reference) end
            """
    ) { user, call in
        let directory = try call.host.localDirectory(for: "invites")
        let invites = try directory.invites(to: user.ownXuid()).map {
            try HandleObject(.object($0), user)
        }
        call.push { stack in
            stack.push(list: invites, as: handleClass)
            return 1
        }
    }

    private static let searchHandle = Method(
        "search_handle",
        [
            SessionReferenceObject.parameter,
            .optional("attributes", searchAttributes, doc: "What searches find it by."),
        ], returns: "handle",
        doc: "Lets searches find a session; replaces the search handle before.",
        section: "11.6",
        example: """
            local arena = service:reference "owned"
            stacy:create(arena, muster.request():join { active = true })
            stacy:search_handle(arena, { tags = { "casual" }, numbers = { level = 5 } })
            assert(#omar:search("owned", { filter = "numbers/level gt 3" }) == 1)
            """
    ) { user, call in
        let reference = try call.reference(1)
        var more: JSONObject = [:]
        if !call.isNilOrNone(2), var attributes = try call.json(2).objectValue {
            // A table without elements reads as an object.
            if attributes["tags"]?.objectValue?.isEmpty == true { attributes["tags"] = [] }
            more["searchAttributes"] = .object(attributes)
        }
        try user.make("search", reference, more, in: &call)
    }

    private static let transfer = Method(
        "transfer",
        [
            Parameter(
                "origin", SessionReferenceObject.type, doc: "The session whose members may come."),
            Parameter(
                "target", SessionReferenceObject.type, doc: "The session that they may join."),
        ], returns: "handle",
        doc: "Lets the members of one session into another: from a lobby to a game.",
        section: "11.7",
        example: """
            local lobby, game = service:reference "quick", service:reference "quick"
            stacy:create(lobby, muster.request():join { active = true })
            omar:join(lobby)
            stacy:create(game, muster.request():join { active = true })
            assert(omar:handle(stacy:transfer(lobby, game)):join().reference == game)
            """
    ) { user, call in
        let origin = try call.reference(1)
        let target = try call.reference(2)
        try user.make("transfer", target, ["originSessionRef": origin.document], in: &call)
    }

    private static let handle = Method(
        "handle",
        [
            Parameter(
                "handle", .either([.object("handle"), .string]),
                doc: "An id, or a handle in the hands of somebody else.")
        ], returns: "handle",
        doc: "Takes a handle into the user's hands. Sends nothing: refresh() reads it, join() "
            + "uses it.",
        section: "11.1",
        example: """
            stacy:create(ref, muster.request():join { active = true })
            local id = stacy:invite(ref, omar).id
            print(omar:handle(id):refresh().senderXuid)
            """
    ) { user, call in
        if let handle = call.optionalObject(1, of: handleClass) {
            call.push(HandleObject(handle, user), as: handleClass)
        } else {
            call.push(HandleObject(id: try call.text(1), user), as: handleClass)
        }
    }

    private static let createHandle = Method(
        "create_handle", [Parameter("document", .table, doc: "The whole handle.")],
        returns: "handle", doc: "Posts a handle as it is, unchecked.", section: "11.2",
        example: """
            -- The service's own refusal of a type that it does not know.
            local made, refusal = pcall(stacy.create_handle, stacy, {
              version = 1, type = "correlation", sessionRef = ref,
            })
            assert(not made and refusal.status == 400)
            """
    ) { user, call in try user.post(try call.json(1), "make a handle", in: &call) }

    private static let inviteAttributes = LuaType.named(
        "invite_attributes", doc: "What an invited user gets to read (11.2).",
        .record([
            .optional(
                "titleId", .either([.string, .integer]),
                doc: "The title to launch; the sender's own when left out."),
            .optional("context", .string, doc: "Text for the title; at most 256 characters."),
            .optional("contextString", .string, doc: "The name of a custom text, such as ///play."),
            .optional("senderString", .string, doc: "The sender's name, when a server invites."),
        ]))

    private static let searchAttributes = LuaType.named(
        "search_attributes", doc: "What searches find a session by (11.6.3).",
        .record([
            .optional("tags", .list(.string), doc: "Words."),
            .optional("strings", .map(.string, .string), doc: "Texts by name."),
            .optional("numbers", .map(.string, .number), doc: "Numbers by name."),
        ]))

    /// The bodies of methods that send more than one request.
    static func functions() -> ScriptedFunctions {
        ScriptedFunctions(
            """
            local M = {}

            function M.clear_activity(user, scid)
              local found = false
              for _, handle in ipairs(user:activities(user, { scid = scid, include = {} })) do
                if handle.titleId == (user.title or "0") then
                  handle:delete()
                  found = true
                end
              end
              return found
            end

            return M
            """, name: "muster", primitives: [])
    }
}

extension UserObject {
    /// Posts a handle of a type; the call's result is the handle.
    fileprivate func make(
        _ type: String, _ reference: SessionReference, _ more: JSONObject,
        in call: inout LuaCall
    ) throws {
        var body: JSONObject = [
            "version": 1, "type": .string(type), "sessionRef": reference.document,
        ]
        for member in more { body[member.name] = member.value }
        let article = ["activity", "invite"].contains(type) ? "an" : "a"
        try post(
            .object(body), "make \(article) \(type) handle for \(reference.shortText)", in: &call)
    }

    /// Posts a handle; the call's result is the handle as the service made it.
    fileprivate func post(
        _ body: JSONValue, _ attempted: String, in call: inout LuaCall
    ) throws {
        try send(.post(.handles, body), in: &call) { response, stack in
            guard response.status == 201 else {
                throw ServiceError(response, attempted: attempted, by: self)
            }
            stack.push(try HandleObject(response.json, self), as: handleClass)
            return 1
        }
    }

    /// The user's own id.
    ///
    /// - Throws: ``LuaFault`` for a server.
    func ownXuid() throws(LuaFault) -> Xuid {
        guard let user = caller.user else {
            throw LuaFault("a server has no xuid, and so nothing of its own here")
        }
        return user.xuid
    }
}
