internal import JSON

/// What a session can do beyond the ordinary (session-directory 6.3).
struct Capabilities: OptionSet, Sendable {
    let rawValue: UInt32

    /// Every capability by its name; a capability's bit is its position.
    static let names = [
        "connectivity", "suppressPresenceActivityCheck", "gameplay", "large",
        "connectionRequiredForActiveMembers", "cloudCompute", "autoPopulateServerCandidates",
        "userAuthorizationStyle", "crossPlay", "broadcast", "team", "arbitration", "hasOwners",
        "searchable", "clientMatchmaking",
    ]

    static let autoPopulateServerCandidates = named("autoPopulateServerCandidates")
    static let connectivity = named("connectivity")
    static let suppressPresenceActivityCheck = named("suppressPresenceActivityCheck")
    static let large = named("large")
    static let connectionRequiredForActiveMembers = named("connectionRequiredForActiveMembers")
    static let cloudCompute = named("cloudCompute")
    static let userAuthorizationStyle = named("userAuthorizationStyle")
    static let searchable = named("searchable")
    static let broadcast = named("broadcast")
    static let arbitration = named("arbitration")
    static let hasOwners = named("hasOwners")
    static let clientMatchmaking = named("clientMatchmaking")

    /// Takes the true members of a checked `capabilities` object.
    init(_ object: JSONObject) {
        self = object.reduce(into: []) { set, member in
            guard member.value == true else { return }
            set.insert(Self.named(member.name))
        }
    }

    init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The capability of that name; empty when there is none.
    static func named(_ name: String) -> Capabilities {
        guard let bit = names.firstIndex(of: name) else { return [] }
        return Capabilities(rawValue: 1 << UInt32(bit))
    }
}
