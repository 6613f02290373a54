/// What a handle adds to the rights that a caller has anyway (session-directory 9.3).
enum AccessGrant: Sendable, Equatable {
    /// The session was named directly, or the handle gives nothing.
    case none
    /// The caller's own invite (11.5.3).
    case invite
    /// A search handle (11.6).
    case search
    /// A transfer handle whose origin the caller is a member of (11.7).
    case transfer
}
