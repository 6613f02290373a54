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
        case "owners":
            throw refused(name, "needs the capability 'hasOwners'", rule: "6.10")
        case "allocateCloudCompute":
            guard !value.isNull, value != false else { return nil }
            throw refused(name, "needs the capability 'cloudCompute'")
        default: throw refused(name, "is unknown")
        }
    }

    private func turn(_ value: JSONValue) throws(Rejection) -> JSONValue? {
        guard !value.isNull, value != [] else { return nil }
        guard let elements = value.arrayValue else {
            throw .badRequest(KnownText.turn, rule: "6.5")
        }
        for element in elements {
            guard element.numberValue?.isWrittenAsInteger == true,
                let index = element.integerValue,
                members.position(ofIndex: Int(index)) != nil
            else { throw .badRequest(KnownText.turn, rule: "6.5") }
        }
        return value
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
        guard restriction != .followed else {
            throw Unbuilt.followGraph.rejection("/properties/system/\(name)")
        }
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
                throw refused(name, "needs the capability 'clientMatchmaking'")
            case "resubmit": break
            default: throw refused(name, "is unknown")
            }
        }
        return value
    }

    private func refused(_ name: String, _ requirement: String, rule: String = "6.5") -> Rejection {
        .badRequest("The field '/properties/system/\(name)' \(requirement).", rule: rule)
    }
}
