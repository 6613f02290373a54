internal import JSON
internal import Sessions

/// Who is who in an episode (session-directory 8.4 to 8.6).
extension Session {
    /// What members measure and have to reach.
    var connections: ConnectionRequirements { constants.connections }

    /// Whether a member of the episode has not failed (8.4.4).
    func isSurvivor(_ member: Member, of episode: Initialization.Episode) -> Bool {
        member.state.initializationEpisode == episode.number
            && member.state.initializationFailure == nil
    }

    /// The members of the episode who have not failed.
    func survivors(of episode: Initialization.Episode) -> [Member] {
        members.filter { isSurvivor($0, of: episode) }
    }

    /// Whether too few are left for the first episode, the only one that needs a number (8.10.3).
    func lacksMembers(_ episode: Initialization.Episode, survivors count: Int) -> Bool {
        episode.number == 1 && count < constants.initialization?.membersNeededToStart ?? 0
    }

    /// Whether a member of the episode still has to join: a ready one has yet to become active
    /// (8.4.1).
    func isMissing(_ member: Member, in episode: Initialization.Episode) -> Bool {
        (member.status == .reserved || member.status == .ready)
            && member.state.initializationEpisode == episode.number
    }

    /// Whether every member of the episode has joined.
    func hasJoined(_ episode: Initialization.Episode) -> Bool {
        !members.contains { isMissing($0, in: episode) }
    }

    /// The indices of survivors who have not yet written all that they have to measure (8.5.1).
    func withoutUpload(in episode: Initialization.Episode) -> Set<Int> {
        guard let initialization else { return [] }
        let start = episode.stageStart
        let devices = connections.hasMetrics ? devices(around: episode) : []
        var missing: Set<Int> = []
        for member in members where isSurvivor(member, of: episode) {
            let needsPeers = devices.contains { $0 != member.state.deviceToken }
            if needsPeers, !initialization.hasMeasurements(of: member.index, since: start) {
                missing.insert(member.index)
            }
            if !connections.servers.isEmpty,
                !initialization.hasServerMeasurements(of: member.index, since: start)
            {
                missing.insert(member.index)
            }
        }
        return missing
    }

    /// The members under evaluation and the devices that they are checked against besides.
    func evaluation(of episode: Initialization.Episode) -> ConnectionEvaluation {
        ConnectionEvaluation(
            peers: survivors(of: episode).map { MeasuredPeer($0.state) },
            established: members.filter { isEstablished($0, in: episode) }
                .compactMap(\.state.deviceToken))
    }

    /// The device that members are checked against as their host (8.6).
    func hostDevice(in episode: Initialization.Episode) -> ConnectionEvaluation.Host {
        if let host = properties.host { return .device(host) }
        if episode.number == 1 { return .best }
        guard let first = initialization?.hostCandidates.first,
            members.has(deviceToken: first)
        else { return .none }
        return .device(first)
    }

    /// Tells the episodes that a member, who is not in the list any more, went away.
    mutating func noteDeparture(of state: MemberState) {
        guard let initialization else { return }
        let isDeviceShared =
            !initialization.hostCandidates.isEmpty
            && state.deviceToken.map(members.has) == true
        self.initialization?.forget(state, isDeviceShared: isDeviceShared)
    }

    /// Whether a member outside the episode is measured by those inside: in later episodes every
    /// accepted member who has not failed (8.6).
    private func isEstablished(_ member: Member, in episode: Initialization.Episode) -> Bool {
        episode.number > 1 && member.status != .reserved
            && member.state.initializationEpisode != episode.number
            && member.state.initializationFailure == nil
    }

    /// Up to two of the devices that members of the episode measure, which tells each member
    /// whether there is another one than its own.
    private func devices(around episode: Initialization.Episode) -> [String] {
        var devices: [String] = []
        for member in members {
            guard let device = member.state.deviceToken, devices.first != device,
                isSurvivor(member, of: episode) || isEstablished(member, in: episode)
            else { continue }
            devices.append(device)
            if devices.count == 2 { break }
        }
        return devices
    }
}

extension MemberState {
    /// The indices of those whose failure is the member's own; nil when it names nobody (6.7).
    var initializationGroup: [Int]? {
        system["initializationGroup"]?.arrayValue?.compactMap { $0.integerValue.map(Int.init) }
    }
}
