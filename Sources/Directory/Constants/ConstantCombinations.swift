internal import JSON
internal import Sessions

/// Which constants need or exclude each other (session-directory 6.3, 6.4).
///
/// What managed initialization and large sessions need is judged by
/// ``SessionConstants/demandCombinations(isTemplate:)`` and ``LargeSessionRules``.
enum ConstantCombinations {
    /// A capability and the one that it needs.
    private static let needs = [("broadcast", "large"), ("arbitration", "gameplay")]

    /// A capability and one beside which it cannot be.
    private static let exclusions = [
        ("team", "large"), ("team", "gameplay"), ("arbitration", "large"),
    ]

    /// A constant and the capability that it needs.
    private static let objects = [
        ("ownershipPolicies", "hasOwners"), ("arbitration", "arbitration"),
        ("cloudComputePackage", "cloudCompute"),
    ]

    /// Refuses constants that do not go together.
    ///
    /// - Parameter isTemplate: whether a request may still add the capabilities, whose absence is
    ///   then no error of the template (6.1.7).
    static func demandLegal(
        _ constants: SessionConstants, isTemplate: Bool = false
    ) throws(ConstantProblem) {
        if isTemplate, constants.system["capabilities"] == nil { return }
        let capabilities = constants.capabilities
        for (name, needed) in needs
        where capabilities.contains(.named(name)) && !capabilities.contains(.named(needed)) {
            throw capability(name, "needs the capability '\(needed)'")
        }
        for (name, excluded) in exclusions
        where capabilities.contains(.named(name)) && capabilities.contains(.named(excluded)) {
            throw capability(name, "can't be beside the capability '\(excluded)'")
        }
        let searchedByAll: Capabilities = [.searchable, .userAuthorizationStyle]
        guard !capabilities.isSuperset(of: searchedByAll) || capabilities.contains(.hasOwners)
        else {
            throw capability(
                "searchable", "needs the capability 'hasOwners' beside 'userAuthorizationStyle'")
        }
        for (name, needed) in objects where !capabilities.contains(.named(needed)) {
            guard let value = constants.system[name], !value.isNull else { continue }
            throw .system(name, "needs the capability '\(needed)'", rule: "6.4")
        }
    }

    private static func capability(_ name: String, _ requirement: String) -> ConstantProblem {
        .system("capabilities/\(name)", requirement, rule: "6.3")
    }

    /// What the request that creates a session has to say because of the session's constants.
    static func demandCreation(
        _ constants: SessionConstants, _ request: MultiplayerSessionRequest, name: String,
        by caller: Caller
    ) throws(Rejection) {
        if constants.capabilities.contains(.arbitration) {
            let addsServer =
                request.servers?.contains {
                    $0.name.lowercased() == "arbitration" && $0.delta != nil
                }
            guard caller.isServer, addsServer == true else {
                throw capability(
                    "arbitration",
                    "needs a server that creates the session and adds "
                        + "'/servers/arbitration'"
                ).rejection
            }
        }
        guard constants.capabilities.contains(.broadcast) else { return }
        let broadcaster = caller.user?.xuid ?? (caller.isServer ? Xuid(name) : nil)
        guard let broadcaster, name == broadcaster.description else {
            throw capability(
                "broadcast", "needs a session whose name is the xuid of the broadcaster"
            ).rejection
        }
    }
}
