/// Who sends a request, as the claims of a token say (session-directory 0.4, auth 2.1).
public struct Caller: Sendable, Hashable {
    /// The user claims, when a user is calling.
    public var user: UserClaims?
    /// Whether the caller is a service principal with the policy `Multiplayer.Manage`.
    public var isServer: Bool
    /// The title the caller plays, a decimal string.
    public var titleID: String?
    /// The device the caller plays on.
    public var deviceID: String?
    /// The kind of device; nil counts as the console family (auth A7b).
    public var deviceType: String?
    /// The sandbox of the token.
    public var sandbox: String

    /// Makes a caller from claims.
    public init(
        user: UserClaims? = nil, isServer: Bool = false, titleID: String? = nil,
        deviceID: String? = nil, deviceType: String? = nil, sandbox: String = "RETAIL"
    ) {
        self.user = user
        self.isServer = isServer
        self.titleID = titleID
        self.deviceID = deviceID
        self.deviceType = deviceType
        self.sandbox = sandbox
    }

    /// A service principal without users.
    public static let server = Caller(isServer: true)
}

/// The claims of one user.
public struct UserClaims: Sendable, Hashable {
    /// The user's id.
    public var xuid: Xuid
    /// The gamertag, when the token carries one.
    public var gamertag: String?
    /// The privilege numbers; nil means all that the directory knows (auth 5.2, `prv` missing).
    public var privileges: Set<Int>?

    /// Makes user claims.
    public init(xuid: Xuid, gamertag: String? = nil, privileges: Set<Int>? = nil) {
        self.xuid = xuid
        self.gamertag = gamertag
        self.privileges = privileges
    }

    /// Whether the user may play with others: privilege 254 (auth 2.1).
    public var hasMultiplayerPrivilege: Bool { privileges?.contains(254) ?? true }
}
