internal import JSON
internal import Sessions

/// What a write did with the groups of a member (session-directory 14.6).
struct GroupEvent: Sendable, Equatable {
    /// What became of the member in the group.
    enum Kind: Sendable, Equatable {
        case entered
        case left
        /// An encounter: entered 30 seconds ago, and left now.
        case met
    }

    let kind: Kind
    let xuid: Xuid
    let group: String
}

extension Session {
    /// Takes note of what changes in a member's groups, and takes its encounters out of the state.
    mutating func noteGroups(from earlier: MemberState, to state: inout MemberState) {
        if state.encounters.isEmpty, state.system.isEmpty, earlier.system.isEmpty { return }
        for group in state.encounters {
            groupEvents.append(GroupEvent(kind: .met, xuid: state.xuid, group: group))
        }
        state.encounters = []
        let (old, new) = (earlier.groups, state.groups)
        guard old != new else { return }
        for group in old where !new.contains(where: { $0.isSameName(as: group) }) {
            groupEvents.append(GroupEvent(kind: .left, xuid: state.xuid, group: group))
        }
        for group in new where !old.contains(where: { $0.isSameName(as: group) }) {
            groupEvents.append(GroupEvent(kind: .entered, xuid: state.xuid, group: group))
        }
    }

    /// Takes note that a member leaves its groups with the session.
    mutating func noteGroups(ofLeaving state: MemberState) {
        for group in state.groups {
            groupEvents.append(GroupEvent(kind: .left, xuid: state.xuid, group: group))
        }
    }
}

extension MemberState {
    /// The groups that the member is in (6.7).
    fileprivate var groups: [String] {
        system["groups"]?.arrayValue?.compactMap(\.stringValue) ?? []
    }
}

extension String {
    /// Whether two names are the same; case makes no difference (1.9).
    fileprivate func isSameName(as other: String) -> Bool { lowercased() == other.lowercased() }
}
