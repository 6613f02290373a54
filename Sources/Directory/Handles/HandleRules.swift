internal import JSON
internal import Sessions

/// Who may make, read and delete handles (session-directory 11.4 to 11.7).
struct HandleRules {
    let caller: Caller
    /// Whether the token has a server, be its rights denied or not.
    let hasServer: Bool

    /// The title of the caller; a token without one counts as title 0 (auth A5).
    var titleID: String { caller.titleID ?? "0" }

    // MARK: Making

    /// Whose activity the caller sets; the session is nil when it does not exist (11.4.2).
    func demandActivity(_ session: Session?) throws(Rejection) -> Handle.ActivityOwner {
        guard !hasServer else {
            throw refused("Activity handles can't be set by a server.", rule: "5.7.6")
        }
        guard let user = caller.user else {
            throw refused("An activity handle needs a caller with a xuid claim.", rule: "5.4.6")
        }
        if let session, status(in: session) != .active {
            throw refused(
                "Only an active member of the session can set it as the activity.",
                rule: "11.4.2")
        }
        return Handle.ActivityOwner(xuid: user.xuid, titleID: titleID)
    }

    /// Refuses who may not invite to a session; nil when it does not exist (11.5.1).
    func demandInvite(_ session: Session?) throws(Rejection) {
        guard !caller.isServer else { return }
        guard let session, isAccepted(in: session) else {
            throw refused("Only a member of the session can invite to it.", rule: "11.5.1")
        }
        guard
            !session.hasOwners || isOwner(of: session)
                || session.constants.ownership.allowsNonOwnerInviteHandles
        else {
            throw refused("Only an owner of the session can invite to it.", rule: "6.10.4")
        }
    }

    /// Refuses who may not make a session searchable or end that it is (11.6.1, 11.6.6).
    func demandSearch(_ session: Session, rule: String) throws(Rejection) {
        guard !caller.isServer else { return }
        guard session.hasOwners ? isOwner(of: session) : isAccepted(in: session) else {
            let who = session.hasOwners ? "an owner" : "a member"
            throw refused(
                "Only \(who) of the session can make it searchable or end that it is.", rule: rule)
        }
    }

    /// Refuses a transfer unless both sessions exist and the caller is in both (11.7.2).
    func demandTransfer(origin: Session?, target: Session?) throws(Rejection) {
        for (name, session) in [("sessionRef", target), ("originSessionRef", origin)] {
            guard let session else {
                throw refused("The session of '/\(name)' wasn't found.", rule: "11.7.2")
            }
            guard caller.isServer || isAccepted(in: session) else {
                throw refused(
                    "Only a member of the session of '/\(name)' can make this transfer handle.",
                    rule: "11.7.2")
            }
        }
    }

    // MARK: Reading and deleting

    /// Refuses who may not read the handle itself.
    ///
    /// session-directory 11.8.1 names nobody; handles-and-activity H42 does, and takes the maker of
    /// a transfer for its owner here.
    func demandRead(_ handle: Handle) throws(Rejection) {
        let readers: [Xuid?]
        switch handle.purpose {
        case .activity, .search: return
        case .invite(let invite): readers = [invite.sender, invite.invited]
        case .transfer(let transfer): readers = [transfer.creator]
        }
        guard caller.isServer || isUser(among: readers) else {
            throw refused("The handle is readable only by those it concerns.", rule: "11.8.1")
        }
    }

    /// Refuses who may not delete the handle; the session is nil when it does not exist
    /// (11.4.3, 11.6.6; invites and transfers: handles-and-activity H26, H31).
    func demandDelete(_ handle: Handle, _ session: Session?) throws(Rejection) {
        switch handle.purpose {
        case .activity(let owner):
            guard isUser(among: [owner.xuid]), owner.titleID == titleID else {
                throw refused(
                    "Only the title that set the activity can delete it, for its user.",
                    rule: "11.4.3")
            }
        case .invite(let invite):
            guard caller.isServer || isUser(among: [invite.sender, invite.invited]) else {
                throw refused(
                    "Only the sender or the invited user can delete an invite.", rule: "11.8.2")
            }
        case .search:
            if let session { try demandSearch(session, rule: "11.6.6") }
        case .transfer:
            guard caller.isServer || session.map({ status(in: $0) != nil }) ?? false else {
                throw refused(
                    "Only a member of the target session can delete the handle.", rule: "11.8.2")
            }
        }
    }

    // MARK: Helpers

    private func refused(_ text: String, rule: String) -> Rejection {
        .text(403, text, rule: rule)
    }

    private func isUser(among xuids: [Xuid?]) -> Bool {
        guard let xuid = caller.user?.xuid else { return false }
        return xuids.contains(xuid)
    }

    private func status(in session: Session) -> MemberState.Status? {
        guard let xuid = caller.user?.xuid else { return nil }
        return session.position(of: xuid).map { session.members[$0].status }
    }

    private func isAccepted(in session: Session) -> Bool {
        status(in: session).map { $0 != .reserved } ?? false
    }

    private func isOwner(of session: Session) -> Bool {
        caller.user.map { session.isOwner($0.xuid) } ?? false
    }
}

extension Session {
    /// Whether some members own the session (6.10).
    var hasOwners: Bool { constants.capabilities.contains(.hasOwners) }
}
