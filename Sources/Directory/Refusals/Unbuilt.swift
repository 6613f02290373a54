/// What the specification has and this directory does not yet do.
///
/// Each is refused by name wherever a request or a template asks for it, so that a flow never
/// passes here because something was silently left out.
enum Unbuilt {
    case arbitration
    case broadcasts
    case clientMatchmaking
    case cloudCompute
    case followGraph
    case owners
    case roles
    case serverActingForUsers
    case teams

    /// The section of the specification that holds the missing rules.
    var rule: String {
        switch self {
        case .cloudCompute: "6.2"
        case .arbitration, .broadcasts, .teams: "6.3"
        case .clientMatchmaking: "6.5"
        case .followGraph: "9.1"
        case .owners: "6.10"
        case .roles: "15"
        case .serverActingForUsers: "5.7"
        }
    }

    /// Refuses `field`, which asks for it.
    func rejection(_ field: String) -> Rejection {
        .badRequest("The field '\(field)' asks for something that is not built yet.", rule: rule)
    }

    /// What a constant of the session asks for; nil for constants that are built (6.2).
    static func constant(_ name: String) -> Unbuilt? {
        switch name {
        case "cloudComputePackage": .cloudCompute
        case "arbitration": .arbitration
        case "ownershipPolicies": .owners
        default: nil
        }
    }

    /// What a capability asks for; nil for capabilities that are built (6.3).
    static func capability(_ name: String) -> Unbuilt? {
        switch name {
        case "cloudCompute": .cloudCompute
        case "broadcast": .broadcasts
        case "team": .teams
        case "arbitration": .arbitration
        case "hasOwners": .owners
        case "clientMatchmaking": .clientMatchmaking
        default: nil
        }
    }
}
