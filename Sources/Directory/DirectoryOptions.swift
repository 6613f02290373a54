/// Switches and limits of a directory (session-directory 3.8.2, 13.1).
public struct DirectoryOptions: Sendable, Equatable {
    /// Whether contract versions 100 to 103 are served on the session URI (3.8.2).
    public var legacyContracts = false
    /// The sandbox whose callers may use the service configs; nil admits every sandbox (2.7, step 6).
    public var sandbox: String?
    /// The most members of a session that is not large.
    public var membersLimit = 100
    /// The most members of a large session.
    public var largeMembersLimit = 10_000
    /// The most characters of a template, session, server or group name.
    public var nameLimit = 100
    /// The most keywords of a session.
    public var keywordsLimit = 50
    /// The most characters of one keyword.
    public var keywordLengthLimit = 100
    /// The most groups, and the most encounters, that a member may name at once.
    public var groupsLimit = 100
    /// The most stays in the log of groups; the oldest finished ones make room for new ones.
    public var groupStaysLimit = 1_000_000
    /// The most bytes of one `custom` bag, serialised without spaces.
    public var customBagLimitBytes = 64 * 1024
    /// The most bytes of a request body, serialised without spaces.
    public var bodyLimitBytes = 256 * 1024
    /// The largest timeout, in milliseconds.
    public var timeoutLimitMilliseconds: Int64 = 1 << 52
    /// The most sessions in the directory; creating one more is refused with 503.
    public var sessionsLimit = 1_000_000
    /// The most servers of one session; adding one more is refused with 400.
    public var serversLimit = 100
    /// The most sessions that one connection may be subscribed to (3.7.6).
    public var subscriptionsLimit = 10
    /// The most connections to the real-time service, the lost ones included until they are given up.
    public var connectionsLimit = 1_000_000
    /// How long a lost connection is waited for, in milliseconds (7.5.3).
    public var connectionGraceMilliseconds: Int64 = 30_000
    /// How many requests a user may send; nil is as many as the user likes (13.2).
    public var rateLimits: RateLimits?
    /// The most results of a session query.
    public var sessionResultsLimit = 100
    /// The most handles in the directory; creating one more is refused with 503.
    public var handlesLimit = 1_000_000
    /// How long an invite works (11.5.3).
    public var inviteLifetimeMilliseconds: Int64 = 3_600_000
    /// How long an activity lives without an active member behind it (handles-and-activity H13).
    public var danglingActivityLifetimeMilliseconds: Int64 = 86_400_000
    /// The most characters of an invite's `context`, URI-encoded.
    public var inviteContextLimit = 256
    /// The most entries of one list or map in a request about handles.
    public var handleListLimit = 100
    /// The most results of a query for handles.
    public var handleResultsLimit = 100
    /// The most bytes of a search filter.
    public var filterLimitBytes = 16 * 1024
    /// How deep the parentheses of a search filter may be nested.
    public var filterDepthLimit = 32
    /// The most role types of one session.
    public var roleTypesLimit = 100
    /// The most roles of one role type.
    public var rolesLimit = 100
    /// The most users that a server acts for in one request.
    public var actingUsersLimit = 100

    /// Makes the documented limits, with the legacy contracts and rate limits off.
    public init() {}
}
