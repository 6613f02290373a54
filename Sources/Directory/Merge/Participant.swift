internal import Sessions

/// One user who calls or is acted for, and what happens to its member (session-directory 5.4, 5.7).
final class Participant: Sendable {
    let user: UserClaims
    let change: MultiplayerSessionRequest.MemberChange
    /// Where the change stands in the request, or would stand.
    let path: String

    /// A user who stands under `me`, or nowhere, which means the same (5.4.1).
    init(_ user: UserClaims, me change: MultiplayerSessionRequest.MemberChange) {
        self.user = user
        self.change = change
        path = "/members/me"
    }

    /// A user who stands under a key of a server.
    init(_ user: UserClaims, _ change: MultiplayerSessionRequest.ActingChange) {
        self.user = user
        self.change = change.change
        path = "/members/" + change.users.key
    }

    /// Whether the request says anything of the member's roles.
    var writesRoles: Bool {
        guard case .merge(let delta) = change else { return false }
        return delta.roles != nil
    }

    /// Whether the user leaves.
    var leaves: Bool {
        if case .leave = change { return true }
        return false
    }
}

extension MultiplayerSessionRequest {
    /// The users whose members the request is about, in the order in which they are added (5.7.3).
    ///
    /// A request without any member of its users adds them all (5.4.1). One that names some leaves
    /// the others alone, since `me_allInSession` would mean nothing otherwise. The most exact key
    /// decides: `me_<xuid>`, then `me`, then `me_allInSession`, then `me_all`.
    ///
    /// - Parameter isMember: whether a user is in the session before the request.
    func participants(_ users: [UserClaims], isMember: (Xuid) -> Bool) -> [Participant] {
        if me == nil, actingMembers.isEmpty {
            return users.map { Participant($0, me: .merge(MemberDelta())) }
        }
        if let me, actingMembers.isEmpty { return users.map { Participant($0, me: me) } }
        return users.compactMap { user in
            func change(_ key: ActingUsers) -> Participant? {
                actingMembers.first { $0.users == key }
                    .map { Participant(user, $0) }
            }
            if let own = change(.user(user.xuid)) { return own }
            if let me { return Participant(user, me: me) }
            if let member = change(.allInSession), isMember(user.xuid) { return member }
            return change(.all)
        }
    }

    /// Whether the request says nothing but what happens to the members of its users.
    var isAboutParticipantsAlone: Bool {
        var rest = self
        rest.me = nil
        rest.actingMembers = []
        return rest == MultiplayerSessionRequest()
    }
}
