internal import Sessions

extension Session {
    /// When the first lost connection is given up; nil when none is waited for (7.5.3).
    var graceEnd: Timestamp? { members.nextGraceEnd }

    /// Whether taps can reach any member (3.7.5).
    var hasListeners: Bool { !members.listeners.isEmpty }

    /// The members whom taps can reach, in ascending order of index.
    var listeners: [Member] {
        members.listeners.compactMap { index in
            members.position(ofIndex: index).map { members[$0] }
        }
    }

    /// Lets active members become inactive because their connections are given up (7.5.3).
    mutating func giveUpConnections(of indices: [Int], at now: Timestamp) {
        for index in indices {
            guard let position = position(ofIndex: index) else { continue }
            var state = members[position].state
            state.become(.inactive, at: now)
            replaceMember(at: position, by: state)
        }
    }
}
