internal import Sessions

/// Who owns a session with the capability `hasOwners` (session-directory 6.10).
extension Session {
    /// The users who own the session, in the order of `owners`.
    var ownerXuids: [Xuid] {
        properties.owners.compactMap { index in
            position(ofIndex: index).map { members[$0].xuid }
        }
    }

    /// Whether a user owns the session.
    func isOwner(_ xuid: Xuid) -> Bool {
        let owners = properties.owners
        guard !owners.isEmpty, let position = position(of: xuid) else { return false }
        return owners.contains(members[position].index)
    }

    /// Makes the first member of a new session its owner (6.10.1); nobody when it has none.
    mutating func giveOwnership(to position: Int?) {
        guard let position, constants.capabilities.contains(.hasOwners) else { return }
        properties.setOwners([members[position].index])
    }

    /// Hands the session on when its last owner has gone, or empties it (6.10.6).
    ///
    /// The heir is the accepted member who joined first; without one nobody owns the session.
    mutating func passOwnership() {
        guard hasLostLastOwner else { return }
        hasLostLastOwner = false
        // The request that took the last owner out may have named another.
        guard properties.owners.isEmpty else { return }
        switch constants.ownership.migration {
        case .oldest:
            let accepted = members.filter { $0.status != .reserved }
            let heir = accepted.min {
                ($0.state.joinTime, $0.index) < ($1.state.joinTime, $1.index)
            }
            properties.setOwners(heir.map { [$0.index] } ?? [])
        case .endsession:
            while !members.isEmpty { remove(at: members.count - 1) }
        }
    }
}
