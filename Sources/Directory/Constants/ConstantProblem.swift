internal import JSON

/// A constant or role type that the rules do not allow, in a template or in a request
/// (session-directory 6.2 to 6.4, 15).
struct ConstantProblem: Error, Equatable {
    /// Where, such as `/constants/system/visibility`.
    var path: String
    /// What the value must be, as the end of a sentence that begins with the field.
    var requirement: String
    var rule: String

    static func system(
        _ name: String, _ requirement: String, rule: String = "6.2"
    ) -> ConstantProblem {
        ConstantProblem(path: "/constants/system/\(name)", requirement: requirement, rule: rule)
    }

    /// The refusal of a request that has this field.
    var rejection: Rejection {
        let kind = path.hasPrefix("/constants") ? "constant field" : "field"
        return .badRequest("The \(kind) '\(path)' \(requirement).", rule: rule)
    }
}
