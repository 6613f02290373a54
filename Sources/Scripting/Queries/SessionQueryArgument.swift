internal import JSON
internal import Lua
internal import Sessions

/// What a script asks of a session query (session-directory section 12).
struct SessionQueryArgument {
    private let fields: TableArgument

    init(_ call: borrowing LuaCall, _ position: Int) throws {
        fields = try TableArgument(optional: call, position)
    }

    /// The parameters that queries and batches share.
    private static let shared: [Parameter] = [
        .optional("template", .string, doc: "Only sessions of this template."),
        .optional(
            "scid", .string, doc: "The service configuration; the run's own when left out."),
        .optional("keyword", .string, doc: "Only sessions with this keyword."),
        .optional(
            "reservations", .boolean, doc: "Also sessions in which a seat is held for the user."),
        .optional(
            "inactive", .boolean, doc: "Also sessions in which the user is ready or inactive."),
        .optional("private", .boolean, doc: "Also private sessions."),
        .optional(
            "visibility", .oneOf(["open", "private"]),
            doc: "Only these; private needs private = true."),
        .optional("version", .integer, doc: "Only sessions of at most this major version."),
        .optional("take", .integer, doc: "The most results, 0 to 100; 100 when left out."),
        .optional(
            "raw", .map(.string, .string),
            doc: "Further query parameters as they are, unchecked."),
    ]

    /// The argument of a query.
    static let query = Parameter(
        "query",
        .named(
            "session_query", doc: "Which sessions to list: by keyword, by user, or by both (12).",
            .record([.optional("xuid", NamedUsers.one, doc: "Sessions of this user.")] + shared)))

    /// The second argument of a batch.
    static let batch = Parameter.optional(
        "query",
        .named(
            "batch_query", doc: "Which sessions of many users to list (12.7).", .record(shared)))

    var scid: String { fields.string("scid") ?? ServiceObject.defaultScid }
    var templateName: String? { fields.string("template") }

    /// The query string: flags that are false say nothing.
    func parameters() throws(LuaFault) -> [DirectoryRequest.QueryItem] {
        var items: [DirectoryRequest.QueryItem] = []
        if let xuid = fields["xuid"] {
            guard let text = xuid.stringValue else {
                throw fields.fault("xuid", "a user, no server,")
            }
            items.append(.init(name: "xuid", value: text))
        }
        for name in ["keyword", "visibility", "version", "take"] {
            if let text = fields.text(name) { items.append(.init(name: name, value: text)) }
        }
        for name in ["reservations", "inactive", "private"] where fields[name]?.boolValue == true {
            items.append(.init(name: name, value: "true"))
        }
        for member in fields["raw"]?.objectValue ?? [:] {
            items.append(.init(name: member.name, value: member.value.stringValue))
        }
        return items
    }
}
