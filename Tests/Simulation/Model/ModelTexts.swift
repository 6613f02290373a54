/// The texts of 13.3 that the model expects to the letter.
enum ModelTexts {
    private static let lead = """
        The requested session cannot be accessed. The calling user must have the multiplayer \
        privilege and must be a member of the session if the session either 
        """
    private static let middle = """
         on it that the user doesn't satisfy, multi-user requests aren't allowed for large \
        sessions, banned xuids can't access the session, users must have the communicate \
        permission to access sessions that require it, 
        """
    private static let end = """
        and devices other than an Xbox One can only access sessions with user-style authorization.
        """
    static let write =
        lead + "isn't open or has a join restriction" + middle
        + "users must qualify to access club sessions based on the club rules, " + end
    static let read = lead + "is private or has a read restriction" + middle + end
    static let index = """
        The request body can't contain existing member references unless the authentication \
        principal includes a server.
        """
    static let servers = """
        The request body can't contain a 'servers' collection because the authentication \
        principal doesn't include a server.
        """
    static let scid =
        "The requested service config is either invalid or not configured for sessions."
    static let handle = """
        The request URI contains an invalid handle ID. It may contain invalid characters or be \
        all zeroes.
        """
    static let owners = "'scid', 'templateName', and 'sessionName' must be specified"
    static let missing = "The requested session wasn't found."
    static let turn = """
        The session's 'turn' property must be an array of numbers representing the indicies of \
        the member(s) in the session whose turn it is.
        """
    static let succeeded = """
        The session's 'initializationSucceeded' property can only be set during the 'evaluating' \
        stage of initialization.
        """
    static let measurements = """
        Invalid member 'measurements' provided, measurements can only be uploaded if session \
        'metrics' are configured.
        """

    static func roleType(_ name: String) -> String {
        "A member's 'roles' section contains a role type with an invalid name: \(name)"
    }

    static func membersNeeded(_ count: Int) -> String {
        "This session is configured for managed initialization requiring at least \(count) "
            + "members to start."
    }

    static func conflict(_ path: String) -> String {
        "The constant field '\(path)' is specified in the request, but the value conflicts with "
            + "the one in the session."
    }

    static func restriction(_ name: String) -> String {
        "Invalid session '\(name)' provided, cannot be set to none on sessions with the "
            + "'userAuthorizationStyle' capability."
    }

    static func serverMeasurement(_ name: String) -> String {
        "Invalid member property serverMeasurements '\(name)' provided, must be a JSON object."
    }
}
