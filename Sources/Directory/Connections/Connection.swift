internal import Sessions

/// One connection of a user to the real-time service (session-directory 3.7.1).
struct Connection: Sendable, Equatable {
    let user: Xuid
    /// When a lost connection is given up; nil while it is live.
    var graceEnd: Timestamp?

    /// The keys of the sessions in which the user's member has named this connection.
    ///
    /// Leaving takes no key out, so each is asked whether it still holds.
    private(set) var sessions: Set<String> = []
    /// The keys of those that it is subscribed to, likewise.
    private(set) var subscribed: Set<String> = []
    /// How many keys may gather before those that no longer hold are dropped.
    private var sweepCount = 16

    init(of user: Xuid) { self.user = user }

    /// Adds a session; `isHeld` and `isSubscribed` tell which of the others still hold.
    mutating func attach(
        _ key: String, isSubscribing: Bool, isHeld: (String) -> Bool,
        isSubscribed: (String) -> Bool
    ) {
        if sessions.insert(key).inserted, sessions.count > sweepCount {
            sessions = sessions.filter { $0 == key || isHeld($0) }
            sweepCount = max(16, 2 * sessions.count)
        }
        guard isSubscribing, !subscribed.contains(key) else { return }
        subscribed = subscribed.filter(isSubscribed)
        subscribed.insert(key)
    }
}
