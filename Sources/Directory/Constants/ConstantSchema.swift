internal import JSON

/// The two schemas of `constants.system`: 104 to 106, and 107 (session-directory 2.2).
///
/// Everything inside the directory is in the 107 schema. Requests and templates are upgraded when
/// they come in, documents are converted when they go out.
enum ConstantSchema {
    private static let timeouts = [
        ("reserved", "reservedRemovalTimeout"), ("inactive", "inactiveRemovalTimeout"),
        ("ready", "readyRemovalTimeout"), ("sessionEmpty", "sessionEmptyTimeout"),
    ]

    /// Whether documents of this contract version have the names of 107.
    static func isCurrent(_ contractVersion: Int) -> Bool { contractVersion >= 107 }

    /// Renames what the older schema names differently.
    ///
    /// `timeouts` is taken at every version (a sample of 107 shows it), `managedInitialization`
    /// below 107 only.
    static func upgraded(
        _ system: JSONObject, from contractVersion: Int
    ) throws(ConstantProblem) -> JSONObject {
        guard system.contains(where: { isOld($0.name, contractVersion) }) else { return system }
        var upgraded = JSONObject()
        for member in system {
            guard isOld(member.name, contractVersion) else {
                try set(member.name, member.value, in: &upgraded)
                continue
            }
            switch member.name {
            case "timeouts":
                try upgradeTimeouts(member.value, in: &upgraded)
            case "managedInitialization":
                try set(
                    "memberInitialization", upgradedInitialization(member.value), in: &upgraded)
            default:
                try set("ownershipPolicies", member.value, in: &upgraded)
            }
        }
        return upgraded
    }

    /// Converts constants for a contract version; nothing to do from 107 on.
    ///
    /// No defaults are added, except that `managedInitialization` always says `autoEvaluate`.
    static func downgraded(_ system: JSONObject, defaults: ConstantDefaults) -> JSONObject {
        var older = JSONObject()
        var oldTimeouts = JSONObject()
        for member in system {
            if let names = timeouts.first(where: { $0.1 == member.name }) {
                oldTimeouts[names.0] = member.value
                older["timeouts"] = .object(oldTimeouts)
            } else if member.name == "memberInitialization" {
                older["managedInitialization"] = downgradedInitialization(
                    member.value, defaults: defaults)
            } else {
                older[member.name] = member.value
            }
        }
        return older
    }

    private static func isOld(_ name: String, _ contractVersion: Int) -> Bool {
        switch name {
        case "timeouts", "ownershipPolicy": true
        case "managedInitialization": !isCurrent(contractVersion)
        default: false
        }
    }

    private static func set(
        _ name: String, _ value: JSONValue, in object: inout JSONObject
    ) throws(ConstantProblem) {
        guard object[name] == nil else {
            throw .system(name, "is given under its old and its new name", rule: "2.2")
        }
        object[name] = value
    }

    private static func upgradeTimeouts(
        _ value: JSONValue, in object: inout JSONObject
    ) throws(ConstantProblem) {
        guard case .object(let old) = value else {
            throw .system("timeouts", "must be an object", rule: "2.2")
        }
        for member in old {
            guard let names = timeouts.first(where: { $0.0 == member.name }) else {
                throw .system("timeouts/\(member.name)", "is unknown", rule: "2.2")
            }
            try set(names.1, member.value, in: &object)
        }
    }

    /// Turns `autoEvaluate` into `externalEvaluation`, its opposite.
    private static func upgradedInitialization(_ value: JSONValue) -> JSONValue {
        guard case .object(let old) = value else { return value }
        var new = JSONObject()
        for member in old {
            if member.name == "autoEvaluate", let decides = member.value.boolValue {
                new["externalEvaluation"] = .bool(!decides)
            } else {
                new[member.name] = member.value
            }
        }
        return .object(new)
    }

    private static func downgradedInitialization(
        _ value: JSONValue, defaults: ConstantDefaults
    ) -> JSONValue {
        guard case .object(let new) = value else { return value }
        var old = JSONObject()
        for member in new where member.name != "externalEvaluation" {
            old[member.name] = member.value
        }
        let external = new["externalEvaluation"]?.boolValue ?? defaults.externalEvaluation
        old["autoEvaluate"] = .bool(!external)
        return .object(old)
    }
}
