import JSON
import Sessions

/// Owners (6.10).
extension ModelSession {
    var owners: [Int] {
        properties["owners"]?.arrayValue?.compactMap { $0.integerValue.map { Int($0) } } ?? []
    }

    private var policies: Fields { constants["ownershipPolicies"]?.fields ?? [:] }

    func isOwned(by caller: Caller) -> Bool {
        member(of: caller.user?.xuid.rawValue).map { owners.contains($0.index) } ?? false
    }

    func isBlocked(_ caller: Caller, _ blocks: Set<Follow>) -> Bool {
        owners.contains { index in
            blocks.contains {
                $0.follower == members[index]?.xuid && $0.followed == caller.user?.xuid.rawValue
            }
        }
    }

    /// Removing others is for owners; step 12 of 2.7 (5.6.1, 6.10.2).
    func checkRemovals(_ write: ModelWrite, _ caller: Caller) throws(Refusal) {
        guard hasCapability("hasOwners"), !caller.isServer else { return }
        let own = member(of: caller.user?.xuid.rawValue)?.index
        let takesOut = write.hasIndexKeys && !isOwned(by: caller)
        // Owners take out others; the own index is refused as ever (5.6.1, 6.10.2).
        if takesOut || own.map(write.removals.contains) == true {
            throw Refusal(status: 403, body: .message([ModelTexts.index]))
        }
    }

    /// What else only owners may do (6.10.3, 15.4, 15.7).
    func checkOwnership(_ write: ModelWrite, _ caller: Caller) throws(Refusal) {
        guard hasCapability("hasOwners"), !caller.isServer, !isOwned(by: caller) else { return }
        if touchesRoleTypes(write) || touchesManagedRoles(write, caller) {
            throw Refusal(status: 403, body: .session)
        }
        let allowed = policies["nonOwnerModifiableSystemProperties"]?.arrayValue ?? []
        let shown = propertiesDocument["system"]?.fields ?? [:]
        for (name, value) in write.properties?.system ?? [:] where !allowed.contains(.string(name))
        {
            // A document sent back as it was read writes nothing (5.1).
            if Self.plain(value) != Self.plain(shown[name]) {
                throw Refusal(status: 403, body: .session)
            }
        }
    }

    /// The value, or nil for what counts as absent (4.5.1).
    private static func plain(_ value: JSONValue?) -> JSONValue? {
        guard let value, !value.isNull, value != false, value != [] else { return .none }
        return value
    }

    /// Makes the first member of a new session its owner (6.10.1).
    mutating func appointOwner(_ caller: Caller) {
        guard hasCapability("hasOwners"), !caller.isServer,
            let own = member(of: caller.user?.xuid.rawValue)
        else { return }
        properties["owners"] = Self.indices([own.index])
    }

    /// Drops owners who left; with the last one the session changes hands or ends (6.10.6).
    mutating func migrateOwners() {
        let before = owners
        let left = before.filter { members[$0] != nil }
        guard left != before else { return }
        if !left.isEmpty {
            properties["owners"] = Self.indices(left)
            return
        }
        properties["owners"] = .none
        guard policies["migration"]?.stringValue?.lowercased() == "oldest" else {
            members = [:]
            return
        }
        let accepted = listed.filter { $0.state != .reserved }
        if let oldest = accepted.min(by: { ($0.joinTime, $0.index) < ($1.joinTime, $1.index) }) {
            properties["owners"] = Self.indices([oldest.index])
        }
    }
}
