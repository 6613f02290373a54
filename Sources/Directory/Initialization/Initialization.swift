internal import JSON
internal import Sessions

/// Where the managed initialization of one session stands (session-directory section 8).
///
/// A session without `memberInitialization` has none of it.
struct Initialization: Sendable, Equatable {
    /// The running episode, or the first one after it has failed; nil while none runs (8.1.4).
    var episode: Episode?
    /// Device tokens of possible hosts, most preferred first (8.7).
    var hostCandidates: [String] = []

    /// The number of the last episode that began or was skipped; never rendered (8.1.7).
    private var lastNumber = 0
    /// Whether a member may wait for the next episode.
    private var mayHaveWaiting = false
    /// The indices of members who went away during the running episode (8.4.3).
    private(set) var departed: Set<Int> = []
    /// When the present members last wrote measurements, by index; never rendered (8.1.7).
    private var uploads: [Int: Uploads] = [:]

    /// One numbered pass of members through the stages.
    struct Episode: Sendable, Equatable {
        let number: Int
        var stage: Stage
        var stageStart: Timestamp
    }

    /// What an episode waits for; `failed` is the end of a session's first one.
    enum Stage: String, Sendable, CaseIterable {
        case joining
        case measuring
        case evaluating
        case failed
    }

    /// When one member last wrote what it measured.
    private struct Uploads: Sendable, Equatable {
        var measurements: Timestamp?
        var serverMeasurements: Timestamp?
    }

    // MARK: Members

    /// Gives a member that takes part the next episode, unless the session has failed
    /// (8.1.3, 8.10).
    mutating func admit(_ state: inout MemberState) {
        guard state.constants["initialize"] == true, state.initializationEpisode == nil,
            episode?.stage != .failed
        else { return }
        state.initializationEpisode = lastNumber + 1
        mayHaveWaiting = true
    }

    /// Forgets a member who went away, and its device unless `isDeviceShared` with others who stay.
    mutating func forget(_ state: MemberState, isDeviceShared: Bool) {
        uploads[state.index] = nil
        if let episode, episode.stage != .failed { departed.insert(state.index) }
        if !isDeviceShared { hostCandidates.removeAll { $0 == state.deviceToken } }
    }

    /// Takes note of measurements that a member writes; taking them back is no upload (8.5.1).
    mutating func note(_ change: JSONObject, of index: Int, at now: Timestamp) {
        if change["measurements"]?.objectValue != nil {
            uploads[index, default: Uploads()].measurements = now
        }
        if change["serverMeasurements"]?.objectValue != nil {
            uploads[index, default: Uploads()].serverMeasurements = now
        }
    }

    /// Whether a member has measured its peers since an instant.
    func hasMeasurements(of index: Int, since start: Timestamp) -> Bool {
        uploads[index]?.measurements.map { $0 >= start } ?? false
    }

    /// Whether a member has measured the servers since an instant.
    func hasServerMeasurements(of index: Int, since start: Timestamp) -> Bool {
        uploads[index]?.serverMeasurements.map { $0 >= start } ?? false
    }

    // MARK: Episodes

    /// Counts episode 1 as done although nobody is in it (8.2).
    mutating func skipFirstEpisode() { lastNumber = 1 }

    /// Begins the next episode if one of `members` waits for it and none runs (8.9.5, 8.10.1).
    mutating func beginEpisode(of members: MemberList, at now: Timestamp) {
        guard episode == nil, mayHaveWaiting else { return }
        mayHaveWaiting = false
        let next = lastNumber + 1
        guard members.contains(where: { $0.state.initializationEpisode == next }) else { return }
        lastNumber = next
        departed = []
        episode = Episode(number: next, stage: .joining, stageStart: now)
    }

    /// Goes on to a stage, which begins now.
    mutating func enter(_ stage: Stage, at now: Timestamp) {
        episode?.stage = stage
        episode?.stageStart = now
    }

    /// Ends the running episode; the first one that fails stays for good (8.9).
    mutating func endEpisode(failing: Bool, at now: Timestamp) {
        if failing, episode?.number == 1 {
            enter(.failed, at: now)
        } else {
            episode = nil
        }
        departed = []
    }

    // MARK: Rendering

    /// Whether a document shows something else than in an earlier state.
    func differs(from earlier: Initialization?) -> Bool {
        episode != earlier?.episode || hostCandidates != earlier?.hostCandidates
    }

    /// Adds what a session document shows (4.1).
    func render(into document: inout JSONObject) {
        if let episode {
            document["initializing"] = [
                "stage": .string(episode.stage.rawValue),
                "stageStartTime": .string(episode.stageStart.description),
                "episode": .integer(Int64(episode.number)),
            ]
        }
        if !hostCandidates.isEmpty {
            document["hostCandidates"] = .array(hostCandidates.map { .string($0) })
        }
    }
}
