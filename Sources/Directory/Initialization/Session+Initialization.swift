internal import JSON
internal import Sessions

/// The stages of managed initialization (session-directory 8.2 to 8.9).
///
/// Nothing here does anything in a session without `memberInitialization`.
extension Session {
    /// When the running stage times out; nil when no stage waits (7.4).
    var stageDue: Timestamp? {
        guard let episode = initialization?.episode,
            let timeout = constants.initialization?.timeout(of: episode.stage)
        else { return nil }
        return episode.stageStart.adding(milliseconds: timeout)
    }

    /// Demands the members that a new session needs, and skips episode 1 if it has none (8.2).
    mutating func beginInitialization() throws(Rejection) {
        guard let needed = constants.initialization?.membersNeededToStart else { return }
        let count = members.count { $0.state.initializationEpisode != nil }
        guard count >= needed else {
            throw .badRequest(KnownText.membersNeededToStart(needed), rule: "8.2")
        }
        if count == 0 { initialization?.skipFirstEpisode() }
    }

    /// Goes through the stages until nothing more can happen now (8.3).
    ///
    /// A timeout counts only where timers run, just before a request (7.3.1), and there for one
    /// stage: a stage of zero length is still seen in the answer to the request that began it.
    ///
    /// - Parameters:
    ///   - decision: what a title says of the episode that it evaluates (8.8.1).
    ///   - runsTimers: whether the present stage may time out.
    mutating func advanceInitialization(
        at now: Timestamp, decision: Bool? = nil, runsTimers: Bool = false
    ) {
        guard initialization != nil else { return }
        if properties.host != nil, initialization?.hostCandidates != [] {
            initialization?.hostCandidates = []
        }
        var decision = decision
        var isDue = false
        if runsTimers, let stageDue { isDue = stageDue <= now }
        while true {
            guard let episode = initialization?.episode else {
                let members = members
                initialization?.beginEpisode(of: members, at: now)
                guard initialization?.episode != nil else { return }
                continue
            }
            switch episode.stage {
            case .joining:
                guard isDue || hasJoined(episode) else { return }
                endJoining(episode, at: now)
            case .measuring:
                guard isDue || withoutUpload(in: episode).isEmpty else { return }
                endMeasuring(episode, at: now)
            case .evaluating:
                guard let succeeds = decision ?? (isDue ? false : nil) else { return }
                decision = nil
                endEpisode(episode, failing: !succeeds, at: now)
            case .failed:
                return
            }
            isDue = false
        }
    }

    private mutating func endJoining(_ episode: Initialization.Episode, at now: Timestamp) {
        for position in members.indices.reversed() where isMissing(members[position], in: episode) {
            remove(at: position)
        }
        dropAbsentHost()
        failGroups(of: episode)
        let count = survivors(of: episode).count
        if lacksMembers(episode, survivors: count) || episode.number > 1 && count == 0 {
            endEpisode(episode, failing: episode.number == 1, at: now)
        } else if connections.hasMeasuringStage {
            initialization?.enter(.measuring, at: now)
        } else {
            evaluate(episode, at: now)
        }
    }

    private mutating func endMeasuring(_ episode: Initialization.Episode, at now: Timestamp) {
        let late = withoutUpload(in: episode)
        fail(members.map { late.contains($0.index) ? .timeout : nil })
        if connections.hasRequirements {
            var evaluation = self.evaluation(of: episode)
            if constants.initialization?.hasExternalEvaluation != true {
                let failures = evaluation.failures(
                    towards: hostDevice(in: episode), requirements: connections)
                fail(members.map { failures[$0.index] })
            }
            failGroups(of: episode)
            if episode.number == 1, properties.host == nil {
                let left = Set(survivors(of: episode).map(\.index))
                evaluation.peers.removeAll { !left.contains($0.index) }
                let hosts = HostSelection(connections, peers: evaluation.peers)
                initialization?.hostCandidates = hosts.candidates
            }
        } else {
            failGroups(of: episode)
        }
        evaluate(episode, at: now)
    }

    /// Leaves the decision to the title, or makes it by the number of survivors (8.4.4, 8.5).
    private mutating func evaluate(_ episode: Initialization.Episode, at now: Timestamp) {
        if constants.initialization?.hasExternalEvaluation == true {
            initialization?.enter(.evaluating, at: now)
        } else {
            let fails = lacksMembers(episode, survivors: survivors(of: episode).count)
            endEpisode(episode, failing: fails, at: now)
        }
    }

    /// Ends an episode; when it fails, so does everybody who had not failed by then (8.8.4, 8.9).
    private mutating func endEpisode(
        _ episode: Initialization.Episode, failing: Bool, at now: Timestamp
    ) {
        if failing { fail(members.map { isSurvivor($0, of: episode) ? .episode : nil }) }
        initialization?.endEpisode(failing: failing, at: now)
        // Where nothing will start any more, nobody waits for it (8.10.5).
        let isOver = initialization?.episode?.stage == .failed
        for position in members.indices {
            guard let number = members[position].state.initializationEpisode,
                isOver || number == episode.number
            else { continue }
            var state = members[position].state
            state.initializationEpisode = nil
            replaceMember(at: position, by: state)
        }
    }

    /// Gives members a failure, one entry for each in their order.
    private mutating func fail(_ failures: [InitializationFailure?]) {
        for position in members.indices {
            guard let failure = failures[position] else { continue }
            var state = members[position].state
            state.initializationFailure = failure
            replaceMember(at: position, by: state)
        }
    }

    /// Fails whoever is grouped with a member who failed, or who went away meanwhile (8.4.3).
    private mutating func failGroups(of episode: Initialization.Episode) {
        var grouped = survivors(of: episode).compactMap { member in
            member.state.initializationGroup.map { (index: member.index, group: Set($0)) }
        }
        guard !grouped.isEmpty, let departed = initialization?.departed else { return }
        var failing: Set<Int> = []
        var lost = departed.union(
            members.filter { $0.state.initializationFailure != nil }.map(\.index))
        while !lost.isEmpty {
            let next = grouped.filter { !$0.group.isDisjoint(with: lost) }.map(\.index)
            failing.formUnion(next)
            grouped.removeAll { failing.contains($0.index) }
            lost = Set(next)
        }
        fail(members.map { failing.contains($0.index) ? .group : nil })
    }
}

extension MultiplayerSessionRequest {
    /// What the title decides about the episode that it evaluates (8.8.1).
    var initializationSucceeded: Bool? {
        properties?.system["initializationSucceeded"]?.boolValue
    }
}
