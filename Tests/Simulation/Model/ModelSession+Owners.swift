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

    /// What only owners may do; step 12 of 2.7 (5.6.1, 6.10.3).
    func checkOwnership(_ write: ModelWrite, _ caller: Caller) throws(Refusal) {
        guard hasCapability("hasOwners"), !caller.isServer, !isOwned(by: caller) else { return }
        if write.hasIndexKeys { throw Refusal(status: 403, body: .message([ModelTexts.index])) }
        let allowed = policies["nonOwnerModifiableSystemProperties"]?.arrayValue ?? []
        for name in (write.properties?.system ?? [:]).keys where !allowed.contains(.string(name)) {
            throw Refusal(status: 403, body: .session)
        }
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
