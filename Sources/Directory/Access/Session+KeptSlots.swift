internal import Sessions

extension Session {
    /// Starts keeping the places of the present members, or gives all kept places up (9.5.3, 9.5.4).
    ///
    /// Called when `locked` changed.
    mutating func changeKeptSlots() {
        keptSlots = 0
        keptXuids =
            properties.isLocked
            ? Set(members.lazy.filter { $0.status != .reserved }.map(\.xuid)) : []
    }

    /// Keeps the place of a member who joined by reservation while the session is locked (9.5.3).
    mutating func keepSlot(of xuid: Xuid) { keptXuids.insert(xuid) }
}
