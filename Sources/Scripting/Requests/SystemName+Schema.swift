internal import Lua

/// The names of the protocol (session-directory 6.2 to 6.7).
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
        SystemName(
            "capabilities",
            .record(capabilities.map { SystemName($0.value, .boolean, $0.doc) }),
            "The capabilities, each true or false."),
        SystemName("metrics", metrics, "The QoS values that members must upload."),
        SystemName(
            "memberInitialization", memberInitialization, "Switches managed initialization on."),
        SystemName(
            "peerToPeerRequirements", peerToPeerRequirements,
            "Thresholds for every pair of members."),
        SystemName(
            "peerToHostRequirements", peerToHostRequirements,
            "Thresholds for connections to the host."),
        SystemName(
            "measurementServerAddresses",
            .map(.record([SystemName("secureDeviceAddress", .string, "The address, base64.")])),
            "Servers to measure against, by name."),
        SystemName("cloudComputePackage", cloudComputePackage, "Deprecated; stored and echoed."),
        SystemName("arbitration", arbitration, "Deprecated; stored and echoed."),
        SystemName("broadcastViewerTitleIds", .list(.string), "Titles that may always read."),
        SystemName("ownershipPolicies", ownershipPolicies, "What owners may leave to others."),
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
        SystemName("matchmaking", matchmaking, "Target constants and results of matchmaking."),
        SystemName("matchmakingResubmit", .boolean, "Whether to search again or to release."),
        SystemName("allocateCloudCompute", .boolean, "Deprecated; stored and echoed."),
    ]

    /// `constants.system` of a member, beside the xuid (6.6).
    static let memberConstants = [
        SystemName("initialize", .boolean, "Whether to take part in managed initialization."),
        SystemName("team", .string, "The id of the tournament team; stored."),
        SystemName(
            "matchmakingResult",
            .record([SystemName("serverMeasurements", .object, "QoS by server.")]),
            "Why the user was matched."),
    ]

    /// `properties.system` of a member (6.7).
    static let memberProperties = [
        SystemName("active", .boolean, "The user plays in the session."),
        SystemName("ready", .boolean, "The user joined and the title is starting."),
        SystemName("connection", .string, "The id of the user's real-time connection."),
        SystemName("subscription", subscription, "Which changes the user wants to hear of."),
        SystemName("secureDeviceAddress", .string, "The device's address, base64."),
        SystemName("initializationGroup", .list(.integer), "Members that fail together."),
        SystemName("groups", .list(.string), "Groups of players in a large session."),
        SystemName("encounters", .list(.string), "Groups met for a moment."),
        SystemName("measurements", .map(.record(measurement)), "QoS by device token."),
        SystemName(
            "serverMeasurements", .map(.record([measurement[0]])), "QoS by server."),
        SystemName("RolePreference", .map(.integer), "Weights by role, 0 to 100."),
        SystemName("subscriptions", .map(.object), "The old form of subscription."),
        SystemName("arbitration", .object, "Deprecated; stored."),
    ]
}
