internal import Sessions

/// Who a request counts as coming from (session-directory 0.4, 2.3, 9.2, auth A7a).
final class Principal: Sendable {
    /// The claims of the token, with what the headers of a server change.
    ///
    /// Has a user when exactly one calls or is acted for, and is a server as long as the rights of
    /// a server count.
    let caller: Caller
    /// The users that a server names, in its order; empty when a caller acts for itself (5.7).
    let actingUsers: [UserClaims]
    /// Whether the token has a server, be its rights denied or not.
    let hasServer: Bool

    /// A caller that speaks for itself.
    init(_ caller: Caller) {
        self.caller = caller
        actingUsers = []
        hasServer = caller.isServer
    }

    /// Reads the headers of a server.
    ///
    /// - Throws: 403 when another than a server sends them or when no right remains, 400 when they
    ///   are malformed.
    init(
        _ caller: Caller, delegating request: DirectoryRequest, options: DirectoryOptions
    ) throws(Rejection) {
        guard caller.isServer else {
            throw .text(
                403,
                "The headers 'X-Xbl-OnBehalfOf-Title', 'X-Xbl-OnBehalfOf-Users' and "
                    + "'X-Xbl-Deny-Scope' need a principal that includes a server.", rule: "2.3")
        }
        let delegation: Delegation
        do {
            delegation = try Delegation(request)
        } catch {
            throw .badRequest(error.description, rule: "2.3")
        }
        guard delegation.users.count <= options.actingUsersLimit else {
            throw .badRequest(
                "The header 'X-Xbl-OnBehalfOf-Users' names more than \(options.actingUsersLimit) "
                    + "users.", rule: "13.1")
        }
        var effective = caller
        effective.titleID = delegation.titleID ?? caller.titleID
        effective.isServer = !delegation.deniesManage
        actingUsers = delegation.users.map(\.claims)
        if !actingUsers.isEmpty {
            effective.user = actingUsers.count == 1 ? actingUsers[0] : nil
            // A user that is acted for is on no device that the server could vouch for.
            effective.deviceID = nil
            effective.deviceType = nil
        }
        guard effective.isServer || !actingUsers.isEmpty || effective.user != nil else {
            throw .text(
                403, "The header 'X-Xbl-Deny-Scope' leaves no right to access the session.",
                rule: "2.3")
        }
        self.caller = effective
        hasServer = true
    }

    /// The users whose members the request may write, in the order in which they are added: those
    /// that a server names, else the one who calls.
    var users: [UserClaims] {
        actingUsers.isEmpty ? caller.user.map { [$0] } ?? [] : actingUsers
    }

    /// Whether a server names the users (5.7).
    var isActing: Bool { !actingUsers.isEmpty }

    /// Refuses `me` where it stands for nobody (5.4.6) or for several users (5.7.1).
    func demandMe() throws(Rejection) {
        guard actingUsers.count <= 1 else {
            throw .badRequest(
                "The member 'me' can't stand for the \(actingUsers.count) users that the server acts for.",
                rule: "5.7.1")
        }
        guard caller.user != nil else {
            throw .text(
                403, "The member 'me' needs a caller with a xuid claim.", rule: "5.4.6")
        }
    }

    /// Whether the caller acts for the users that a key of `members` means (5.7.2).
    func mayWrite(_ key: MultiplayerSessionRequest.ActingUsers) -> Bool {
        guard hasServer, !users.isEmpty else { return false }
        guard case .user(let xuid) = key else { return true }
        return users.contains { $0.xuid == xuid }
    }
}

extension Delegation.User {
    /// The claims that a server vouches for: no gamertag, and the one privilege it can name.
    fileprivate var claims: UserClaims {
        UserClaims(xuid: xuid, privileges: hasMultiplayerPrivilege ? [254] : [])
    }
}
