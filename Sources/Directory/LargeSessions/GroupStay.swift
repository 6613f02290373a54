public import Sessions

/// That a user was in a group of a session for a time (session-directory 14.6).
public struct GroupStay: Sendable, Equatable {
    /// The user.
    public let xuid: Xuid
    /// The session, as spelled at its creation.
    public let session: SessionReference
    /// The group, as the user spelled it.
    public let group: String
    /// When the user entered the group; for an encounter, 30 seconds before it.
    public let from: Timestamp
    /// When the user left the group, or the session; nil while the user is in it.
    public internal(set) var to: Timestamp?

    /// Whether both were in a group at the same time; touching ends count.
    func overlaps(_ other: GroupStay) -> Bool {
        (to.map { $0 >= other.from } ?? true) && (other.to.map { $0 >= from } ?? true)
    }
}
