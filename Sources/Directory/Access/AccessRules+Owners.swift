internal import JSON
internal import Sessions

/// What only owners of a session with `hasOwners` may write (session-directory 6.10.2, 6.10.3, 15.4,
/// 15.7).
extension AccessRules {
    /// Refuses the removal of members by others than servers and owners (5.6.1, 6.10.2).
    ///
    /// An owner removes others; its own index is refused as that of any other user.
    func demandRemovals(_ session: Session, _ indices: [Int]) throws(Rejection) {
        guard !indices.isEmpty, !principal.caller.isServer else { return }
        let own = principal.users.compactMap { user in
            session.position(of: user.xuid).map { session.members[$0].index }
        }
        guard owns(session), indices.allSatisfy({ !own.contains($0) }) else {
            throw .text(403, KnownText.memberReferences, rule: "5.6.1")
        }
    }

    /// Refuses changes of system properties and of role types by others than owners.
    ///
    /// A value that is the stored one already changes nothing, so the properties of an answer may
    /// be sent back by everybody (5.1).
    func demandOwnership(
        _ session: Session, _ request: MultiplayerSessionRequest
    ) throws(Rejection) {
        guard session.constants.capabilities.contains(.hasOwners), !owns(session) else { return }
        let free = session.constants.ownership.nonOwnerModifiable
        for member in request.properties?.system ?? [:] where !free.contains(member.name) {
            guard session.properties.hasValue(member.value, of: member.name) else {
                throw .forbiddenWithSession(rule: "6.10.3")
            }
        }
        if let roleTypes = request.roleTypes,
            !session.roleTypes.isUnchanged(by: roleTypes)
        {
            throw .forbiddenWithSession(rule: "15.7")
        }
    }

    /// Refuses roles that owners assign to those who are none, whatever else the roles say (2.7).
    ///
    /// What the participant has already, or has not, may be said by everybody.
    func demandAssignment(_ session: Session, by participants: [Participant]) throws(Rejection) {
        guard session.roleTypes.types.contains(where: \.isOwnerManaged) else { return }
        for participant in participants where !session.isOwner(participant.user.xuid) {
            guard case .merge(let delta) = participant.change else { continue }
            let position = session.position(of: participant.user.xuid)
            let roles = position.map { session.members[$0].state.roles } ?? [:]
            for entry in delta.roles?.objectValue ?? [:]
            where session.roleTypes[entry.name]?.isOwnerManaged == true {
                guard (roles[entry.name] ?? .null) == entry.value else {
                    throw .forbiddenWithSession(rule: "15.4")
                }
            }
        }
    }

    private func owns(_ session: Session) -> Bool {
        principal.users.contains { session.isOwner($0.xuid) }
    }
}

extension SessionProperties {
    /// Whether a name has that value; null, false and an empty list are the same as absent (4.5.1).
    fileprivate func hasValue(_ value: JSONValue, of name: String) -> Bool {
        func isAbsent(_ value: JSONValue?) -> Bool {
            value.map { $0.isNull || $0 == false || $0 == [] } ?? true
        }
        let stored = system[name]
        return stored == value || isAbsent(stored) && isAbsent(value)
    }
}
