internal import JSON
internal import Sessions

/// A member whose user writes, on its way through one request.
struct AdmittedMember {
    /// How the member came to be in this request.
    enum Admission {
        case wasMember
        case acceptedReservation
        case appended
    }

    let participant: Participant
    /// The place among the members of the session.
    let position: Int
    let admission: Admission
}

/// The members in a write (session-directory 5.4, 5.6, 5.7, 5.8 steps 2, 3 and 5).
extension SessionWrite {
    /// Takes out the members with these indices, and the participants who leave.
    mutating func removeMembers(_ indices: [Int]) {
        for index in indices {
            if let position = session.position(ofIndex: index) { session.remove(at: position) }
        }
        for participant in participants where participant.leaves {
            if let position = session.position(of: participant.user.xuid) {
                session.remove(at: position)
            }
        }
    }

    /// Makes each participant who stays a member, if it is none, and judges its constants.
    mutating func admitParticipants() throws(Rejection) -> [AdmittedMember] {
        var admitted: [AdmittedMember] = []
        for participant in participants where !participant.leaves {
            admitted.append(try admit(participant))
        }
        return admitted
    }

    /// Applies what a member says of itself: status, properties and roles.
    mutating func write(_ member: AdmittedMember) throws(Rejection) {
        let (participant, position) = (member.participant, member.position)
        guard case .merge(let delta) = participant.change else { return }
        if member.admission == .wasMember, delta.properties == nil, delta.roles == nil { return }
        let change = delta.properties?.system ?? [:]
        let status = try MemberStatusChange(change, at: participant.path)
        let rules = MemberPropertyRules(
            constants: session.constants, options: options,
            index: session.members[position].index, nextIndex: session.nextIndex,
            path: participant.path)
        var state = session.members[position].state
        if member.admission == .acceptedReservation {
            state.gamertag = participant.user.gamertag
            state.joinTime = now
        }
        enter(status.applied(to: state.status), &state)
        try rules.apply(change, to: &state)
        if let custom = delta.properties?.custom {
            try BagMerge.merge(
                custom, into: &state.custom, limitBytes: options.customBagLimitBytes,
                field: participant.path + "/properties/custom")
        }
        if let roles = delta.roles {
            let rules = MemberRoles(types: session.roleTypes, path: participant.path + "/roles")
            try rules.apply(roles, to: &state)
        }
        let earlier = session.members[position]
        session.replaceMember(at: position, by: state)
        session.noteMeasurements(change, at: position, since: earlier, at: now)
        writers.append(participant.user.xuid)
    }

    private func enter(_ status: MemberState.Status, _ state: inout MemberState) {
        let wasActive = state.status == .active
        state.become(status, at: now)
        guard status == .active, !wasActive else { return }
        // A token without a title counts as title 0 (auth A5).
        state.activeTitleID = principal.caller.titleID ?? "0"
        state.deviceID = principal.caller.deviceID
    }

    /// Makes a participant a member if it is none, and judges its constants (5.3.6, 5.4).
    private mutating func admit(_ participant: Participant) throws(Rejection) -> AdmittedMember {
        let user = participant.user
        let constants = try constants(of: participant)
        func admitted(_ position: Int, _ admission: AdmittedMember.Admission) -> AdmittedMember {
            AdmittedMember(
                participant: participant, position: position, admission: admission)
        }
        guard let position = session.position(of: user.xuid) else {
            session.append { index in
                MemberState(
                    index: index, xuid: user.xuid, gamertag: user.gamertag, status: .inactive,
                    since: now, joinTime: now, constants: constants?.storedSystem ?? [:],
                    customConstants: constants?.storedCustom ?? .object([:]))
            }
            return admitted(session.members.count - 1, .appended)
        }
        guard session.members[position].status == .reserved else {
            try constants?.demandEqual(
                session.members[position].state, at: participant.path + "/constants",
                rule: "5.3.6")
            return admitted(position, .wasMember)
        }
        var state = session.members[position].state
        try constants?.add(to: &state, at: participant.path + "/constants")
        session.initialization?.admit(&state)
        session.replaceMember(at: position, by: state)
        if session.properties.isLocked { session.keepSlot(of: user.xuid) }
        return admitted(position, .acceptedReservation)
    }

    /// The constants that the request gives for the member; nil when it gives none.
    private func constants(of participant: Participant) throws(Rejection) -> MemberConstants? {
        guard case .merge(let delta) = participant.change, let bag = delta.constants else {
            return nil
        }
        let path = participant.path + "/constants"
        let constants = try MemberConstants(bag, at: path)
        if let xuid = constants.xuid, xuid != participant.user.xuid {
            throw .text(
                403, "The field '\(path)/system/xuid' must be the xuid of the caller.",
                rule: "5.3.7")
        }
        return constants
    }
}
