/// The texts of refusals that are known word for word (session-directory 13.3).
enum KnownText {
    static let writeRefused = """
        The requested session cannot be accessed. The calling user must have the multiplayer \
        privilege and must be a member of the session if the session either isn't open or has a \
        join restriction on it that the user doesn't satisfy, multi-user requests aren't allowed \
        for large sessions, banned xuids can't access the session, users must have the \
        communicate permission to access sessions that require it, users must qualify to access \
        club sessions based on the club rules, and devices other than an Xbox One can only access \
        sessions with user-style authorization.
        """
    static let readRefused = """
        The requested session cannot be accessed. The calling user must have the multiplayer \
        privilege and must be a member of the session if the session either is private or has a \
        read restriction on it that the user doesn't satisfy, multi-user requests aren't allowed \
        for large sessions, banned xuids can't access the session, users must have the \
        communicate permission to access sessions that require it, and devices other than an Xbox \
        One can only access sessions with user-style authorization.
        """
    static let serviceConfigRefused = "The requested service config cannot be accessed."
    static let memberReferences = """
        The request body can't contain existing member references unless the authentication \
        principal includes a server.
        """
    static let servers = """
        The request body can't contain a 'servers' collection because the authentication \
        principal doesn't include a server.
        """
    static let unknownServiceConfig = """
        The requested service config is either invalid or not configured for sessions.
        """
    static let sessionMissing = "The requested session wasn't found."
    static let initializationSucceeded = """
        The session's 'initializationSucceeded' property can only be set during the 'evaluating' \
        stage of initialization.
        """
    /// The misspelling is the service's own.
    static let turn = """
        The session's 'turn' property must be an array of numbers representing the indicies of \
        the member(s) in the session whose turn it is.
        """
    static let measurementsWithoutMetrics = """
        Invalid member 'measurements' provided, measurements can only be uploaded if session \
        'metrics' are configured.
        """

    static func membersNeededToStart(_ count: Int) -> String {
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

    static func serverMeasurements(_ name: String) -> String {
        "Invalid member property serverMeasurements '\(name)' provided, must be a JSON object."
    }

    static func illegalRoleType(_ name: String) -> String {
        "A member's 'roles' section contains a role type with an invalid name: \(name)"
    }
}
