/// The stored sessions by key (session-directory 1.4, 1.9).
///
/// Each stands in a box of its own, so that a growing table moves references alone.
struct SessionTable: Sendable, Equatable {
    private var states: [String: SessionState] = [:]

    /// The number of sessions.
    var count: Int { states.count }

    /// Whether there is a session with that key.
    func has(_ key: String) -> Bool { states[key] != nil }

    /// The state of the session with that key; nil when there is none.
    func state(_ key: String) -> SessionState? { states[key] }

    /// The session with that key; nil when there is none.
    subscript(key: String) -> Session? {
        get { states[key]?.session }
        set { states[key] = newValue.map(SessionState.init) }
    }

    /// Stores the next state of a session, or none.
    mutating func set(_ state: SessionState?, _ key: String) { states[key] = state }
}

/// One state of a session, to be passed on without copying the session.
final class SessionState: Sendable {
    let session: Session

    init(_ session: Session) { self.session = session }
}

extension SessionState: Equatable {
    static func == (left: SessionState, right: SessionState) -> Bool {
        left === right || left.session == right.session
    }
}
