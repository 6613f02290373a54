public import Directory
public import JSON
public import Sessions

/// A directory with a clock and randomness of its own, for one isolation domain.
///
/// It answers at once and never waits. It is not `Sendable`: a script keeps it on its own executor,
/// a service puts it into a ``SharedDirectory``.
public final class LocalDirectory {
    /// The clock; its owner may move it.
    public let clock: any DirectoryClock

    /// What to do with each effect, in the order of the commits, before the answer is returned.
    ///
    /// Must not call the directory.
    public var onEffect: ((DirectoryEffect) -> Void)?

    private var directory: SessionDirectory
    private var random: SeededRandom
    private var latest: Timestamp
    /// How often something was changed that no request can change: relations, presence, limits and
    /// connections.
    public private(set) var outsideChanges = 0

    /// Takes charge of a directory.
    ///
    /// - Parameter seed: decides every identifier. Equal directories with equal seeds and clocks
    ///   give equal answers to equal requests.
    public init(_ directory: SessionDirectory, clock: any DirectoryClock, seed: UInt64) {
        self.directory = directory
        self.clock = clock
        random = SeededRandom(seed: seed)
        latest = clock.now
    }

    /// The time that the directory sees: the clock's, except that it never runs backwards.
    public var now: Timestamp { max(latest, clock.now) }

    /// The next moment at which ``runTimers()`` must be called although nobody asks.
    public var wake: Timestamp? { directory.wake }

    /// Answers one request from `caller`; nil is a caller without valid token.
    public func answer(_ request: DirectoryRequest, from caller: Caller?) -> DirectoryResponse {
        let outcome = directory.handle(
            request, from: caller, at: moveOn(), entropy: random.entropy())
        emit(outcome.effects)
        return outcome.response
    }

    /// What the answer to a request would be now; nothing happens to the directory.
    public func preview(_ request: DirectoryRequest, from caller: Caller?) -> DirectoryResponse {
        var directory = directory
        var random = random
        return directory.handle(request, from: caller, at: now, entropy: random.entropy()).response
    }

    /// All that the directory is at one moment.
    public struct State {
        fileprivate let directory: SessionDirectory
        fileprivate let latest: Timestamp
    }

    /// All that the directory is now. Taking it copies nothing.
    public var state: State { State(directory: directory, latest: latest) }

    /// Goes back to an earlier state, from which another future may begin: etags and identifiers that
    /// were given since then do not come back.
    ///
    /// The clock should be set back, too, before the next call.
    public func goBack(to earlier: State) {
        directory.goBack(to: earlier.directory)
        latest = earlier.latest
    }

    /// Answers one request whose caller an `Authorization` header names.
    ///
    /// A header that names nobody counts as no caller; the directory judges when that matters (2.7).
    public func answer(_ request: DirectoryRequest, authorization: String?) -> DirectoryResponse {
        answer(request, from: try? Caller(authorization: authorization, now: moveOn()))
    }

    /// Whom presence sees in which title (session-directory 7.6); heeded from the next request on.
    public var presence: Presence {
        get { directory.presence }
        set {
            outsideChanges += 1
            directory.presence = newValue
        }
    }

    /// Who follows and blocks whom (session-directory 9.1); heeded from the next request on.
    public var people: SocialGraph { directory.people }

    /// Changes who follows and blocks whom, in place.
    public func changePeople(_ change: (inout SocialGraph) -> Void) {
        outsideChanges += 1
        change(&directory.people)
    }

    /// Who played with whom in the groups of large sessions (session-directory 14.6).
    public var groupLog: GroupLog { directory.groupLog }

    /// How many requests a user may send; nil is as many as the user likes (session-directory 13.2).
    public var rateLimits: RateLimits? {
        get { directory.rateLimits }
        set {
            outsideChanges += 1
            directory.rateLimits = newValue
        }
    }

    /// The invites of a user that still work, the oldest first (handles-and-activity H24).
    public func invites(to user: Xuid) -> [JSONObject] {
        directory.invites(to: user, at: moveOn())
    }

    /// Opens a connection of a user to the real-time service (session-directory 3.7.1).
    ///
    /// - Parameters:
    ///   - user: whose connection it is.
    ///   - lost: a connection that the user had before, to be given again while its grace lasts.
    /// - Returns: the id of the connection; nil when there are too many.
    public func connect(_ user: Xuid, resuming lost: GUID? = nil) -> GUID? {
        outsideChanges += 1
        return directory.connect(user, resuming: lost, at: moveOn(), entropy: random.entropy())
    }

    /// Takes note that a connection is lost; its grace begins (session-directory 7.5.3).
    ///
    /// Members that name no other connection become inactive at ``wake``.
    public func disconnect(_ id: GUID) {
        outsideChanges += 1
        directory.disconnect(id, at: moveOn())
    }

    /// Ends a connection at once: its members become inactive (real-time-activity R70).
    public func endConnection(_ id: GUID) {
        outsideChanges += 1
        emit(directory.endConnection(id, at: moveOn(), entropy: random.entropy()))
    }

    /// Applies the timers that are due.
    public func runTimers() {
        emit(directory.runTimers(at: moveOn(), entropy: random.entropy()))
    }

    private func moveOn() -> Timestamp {
        latest = now
        return latest
    }

    private func emit(_ effects: [DirectoryEffect]) {
        guard let onEffect else { return }
        for effect in effects { onEffect(effect) }
    }
}
