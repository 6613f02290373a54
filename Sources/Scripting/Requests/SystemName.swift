internal import JSON
internal import Lua

/// One name of a `system` object with its type: the schema that the typed steps are made from.
struct SystemName: Sendable {
    /// What a value must be; the directory checks the rest.
    enum Kind: Sendable, Hashable {
        case boolean, integer, string, object
        case list(LuaType)
        case oneOf([LuaChoice])
        /// Milliseconds, or null for never; scripts may write `"30s"`.
        case timeout

        var text: String {
            switch self {
            case .boolean: "boolean"
            case .integer: "integer"
            case .string, .oneOf: "string"
            case .list: "list"
            case .object: "table"
            case .timeout: "milliseconds, a duration such as \"30s\", or muster.null"
            }
        }

        var type: LuaType {
            switch self {
            case .boolean: .boolean
            case .integer: .integer
            case .string: .string
            case .object: .table
            case .list(let type): .list(type)
            case .oneOf(let choices): .oneOf(choices)
            case .timeout:
                .named(
                    "timeout",
                    doc: "Milliseconds, or text such as \"30s\"; muster.null is without end.",
                    .either([.integer, .string]))
            }
        }
    }

    let name: String
    let kind: Kind
    let doc: String

    init(_ name: String, _ kind: Kind, _ doc: String) {
        self.name = name
        self.kind = kind
        self.doc = doc
    }

    /// What scripts may give: a value, or null, which removes the name.
    var type: LuaType { .either([kind.type, .null]) }

    /// Whether a value has the right type; null removes a name.
    func accepts(_ value: JSONValue) -> Bool {
        if value.isNull { return true }
        return switch kind {
        case .boolean: value.boolValue != nil
        case .integer: value.integerValue != nil
        case .string, .oneOf: value.stringValue != nil
        // A table without elements reads as an object.
        case .list: value.arrayValue != nil || value.objectValue?.isEmpty == true
        case .object: value.objectValue != nil
        case .timeout: value.integerValue != nil
        }
    }

    /// The step that sets this name.
    func step(under path: [String], section: String) -> RequestSteps.Step {
        let parameter = Parameter("value", type)
        return RequestSteps.step(name, [parameter], doc: doc, section: section) {
            [self] draft, call in
            try draft.set(path + [name], try value(in: call))
        }
    }

    private func value(in call: borrowing LuaCall) throws -> JSONValue {
        if kind == .timeout, let text = call.string(1), let duration = duration(reading: text) {
            return .integer(duration.milliseconds)
        }
        let value = try call.json(1)
        guard accepts(value) else {
            throw LuaFault("bad argument #1 to '\(name)' (\(kind.text) expected)")
        }
        return normalized(value)
    }

    /// A value that this name accepts, in the form that is sent.
    func normalized(_ value: JSONValue) -> JSONValue {
        if case .list = kind, value.objectValue != nil { return [] }
        return value
    }
}

extension SystemName {
    private static let restriction = Kind.oneOf([
        LuaChoice("none", doc: "Everybody."),
        LuaChoice("local", doc: "Users on the device of an active member."),
        LuaChoice("followed", doc: "Those, and users whom a member follows."),
    ])

    /// `constants.system` (session-directory 6.2).
    static let constants = [
        SystemName("version", .integer, "The session's major version; 1."),
        SystemName("maxMembersCount", .integer, "Member slots, held seats included; 1 to 100."),
        SystemName(
            "visibility",
            .oneOf([
                LuaChoice("open", doc: "Everybody may join; the default."),
                LuaChoice("visible", doc: "Everybody may read, who holds a seat may join."),
                LuaChoice("private", doc: "Only members and who holds a seat may read."),
            ]), "Who may see and join the session."),
        SystemName("initiators", .list(.string), "The xuids that may create the session."),
        SystemName(
            "inviteProtocol", .oneOf(["game", "tournamentgame", "chat", "gameparty", "party"]),
            "How an invite launches the title."),
        SystemName("reservedRemovalTimeout", .timeout, "How long a held seat waits for its user."),
        SystemName("inactiveRemovalTimeout", .timeout, "How long an inactive member stays."),
        SystemName(
            "readyRemovalTimeout", .timeout, "How long a ready member has to become active."),
        SystemName("sessionEmptyTimeout", .timeout, "How long an empty session lives."),
        SystemName("capabilities", .object, "The capabilities, each true or false."),
        SystemName("metrics", .object, "The QoS values that members must upload."),
        SystemName("memberInitialization", .object, "Switches managed initialization on."),
        SystemName("peerToPeerRequirements", .object, "Thresholds for every pair of members."),
        SystemName("peerToHostRequirements", .object, "Thresholds for connections to the host."),
        SystemName("measurementServerAddresses", .object, "Servers to measure against."),
        SystemName("cloudComputePackage", .object, "Deprecated; stored and echoed."),
        SystemName("arbitration", .object, "Deprecated; stored and echoed."),
        SystemName("broadcastViewerTitleIds", .list(.string), "Titles that may always read."),
        SystemName("ownershipPolicies", .object, "What owners may leave to others."),
    ]

    /// `properties.system` of the session (6.5).
    static let properties = [
        SystemName("keywords", .list(.string), "Words that queries find the session by."),
        SystemName("turn", .list(.integer), "The indices of the members whose turn it is."),
        SystemName("joinRestriction", restriction, "Who may join an open session."),
        SystemName("readRestriction", restriction, "Who may read an open or visible session."),
        SystemName("host", .string, "The device token of the host."),
        SystemName("initializationSucceeded", .boolean, "The title's verdict while evaluating."),
        SystemName("closed", .boolean, "Nobody joins without a held seat."),
        SystemName("locked", .boolean, "The places of those who leave stay theirs."),
        SystemName("owners", .list(.integer), "The indices of the owners."),
        SystemName(
            "serverConnectionStringCandidates", .list(.string), "Servers in order of preference."),
        SystemName("matchmaking", .object, "Target constants and results of matchmaking."),
        SystemName("matchmakingResubmit", .boolean, "Whether to search again or to release."),
        SystemName("allocateCloudCompute", .boolean, "Deprecated; stored and echoed."),
    ]

    /// `properties.system` of a member (6.7).
    static let memberProperties = [
        SystemName("active", .boolean, "The user plays in the session."),
        SystemName("ready", .boolean, "The user joined and the title is starting."),
        SystemName("connection", .string, "The id of the user's real-time connection."),
        SystemName("subscription", .object, "Which changes the user wants to hear of."),
        SystemName("secureDeviceAddress", .string, "The device's address, base64."),
        SystemName("initializationGroup", .list(.integer), "Members that fail together."),
        SystemName("groups", .list(.string), "Groups of players in a large session."),
        SystemName("encounters", .list(.string), "Groups met for a moment."),
        SystemName("measurements", .object, "QoS by device token."),
        SystemName("serverMeasurements", .object, "QoS by server."),
        SystemName("RolePreference", .object, "Weights by role."),
        SystemName("subscriptions", .object, "The old form of subscription."),
        SystemName("arbitration", .object, "Deprecated; stored."),
    ]
}
