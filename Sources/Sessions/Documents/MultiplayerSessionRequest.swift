public import JSON

/// The body of a PUT: the changes to apply to a session (session-directory section 5.1).
///
/// Reading it judges its shape alone: which members it has and which types they are. What the
/// names inside `system` mean is judged when the changes are applied.
public struct MultiplayerSessionRequest: Sendable, Equatable {
    /// Settings that are fixed when the session is created.
    public var constants: PropertyBag?
    /// Changes of the session properties.
    public var properties: PropertyBag?
    /// The change of the caller's own member.
    public var me: MemberChange?
    /// The constants of users to reserve, in the order of `reserve_0`, `reserve_1` and so on.
    public var reservations: [PropertyBag]
    /// Indices of members to take out, in the order given.
    public var removedIndices: [Int]
    /// Changes of servers in the order given; nil when the request has no `servers` at all.
    public var servers: [ServerChange]?
    /// Role types, undecoded (section 15).
    public var roleTypes: JSONValue?
    /// Changes of the members of users that a server acts for, in the order given (5.7.2).
    public var actingMembers: [ActingChange]

    /// What happens to the caller's member.
    public enum MemberChange: Sendable, Equatable {
        /// `null`: the caller leaves.
        case leave
        case merge(MemberDelta)
    }

    /// What happens to the members of some of the users that a server acts for (5.7.2).
    public struct ActingChange: Sendable, Equatable {
        /// Whose members change.
        public var users: ActingUsers
        /// What happens to each of them.
        public var change: MemberChange

        /// Makes a change.
        public init(users: ActingUsers, change: MemberChange) {
            self.users = users
            self.change = change
        }
    }

    /// The keys that a server uses instead of `me` (5.7.2).
    public enum ActingUsers: Sendable, Hashable {
        /// `me_<xuid>`: that user.
        case user(Xuid)
        /// `me_all`: every user that the server acts for.
        case all
        /// `me_allInSession`: every such user who is a member already.
        case allInSession

        /// The name under `members`.
        public var key: String {
            switch self {
            case .user(let xuid): "me_\(xuid)"
            case .all: "me_all"
            case .allInSession: "me_allInSession"
            }
        }

        /// Reads a name under `members`; nil when it is none of these keys.
        init?(key: String) {
            switch key {
            case "me_all": self = .all
            case "me_allInSession": self = .allInSession
            default:
                guard key.hasPrefix("me_"), let xuid = Xuid(String(key.dropFirst(3))),
                    xuid.description.utf8.count == key.utf8.count - 3
                else { return nil }
                self = .user(xuid)
            }
        }
    }

    /// Changes of one member by the user it belongs to.
    public struct MemberDelta: Sendable, Equatable {
        /// Settings that are fixed when the user joins.
        public var constants: PropertyBag?
        /// Changes of the member's properties.
        public var properties: PropertyBag?
        /// Roles by role type, undecoded (section 15).
        public var roles: JSONValue?

        /// Makes changes.
        public init(
            constants: PropertyBag? = nil, properties: PropertyBag? = nil, roles: JSONValue? = nil
        ) {
            self.constants = constants
            self.properties = properties
            self.roles = roles
        }
    }

    /// What happens to one server.
    public struct ServerChange: Sendable, Equatable {
        /// The name as written in the request.
        public var name: String
        /// The changes; nil takes the server out.
        public var delta: ServerDelta?

        /// Makes a change.
        public init(name: String, delta: ServerDelta?) {
            self.name = name
            self.delta = delta
        }
    }

    /// Changes of one server.
    public struct ServerDelta: Sendable, Equatable {
        /// Settings that are fixed when the server is added.
        public var constants: PropertyBag?
        /// Changes of the server's properties.
        public var properties: PropertyBag?

        /// Makes changes.
        public init(constants: PropertyBag? = nil, properties: PropertyBag? = nil) {
            self.constants = constants
            self.properties = properties
        }
    }

    /// Makes a request that changes nothing: `{}`.
    public init() {
        reservations = []
        removedIndices = []
        actingMembers = []
    }
}
