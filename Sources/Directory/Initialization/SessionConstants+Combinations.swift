internal import JSON

extension SessionConstants {
    /// Refuses constants that do not go together (session-directory 6.3, 6.4).
    ///
    /// - Parameter isTemplate: whether a request may still add what is missing, which then is no
    ///   error of the template (6.1.7).
    func demandCombinations(isTemplate: Bool = false) throws(ConstantProblem) {
        try demandConnectivity(isTemplate: isTemplate)
        if let metrics = system["metrics"]?.objectValue, connections.derivedMetrics != nil {
            let missing = ConnectionRequirements.neededMetrics.first { metrics[$0] != true }
            if let missing {
                throw .system("metrics", "must have '\(missing)', which is required", rule: "6.4")
            }
        }
        if capabilities.contains(.large) { try demandNothingSmall() }
        guard let initialization else { return }
        guard initialization.membersNeededToStart <= maxMembersCount else {
            throw .system(
                "memberInitialization/membersNeededToStart", "must not exceed 'maxMembersCount'",
                rule: "6.4")
        }
        let isTimed = system["memberInitialization"]?["evaluationTimeout"] != nil
        guard !isTimed || initialization.hasExternalEvaluation else {
            throw .system(
                "memberInitialization/evaluationTimeout",
                "can only be given when 'externalEvaluation' is true")
        }
    }

    private func demandConnectivity(isTemplate: Bool) throws(ConstantProblem) {
        if capabilities.contains(.connectivity) { return }
        if isTemplate, system["capabilities"] == nil { return }
        for name in ["metrics", "peerToPeerRequirements", "peerToHostRequirements"]
        where system[name]?.objectValue != nil {
            throw .system(name, "needs the capability 'connectivity'", rule: "6.4")
        }
    }

    private func demandNothingSmall() throws(ConstantProblem) {
        for name in ["memberInitialization", "measurementServerAddresses"]
        where system[name]?.objectValue != nil {
            throw .system(name, "can't be set on large sessions", rule: "6.4")
        }
        guard !capabilities.contains(.autoPopulateServerCandidates) else {
            throw .system(
                "capabilities/autoPopulateServerCandidates", "can't be set on large sessions",
                rule: "6.3")
        }
    }

    /// What acts where neither template nor request sets a constant; nil when nothing does.
    func standard(_ name: String) -> JSONValue? {
        name == "metrics" ? connections.derivedMetrics : defaults.value(name)
    }

    /// Whether two values of a constant mean the same (5.3.3, 5.3.5).
    ///
    /// Contract 104 shows `autoEvaluate` also where nobody set it (2.2); so that a client may send
    /// back what it was shown, it is the same as absent when it equals the default.
    func agree(_ name: String, _ one: JSONValue, _ other: JSONValue) -> Bool {
        guard name == "memberInitialization", one != other else { return one == other }
        guard var one = one.objectValue, var other = other.objectValue else { return false }
        let flag = "externalEvaluation"
        one[flag] = one[flag] ?? .bool(defaults.externalEvaluation)
        other[flag] = other[flag] ?? .bool(defaults.externalEvaluation)
        return one == other
    }
}
