internal import Lua

/// The tables inside `system` objects (session-directory 6.2, 6.3, 6.5, 6.7, 6.9, 15).
extension SystemName {
    static let capabilities = [
        LuaChoice("connectivity", doc: "Peers connect to each other."),
        LuaChoice("suppressPresenceActivityCheck", doc: "Presence does not matter."),
        LuaChoice("gameplay", doc: "The session is real game play."),
        LuaChoice("large", doc: "There may be more than 100 members."),
        LuaChoice(
            "connectionRequiredForActiveMembers", doc: "Active members keep a connection."),
        LuaChoice("cloudCompute", doc: "Deprecated; stored and echoed."),
        LuaChoice(
            "autoPopulateServerCandidates", doc: "The service orders servers by latency."),
        LuaChoice("userAuthorizationStyle", doc: "Restrictions are local unless set."),
        LuaChoice("crossPlay", doc: "Platforms play together; stored and echoed."),
        LuaChoice("broadcast", doc: "The session is a broadcast."),
        LuaChoice("team", doc: "The session is a tournament team."),
        LuaChoice("arbitration", doc: "Results are arbitrated."),
        LuaChoice("hasOwners", doc: "Some members are owners."),
        LuaChoice("searchable", doc: "Search handles may point to the session."),
        LuaChoice("clientMatchmaking", doc: "Members may write results of matchmaking."),
    ]

    static let metrics = Kind.record([
        SystemName("latency", .boolean, "Milliseconds."),
        SystemName("bandwidthDown", .boolean, "Kilobits per second towards the measuring device."),
        SystemName("bandwidthUp", .boolean, "Kilobits per second from the measuring device."),
        SystemName("custom", .boolean, "What the title measures."),
    ])

    static let memberInitialization = Kind.record([
        SystemName("joinTimeout", .timeout, "How long members may take to join."),
        SystemName("measurementTimeout", .timeout, "How long members may take to measure."),
        SystemName(
            "evaluationTimeout", .timeout,
            "How long the title may take to decide; with "
                + "externalEvaluation."),
        SystemName("externalEvaluation", .boolean, "Whether the title decides who succeeds."),
        SystemName(
            "membersNeededToStart", .integer, "How many must succeed in the first episode."),
    ])

    static let peerToPeerRequirements = Kind.record([
        SystemName("latencyMaximum", .integer, "Milliseconds between any two."),
        SystemName("bandwidthMinimum", .integer, "Kilobits per second between any two."),
    ])

    static let peerToHostRequirements = Kind.record([
        SystemName("latencyMaximum", .integer, "Milliseconds between peer and host."),
        SystemName("bandwidthDownMinimum", .integer, "Kilobits per second from host to peer."),
        SystemName("bandwidthUpMinimum", .integer, "Kilobits per second from peer to host."),
        SystemName(
            "hostSelectionMetric",
            .oneOf([
                LuaChoice("latency", doc: "The smallest worst latency; the default."),
                LuaChoice("bandwidthup", doc: "The largest smallest upload."),
                LuaChoice("bandwidthdown", doc: "The largest smallest download."),
                LuaChoice("bandwidth", doc: "The largest smallest sum of both."),
            ]), "What orders the host candidates."),
    ])

    static let cloudComputePackage = Kind.record([
        SystemName("titleId", .string, "The title."),
        SystemName("gsiSet", .string, "A GUID."),
        SystemName("variant", .string, "A GUID."),
        SystemName("crossSandbox", .boolean, "Whether sandboxes mix."),
    ])

    static let arbitration = Kind.record([
        SystemName("forfeitTimeout", .timeout, "How long a team may stay away."),
        SystemName("arbitrationTimeout", .timeout, "How long results may take."),
    ])

    static let ownershipPolicies = Kind.record([
        SystemName(
            "migration",
            .oneOf([
                LuaChoice("oldest", doc: "The member who joined first becomes owner."),
                LuaChoice("endsession", doc: "The session ends; the default."),
            ]), "What happens when the last owner leaves."),
        SystemName(
            "allowNonOwnerInviteHandles", .boolean, "Whether others than owners may invite."),
        SystemName(
            "nonOwnerModifiableSystemProperties", .list(.string),
            "The system properties that others than owners may write."),
    ])

    static let matchmaking = Kind.record([
        SystemName("targetSessionConstants", .object, "Constants for the target session."),
        SystemName("serverConnectionString", .string, "The one server to use."),
        SystemName(
            "clientResult",
            .record([
                SystemName(
                    "status", .oneOf(["searching", "expired", "found", "failed", "canceled"]),
                    "How the search goes."),
                SystemName("statusDetails", .string, "Free text."),
                SystemName("typicalWait", .integer, "Seconds."),
                SystemName("targetSessionRef", .object, "The session that was found."),
            ]), "What members say of the search; needs clientMatchmaking."),
        SystemName("resubmit", .boolean, "Accepted without meaning."),
    ])

    /// What the server called matchmaking says of its work, beside `targetSessionRef` (6.8).
    static let matchmakingServer = [
        SystemName("lockId", .string, "That a service works on this session."),
        SystemName(
            "status", .oneOf(["searching", "expired", "found", "failed", "canceled"]),
            "How far the search is."),
        SystemName("statusDetails", .string, "The status in words."),
        SystemName("typicalWait", .integer, "How many seconds a search mostly takes."),
    ]

    /// What a member may hear of (6.9).
    static let changeTypes = [
        LuaChoice("everything", doc: "Any change."),
        LuaChoice("host", doc: "The host."),
        LuaChoice("initialization", doc: "The stage of initialization."),
        LuaChoice("matchmakingStatus", doc: "The server called matchmaking."),
        LuaChoice("membersList", doc: "Who is a member."),
        LuaChoice("membersStatus", doc: "Whether members are active."),
        LuaChoice("joinability", doc: "Whether one can join."),
        LuaChoice("customProperty", doc: "The custom properties."),
        LuaChoice("membersCustomProperty", doc: "The custom properties of members."),
    ]

    static let subscription = Kind.record([
        SystemName("id", .string, "A GUID of the subscriber's own."),
        SystemName(
            "changeTypes",
            .list(.oneOf(changeTypes)), "The kinds of changes that tap."),
    ])

    static let measurement = [
        SystemName("latency", .number, "Milliseconds."),
        SystemName("bandwidthDown", .number, "Kilobits per second towards this device."),
        SystemName("bandwidthUp", .number, "Kilobits per second from this device."),
        SystemName("custom", .object, "What the title measured."),
    ]

    /// `roleTypes`: by type, how many members each role is for (15).
    static let roleTypes = Kind.map(
        .record([
            SystemName("ownerManaged", .boolean, "Whether owners assign the roles."),
            SystemName(
                "mutableRoleSettings", .list(.oneOf(["max", "target"])),
                "What may be changed later."),
            SystemName(
                "roles",
                .map(
                    .record([
                        SystemName("max", .integer, "The most members with the role."),
                        SystemName("target", .integer, "How many the title wishes for."),
                    ])), "The roles by name."),
        ]))
}
