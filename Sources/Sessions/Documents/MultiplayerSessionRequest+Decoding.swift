public import JSON

extension MultiplayerSessionRequest {
    /// Reads the body of a PUT on a session.
    ///
    /// - Throws: ``DocumentError`` for anything that section 5.1 does not name.
    public init(json: JSONValue) throws(DocumentError) {
        self.init()
        for member in try Self.object(json, at: "") {
            switch member.name {
            case "constants":
                constants = try PropertyBag(json: member.value, at: "/constants")
            case "properties":
                properties = try PropertyBag(json: member.value, at: "/properties")
            case "members":
                try readMembers(Self.object(member.value, at: "/members"))
            case "servers":
                servers = try Self.servers(Self.object(member.value, at: "/servers"))
            case "roleTypes":
                roleTypes = member.value
            default:
                throw DocumentError(
                    path: "/" + member.name, problem: .unknownMember, rule: "5.1")
            }
        }
    }

    private mutating func readMembers(_ members: JSONObject) throws(DocumentError) {
        var reserved: [(number: Int, constants: PropertyBag)] = []
        for member in members {
            if member.name == "me" {
                me = try MemberChange(json: member.value, key: member.name)
            } else if let number = Self.reservationNumber(member.name) {
                let constants = try Self.reservation(member.value, name: member.name)
                reserved.append((number, constants))
            } else if let index = Self.memberIndex(member.name) {
                guard member.value.isNull else {
                    throw DocumentError(
                        path: "/members/" + member.name, problem: .wrongType(expected: "null"),
                        rule: "5.6.2")
                }
                removedIndices.append(index)
            } else if let users = ActingUsers(key: member.name) {
                let change = try MemberChange(json: member.value, key: member.name)
                actingMembers.append(ActingChange(users: users, change: change))
            } else {
                throw DocumentError(
                    path: "/members/" + member.name, problem: .unknownMember, rule: "5.1")
            }
        }
        reserved.sort { $0.number < $1.number }
        for (position, entry) in reserved.enumerated() where entry.number != position {
            throw DocumentError(
                path: "/members/reserve_\(entry.number)", problem: .reservationsNotConsecutive,
                rule: "5.5.1")
        }
        reservations = reserved.map(\.constants)
    }

    private static func reservation(
        _ json: JSONValue, name: String
    ) throws(DocumentError) -> PropertyBag {
        var constants = PropertyBag()
        for member in try object(json, at: "/members/\(name)") {
            switch member.name {
            case "constants":
                constants = try PropertyBag(
                    json: member.value, at: "/members/\(name)/constants")
            case "properties":
                throw DocumentError(
                    path: "/members/\(name)/properties", problem: .notAllowedInReservation,
                    rule: "5.5.3")
            default:
                throw DocumentError(
                    path: "/members/\(name)/\(member.name)", problem: .unknownMember, rule: "5.1")
            }
        }
        return constants
    }

    private static func servers(_ servers: JSONObject) throws(DocumentError) -> [ServerChange] {
        var changes: [ServerChange] = []
        for server in servers {
            let delta =
                server.value.isNull
                ? nil : try ServerDelta(json: server.value, at: "/servers/" + server.name)
            changes.append(ServerChange(name: server.name, delta: delta))
        }
        return changes
    }

    /// The N of `reserve_N`, written without superfluous zeros.
    private static func reservationNumber(_ name: String) -> Int? {
        name.hasPrefix("reserve_") ? memberIndex(name.dropFirst("reserve_".count)) : nil
    }

    /// A number as member keys write it: decimal digits without superfluous zeros.
    private static func memberIndex(_ text: some StringProtocol) -> Int? {
        guard text.utf8.allSatisfy({ (48...57).contains($0) }),
            text.utf8.count == 1 || text.utf8.first != 48
        else { return nil }
        return Int(text)
    }

    fileprivate static func object(
        _ json: JSONValue, at path: @autoclosure () -> String
    ) throws(DocumentError) -> JSONObject {
        guard case .object(let object) = json else {
            throw DocumentError(
                path: path(), problem: .wrongType(expected: "an object"), rule: "5.1")
        }
        return object
    }
}

extension MultiplayerSessionRequest.MemberChange {
    /// Reads what stands under a key of `members` that means the caller or a user acted for.
    fileprivate init(json: JSONValue, key: String) throws(DocumentError) {
        self = json.isNull ? .leave : .merge(try .init(json: json, at: "/members/" + key))
    }
}

extension MultiplayerSessionRequest.MemberDelta {
    /// Reads `members.me`, or the body of a PUT on it; `path` is where it stands, for the error.
    public init(
        json: JSONValue, at path: @autoclosure () -> String = "/members/me"
    ) throws(DocumentError) {
        self.init()
        for member in try MultiplayerSessionRequest.object(json, at: path()) {
            switch member.name {
            case "constants":
                constants = try PropertyBag(json: member.value, at: path() + "/constants")
            case "properties":
                properties = try PropertyBag(json: member.value, at: path() + "/properties")
            case "roles":
                roles = member.value
            default:
                throw DocumentError(
                    path: path() + "/" + member.name, problem: .unknownMember, rule: "5.1")
            }
        }
    }
}

extension MultiplayerSessionRequest.ServerDelta {
    /// Reads one server, or the body of a PUT on it; `path` is where it stands, for the error.
    public init(json: JSONValue, at path: @autoclosure () -> String) throws(DocumentError) {
        self.init()
        for member in try MultiplayerSessionRequest.object(json, at: path()) {
            switch member.name {
            case "constants":
                constants = try PropertyBag(json: member.value, at: path() + "/constants")
            case "properties":
                properties = try PropertyBag(json: member.value, at: path() + "/properties")
            default:
                throw DocumentError(
                    path: path() + "/" + member.name, problem: .unknownMember, rule: "5.1")
            }
        }
    }
}
