import JSON
import Sessions

/// How far the initialization of a session has come (section 8).
struct ModelInitialization {
    enum Stage: String { case joining, measuring, evaluating, failed }

    /// What `initializing` shows.
    struct Running {
        var stage: Stage
        var start: Timestamp
        var episode: Int
    }

    var running: Running?
    var lastEpisode = 0
    /// Who was removed or left while the episode ran (8.4.3).
    var departed: Set<Int> = []
    /// What the title decided in this request (8.8.1).
    var decision: Bool?
    /// Who was there when the state was last derived.
    var present: Set<Int> = []
}

extension ModelSession {
    private var settings: Fields? { constants["memberInitialization"]?.fields }

    private func setting(_ name: String, _ usual: Int64, old: Int64) -> Int64 {
        settings?[name]?.integerValue ?? (templateVersion < 107 ? old : usual)
    }

    private var needed: Int { Int(setting("membersNeededToStart", 1, old: 2)) }

    var evaluatesExternally: Bool {
        settings?["externalEvaluation"]?.boolValue ?? (templateVersion < 107)
    }

    /// When the timer of the current stage fires.
    var stageDue: Timestamp? {
        guard let running = initialization.running else { return nil }
        let milliseconds: Int64
        switch running.stage {
        case .joining: milliseconds = setting("joinTimeout", 10_000, old: 5000)
        case .measuring: milliseconds = setting("measurementTimeout", 30_000, old: 5000)
        case .evaluating: milliseconds = setting("evaluationTimeout", 5000, old: 5000)
        case .failed: return nil
        }
        return running.start.adding(milliseconds: milliseconds)
    }

    /// Lets a member that was just added take part, when it wants to (8.10).
    mutating func enlist(_ index: Int) {
        guard settings != nil, members[index]?.constants["initialize"] == true,
            initialization.lastEpisode > 0
        else { return }
        switch initialization.running {
        case nil: members[index]?.episode = initialization.lastEpisode + 1
        case let running? where running.stage != .failed:
            members[index]?.episode = running.episode + 1
        case _?: break
        }
    }

    /// The first episode, which covers whom the creating request brings (8.2).
    mutating func startInitialization(at now: Timestamp) throws(Refusal) {
        guard settings != nil else { return }
        let willing = members.values.filter { $0.constants["initialize"] == true }
        guard willing.count >= needed else {
            throw .invalid(ModelTexts.membersNeeded(needed))
        }
        if willing.isEmpty {
            initialization.lastEpisode = 1
            return
        }
        for member in willing { members[member.index]?.episode = 1 }
        start(1, at: now)
    }

    private mutating func start(_ episode: Int, at now: Timestamp) {
        initialization.running = ModelInitialization.Running(
            stage: .joining, start: now, episode: episode)
        initialization.lastEpisode = episode
        initialization.departed = []
    }

    private var episodeMembers: [ModelMember] {
        listed.filter { $0.episode != nil && $0.episode == initialization.running?.episode }
    }

    private static func hasJoined(_ member: ModelMember) -> Bool {
        member.state == .active || member.state == .inactive
    }

    // MARK: Advancing (8.3)

    /// Ends the current stage when its time is up.
    mutating func runStageTimer(at now: Timestamp) {
        noteDepartures()
        guard let running = initialization.running, let due = stageDue, due <= now else { return }
        switch running.stage {
        case .joining:
            for member in episodeMembers where !Self.hasJoined(member) {
                members[member.index] = nil
            }
            noteDepartures()
            endJoining(at: now)
        case .evaluating: end(succeeded: false, at: now)
        case .measuring, .failed: break
        }
    }

    /// Goes on as long as a stage is done.
    mutating func advanceInitialization(at now: Timestamp) {
        noteDepartures()
        defer { initialization.decision = nil }
        guard settings != nil else { return }
        while true {
            startWaiting(at: now)
            guard let running = initialization.running else { return }
            switch running.stage {
            case .joining where episodeMembers.allSatisfy(Self.hasJoined): endJoining(at: now)
            case .evaluating where initialization.decision != nil:
                end(succeeded: initialization.decision == true, at: now)
                initialization.decision = nil
            default: return
            }
        }
    }

    private mutating func noteDepartures() {
        let now = Set(members.keys)
        initialization.departed.formUnion(initialization.present.subtracting(now))
        initialization.present = now
    }

    /// Starts the next episode when members wait for one and none runs (8.9.5, 8.10.1).
    private mutating func startWaiting(at now: Timestamp) {
        guard initialization.running == nil, initialization.lastEpisode > 0,
            members.values.contains(where: { $0.episode == initialization.lastEpisode + 1 })
        else { return }
        start(initialization.lastEpisode + 1, at: now)
    }

    private mutating func endJoining(at now: Timestamp) {
        guard let running = initialization.running else { return }
        spreadGroupFailure()
        let survivors = episodeMembers.count { $0.failure == nil }
        if running.episode == 1, survivors < needed { return end(succeeded: false, at: now) }
        let isOver = survivors == 0 && running.episode > 1
        if isOver || !evaluatesExternally { return end(succeeded: true, at: now) }
        initialization.running?.stage = .evaluating
        initialization.running?.start = now
    }

    /// Fails whoever has somebody in the group who failed or went (8.4.3).
    private mutating func spreadGroupFailure() {
        var hasSpread = true
        while hasSpread {
            hasSpread = false
            for member in episodeMembers where member.failure == nil {
                let group = member.properties["initializationGroup"]?.arrayValue ?? []
                let isHit = group.compactMap { $0.integerValue.map { Int($0) } }.contains {
                    initialization.departed.contains($0) || members[$0]?.failure != nil
                }
                guard isHit else { continue }
                members[member.index]?.failure = "group"
                hasSpread = true
            }
        }
    }

    private mutating func end(succeeded: Bool, at now: Timestamp) {
        guard let running = initialization.running else { return }
        for member in episodeMembers {
            if !succeeded, member.failure == nil { members[member.index]?.failure = "episode" }
            members[member.index]?.episode = nil
        }
        initialization.running = nil
        if !succeeded, running.episode == 1 {
            initialization.running = ModelInitialization.Running(
                stage: .failed, start: now, episode: 1)
            for index in members.keys { members[index]?.episode = nil }
        }
    }
}
