import JSON
import Sessions

/// The body of a write, whatever URI it came by, as a body of the session URI (3.4, 5.1).
struct ModelWrite {
    var constants: Bag?
    var properties: Bag?
    var me: Me?
    var reservations: [Reservation] = []
    var removals: [Int] = []
    var servers: Fields?
    var roleTypes: Fields?
    /// Of the caller.
    var roles: Fields?
    var hasIndexKeys = false
    var contractVersion: Int
    /// Whether paths of constants may be told in either schema.
    var usesOldNames = false
    /// `timeouts` is none, which counts as an illegal value.
    var hasBadTimeouts = false

    struct Bag {
        var system: Fields?
        var custom: JSONValue?
    }

    enum Me {
        case leave
        case change(constants: Bag?, properties: Bag?)
    }

    struct Reservation {
        var xuid: UInt64?
        var constants: Bag
    }

    /// The whole body is `{"members":{"me":null}}`.
    var onlyLeaves: Bool {
        guard case .leave? = me else { return false }
        return constants == nil && properties == nil && reservations.isEmpty && !hasIndexKeys
            && servers == nil && roleTypes == nil
    }

    /// Takes a body apart; step 7 of 2.7.
    init(_ body: JSONValue, contractVersion: Int) throws(Refusal) {
        self.contractVersion = contractVersion
        guard let body = body.fields else { throw .invalid() }
        for (name, value) in body {
            switch name {
            case "constants": constants = try Self.bag(value)
            case "properties": properties = try Self.bag(value)
            case "members":
                guard let members = value.fields else { throw .invalid() }
                try readMembers(members)
            case "servers":
                guard let servers = value.fields else { throw .invalid() }
                for server in servers.values { try Self.checkServer(server) }
                self.servers = servers
            case "roleTypes":
                guard let types = value.fields else { throw .invalid() }
                roleTypes = types
            default: throw .invalid()
            }
        }
        if let system = constants?.system {
            var problem = false
            constants?.system = Schema.upgraded(system, problem: &problem)
            usesOldNames = contractVersion < 107 || system["timeouts"] != .none
            hasBadTimeouts = problem
        }
    }

    private mutating func readMembers(_ members: Fields) throws(Refusal) {
        var numbered: [Int: Reservation] = [:]
        for (key, value) in members {
            if key == "me" {
                me = try Self.me(value)
                if let roles = value["roles"] {
                    guard let fields = roles.fields else { throw .invalid() }
                    self.roles = fields
                }
            } else if key.hasPrefix("reserve_"), let number = Self.index(key.dropFirst(8)) {
                numbered[number] = try Self.reservation(value)
            } else if let index = Self.index(key[...]) {
                guard value.isNull else { throw .invalid() }
                hasIndexKeys = true
                removals.append(index)
            } else {
                throw .invalid()
            }
        }
        for number in 0..<numbered.count {
            guard let reservation = numbered[number] else { throw .invalid() }
            reservations.append(reservation)
        }
    }

    static func index(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }

    private static func me(_ value: JSONValue) throws(Refusal) -> Me {
        if value.isNull { return .leave }
        guard let parts = value.fields else { throw .invalid() }
        var constants: Bag?
        var properties: Bag?
        for (name, value) in parts {
            switch name {
            case "constants": constants = try bag(value)
            case "properties": properties = try bag(value)
            case "roles": break
            default: throw .invalid()
            }
        }
        return .change(constants: constants, properties: properties)
    }

    private static func reservation(_ value: JSONValue) throws(Refusal) -> Reservation {
        guard let parts = value.fields, Set(parts.keys).isSubset(of: ["constants"]) else {
            throw .invalid()
        }
        let constants = try bag(parts["constants"] ?? [:])
        return Reservation(xuid: Self.xuid(constants.system?["xuid"]), constants: constants)
    }

    /// A decimal string or an integer (1.16).
    static func xuid(_ value: JSONValue?) -> UInt64? {
        switch value {
        case .string(let text)? where text.utf8.allSatisfy { (48...57).contains($0) }: UInt64(text)
        case .number(let number)?: number.unsignedInteger
        default: nil
        }
    }

    static func bag(_ value: JSONValue) throws(Refusal) -> Bag {
        guard let parts = value.fields, Set(parts.keys).isSubset(of: ["system", "custom"]) else {
            throw .invalid()
        }
        var bag = Bag(custom: parts["custom"])
        if let system = parts["system"] {
            guard let fields = system.fields else { throw .invalid() }
            bag.system = fields
        }
        return bag
    }

    private static func checkServer(_ value: JSONValue) throws(Refusal) {
        if value.isNull { return }
        guard let parts = value.fields else { throw .invalid() }
        for (name, value) in parts {
            guard ["constants", "properties"].contains(name) else { throw .invalid() }
            _ = try bag(value)
        }
    }
}

/// Legal names (1.8).
enum ModelNames {
    static func isLegal(_ name: String, mayHaveSpaces: Bool = false) -> Bool {
        guard (1...100).contains(name.utf8.count), name != ".", name != ".." else { return false }
        return name.utf8.allSatisfy { byte in
            switch byte {
            case 65...90, 97...122, 48...57, 46, 95, 45: true
            case 32: mayHaveSpaces
            default: false
            }
        }
    }
}
