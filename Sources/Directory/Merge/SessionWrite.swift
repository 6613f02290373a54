internal import JSON
internal import Sessions

/// One write on a working copy of a session (session-directory 5.8).
///
/// A refusal leaves the copy half written; whoever made it drops it.
struct SessionWrite {
    var session: Session
    let principal: Principal
    /// The users whose members the request is about, in the order in which they are added.
    let participants: [Participant]
    let contractVersion: Int
    let now: Timestamp
    let options: DirectoryOptions
    /// The users who have written themselves.
    var writers: [Xuid] = []

    /// Applies a request whose caller may write, in the order of 5.8.
    ///
    /// The constants and role types of a new session are merged before; here they are compared.
    ///
    /// - Parameters:
    ///   - request: what to apply.
    ///   - isNew: whether the session begins with this request.
    ///   - people: who may reserve whom.
    mutating func apply(
        _ request: MultiplayerSessionRequest, isNew: Bool, people: SocialGraph
    ) throws(Rejection) {
        if !isNew {
            if let constants = request.constants {
                try session.constants.demandEqual(
                    constants, contractVersion: contractVersion, options: options)
            }
            if let roleTypes = request.roleTypes { try writeRoleTypes(roleTypes) }
        }
        try LargeSessionRules.demandLegal(request, in: session.constants)
        let firstAdded = session.nextIndex
        removeMembers(request.removedIndices)
        let admitted = try admitParticipants()
        if isNew { session.giveOwnership(to: admitted.first?.position) }
        try reserve(request.reservations, isNew: isNew, people: people)
        for member in admitted { try write(member) }
        if let properties = request.properties { try mergeProperties(properties) }
        if let servers = request.servers {
            try ServerWrite(options: options).apply(servers, to: &session.servers)
        }
        session.passOwnership()
        session.dropAbsentHost()
        if isNew { try session.beginInitialization() }
        session.advanceInitialization(at: now, decision: request.initializationSucceeded)
        try demandLimits(hasAdded: session.nextIndex != firstAdded, admitted)
    }

    private mutating func writeRoleTypes(_ roleTypes: JSONValue) throws(Rejection) {
        let written = try session.roleTypes.writing(roleTypes, members: session.members)
        if written != session.roleTypes { session.roleTypes = written }
    }

    private mutating func mergeProperties(_ bag: PropertyBag) throws(Rejection) {
        let wasLocked = session.properties.isLocked
        if !principal.caller.isServer { try session.demandKeptCandidates(bag.system) }
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

    /// Judges the number of members and the holders of roles (5.8 step 9).
    private func demandLimits(hasAdded: Bool, _ admitted: [AdmittedMember]) throws(Rejection) {
        if hasAdded {
            let taken = session.members.count + session.keptSlots
            guard taken <= session.constants.maxMembersCount else {
                throw AccessRules.full(session)
            }
        }
        if admitted.contains(where: \.participant.writesRoles) { try session.demandRoleLimits() }
    }
}
