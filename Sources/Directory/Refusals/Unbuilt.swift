/// What the specification has and this directory does not yet do.
///
/// Each is refused by name wherever a request or a template asks for it, so that a flow never
/// passes here because something was silently left out.
enum Unbuilt {
    case handles
    case searchHandles

    /// The section of the specification that holds the missing rules.
    var rule: String {
        switch self {
        case .handles: "11"
        case .searchHandles: "11.6"
        }
    }

    /// Refuses `field`, which asks for it.
    func rejection(_ field: String) -> Rejection {
        .badRequest("The field '\(field)' asks for something that is not built yet.", rule: rule)
    }

    /// What a capability asks for; nil for capabilities that are built (6.3).
    static func capability(_ name: String) -> Unbuilt? {
        switch name {
        case "searchable": .searchHandles
        default: nil
        }
    }

    /// What a path asks for that no route serves yet (3.1, U12 to U15).
    static func path(_ path: String) -> Unbuilt? {
        let segments = path.lowercased().split(separator: "/")
        switch segments.first {
        case "handles": return .handles
        default: return nil
        }
    }
}
