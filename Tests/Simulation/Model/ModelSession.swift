import JSON
import Sessions

/// One session of the model: everything that the protocol says a session has, and no more.
struct ModelSession {
    var reference: SessionReference
    /// The contract version of the template, which chooses defaults (2.2).
    var templateVersion: Int
    var branch: String
    var changeNumber: Int64 = 0
    var etag = ""
    var startTime: Timestamp
    /// The constants that have a value, in the names of contract 107.
    var constants: Fields = [:]
    /// The constants that a null keeps unset (5.3.4).
    var nullConstants: Set<String> = []
    var customConstants: Fields = [:]
    var properties: Fields = [:]
    var custom: JSONValue = [:]
    var members: [Int: ModelMember] = [:]
    var nextIndex = 0
    /// By lower-case name.
    var servers: [String: ModelServer] = [:]
    var emptySince: Timestamp?
    /// Who keeps a slot while the session is locked (9.5.3).
    var kept: Set<UInt64> = []
    /// By name, as defined.
    var roleTypes: Fields = [:]
    var initialization = ModelInitialization()
    /// The handle by which it can be found (11.6.5).
    var searchHandle: String?

    var commit: Model.Effect {
        .committed(key: reference.key, branch: branch, changeNumber: changeNumber)
    }

    /// The members in ascending order.
    var listed: [ModelMember] { members.values.sorted { $0.index < $1.index } }

    func member(of xuid: UInt64?) -> ModelMember? {
        members.values.first { $0.xuid == xuid }
    }

    func hasCapability(_ name: String) -> Bool {
        constants["capabilities"]?[name] == true
    }

    /// The constant's value, or its default; nil when it has neither (5.3.5).
    func effectiveConstant(_ name: String) -> JSONValue? {
        if nullConstants.contains(name) { return nil }
        if let value = constants[name] { return value }
        switch name {
        case "visibility": return "open"
        case "maxMembersCount": return 100
        case "reservedRemovalTimeout": return 30_000
        case "inactiveRemovalTimeout": return templateVersion < 107 ? 7_200_000 : 0
        case "readyRemovalTimeout": return 180_000
        case "sessionEmptyTimeout": return 0
        case "capabilities": return [:]
        default: return nil
        }
    }

    var visibility: String { effectiveConstant("visibility")?.stringValue ?? "open" }

    var capacity: Int { effectiveConstant("maxMembersCount")?.integerValue.map { Int($0) } ?? 100 }

    func restriction(_ name: String) -> String {
        if let value = properties[name]?.stringValue { return value }
        return hasCapability("userAuthorizationStyle") ? "local" : "none"
    }

    var isClosed: Bool { properties["closed"] == true }
    var isLocked: Bool { properties["locked"] == true }

    var turn: [Int] {
        properties["turn"]?.arrayValue?.compactMap { $0.integerValue.map { Int($0) } } ?? []
    }

    /// Absent users whose slots a lock keeps (9.5.4).
    var keptSlots: Set<UInt64> { kept.subtracting(members.values.map(\.xuid)) }
}

/// A participant that is no user.
struct ModelServer {
    var name: String
    var constants = ModelWrite.Bag()
    var properties = ModelWrite.Bag()

    var document: JSONValue {
        ["constants": Self.document(constants), "properties": Self.document(properties)]
    }

    private static func document(_ bag: ModelWrite.Bag) -> JSONValue {
        var fields = Fields()
        if let system = bag.system, !system.isEmpty { fields["system"] = JSONValue(system) }
        if let custom = bag.custom { fields["custom"] = custom }
        return JSONValue(fields)
    }
}

extension ModelSession {
    /// Notes at the end of a request whose slots a lock keeps (9.5.3).
    mutating func keepSlots(wasLocked: Bool) {
        if !isLocked {
            kept = []
        } else if !wasLocked {
            // Who is only reserved has no place to come back to before joining.
            kept = Set(members.values.filter { $0.state != .reserved }.map(\.xuid))
        }
    }
}
