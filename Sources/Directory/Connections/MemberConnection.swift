internal import Sessions

/// How a member hangs on the real-time service (session-directory 3.7, 7.5).
struct MemberConnection: Sendable, Equatable {
    /// The typed reading of `connection`; nil without one.
    var id: GUID?
    /// When the member becomes inactive because the connection is lost; nil while it is live.
    ///
    /// Nothing in the document but `nextTimer` tells of it (7.4).
    var graceEnd: Timestamp?
    /// The typed reading of `subscription`; it outlives the connection (real-time-activity R51).
    var subscription: Subscription?

    /// Whether taps can reach an active member this way (real-time-activity R64).
    var isListening: Bool { subscription != nil && id != nil && graceEnd == nil }

    /// Forgets the connection of a member that is active no more; its subscription stays, silent
    /// (6.7, real-time-activity R70).
    mutating func lose() {
        id = nil
        graceEnd = nil
    }
}
