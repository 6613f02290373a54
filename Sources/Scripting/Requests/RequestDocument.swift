internal import JSON
internal import Lua

/// A whole MultiplayerSessionRequest as a table, by the protocol's own names (session-directory 5.1).
enum RequestDocument {
    static let kind = SystemName.Kind.record([
        SystemName("constants", bag(SystemName.constants), "Settings fixed at creation."),
        SystemName("properties", bag(SystemName.properties), "What may change later."),
        SystemName(
            "members", .members(member),
            "Entries by key: me, reserve_N, me_xuid, me_all, me_allInSession, or an index."),
        SystemName("servers", .map(server), "Entries of servers by name; null removes one."),
        SystemName("roleTypes", SystemName.roleTypes, "The role types by name."),
    ])

    /// One entry of `members`.
    static let member = SystemName.Kind.record([
        SystemName(
            "constants",
            bag([SystemName("xuid", .string, "Whose seat it is.")] + SystemName.memberConstants),
            "Settings fixed when the member is added."),
        SystemName("properties", bag(SystemName.memberProperties), "What the member changes."),
        SystemName("roles", .map(.string), "The member's role by role type."),
    ])

    /// One entry of `servers`; the names below `system` are the title's (6.8).
    static let server = SystemName.Kind.record([
        SystemName("constants", freeBag, "Settings of the server."),
        SystemName("properties", freeBag, "What the server changes."),
    ])

    /// `constants` of a session.
    static let constants = bag(SystemName.constants)

    /// `properties` of a session.
    static let properties = bag(SystemName.properties)

    private static let custom = SystemName("custom", .any, "Whatever the title puts there.")

    private static let freeBag = SystemName.Kind.record([
        SystemName("system", .object, "What matchmaking reads."), custom,
    ])

    private static func bag(_ names: [SystemName]) -> SystemName.Kind {
        .record([
            SystemName("system", .record(names), "The names that the protocol knows."), custom,
        ])
    }

    /// What parameters that take a document accept.
    static let type = LuaType.named(
        "request_document", doc: "A whole request as a table, by the protocol's names (5.1).",
        kind.type)
}

extension LuaCall {
    /// Parameter `position`, whose type was found to be that of `kind`, in the form that is sent.
    func json(_ position: Int, as kind: SystemName.Kind) throws -> JSONValue {
        let value = try json(position)
        if let problem = kind.problem(of: value) { throw LuaFault(argument: position, problem) }
        return kind.normalized(value)
    }
}
