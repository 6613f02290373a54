internal import JSON
internal import Lua
internal import Sessions

/// The fields of a session: every member of MultiplayerSession by its own name (4.1), and what
/// makes them easy to reach.
enum SessionFields {
    typealias Field = LuaClass<SessionObject>.Field

    static let all: [Field] = [
        document("contractVersion", "integer", "The contract version of this rendering."),
        document("branch", "string", "The scope of change numbers, a GUID."),
        document("changeNumber", "integer", "The number of commits on this branch."),
        document("correlationId", "string", "A GUID for tracing."),
        document("startTime", "string", "When the session began."),
        document("nextTimer", "string?", "When the next timeout fires, if one is in progress."),
        document(
            "initializing", "initializing?", "Stage, stageStartTime and episode of initialization."),
        document("hostCandidates", "string[]?", "Device tokens in the order of preference."),
        document("constants", "bag", "The constants: system and custom."),
        document("properties", "bag", "The properties: system and custom."),
        document("membersInfo", "members_info", "How many members there are."),
        document("servers", "table<string, table>", "The servers by name."),
        document(
            "roleTypes", "table<string, table>?", "The role types, when the session has some."),
        document("searchHandle", "string?", "The id of the search handle that points here."),
        Field("members", "member[]", doc: "The members in list order, from 1.") { session, call in
            let members = try session.session().members
            call.push { stack in
                stack.pushTable(elements: members.count)
                for (position, member) in members.enumerated() {
                    stack.push(MemberObject(member), as: memberClass)
                    stack.setElement(position + 1, of: -2)
                }
                stack.refuseUnknownNames(with: noSuchMember)
                return 1
            }
        },
        Field("me", "member?", doc: "The reader's own entry.") { $1.push(try $0.me()) },
        document(
            "host_candidates", of: "hostCandidates", "string[]?", "The same as hostCandidates."),
        Field("etag", "string?", doc: "The etag of this state.") { $1.push($0.etag) },
        Field("raw", "table", doc: "The whole document as it was sent.") { session, call in
            try call.push { stack in
                try stack.push(json: session.document)
                return 1
            }
        },
        Field("reference", "reference", doc: "The name of the session.") { session, call in
            call.push(SessionReferenceObject(session.reference), as: referenceClass)
        },
        Field("user", "user", doc: "Who read this snapshot.") { session, call in
            call.push(session.user, as: userClass)
        },
    ]

    /// The `__index` of the list of members: a list begins with 1, and indices of the protocol are
    /// not positions.
    private static let noSuchMember = HostFunction(
        "__index", [Parameter("members", .table), Parameter("key", .any)], returns: "nil",
        doc: "Refuses what can be no position."
    ) { call in
        if let position = call.integer(2), position > 0 { return call.push(LuaValue.nil) }
        let key = call.string(2).map { "'\($0)'" } ?? call.integer(2).map { "\($0)" }
        throw LuaFault(
            "the list of members has no \(key ?? call.stack.typeName(at: call.index(2))): it counts "
                + "from 1; session:member(...) finds a member by user, xuid or index")
    }

    private static func document(
        _ name: String, of member: String? = nil, _ type: String, _ doc: String
    ) -> Field {
        Field(name, type, doc: doc) { session, call in
            try call.push { stack in
                if let value = session.document[member ?? name] {
                    try stack.push(json: value)
                } else {
                    stack.pushNil()
                }
                return 1
            }
        }
    }
}

/// The parts of a session that are tables with fields of their own, by the names that the
/// annotations of the fields use.
enum SessionTables {
    static let all = [bag, membersInfo, initializing]

    private static let bag = LuaType.named(
        "bag", doc: "What the service reads, and what it only keeps.",
        .record([
            Parameter("system", .table, doc: "The names that the protocol knows."),
            Parameter("custom", .table, doc: "Whatever the title puts there."),
        ]))

    private static let membersInfo = LuaType.named(
        "members_info", doc: "Counts of the members of a session (4.3).",
        .record([
            Parameter("first", .integer, doc: "The lowest index; that of next without members."),
            Parameter("next", .integer, doc: "The index that the next member will get."),
            Parameter("count", .integer, doc: "Members, held seats included."),
            Parameter("accepted", .integer, doc: "Members that are not held seats."),
            Parameter("active", .integer, doc: "Members that play."),
        ]))

    private static let initializing = LuaType.named(
        "initializing", doc: "How far managed initialization is (8.1).",
        .record([
            Parameter(
                "stage", .oneOf(["joining", "measuring", "evaluating", "failed"]),
                doc: "What is waited for."),
            Parameter("stageStartTime", .string, doc: "When the stage began."),
            Parameter("episode", .integer, doc: "Counts the initializations from 1."),
        ]))
}
