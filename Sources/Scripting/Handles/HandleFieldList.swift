internal import JSON
internal import Lua

/// The fields of a handle: every member of its document by its own name (session-directory 11.3,
/// 11.4.4, 11.9), and what makes them easy to use.
enum HandleFieldList {
    typealias Field = LuaClass<HandleObject>.Field

    static let all: [Field] = [
        document("id", "string", "The handle's id, a GUID."),
        document(
            "type", "\"activity\"|\"invite\"|\"search\"|\"transfer\"|nil",
            "What the handle is for; nil where only its id is known."),
        document("version", "integer?", "The version of its form; 1."),
        document("sessionRef", "table<string, string>?", "The session that it points to."),
        document("titleId", "string?", "The title of an activity."),
        document("ownerXuid", "string?", "Whose activity it is."),
        document("invitedXuid", "string?", "Who is invited."),
        document("senderXuid", "string?", "Who sent the invite."),
        document("inviteAttributes", "table?", "What the sender of an invite said."),
        document("expiration", "string?", "When the invite ends."),
        document("searchAttributes", "search_attributes?", "What searches find the session by."),
        document(
            "originSessionRef", "table<string, string>?", "Whose members a transfer lets in."),
        document("createTime", "string?", "When it was made."),
        document("inviteProtocol", "string?", "How an invite launches the title."),
        document("gameTypes", "table?", "The games by platform."),
        document(
            "relatedInfo", "related_info?", "What the session looked like, where a query asked."),
        document(
            "customProperties", "table?", "The session's custom properties, where a query asked."),
        document("roleInfo", "table?", "The session's roles, where a query asked."),
        reference("reference", of: "sessionRef", "The session that it points to."),
        reference("origin", of: "originSessionRef", "The session that a transfer leads from."),
        Field("user", "user", doc: "Who uses the handle.") { handle, call in
            call.push(handle.user, as: userClass)
        },
        Field("raw", "table", doc: "The whole handle as it was sent.") { handle, call in
            try call.push { stack in
                try stack.push(json: handle.json)
                return 1
            }
        },
    ]

    /// What a handle's tables hold.
    static let tables = [relatedInfo]

    private static let relatedInfo = LuaType.named(
        "related_info", doc: "What a query for handles tells of a session (11.9.4).",
        .record([
            Parameter(
                "visibility", .oneOf(["open", "full", "visible", "private"]),
                doc: "Who may see and join it; full without a free place."),
            Parameter(
                "joinRestriction", .oneOf(["none", "local", "followed"]),
                doc: "Who may join while it is open."),
            Parameter("closed", .boolean, doc: "Nobody joins without a held seat."),
            Parameter("maxMembersCount", .integer, doc: "Member slots."),
            Parameter("membersCount", .integer, doc: "Members, held seats included."),
            .optional("sessionOwners", .list(.string), doc: "The xuids of the owners."),
            Parameter("postedTime", .string, doc: "When the session began."),
            .optional("inviteProtocol", .string, doc: "How an invite launches the title."),
        ]))

    private static func document(_ name: String, _ type: String, _ doc: String) -> Field {
        Field(name, type, doc: doc) { handle, call in
            try call.push { stack in
                guard let value = handle.document[name] else {
                    stack.pushNil()
                    return 1
                }
                try stack.push(json: value)
                return 1
            }
        }
    }

    private static func reference(_ name: String, of member: String, _ doc: String) -> Field {
        Field(name, "reference?", doc: doc) { handle, call in
            guard let reference = handle.reference(member) else {
                return call.push(LuaValue.nil)
            }
            call.push(SessionReferenceObject(reference), as: referenceClass)
        }
    }
}
