import JSON

/// Names of one inner object of a bag and their values.
typealias Fields = [String: JSONValue]

/// A template as its file has it (6.1.6).
struct ModelTemplate {
    var scid: String
    var name: String
    var contractVersion = 107
    var constants: JSONValue
    var roleTypes: Fields = [:]

    /// `constants.system` in the names of contract 107 (2.1.5).
    var system: Fields {
        var problem = false
        return Schema.upgraded(constants["system"]?.fields ?? [:], problem: &problem)
    }

    var custom: Fields { constants["custom"]?.fields ?? [:] }
}

extension JSONValue {
    /// The members by name; nil when this is no object.
    var fields: Fields? {
        objectValue.map { Fields($0.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }) }
    }

    /// An object with these members; the order has no meaning (4.5.6).
    init(_ fields: Fields) {
        self = .object(JSONObject(fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
    }
}

/// The schema of contracts 104 and 105 against that of 107 (2.2).
enum Schema {
    private static let timeouts = [
        "reserved": "reservedRemovalTimeout", "inactive": "inactiveRemovalTimeout",
        "ready": "readyRemovalTimeout", "sessionEmpty": "sessionEmptyTimeout",
    ]

    static func upgraded(_ old: Fields, problem: inout Bool) -> Fields {
        var new = old
        if let managed = new.removeValue(forKey: "managedInitialization") {
            if var parts = managed.fields {
                if let own = parts.removeValue(forKey: "autoEvaluate") {
                    if let flag = own.boolValue {
                        parts["externalEvaluation"] = .bool(!flag)
                    } else {
                        problem = true
                    }
                }
                new["memberInitialization"] = JSONValue(parts)
            } else {
                new["memberInitialization"] = managed
            }
        }
        guard let group = new.removeValue(forKey: "timeouts") else { return new }
        guard let group = group.fields else {
            problem = true
            return new
        }
        for (name, value) in group {
            guard let modern = timeouts[name] else {
                problem = true
                continue
            }
            // Nobody says which of two names would win.
            if new[modern] != .none { problem = true }
            new[modern] = value
        }
        return new
    }

    /// - Parameter isExternal: whether the title evaluates, set or not; always told (2.2).
    static func downgraded(_ new: Fields, isExternal: Bool) -> Fields {
        var old = new
        if var parts = old.removeValue(forKey: "memberInitialization")?.fields {
            parts["externalEvaluation"] = .none
            parts["autoEvaluate"] = .bool(!isExternal)
            old["managedInitialization"] = JSONValue(parts)
        }
        var group = Fields()
        for (name, modern) in timeouts {
            if let value = old.removeValue(forKey: modern) { group[name] = value }
        }
        if !group.isEmpty { old["timeouts"] = JSONValue(group) }
        return old
    }
}
