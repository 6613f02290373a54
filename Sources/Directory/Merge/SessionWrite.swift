internal import JSON
internal import Sessions

/// One write on a working copy of a session (session-directory 5.8).
///
/// A refusal leaves the copy half written; whoever made it drops it.
struct SessionWrite {
    var session: Session
    let caller: Caller
    let contractVersion: Int
    let now: Timestamp
    let options: DirectoryOptions
    /// The users who have written themselves.
    private(set) var writers: [Xuid] = []

    /// How the caller's member came to be in this request.
    private enum Admission {
        case wasMember
        case acceptedReservation
        case appended
    }

    /// Applies a request whose caller may write, in the order of 5.8.
    ///
    /// The constants of a new session are merged before; here they are only compared.
    mutating func apply(
        _ request: MultiplayerSessionRequest, isNew: Bool
    ) throws(Rejection) {
        if !isNew, let constants = request.constants {
            try session.constants.demandEqual(
                constants, contractVersion: contractVersion, options: options)
        }
        try LargeSessionRules.demandLegal(request, in: session.constants)
        let firstAdded = session.nextIndex
        removeMembers(request)
        try writeCaller(request)
        if let properties = request.properties { try mergeProperties(properties) }
        if let servers = request.servers {
            try ServerWrite(options: options).apply(servers, to: &session.servers)
        }
        session.dropAbsentHost()
        if isNew { try session.beginInitialization() }
        session.advanceInitialization(at: now, decision: request.initializationSucceeded)
        let taken = session.members.count + session.keptSlots
        guard session.nextIndex == firstAdded || taken <= session.constants.maxMembersCount else {
            throw AccessRules.full(session)
        }
    }

    private mutating func removeMembers(_ request: MultiplayerSessionRequest) {
        for index in request.removedIndices {
            if let position = session.position(ofIndex: index) { session.remove(at: position) }
        }
        if request.me == .leave, let user = caller.user,
            let position = session.position(of: user.xuid)
        {
            session.remove(at: position)
        }
    }

    /// Admits the caller, then the reservations, then applies what the caller says of itself.
    private mutating func writeCaller(_ request: MultiplayerSessionRequest) throws(Rejection) {
        guard let user = caller.user, request.me != .leave else {
            try reserve(request.reservations)
            return
        }
        var delta = MultiplayerSessionRequest.MemberDelta()
        if case .merge(let own) = request.me { delta = own }
        let (position, admission) = try admit(user, delta.constants)
        try reserve(request.reservations)
        if admission == .wasMember, delta.properties == nil { return }
        let change = delta.properties?.system ?? [:]
        let status = try MemberStatusChange(change)
        let rules = MemberPropertyRules(
            constants: session.constants, options: options,
            index: session.members[position].index, nextIndex: session.nextIndex)
        var state = session.members[position].state
        if admission == .acceptedReservation {
            state.gamertag = user.gamertag
            state.joinTime = now
        }
        enter(status.applied(to: state.status), &state)
        try rules.apply(change, to: &state)
        if let custom = delta.properties?.custom {
            try BagMerge.merge(
                custom, into: &state.custom, limitBytes: options.customBagLimitBytes,
                field: "/members/me/properties/custom")
        }
        let earlier = session.members[position]
        session.replaceMember(at: position, by: state)
        session.noteMeasurements(change, at: position, since: earlier, at: now)
        writers.append(user.xuid)
    }

    private func enter(_ status: MemberState.Status, _ state: inout MemberState) {
        let wasActive = state.status == .active
        state.become(status, at: now)
        guard status == .active, !wasActive else { return }
        // A token without a title counts as title 0 (auth A5).
        state.activeTitleID = caller.titleID ?? "0"
        state.deviceID = caller.deviceID
    }

    /// Makes the caller a member if it is none, and judges its constants (5.3.6, 5.4).
    private mutating func admit(
        _ user: UserClaims, _ bag: PropertyBag?
    ) throws(Rejection) -> (position: Int, admission: Admission) {
        let path = "/members/me/constants"
        let constants = try bag.map { bag throws(Rejection) in
            try MemberConstants(bag, at: path)
        }
        if let xuid = constants?.xuid, xuid != user.xuid {
            throw .text(
                403, "The field '\(path)/system/xuid' must be the xuid of the caller.",
                rule: "5.3.7")
        }
        if let position = session.position(of: user.xuid) {
            guard session.members[position].status == .reserved else {
                try constants?.demandEqual(
                    session.members[position].state, at: path, rule: "5.3.6")
                return (position, .wasMember)
            }
            var state = session.members[position].state
            try constants?.add(to: &state, at: path)
            session.initialization?.admit(&state)
            session.replaceMember(at: position, by: state)
            if session.properties.isLocked { session.keepSlot(of: user.xuid) }
            return (position, .acceptedReservation)
        }
        session.append { index in
            MemberState(
                index: index, xuid: user.xuid, gamertag: user.gamertag, status: .inactive,
                since: now, joinTime: now, constants: constants?.storedSystem ?? [:],
                customConstants: constants?.storedCustom ?? .object([:]))
        }
        return (session.members.count - 1, .appended)
    }

    /// Appends a reserved member for each user who is not yet in the session (5.5).
    private mutating func reserve(_ reservations: [PropertyBag]) throws(Rejection) {
        var seen: Set<Xuid> = []
        for (number, bag) in reservations.enumerated() {
            let path = "/members/reserve_\(number)/constants"
            let constants = try MemberConstants(bag, at: path)
            guard let xuid = constants.xuid else {
                throw .badRequest("The field '\(path)/system/xuid' is required.", rule: "5.5.3")
            }
            guard seen.insert(xuid).inserted else {
                throw .badRequest(
                    "The field '\(path)/system/xuid' names a user who is reserved twice.",
                    rule: "5.5.4")
            }
            if let position = session.position(of: xuid) {
                try constants.demandEqual(
                    session.members[position].state, at: path, rule: "5.5.4")
                continue
            }
            session.append { index in
                MemberState(
                    index: index, xuid: xuid, gamertag: nil, status: .reserved, since: now,
                    joinTime: now, constants: constants.storedSystem,
                    customConstants: constants.storedCustom)
            }
        }
    }

    private mutating func mergeProperties(_ bag: PropertyBag) throws(Rejection) {
        let wasLocked = session.properties.isLocked
        if !caller.isServer { try session.demandKeptCandidates(bag.system) }
        let rules = SessionPropertyRules(
            constants: session.constants, options: options, members: session.members,
            stage: session.initialization?.episode?.stage)
        try rules.apply(bag.system, to: &session.properties)
        if let custom = bag.custom {
            try BagMerge.merge(
                custom, into: &session.properties.custom,
                limitBytes: options.customBagLimitBytes, field: "/properties/custom")
        }
        if session.properties.isLocked != wasLocked { session.changeKeptSlots() }
    }
}
