internal import Sessions

/// Who may read and write a session (session-directory section 9).
///
/// Owners, blocks and the follow graph are not built yet; what needs them cannot be set up.
struct AccessRules {
    let caller: Caller
    let people: SocialGraph
    /// What the handle gives through which the caller comes.
    var grant = AccessGrant.none

    private static let consoles = ["xboxone", "scarlett", "xbox"]

    /// Whether the caller's rights as a user are asked at all; servers bypass them (9.2).
    private var isServer: Bool { caller.isServer }

    /// Refuses callers who may not read the session (2.7 step 10).
    func demandRead(_ session: Session, text: String) throws(Rejection) {
        guard !isServer else { return }
        guard caller.user?.hasMultiplayerPrivilege ?? true else {
            throw .text(403, text, rule: "5.4.7")
        }
        guard admitsDevice(session.constants) else { throw .text(403, text, rule: "9.3") }
        guard !isMember(session) else { return }
        if let title = caller.titleID,
            session.constants.broadcastViewerTitleIDs.contains(title)
        {
            return
        }
        guard session.constants.visibility != .private else {
            throw .text(403, text, rule: "9.2")
        }
        // Every handle that gives something lifts the restrictions, never the visibility (9.3).
        guard grant != .none || satisfies(session.properties.readRestriction, session) else {
            throw .text(403, text, rule: "9.6.2")
        }
    }

    /// Refuses callers who may read but not write (2.7 step 12).
    func demandWrite(
        _ session: Session, _ request: MultiplayerSessionRequest
    ) throws(Rejection) {
        guard !isServer else { return }
        guard let user = caller.user else {
            throw .text(403, KnownText.writeRefused, rule: "5.4.6")
        }
        guard session.position(of: user.xuid) == nil else { return }
        if request.me == .leave {
            guard request.isOnlyLeaving else { throw .forbiddenWithSession(rule: "5.4.3") }
            return
        }
        guard session.constants.visibility == .open else {
            throw .forbiddenWithSession(rule: "9.2")
        }
        guard grant != .none || satisfies(session.properties.joinRestriction, session) else {
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
        guard let user = caller.user else {
            throw .text(403, KnownText.writeRefused, rule: "5.4.6")
        }
        guard user.hasMultiplayerPrivilege else {
            throw .text(403, KnownText.writeRefused, rule: "5.4.7")
        }
    }

    /// Refuses callers who may not create a session with these constants (6.2, 9.3).
    func demandCreate(_ constants: SessionConstants) throws(Rejection) {
        guard !isServer, let user = caller.user else { return }
        guard admitsDevice(constants) else {
            throw .text(403, KnownText.writeRefused, rule: "9.3")
        }
        guard constants.initiators?.contains(user.xuid) ?? true else {
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

    private func isMember(_ session: Session) -> Bool {
        guard let xuid = caller.user?.xuid else { return false }
        return session.position(of: xuid) != nil
    }

    private func admitsDevice(_ constants: SessionConstants) -> Bool {
        guard let type = caller.deviceType else { return true }
        return Self.consoles.contains(type.lowercased())
            || !constants.capabilities.isDisjoint(with: [.userAuthorizationStyle, .large])
    }

    private func satisfies(_ restriction: Restriction, _ session: Session) -> Bool {
        switch restriction {
        case .none: true
        case .local, .followed: isLocal(session)
        }
    }

    /// Whether an active member other than the caller is on the caller's device (9.1).
    private func isLocal(_ session: Session) -> Bool {
        guard let device = caller.deviceID else { return false }
        return session.members.contains { member in
            member.status == .active && member.state.deviceID == device
                && member.xuid != caller.user?.xuid
        }
    }
}

extension MultiplayerSessionRequest {
    /// Whether the request says nothing but that the caller leaves.
    fileprivate var isOnlyLeaving: Bool {
        var leaving = MultiplayerSessionRequest()
        leaving.me = .leave
        return self == leaving
    }
}
