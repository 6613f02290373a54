internal import Sessions

extension Session {
    /// The indices of the active members whom presence does not see in their title (7.6).
    ///
    /// Looks at no member while everybody is seen.
    func absentIndices(_ presence: Presence) -> [Int] {
        guard !presence.isComplete,
            !constants.capabilities.contains(.suppressPresenceActivityCheck)
        else { return [] }
        return members.lazy.filter { member in
            guard let title = member.state.activeTitleID else { return false }
            return !presence.sees(member.xuid, in: title)
        }.map(\.index)
    }
}
