internal import JSON
internal import Sessions

/// One user in a session, as stored (session-directory 4.2, 7.1).
struct MemberState: Sendable, Equatable {
    /// What the user is doing here.
    enum Status: Sendable, Equatable, CaseIterable {
        case reserved
        case ready
        case active
        case inactive
    }

    let index: Int
    let xuid: Xuid
    var gamertag: String?
    var status: Status
    /// When the present status began; timeouts count from here (7.2).
    var since: Timestamp
    var joinTime: Timestamp
    /// The title in which the member is active; nil in every other status.
    var activeTitleID: String?
    /// The device on which the member is active, for the restriction `local` (9.1).
    var deviceID: String?
    /// The episode that is pending or running for the member (8.1.3).
    var initializationEpisode: Int?
    /// Why the member failed to initialize; it stays (8.9.4).
    var initializationFailure: InitializationFailure?
    /// Member constants except `index` and `xuid`.
    var constants: JSONObject
    var customConstants: JSONValue = .object([:])
    /// Member properties except `active` and `ready`, which are ``status``.
    var system: JSONObject = [:]
    var custom: JSONValue = .object([:])
    /// Encounters on their way to the log of groups; empty in every stored state (14.6).
    var encounters: [String] = []
    /// The member's role of each role type that it has one of (15.5).
    var roles: JSONObject = [:]
    /// Names the device that the secure device address belongs to; nil without one (4.2).
    var deviceToken: String?
    /// The typed reading of `connection` and `subscription`.
    var connection = MemberConnection()

    /// Changes the status; repeating the present one changes nothing and restarts no clock.
    mutating func become(_ next: Status, at now: Timestamp) {
        guard status != next else { return }
        status = next
        since = now
        guard next != .active else { return }
        activeTitleID = nil
        deviceID = nil
        connection.lose()
        system["connection"] = JSONValue?.none
    }

    /// When the next transition of this member is due; nil when nothing is pending (7.2, 7.5).
    ///
    /// In an episode the stages have timeouts of their own (8.1.6).
    func due(_ constants: SessionConstants) -> Timestamp? {
        if initializationEpisode != nil, status == .reserved || status == .ready { return nil }
        let timeout: Int64?
        switch status {
        case .active: return connection.graceEnd
        case .reserved: timeout = constants.reservedRemovalTimeout
        case .ready: timeout = constants.readyRemovalTimeout
        case .inactive: timeout = constants.inactiveRemovalTimeout
        }
        return timeout.map { since.adding(milliseconds: $0) }
    }
}
