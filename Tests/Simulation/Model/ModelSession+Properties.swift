import JSON
import Sessions

/// Session properties and servers: steps 6 and 7 of 5.8.
extension ModelSession {
    mutating func changeProperties(_ write: ModelWrite) throws(Refusal) {
        guard let sent = write.properties else { return }
        var problems = Problems()
        for (name, value) in sent.system ?? [:] {
            if value.isNull, Self.propertyNames.contains(name) {
                properties[name] = .none
                continue
            }
            do throws(Refusal) {
                properties[name] = try checkedProperty(name, value)
            } catch {
                problems.add(error)
            }
        }
        try problems.throwAll()
        initialization.decision =
            sent.system?["initializationSucceeded"]?.boolValue ?? initialization.decision
        if let custom = sent.custom { self.custom = try Merge.custom(self.custom, custom) }
        if isLocked, !isClosed { throw .invalid() }
        let openness = ["local": 0, "followed": 1, "none": 2]
        if openness[restriction("readRestriction"), default: 0]
            < openness[restriction("joinRestriction"), default: 0]
        {
            throw .invalid()
        }
    }

    private static let propertyNames = [
        "keywords", "turn", "joinRestriction", "readRestriction", "host", "closed", "locked",
        "serverConnectionStringCandidates", "matchmaking", "matchmakingResubmit",
        "initializationSucceeded",
    ]

    /// The value to store; nil for one that counts as absent (4.5.1).
    private func checkedProperty(_ name: String, _ value: JSONValue) throws(Refusal) -> JSONValue? {
        switch name {
        case "keywords":
            guard let words = value.arrayValue, words.count <= 50,
                words.allSatisfy({ ($0.stringValue?.count).map { $0 <= 100 } ?? false })
            else { throw .invalid() }
            if !words.isEmpty, visibility == "private" { throw .invalid() }
            return words.isEmpty ? Optional.none : value
        case "turn":
            guard let indices = value.arrayValue,
                indices.allSatisfy({ $0.integerValue.map { members[Int($0)] != nil } ?? false })
            else { throw .invalid(ModelTexts.turn) }
            return indices.isEmpty ? Optional.none : value
        case "joinRestriction", "readRestriction":
            guard ["none", "local", "followed"].contains(value) else { throw .invalid() }
            if value == "none", hasCapability("userAuthorizationStyle") {
                throw .invalid(ModelTexts.restriction(name))
            }
            return value
        case "host":
            guard value.stringValue != nil else { throw .invalid() }
            return value
        case "closed", "locked":
            guard let flag = value.boolValue else { throw .invalid() }
            return flag ? value : Optional.none
        case "serverConnectionStringCandidates":
            guard let strings = value.arrayValue, strings.allSatisfy({ $0.stringValue != nil })
            else { throw .invalid() }
            return strings.isEmpty ? Optional.none : value
        case "owners":
            guard hasCapability("hasOwners"), let indices = value.arrayValue, !indices.isEmpty,
                indices.allSatisfy({ $0.integerValue.map { members[Int($0)] != nil } ?? false })
            else { throw .invalid() }
            return value
        case "matchmakingResubmit":
            guard value.boolValue != nil else { throw .invalid() }
            return value
        case "matchmaking":
            guard let parts = value.fields else { throw .invalid() }
            for (name, value) in parts {
                switch name {
                case "targetSessionConstants" where value.fields != nil: break
                case "serverConnectionString" where value.stringValue != nil: break
                default: throw .invalid()
                }
            }
            return value
        case "initializationSucceeded" where initialization.running?.stage == .evaluating:
            guard value.boolValue != nil else { throw .invalid() }
            return .none
        case "initializationSucceeded": throw .invalid(ModelTexts.succeeded)
        default: throw .invalid()
        }
    }

    mutating func changeServers(_ write: ModelWrite) throws(Refusal) {
        for (name, value) in write.servers ?? [:] {
            guard ModelNames.isLegal(name, mayHaveSpaces: true) else { throw .invalid() }
            let key = name.lowercased()
            guard let parts = value.fields else {
                servers[key] = nil
                continue
            }
            let isNew = servers[key] == nil
            var server = servers[key] ?? ModelServer(name: name)
            if let constants = parts["constants"] {
                let sent = try ModelWrite.bag(constants)
                if isNew {
                    server.constants = try Self.merged(ModelWrite.Bag(), sent)
                } else {
                    try Self.checkServerConstants(server.constants, sent)
                }
            }
            if let properties = parts["properties"] {
                server.properties = try Self.merged(
                    server.properties, try ModelWrite.bag(properties))
                // The schema is only known for this one (6.8).
                if key == "matchmaking" {
                    try Self.checkMatchmaking(server.properties.system ?? [:])
                }
            }
            servers[key] = server
        }
    }

    private static func merged(
        _ old: ModelWrite.Bag, _ new: ModelWrite.Bag
    ) throws(Refusal) -> ModelWrite.Bag {
        var merged = old
        if let system = new.system {
            merged.system = (old.system ?? [:]).merging(system, uniquingKeysWith: { $1 })
                .filter { !$0.value.isNull }
        }
        if let custom = new.custom { merged.custom = try Merge.custom(old.custom ?? [:], custom) }
        return merged
    }

    private static func checkServerConstants(
        _ own: ModelWrite.Bag, _ sent: ModelWrite.Bag
    ) throws(Refusal) {
        let pairs =
            (sent.system ?? [:]).map { (own.system?[$0], $1) }
            + (sent.custom?.fields ?? [:]).map { (own.custom?[$0], $1) }
        for (mine, theirs) in pairs where mine != theirs { throw Refusal(status: 409) }
    }

    private static func checkMatchmaking(_ system: Fields) throws(Refusal) {
        for (name, value) in system {
            switch name {
            case "status":
                guard ["searching", "expired", "found", "failed", "canceled"].contains(value) else {
                    throw .invalid()
                }
            case "statusDetails", "lockId":
                guard value.stringValue != nil else { throw .invalid() }
            case "typicalWait":
                guard let wait = value.integerValue, wait >= 0 else { throw .invalid() }
            default: break
            }
        }
    }
}
