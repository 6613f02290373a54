import JSON
import Sessions

/// Constants of the session (5.3, 6.2 to 6.4).
extension ModelSession {
    /// Sets the constants of a new session.
    mutating func setConstants(_ write: ModelWrite, of template: ModelTemplate) throws(Refusal) {
        if write.hasBadTimeouts { throw .invalid() }
        try Self.checkAgreement(write, template)
        let sent = write.constants?.system ?? [:]
        for (name, value) in template.system.merging(sent, uniquingKeysWith: { mine, _ in mine }) {
            if value.isNull {
                nullConstants.insert(name)
            } else {
                constants[name] = value
            }
        }
        customConstants = template.custom
            .merging(write.constants?.custom?.fields ?? [:], uniquingKeysWith: { mine, _ in mine })
            .filter { !$0.value.isNull }
        for (name, value) in constants { try Self.checkConstant(name, value) }
        if let capabilities = constants["capabilities"]?.fields {
            constants["capabilities"] = JSONValue(capabilities.filter { $0.value == true })
        }
        try checkInitialization()
        if constants["ownershipPolicies"] != nil, !hasCapability("hasOwners") { throw .invalid() }
        if hasCapability("team"), hasCapability("gameplay") { throw .invalid() }
        // 6.3
        if hasCapability("searchable"), hasCapability("userAuthorizationStyle"),
            !hasCapability("hasOwners")
        {
            throw .invalid()
        }
    }

    /// What template and request both name must be the same (5.3.3, 5.3.4).
    private static func checkAgreement(
        _ write: ModelWrite, _ template: ModelTemplate
    ) throws(Refusal) {
        var texts: [String] = []
        for (name, value) in write.constants?.system ?? [:] {
            if let own = template.system[name], !isEqual(name, own, value) {
                texts.append(ModelTexts.conflict("/constants/system/\(name)"))
            }
        }
        for (name, value) in write.constants?.custom?.fields ?? [:] {
            if let own = template.custom[name], own != value {
                texts.append(ModelTexts.conflict("/constants/custom/\(name)"))
            }
        }
        try throwConflict(texts, write)
    }

    /// Constants sent to a session that exists must equal what it has (5.3.5).
    func checkConstants(_ write: ModelWrite) throws(Refusal) {
        // The old schema is upgraded before anything else (2.1.5).
        if write.hasBadTimeouts { throw .invalid() }
        var texts: [String] = []
        for (name, value) in write.constants?.system ?? [:] {
            let own = nullConstants.contains(name) ? JSONValue.null : effectiveConstant(name)
            guard let own, Self.isEqual(name, own, value) else {
                texts.append(ModelTexts.conflict("/constants/system/\(name)"))
                continue
            }
        }
        for (name, value) in write.constants?.custom?.fields ?? [:]
        where customConstants[name] != value {
            texts.append(ModelTexts.conflict("/constants/custom/\(name)"))
        }
        try Self.throwConflict(texts, write)
    }

    static func throwConflict(_ texts: [String], _ write: ModelWrite) throws(Refusal) {
        guard !texts.isEmpty else { return }
        throw Refusal(status: 409, body: .message(write.usesOldNames ? [] : texts))
    }

    private func checkInitialization() throws(Refusal) {
        guard let parts = constants["memberInitialization"]?.fields else { return }
        for (name, value) in parts {
            let isValid: Bool
            switch name {
            case "joinTimeout", "measurementTimeout", "evaluationTimeout":
                isValid = value.integerValue.map { (0...1 << 52).contains($0) } ?? false
            case "externalEvaluation": isValid = value.boolValue != nil
            case "membersNeededToStart":
                isValid = value.integerValue.map { (0...Int64(capacity)).contains($0) } ?? false
            default: isValid = false
            }
            if !isValid { throw .invalid() }
        }
        if parts["evaluationTimeout"] != nil, !evaluatesExternally { throw .invalid() }
    }

    private static func isEqual(_ name: String, _ left: JSONValue, _ right: JSONValue) -> Bool {
        switch name {
        case "visibility", "inviteProtocol":
            left.stringValue?.lowercased() == right.stringValue?.lowercased()
                && left.isNull == right.isNull
        case "capabilities":
            left.fields?.filter { $0.value != false } == right.fields?.filter { $0.value != false }
        default: left == right
        }
    }

    private static func checkConstant(_ name: String, _ value: JSONValue) throws(Refusal) {
        let isValid: Bool
        switch name {
        case "version": isValid = value == 1
        case "maxMembersCount": isValid = value.integerValue.map { (1...100).contains($0) } ?? false
        case "visibility": isValid = ["private", "visible", "open"].contains(value)
        case "initiators":
            isValid = value.arrayValue?.allSatisfy { ModelWrite.xuid($0) != nil } ?? false
        case "inviteProtocol":
            isValid = ["game", "tournamentgame", "chat", "gameparty", "party"].contains(value)
        case "reservedRemovalTimeout", "inactiveRemovalTimeout", "readyRemovalTimeout",
            "sessionEmptyTimeout":
            isValid = value.integerValue.map { (0...1 << 52).contains($0) } ?? false
        case "capabilities":
            let known = [
                "connectivity", "suppressPresenceActivityCheck", "gameplay",
                "userAuthorizationStyle", "crossPlay", "hasOwners", "searchable",
            ]
            isValid =
                value.fields?.allSatisfy { known.contains($0.key) && $0.value.boolValue != nil }
                ?? false
        case "memberInitialization", "ownershipPolicies": isValid = value.fields != nil
        default: isValid = false
        }
        if !isValid { throw .invalid() }
    }
}
