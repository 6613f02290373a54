internal import JSON
internal import Sessions

/// What the names of `properties.system` may be (session-directory 6.5).
struct SessionPropertyRules {
    let constants: SessionConstants
    let options: DirectoryOptions
    /// The members after the additions and removals of the request.
    let members: MemberList
    /// The stage of managed initialization before the request; nil while none runs.
    let stage: Initialization.Stage?

    /// Every name that a session may have (6.5).
    static let names = [
        "keywords", "turn", "joinRestriction", "readRestriction", "host",
        "initializationSucceeded", "closed", "locked", "owners",
        "serverConnectionStringCandidates", "matchmaking", "matchmakingResubmit",
        "allocateCloudCompute",
    ]

    /// Applies a change and then judges what hangs together (9.5.2, 9.6.3).
    func apply(
        _ change: JSONObject, to properties: inout SessionProperties
    ) throws(Rejection) {
        guard !change.isEmpty else { return }
        for member in change {
            properties.set(member.name, try checked(member.name, member.value))
        }
        guard !properties.isLocked || properties.isClosed else {
            throw refused("locked", "can only be true while 'closed' is true", rule: "9.5.2")
        }
        guard properties.readRestriction >= properties.joinRestriction else {
            throw refused(
                "readRestriction", "must be at least as open as 'joinRestriction'", rule: "9.6.3")
        }
    }

    /// The value to store; nil when it is the same as absent (4.5.1).
    private func checked(_ name: String, _ value: JSONValue) throws(Rejection) -> JSONValue? {
        try LargeSessionRules.demandLegal(name, value, in: constants)
        switch name {
        case "turn": return try turn(value)
        case "closed", "locked":
            guard !value.isNull else { return nil }
            guard let flag = value.boolValue else { throw refused(name, "must be a boolean") }
            return flag ? true : JSONValue?.none
        case "matchmakingResubmit":
            guard !value.isNull else { return nil }
            guard value.boolValue != nil else { throw refused(name, "must be a boolean") }
            return value
        case "joinRestriction", "readRestriction": return try restriction(name, value)
        case "host": return try host(value)
        case "keywords": return try keywords(value)
        case "serverConnectionStringCandidates":
            guard !value.isNull, value != [] else { return nil }
            guard let elements = value.arrayValue, elements.allSatisfy({ $0.stringValue != nil })
            else { throw refused(name, "must be an array of strings") }
            return value
        case "matchmaking": return try matchmaking(value)
        case "initializationSucceeded":
            guard !value.isNull else { return nil }
            guard stage == .evaluating else {
                throw .badRequest(KnownText.initializationSucceeded, rule: "8.8.3")
            }
            guard value.boolValue != nil else { throw refused(name, "must be a boolean") }
            // Consumed at once: the episode ends in the same request (8.8.1).
            return nil
        case "owners": return try owners(value)
        case "allocateCloudCompute":
            guard !value.isNull else { return nil }
            guard let flag = value.boolValue else { throw refused(name, "must be a boolean") }
            guard flag else { return nil }
            guard constants.capabilities.contains(.cloudCompute) else {
                throw refused(name, "needs the capability 'cloudCompute'")
            }
            return true
        default: throw refused(name, "is unknown")
        }
    }

    private func turn(_ value: JSONValue) throws(Rejection) -> JSONValue? {
        guard !value.isNull, value != [] else { return nil }
        guard let elements = value.arrayValue else {
            throw .badRequest(KnownText.turn, rule: "6.5")
        }
        guard elements.allSatisfy({ memberIndex($0) != nil }) else {
            throw .badRequest(KnownText.turn, rule: "6.5")
        }
        return value
    }

    /// The value when it is the index of a present member; nil otherwise.
    private func memberIndex(_ value: JSONValue) -> Int64? {
        guard value.numberValue?.isWrittenAsInteger == true, let index = value.integerValue,
            members.contains(where: { $0.index == Int(index) })
        else { return nil }
        return index
    }

    /// A session cannot be left without owners, and each is listed once (6.10.7).
    private func owners(_ value: JSONValue) throws(Rejection) -> JSONValue? {
        guard constants.capabilities.contains(.hasOwners) else {
            throw refused("owners", "needs the capability 'hasOwners'", rule: "6.10")
        }
        let indices = value.arrayValue?.map { memberIndex($0) } ?? []
        guard !indices.isEmpty, !indices.contains(nil) else {
            throw refused(
                "owners", "must be an array of at least one member index", rule: "6.10.7")
        }
        var owners: [Int64] = []
        for index in indices.compactMap(\.self) where !owners.contains(index) {
            owners.append(index)
        }
        return .array(owners.map { .integer($0) })
    }

    private func restriction(
        _ name: String, _ value: JSONValue
    ) throws(Rejection) -> JSONValue? {
        guard !value.isNull else { return nil }
        guard let text = value.stringValue,
            let restriction = Restriction(rawValue: text.lowercased())
        else { throw refused(name, "must be 'none', 'local' or 'followed'") }
        guard restriction != .none || !constants.capabilities.contains(.userAuthorizationStyle)
        else { throw .badRequest(KnownText.restrictionNone(name), rule: "6.5") }
        return .string(restriction.rawValue)
    }

    /// A token that no member has is dropped later, without an error (6.5, 5.8 step 8).
    private func host(_ value: JSONValue) throws(Rejection) -> JSONValue? {
        guard !value.isNull, value != "" else { return nil }
        guard let token = value.stringValue else { throw refused("host", "must be a string") }
        return .string(token.lowercased())
    }

    private func keywords(_ value: JSONValue) throws(Rejection) -> JSONValue? {
        guard !value.isNull, value != [] else { return nil }
        guard constants.visibility != .private else {
            throw refused("keywords", "can't be set on private sessions")
        }
        guard let words = value.arrayValue, words.allSatisfy({ $0.stringValue != nil }) else {
            throw refused("keywords", "must be an array of strings")
        }
        guard words.count <= options.keywordsLimit else {
            throw refused(
                "keywords", "has more than \(options.keywordsLimit) entries", rule: "13.1")
        }
        for word in words where (word.stringValue?.count ?? 0) > options.keywordLengthLimit {
            throw refused(
                "keywords", "has an entry of more than \(options.keywordLengthLimit) characters",
                rule: "13.1")
        }
        return value
    }

    private func matchmaking(_ value: JSONValue) throws(Rejection) -> JSONValue? {
        guard !value.isNull else { return nil }
        guard let object = value.objectValue else {
            throw refused("matchmaking", "must be an object")
        }
        for member in object where !member.value.isNull {
            let name = "matchmaking/\(member.name)"
            switch member.name {
            case "targetSessionConstants":
                guard member.value.objectValue != nil else {
                    throw refused(name, "must be an object")
                }
            case "serverConnectionString":
                guard member.value.stringValue != nil else {
                    throw refused(name, "must be a string")
                }
            case "clientResult":
                guard constants.capabilities.contains(.clientMatchmaking) else {
                    throw refused(name, "needs the capability 'clientMatchmaking'")
                }
                try clientResult(member.value, name)
            case "resubmit": break
            default: throw refused(name, "is unknown")
            }
        }
        return value
    }

    private func clientResult(_ value: JSONValue, _ name: String) throws(Rejection) {
        guard let result = value.objectValue else { throw refused(name, "must be an object") }
        for member in result where !member.value.isNull {
            let field = "\(name)/\(member.name)"
            if let requirement = MatchmakingStatus.requirement(member.name, member.value) {
                throw refused(field, requirement)
            }
        }
    }

    private func refused(_ name: String, _ requirement: String, rule: String = "6.5") -> Rejection {
        .badRequest("The field '/properties/system/\(name)' \(requirement).", rule: rule)
    }
}
