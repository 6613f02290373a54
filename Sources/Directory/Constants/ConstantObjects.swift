internal import JSON
internal import Sessions

/// The constants that are objects with a schema of their own (session-directory 6.2).
///
/// Each check brings its object into the form in which it is stored and compared: without nulls,
/// enumerations and GUIDs in lower case.
enum ConstantObjects {
    private static let forfeitTimeout: Int64 = 60_000
    private static let arbitrationTimeout: Int64 = 300_000
    private static let propertyNames = "nonOwnerModifiableSystemProperties"

    /// Checks `ownershipPolicies`.
    static func ownershipPolicies(_ value: JSONValue) throws(ConstantProblem) -> JSONValue {
        let names = ["migration", "allowNonOwnerInviteHandles", propertyNames]
        return try checked("ownershipPolicies", value, names) {
            member, field throws(ConstantProblem) in
            switch member.name {
            case "migration":
                let policies = OwnershipPolicies.Migration.allCases.map(\.rawValue)
                guard let text = member.value.stringValue?.lowercased(), policies.contains(text)
                else { throw .system(field, "must be one of \(policies.joined(separator: ", "))") }
                return .string(text)
            case propertyNames:
                let known = SessionPropertyRules.names
                let names = member.value.arrayValue?.map { $0.stringValue ?? "" }
                guard let names, names.allSatisfy({ known.contains($0) }) else {
                    throw .system(field, "must be an array of names of '/properties/system'")
                }
                return member.value
            default:
                return try boolean(member.value, field)
            }
        }
    }

    /// Checks `cloudComputePackage`, which is stored and echoed alone.
    static func cloudComputePackage(_ value: JSONValue) throws(ConstantProblem) -> JSONValue {
        let names = ["titleId", "gsiSet", "variant", "crossSandbox"]
        return try checked("cloudComputePackage", value, names) {
            member, field throws(ConstantProblem) in
            switch member.name {
            case "titleId":
                guard let text = member.value.stringValue, Xuid(text) != nil else {
                    throw .system(field, "must be a decimal string")
                }
                return member.value
            case "gsiSet", "variant":
                guard let identifier = member.value.stringValue.flatMap(GUID.init) else {
                    throw .system(field, "must be a GUID")
                }
                return .string(identifier.description)
            default:
                return try boolean(member.value, field)
            }
        }
    }

    /// Checks `arbitration`, which is stored alone.
    static func arbitration(
        _ value: JSONValue, options: DirectoryOptions
    ) throws(ConstantProblem) -> JSONValue {
        let limit = options.timeoutLimitMilliseconds
        let object = try checked("arbitration", value, ["forfeitTimeout", "arbitrationTimeout"]) {
            member, field throws(ConstantProblem) in
            guard let timeout = member.value.integerValue, (0...limit).contains(timeout) else {
                throw .system(field, "must be a number of milliseconds from 0 to \(limit)")
            }
            return member.value
        }
        let forfeit = object["forfeitTimeout"]?.integerValue ?? forfeitTimeout
        let arbitration = object["arbitrationTimeout"]?.integerValue ?? arbitrationTimeout
        guard arbitration >= forfeit else {
            throw .system("arbitration/arbitrationTimeout", "must not be below 'forfeitTimeout'")
        }
        return object
    }

    /// Checks each member that is not null; `check` gets it with its path below `system`.
    private static func checked(
        _ name: String, _ value: JSONValue, _ names: [String],
        _ check: (JSONObject.Member, String) throws(ConstantProblem) -> JSONValue
    ) throws(ConstantProblem) -> JSONValue {
        guard let object = value.objectValue else { throw .system(name, "must be an object") }
        var stored = JSONObject()
        for member in object {
            let field = "\(name)/\(member.name)"
            guard names.contains(member.name) else { throw .system(field, "is unknown") }
            if !member.value.isNull { stored[member.name] = try check(member, field) }
        }
        return .object(stored)
    }

    private static func boolean(
        _ value: JSONValue, _ field: String
    ) throws(ConstantProblem) -> JSONValue {
        guard value.boolValue != nil else { throw .system(field, "must be a boolean") }
        return value
    }
}
