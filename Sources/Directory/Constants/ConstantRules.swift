internal import JSON
internal import Sessions

/// Types and ranges of the names in `constants.system` (session-directory 6.2, 6.3).
enum ConstantRules {
    private static let inviteProtocols = ["game", "tournamentgame", "chat", "gameparty", "party"]

    /// Checks one value and brings it into the form in which it is stored and compared:
    /// enumerations in lower case, user ids as strings, capabilities without the false ones.
    static func normalised(
        _ name: String, _ value: JSONValue, options: DirectoryOptions
    ) throws(ConstantProblem) -> JSONValue {
        if value.isNull { return try known(name) }
        switch name {
        case "version":
            guard value.integerValue == 1 else { throw .system(name, "must be 1", rule: "2.1.7") }
            return value
        case "maxMembersCount":
            // Sessions that are not large are held to less when they are created (6.4).
            let limit = Int64(options.largeMembersLimit)
            guard let count = value.integerValue, (1...limit).contains(count) else {
                throw .system(name, "must be an integer from 1 to \(limit)")
            }
            return value
        case "visibility":
            return try enumerated(name, value, Visibility.allCases.map(\.rawValue))
        case "inviteProtocol":
            return try enumerated(name, value, inviteProtocols)
        case "reservedRemovalTimeout", "inactiveRemovalTimeout", "readyRemovalTimeout",
            "sessionEmptyTimeout":
            let limit = options.timeoutLimitMilliseconds
            guard let timeout = value.integerValue, (0...limit).contains(timeout) else {
                throw .system(
                    name, "must be null or a number of milliseconds from 0 to \(limit)")
            }
            return value
        case "initiators", "broadcastViewerTitleIds":
            return try identifiers(name, value)
        case "capabilities":
            return try capabilities(value)
        case _ where InitializationConstantRules.names.contains(name):
            return try InitializationConstantRules.normalised(name, value, options: options)
        case "ownershipPolicies":
            return try ConstantObjects.ownershipPolicies(value)
        case "cloudComputePackage":
            return try ConstantObjects.cloudComputePackage(value)
        case "arbitration":
            return try ConstantObjects.arbitration(value, options: options)
        default:
            return try known(name)
        }
    }

    /// Throws when the schema has no such name; the value null is legal for every other.
    private static func known(_ name: String) throws(ConstantProblem) -> JSONValue {
        switch name {
        case "version", "maxMembersCount", "visibility", "inviteProtocol",
            "reservedRemovalTimeout", "inactiveRemovalTimeout", "readyRemovalTimeout",
            "sessionEmptyTimeout", "initiators", "broadcastViewerTitleIds", "capabilities",
            "ownershipPolicies", "cloudComputePackage", "arbitration":
            return .null
        default:
            guard InitializationConstantRules.names.contains(name) else {
                throw .system(name, "is unknown")
            }
            return .null
        }
    }

    private static func enumerated(
        _ name: String, _ value: JSONValue, _ allowed: [String]
    ) throws(ConstantProblem) -> JSONValue {
        guard let text = value.stringValue?.lowercased(), allowed.contains(text) else {
            throw .system(name, "must be one of \(allowed.joined(separator: ", "))")
        }
        return .string(text)
    }

    private static func identifiers(
        _ name: String, _ value: JSONValue
    ) throws(ConstantProblem) -> JSONValue {
        guard let elements = value.arrayValue else {
            throw .system(name, "must be an array of decimal strings")
        }
        var identifiers: [JSONValue] = []
        for element in elements {
            guard let identifier = Xuid(json: element) else {
                throw .system(name, "must be an array of decimal strings")
            }
            identifiers.append(.string(identifier.description))
        }
        return .array(identifiers)
    }

    private static func capabilities(_ value: JSONValue) throws(ConstantProblem) -> JSONValue {
        guard let object = value.objectValue else {
            throw .system("capabilities", "must be an object of booleans", rule: "6.3")
        }
        var set = JSONObject()
        for member in object {
            let path = "capabilities/\(member.name)"
            guard Capabilities.names.contains(member.name) else {
                throw .system(path, "is unknown", rule: "6.3")
            }
            guard let isOn = member.value.boolValue else {
                throw .system(path, "must be a boolean", rule: "6.3")
            }
            if isOn { set[member.name] = true }
        }
        return .object(set)
    }
}

extension Xuid {
    /// Reads a user id as requests may write it: a decimal string or an integer (1.16).
    init?(json: JSONValue) {
        switch json {
        case .string(let text): self.init(text)
        case .number(let number):
            guard number.isWrittenAsInteger, let value = number.unsignedInteger else { return nil }
            self.init(rawValue: value)
        default: return nil
        }
    }
}
