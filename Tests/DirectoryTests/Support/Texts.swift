/// The texts that the directory must use verbatim (13.3), in full.
enum Text {
    static let writeRefused = """
        The requested session cannot be accessed. The calling user must have the multiplayer \
        privilege and must be a member of the session if the session either isn't open or has a \
        join restriction on it that the user doesn't satisfy, multi-user requests aren't allowed \
        for large sessions, banned xuids can't access the session, users must have the communicate \
        permission to access sessions that require it, users must qualify to access club sessions \
        based on the club rules, and devices other than an Xbox One can only access sessions with \
        user-style authorization.
        """
    static let readRefused = """
        The requested session cannot be accessed. The calling user must have the multiplayer \
        privilege and must be a member of the session if the session either is private or has a \
        read restriction on it that the user doesn't satisfy, multi-user requests aren't allowed \
        for large sessions, banned xuids can't access the session, users must have the communicate \
        permission to access sessions that require it, and devices other than an Xbox One can only \
        access sessions with user-style authorization.
        """
    static let memberReference = """
        The request body can't contain existing member references unless the authentication \
        principal includes a server.
        """
    static let servers = """
        The request body can't contain a 'servers' collection because the authentication principal \
        doesn't include a server.
        """
    static let unknownServiceConfig =
        "The requested service config is either invalid or not configured for sessions."
    static let sessionNotFound = "The requested session wasn't found."
    static let turn = """
        The session's 'turn' property must be an array of numbers representing the indicies of the \
        member(s) in the session whose turn it is.
        """
    static let initializationSucceeded = """
        The session's 'initializationSucceeded' property can only be set during the 'evaluating' \
        stage of initialization.
        """
    static let measurements = """
        Invalid member 'measurements' provided, measurements can only be uploaded if session \
        'metrics' are configured.
        """
    static let handleID = """
        The request URI contains an invalid handle ID. It may contain invalid characters or be all \
        zeroes.
        """
    static let queryWithoutOwners = "'scid', 'templateName', and 'sessionName' must be specified"

    static func membersNeeded(_ count: Int) -> String {
        """
        This session is configured for managed initialization requiring at least \(count) members \
        to start.
        """
    }

    static func restrictionNone(_ name: String) -> String {
        """
        Invalid session '\(name)' provided, cannot be set to none on sessions with the \
        'userAuthorizationStyle' capability.
        """
    }

    static func illegalRoleType(_ name: String) -> String {
        "A member's 'roles' section contains a role type with an invalid name: \(name)"
    }

    static func constantConflict(_ path: String) -> String {
        """
        The constant field '\(path)' is specified in the request, but the value conflicts with the \
        one in the session.
        """
    }
}
