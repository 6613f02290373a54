internal import Sessions

/// Who may read and write a session (session-directory section 9).
struct AccessRules {
    let principal: Principal
    let people: SocialGraph
    /// What the handle gives through which the caller comes.
    var grant = AccessGrant.none

    private static let consoles = ["xboxone", "scarlett", "xbox"]

    private var caller: Caller { principal.caller }
    /// Whether the rights of users are asked at all; servers bypass them (9.2).
    private var isServer: Bool { caller.isServer }
    /// The users whose rights count: the one who calls, or all that a server acts for.
    private var users: [UserClaims] { principal.users }

    /// Refuses callers who may not read the session (2.7 step 10).
    func demandRead(_ session: Session, text: String) throws(Rejection) {
        if principal.actingUsers.count > 1, session.constants.capabilities.contains(.large) {
            throw .text(403, text, rule: "5.7.4")
        }
        guard !isServer else { return }
        guard principal.isActing else {
            return try demandRead(session, by: caller.user, text: text)
        }
        for user in principal.actingUsers { try demandRead(session, by: user, text: text) }
    }

    private func demandRead(
        _ session: Session, by user: UserClaims?, text: String
    ) throws(Rejection) {
        guard user?.hasMultiplayerPrivilege ?? true else {
            throw .text(403, text, rule: "5.4.7")
        }
        guard admitsDevice(session.constants) else { throw .text(403, text, rule: "9.3") }
        if let user, session.position(of: user.xuid) != nil { return }
        if let title = caller.titleID,
            session.constants.broadcastViewerTitleIDs.contains(title)
        {
            return
        }
        guard session.constants.visibility != .private else {
            throw .text(403, text, rule: "9.2")
        }
        // Every handle that gives something lifts the restrictions, never the visibility (9.3).
        guard
            grant != .none || satisfies(session.properties.readRestriction, session, user?.xuid)
        else {
            throw .text(403, text, rule: "9.6.2")
        }
    }

    /// Refuses callers who may read but not write (2.7 step 12).
    func demandWrite(
        _ session: Session, _ request: MultiplayerSessionRequest, by participants: [Participant]
    ) throws(Rejection) {
        guard !isServer else { return }
        guard caller.user != nil || principal.isActing else {
            throw .text(403, KnownText.writeRefused, rule: "5.4.6")
        }
        try demandRemovals(session, request.removedIndices)
        for participant in participants
        where session.position(of: participant.user.xuid) == nil {
            if participant.leaves {
                guard request.isAboutParticipantsAlone else {
                    throw .forbiddenWithSession(rule: "5.4.3")
                }
            } else {
                try demandJoin(session, by: participant.user)
            }
        }
        try demandOwnership(session, request)
        try demandAssignment(session, by: participants)
    }

    /// Refuses users who may not become members, in the order of 9.3.
    private func demandJoin(_ session: Session, by user: UserClaims) throws(Rejection) {
        guard !session.ownerXuids.contains(where: { people.blocks($0, user.xuid) }) else {
            throw .text(403, KnownText.writeRefused, rule: "6.10.5")
        }
        guard session.constants.visibility == .open else {
            throw .forbiddenWithSession(rule: "9.2")
        }
        guard
            grant != .none || satisfies(session.properties.joinRestriction, session, user.xuid)
        else {
            throw .forbiddenWithSession(rule: "9.6.1")
        }
        let hasKeptSlot = session.keptXuids.contains(user.xuid)
        guard !session.properties.isClosed || hasKeptSlot else {
            throw .forbiddenWithSession(rule: session.properties.isLocked ? "9.5.3" : "9.5.1")
        }
        let taken = session.members.count + session.keptSlots
        guard hasKeptSlot || taken < session.constants.maxMembersCount else {
            throw Self.full(session)
        }
    }

    /// Refuses callers who may not create any session (5.4.6, 5.4.7).
    func demandCreator() throws(Rejection) {
        guard !isServer else { return }
        guard !users.isEmpty else {
            throw .text(403, KnownText.writeRefused, rule: "5.4.6")
        }
        guard users.allSatisfy(\.hasMultiplayerPrivilege) else {
            throw .text(403, KnownText.writeRefused, rule: "5.4.7")
        }
    }

    /// Refuses callers who may not create a session with these constants (6.2, 9.3).
    func demandCreate(_ constants: SessionConstants) throws(Rejection) {
        if principal.actingUsers.count > 1, constants.capabilities.contains(.large) {
            throw .text(403, KnownText.writeRefused, rule: "5.7.4")
        }
        guard !isServer else { return }
        guard admitsDevice(constants) else {
            throw .text(403, KnownText.writeRefused, rule: "9.3")
        }
        let initiators = constants.initiators
        guard users.allSatisfy({ initiators?.contains($0.xuid) ?? true }) else {
            throw .text(
                403, "The calling user is not one of the session's 'initiators'.", rule: "6.2")
        }
    }

    /// The refusal of a join or reservation for which there is no slot (9.4.1).
    static func full(_ session: Session) -> Rejection {
        .badRequest(
            "The session is full: 'maxMembersCount' is \(session.constants.maxMembersCount).",
            rule: "9.4.1")
    }

    private func admitsDevice(_ constants: SessionConstants) -> Bool {
        guard let type = caller.deviceType else { return true }
        return Self.consoles.contains(type.lowercased())
            || !constants.capabilities.isDisjoint(with: [.userAuthorizationStyle, .large])
    }

    private func satisfies(_ restriction: Restriction, _ session: Session, _ xuid: Xuid?) -> Bool {
        switch restriction {
        case .none: true
        case .local: isLocal(session, xuid)
        case .followed: isLocal(session, xuid) || isFollowed(session, xuid)
        }
    }

    /// Whether an active member other than the user is on the caller's device (9.1).
    private func isLocal(_ session: Session, _ xuid: Xuid?) -> Bool {
        guard let device = caller.deviceID else { return false }
        return session.members.contains { member in
            member.status == .active && member.state.deviceID == device && member.xuid != xuid
        }
    }

    /// Whether an accepted member follows the user (9.1).
    private func isFollowed(_ session: Session, _ xuid: Xuid?) -> Bool {
        guard let xuid else { return false }
        let followers = people.followers(of: xuid)
        guard !followers.isEmpty else { return false }
        return session.members.contains { member in
            member.status != .reserved && followers.contains(member.xuid)
        }
    }
}
