internal import Sessions

extension Session {
    /// Starts keeping the places of the present members, or gives all kept places up (9.5.3, 9.5.4).
    ///
    /// Called when `locked` changed.
    mutating func changeKeptSlots() {
        keptXuids =
            properties.isLocked
            ? members.filter { $0.status != .reserved }.map(\.xuid) : []
    }

    /// Keeps the place of a user who joined by reservation while the session is locked (9.5.3).
    mutating func keepSlot(of xuid: Xuid) {
        if !keptXuids.contains(xuid) { keptXuids.append(xuid) }
    }
}
