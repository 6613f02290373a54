import JSON
import Sessions

/// Who may read and join (section 9).
extension ModelSession {
    /// Whether the device style lets the caller in at all.
    private func admitsDevice(of caller: Caller) -> Bool {
        guard let type = caller.deviceType else { return true }
        return ["xboxone", "scarlett", "xbox"].contains(type.lowercased())
            || hasCapability("userAuthorizationStyle")
    }

    /// Local and followed users (9.1).
    private func satisfies(
        _ restriction: String, _ caller: Caller, _ follows: Set<Follow>
    ) -> Bool {
        let xuid = caller.user?.xuid.rawValue
        let isLocal = members.values.contains {
            $0.state == .active && $0.xuid != xuid && $0.device != nil
                && $0.device == caller.deviceID
        }
        let isFollowed = members.values.contains { member in
            member.state != .reserved
                && follows.contains { $0.follower == member.xuid && $0.followed == xuid }
        }
        switch restriction {
        case "none": return true
        case "local": return isLocal
        default: return isLocal || isFollowed
        }
    }

    func isReadable(
        by caller: Caller, _ follows: Set<Follow>, isLetIn: Bool
    ) -> Bool {
        if caller.isServer { return true }
        guard let user = caller.user, user.hasMultiplayerPrivilege, admitsDevice(of: caller) else {
            return false
        }
        if member(of: user.xuid.rawValue) != nil { return true }
        return visibility != "private"
            && (isLetIn || satisfies(restriction("readRestriction"), caller, follows))
    }

    /// Checks a caller who may read and is no member (9.3).
    func checkJoin(
        _ caller: Caller, _ follows: Set<Follow>, _ blocks: Set<Follow>, isLetIn: Bool
    ) throws(Refusal) {
        guard !caller.isServer, let user = caller.user, member(of: user.xuid.rawValue) == nil else {
            return
        }
        if isBlocked(caller, blocks) {
            throw Refusal(status: 403, body: .message([ModelTexts.write]))
        }
        let refusal = Refusal(status: 403, body: .session)
        guard visibility == "open",
            isLetIn || satisfies(restriction("joinRestriction"), caller, follows)
        else { throw refusal }
        let isKept = isLocked && kept.contains(user.xuid.rawValue)
        if isClosed, !isKept { throw refusal }
        let others = keptSlots.subtracting([user.xuid.rawValue])
        if members.count + others.count >= capacity { throw .invalid() }
    }

    /// Checks that the constants let this caller create the session (6.2, 9.3).
    func checkCreator(_ caller: Caller) throws(Refusal) {
        guard !caller.isServer, let user = caller.user else { return }
        guard admitsDevice(of: caller) else {
            throw Refusal(status: 403, body: .message([ModelTexts.write]))
        }
        guard let initiators = constants["initiators"]?.arrayValue else { return }
        guard initiators.contains(where: { ModelWrite.xuid($0) == user.xuid.rawValue }) else {
            throw Refusal(status: 403)
        }
    }
}
