public import JSON
public import Sessions

/// What the real-time service tells an invited user, for those who have none (handles-and-activity
/// H24).
extension SessionDirectory {
    /// The invites of a user that still work, the oldest first, each as a read of it shows it.
    ///
    /// No request asks for this: the platform shows invites as they arrive. Takes time in
    /// proportion to the invites of all users.
    ///
    /// - Parameters:
    ///   - user: who was invited.
    ///   - now: the time.
    public func invites(to user: Xuid, at now: Timestamp) -> [JSONObject] {
        handles.invites(to: user, at: now).map(document(of:))
    }
}
