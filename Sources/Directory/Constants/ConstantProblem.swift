internal import JSON

/// A constant that the tables of section 6 do not allow, in a template or in a request.
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

    /// The refusal of a request that has this constant.
    var rejection: Rejection {
        .badRequest("The constant field '\(path)' \(requirement).", rule: rule)
    }
}
