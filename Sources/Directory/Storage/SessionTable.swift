/// The stored sessions by key (session-directory 1.4, 1.9).
///
/// Each stands in a box of its own, so that a growing table moves references alone.
struct SessionTable: Sendable {
    private var boxes: [String: Box] = [:]

    private final class Box: Sendable {
        let session: Session

        init(_ session: Session) { self.session = session }
    }

    /// The number of sessions.
    var count: Int { boxes.count }

    /// Whether there is a session with that key.
    func has(_ key: String) -> Bool { boxes[key] != nil }

    /// The session with that key; nil when there is none.
    subscript(key: String) -> Session? {
        get { boxes[key]?.session }
        set { boxes[key] = newValue.map(Box.init) }
    }
}

extension SessionTable: Equatable {
    static func == (left: SessionTable, right: SessionTable) -> Bool {
        left.count == right.count
            && left.boxes.allSatisfy { key, box in
                guard let other = right.boxes[key] else { return false }
                return box === other || box.session == other.session
            }
    }
}
