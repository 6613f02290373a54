internal import JSON
internal import Sessions

/// What large sessions cannot have and cannot do (session-directory section 14).
enum LargeSessionRules {
    /// Capabilities that exclude `large` (6.3, 14.4); for the constants of managed initialization
    /// see ``SessionConstants/demandCombinations(isTemplate:)``.
    private static let capabilities = ["connectivity", "userAuthorizationStyle"]
    /// Properties of the session that large sessions do not have (14.4).
    private static let properties = ["turn", "host"]
    /// Properties of a member that large sessions do not have (14.4); nor do they have
    /// `subscription`, which ``ConnectionPropertyRules`` judges.
    private static let memberProperties = ["initializationGroup", "subscriptions"]

    /// Refuses constants that do not go together with `large`, or need it.
    ///
    /// - Parameter isTemplate: whether a request may still add the capabilities, whose absence is
    ///   then no error of the template (6.1.7).
    static func demandLegal(
        _ constants: SessionConstants, isTemplate: Bool = false, options: DirectoryOptions
    ) throws(ConstantProblem) {
        let set = constants.system["capabilities"]?.objectValue
        guard constants.capabilities.contains(.large) else {
            if isTemplate, set == nil { return }
            let limit = options.membersLimit
            guard constants.maxMembersCount <= limit else {
                throw .system(
                    "maxMembersCount",
                    "must be an integer from 1 to \(limit) without the capability 'large'",
                    rule: "6.4")
            }
            return
        }
        for name in Self.capabilities where set?[name] == true {
            throw .system(
                "capabilities/\(name)", "can't be beside the capability 'large'", rule: "14.4")
        }
    }

    /// Refuses writes that name other members than those of the callers (14.3).
    static func demandLegal(
        _ request: MultiplayerSessionRequest, in constants: SessionConstants
    ) throws(Rejection) {
        guard constants.capabilities.contains(.large) else { return }
        if !request.reservations.isEmpty {
            throw .text(
                409, "The field '/members/reserve_0' can't be used with large sessions.",
                rule: "5.5.5")
        }
        if let index = request.removedIndices.first {
            throw .text(
                409, "The field '/members/\(index)' can't be used with large sessions.",
                rule: "14.3")
        }
    }

    /// Refuses values of `properties.system` (14.4); null and empty lists are the same as absent.
    static func demandLegal(
        _ name: String, _ value: JSONValue, in constants: SessionConstants
    ) throws(Rejection) {
        guard constants.capabilities.contains(.large), !value.isAbsent else { return }
        let isRestricting =
            name == "joinRestriction"
            && value.stringValue?.lowercased() != Restriction.none.rawValue
        guard properties.contains(name) || isRestricting else { return }
        throw .badRequest(
            "The field '/properties/system/\(name)' can't be set on large sessions.",
            rule: "14.4")
    }

    /// Refuses values of a member's `properties.system` (14.4).
    static func demandLegalOfMember(
        _ name: String, _ value: JSONValue, in constants: SessionConstants
    ) throws(Rejection) {
        guard constants.capabilities.contains(.large), !value.isAbsent,
            memberProperties.contains(name)
        else { return }
        throw .badRequest(
            "The field '/members/me/properties/system/\(name)' can't be set on large sessions.",
            rule: "14.4")
    }
}

extension JSONValue {
    /// Whether a value in a system bag means that the name is not set (4.5.1).
    fileprivate var isAbsent: Bool { isNull || self == [] || self == "" }
}
