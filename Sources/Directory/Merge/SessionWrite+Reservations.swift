internal import JSON
internal import Sessions

/// The reservations in a write (session-directory 5.5, 5.7.5, 5.8 step 4).
extension SessionWrite {
    /// Appends a reserved member for each user who is not yet in the session.
    mutating func reserve(
        _ reservations: [PropertyBag], isNew: Bool, people: SocialGraph
    ) throws(Rejection) {
        var seen: [Xuid] = []
        for (number, bag) in reservations.enumerated() {
            let path = "/members/reserve_\(number)/constants"
            let constants = try MemberConstants(bag, at: path)
            guard let xuid = constants.xuid else {
                throw .badRequest("The field '\(path)/system/xuid' is required.", rule: "5.5.3")
            }
            guard !seen.contains(xuid) else {
                throw .badRequest(
                    "The field '\(path)/system/xuid' names a user who is reserved twice.",
                    rule: "5.5.4")
            }
            seen.append(xuid)
            if let position = session.position(of: xuid) {
                try constants.demandEqual(
                    session.members[position].state, at: path, rule: "5.5.4")
                continue
            }
            try demandReservation(of: xuid, at: path, isNew: isNew, people: people)
            session.append { index in
                MemberState(
                    index: index, xuid: xuid, gamertag: nil, status: .reserved, since: now,
                    joinTime: now, constants: constants.storedSystem,
                    customConstants: constants.storedCustom)
            }
        }
    }

    /// Refuses the reservation of a user who is not yet in the session.
    private func demandReservation(
        of xuid: Xuid, at path: String, isNew: Bool, people: SocialGraph
    ) throws(Rejection) {
        // Naming users who are in the session already stays possible, so that the request that
        // created the session can be repeated (3.3).
        guard isNew || !principal.isActing else {
            throw .badRequest(
                "The field '\(path)' adds a reservation, which a server that acts for users can "
                    + "make only when it creates the session.", rule: "5.7.5")
        }
        guard !principal.caller.isServer else { return }
        guard principal.users.allSatisfy({ people.mayCommunicate($0.xuid, with: xuid) }) else {
            throw .text(403, KnownText.writeRefused, rule: "5.5.7")
        }
    }
}
